import Catalog
import Glibc
import Text

extension Figure {
  /// A network from left to right: feature maps as stacks of squares, vectors as columns; a small fully connected one
  /// as neurons and their connections; one whose values branch as boxes with its skip connections.
  public static func network(_ description: NetworkDescription, style: Style = Style()) throws -> Figure {
    guard !description.layers.isEmpty else {
      throw FigureFailure.nothingToDraw(call: "diagram", hint: Wording("the model has no layers", "模型没有层"))
    }
    var style = style
    if style.title.isEmpty { style.title = description.name }
    let flow = Flow(description)
    guard flow.isChain else { return FlowDrawing(flow).figure(style) }
    if let layers = NeuronLayer.stack(flow) {
      return layers.count == 2 && layers[1].size == 1
        ? NeuronDrawing(layers[0].size, layers[1]).figure(style) : NeuronsDrawing(layers).figure(style)
    }
    return BlockDrawing(flow).figure(style)
  }

  static func subscripted(_ number: Int) -> String {
    String(
      "\(number)".map { digit in
        digit.wholeNumberValue.flatMap { Unicode.Scalar(0x2080 + UInt32($0)) }.map(Character.init) ?? digit
      })
  }
}
