import Catalog
import Text

extension Optimizer: TableProviding {
  public var typeName: String { "optimizer" }

  /// On one line, for `print` and lists.
  public var displayText: String {
    let settings = (["lr"] + rule.memberNames).compactMap { name in
      groups[0].setting(name, rule).map { "\(name)=\($0.literal)" }
    }
    let call = "\(rule.rawValue)(\(settings.joined(separator: ", ")))"
    let count = groups.reduce(0) { $0 + $1.numberCount }
    return Wording(
      "\(call) on \(parameters.count) tensors, \(count) numbers",
      "\(call)，\(parameters.count) 个张量，共 \(count) 个数"
    ).text
  }

  /// Settings and sizes, a column for each group; the steps taken.
  public var displayTable: DisplayTable? {
    let names = ["lr"] + rule.memberNames
    // A switch that is off everywhere says nothing.
    var rows = names.map { name in [name] + groups.map { $0.setting(name, rule)?.literal ?? "" } }
      .filter { row in row.dropFirst().contains { $0 != "false" } }
    if groups.contains(where: \.settings.epsInside) {
      rows.append(["eps_inside"] + groups.map { "\($0.settings.epsInside)" })
    }
    if groups.contains(where: \.settings.maximize) {
      rows.append(["maximize"] + groups.map { "\($0.settings.maximize)" })
    }
    rows.append([Wording("tensors", "张量").text] + groups.map { Digits.grouped($0.parameters.count) })
    rows.append([Wording("numbers", "参数个数").text] + groups.map { Digits.grouped($0.numberCount) })
    let heads = groups.indices.map {
      groups.count == 1 ? Wording("parameters", "参数").text : Wording("group \($0)", "第 \($0) 组").text
    }
    return TextTable.table(
      [rule.rawValue] + heads, rows, leftColumns: 1,
      footer: [Wording("steps taken: \(Digits.grouped(stepCount))", "已走步数：\(Digits.grouped(stepCount))").text]
    )
  }
}

extension ParameterGroup {
  var numberCount: Int { parameters.reduce(0) { $0 + $1.tensor.count } }
}
