import Catalog
import Text

/// What data sets and batches offer as members.
public enum DatasetMembers {
  public static let all = dataset + text + batches

  static let dataset = [
    Member(property: "x", of: "dataset", Wording("all inputs as one tensor", "全部输入，一个张量")),
    Member(property: "y", of: "dataset", Wording("all targets as one tensor", "全部目标，一个张量")),
    Member(
      property: "classes", of: "dataset", Wording("the names of the classes", "各类别的名字"),
      examples: [Example("dataset(\"iris\").classes", "[\"setosa\", \"versicolor\", \"virginica\"]")]),
    Member(property: "counts", of: "dataset", Wording("how many samples each class has", "各类别的样本数")),
    Member(property: "count", of: "dataset", Wording("how many samples there are", "样本数")),
    Member(property: "name", of: "dataset", Wording("its name", "它的名字")),
    Member(property: "split", of: "dataset", Wording("`train` or `test`", "`train` 或 `test`")),
    Member(
      property: "shape", of: "dataset", Wording("the shape of one input", "单个输入的形状"),
      examples: [Example("dataset(\"iris\").shape", "(4,)")]),
    Member(
      method: "map", of: "dataset",
      Wording("the data set with a function applied to every input", "对每个输入应用函数后的数据集"),
      [Parameter("f", .function)]),
    Member(
      method: "take", of: "dataset", Wording("the first samples", "前若干个样本"), [Parameter("count", .integer)],
      examples: [Example("dataset(\"iris\").take(5).count", "5")]),
    Member(
      method: "normalize", of: "dataset",
      Wording("inputs less their mean, divided by their deviation", "输入减去均值再除以标准差"),
      Array(DatasetBuiltins.normalize.descriptor.parameters.dropFirst())),
  ]

  /// What only texts have.
  static let text = [
    Member(
      property: "vocabulary", of: "dataset", Wording("of a text: its characters in order", "文本：按顺序排列的字符")),
    Member(
      method: "encode", of: "dataset", Wording("of a text: the numbers of characters", "文本：把字符变成编号"),
      [Parameter("text", .string)]),
    Member(
      method: "decode", of: "dataset", Wording("of a text: the characters of numbers", "文本：把编号变回字符"),
      [Parameter("codes", .any)]),
  ]

  static let batches = [
    Member(property: "size", of: "batches", Wording("samples in a batch", "每批的样本数")),
    Member(property: "count", of: "batches", Wording("how many batches a pass has", "一轮的批数")),
  ]
}
