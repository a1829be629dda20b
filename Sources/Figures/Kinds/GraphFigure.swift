import Catalog
import Text

extension Figure {
  /// A computational graph: the value above each edge, the gradient of the output below it.
  public static func graph(_ graph: GraphDescription, title: String = "", style: Style = Style()) throws
    -> Figure
  {
    guard !graph.nodes.isEmpty else {
      throw FigureFailure.nothingToDraw(
        call: "graph",
        hint: Wording("give it a function and its arguments: graph(f, 1, 2)", "给它一个函数和参数：graph(f, 1, 2)"))
    }
    guard graph.nodes.count <= 150 else {
      throw FigureFailure.nothingToDraw(
        call: "graph",
        hint: Wording(
          "\(graph.nodes.count) nodes are too many to read; draw a smaller function",
          "\(graph.nodes.count) 个结点太多，看不清；画一个小一些的函数"))
    }
    var style = style
    if !title.isEmpty { style.title = title }
    return Words.matching([style.title]) { GraphDrawing(graph).figure(style) }
  }
}
