import Text

// Advice in the program's own words: with the names and arguments that stand where an error was raised.
extension RaisedFault {
  /// Makes the help speak of what the source says. - Precondition: the span is set.
  mutating func useOwnWords(_ site: Site?, of prototype: Prototype) {
    switch inner.code {
    case "E0301": adviseOnName(prototype)
    case "E0304": adviseOnMember(site)
    case "E0330": adviseOnProperty(site)
    case "E0331", "E0420": adviseOnModel(site)
    case "E0340":
      adviseOnGradient(site)
      adviseOnFunction(site)
    case "E0343":
      adviseOnOrder(site)
      adviseOnFunction(site)
    case "E0232": adviseOnJoining(site)
    case "E0344", "E0353", "E0401": adviseOnFunction(site)
    default: break
    }
    if let site, !inner.operandNames.isEmpty { nameOperands(site) }
  }

  private mutating func adviseOnName(_ prototype: Prototype) {
    guard let span = inner.span else { return }
    if let advice = Advice.foreignName(at: span) {
      inner.help = [advice.help]
      inner.span = advice.span
      return
    }
    let known = prototype.locals.map(\.name) + prototype.captureNames + (operands?.model?.fields ?? [])
    let close = closestNames(to: String(Sources[span.source][span]), among: known)
    if !close.isEmpty { inner.help = [.didYouMean(close.map { "`\($0)`" })] }
  }

  /// `x.view(3, 2)`: the error stands under the member, and the help speaks of `x`.
  private mutating func adviseOnMember(_ site: Site?) {
    guard let span = inner.span else { return }
    let source = Sources[span.source]
    if let site, !site.name.isEmpty, let receiver = site.operands.first {
      let rest = source.slice(receiver.end, span.end)
      guard let dot = rest.firstIndex(of: ".") else { return }
      let spaces = rest[rest.index(after: dot)...].prefix { $0.isWhitespace }.utf8.count
      let start = receiver.end + rest[...dot].utf8.count + spaces
      inner.span = Span(start, start + site.name.utf8.count, in: span.source)
      let arguments = String(source.slice(start + site.name.utf8.count, span.end))
      inner.help = inner.help.map { $0.replacing(code: ["x": String(source[receiver]), "(…)": arguments]) }
      return
    }
    // Of `x.length` the span is the member's.
    let before = source.slice(0, span.start).dropLast()
    let receiver = before.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
      .reversed()
    guard !receiver.isEmpty else { return }
    inner.help = inner.help.map { $0.replacing(code: ["x": String(receiver)]) }
  }

  /// `x.shape()`
  private mutating func adviseOnProperty(_ site: Site?) {
    guard let site, !site.name.isEmpty, let receiver = site.operands.first else { return }
    let code = "\(Sources[receiver.source][receiver]).\(site.name)"
    inner.help = [
      Wording(
        "`\(code)` is a value, no function: leave out the parentheses", "`\(code)` 是值，不是函数：去掉括号")
    ]
  }

  /// `Net(x)` and `adam(Net)`: the model was not made.
  private mutating func adviseOnModel(_ site: Site?) {
    guard let site else { return }
    let candidates = inner.code == "E0331" ? [site.callee] : site.operands.prefix(1).map { Optional($0) }
    for span in candidates.compactMap({ $0 }) {
      let name = String(Sources[span.source][span])
      guard let value = Machine.current?.globals.value(of: name), value.tag == Tag.model else { continue }
      inner.help = [
        Wording(
          "`\(name)(…)` makes a model: `net = \(name)()`, and then `net(x)`",
          "`\(name)(…)` 建立模型：先 `net = \(name)()`，再 `net(x)`")
      ]
    }
  }

  /// `w.grad` as an operand that is none.
  private mutating func adviseOnGradient(_ site: Site?) {
    let texts = site?.operands.map { String(Sources[$0.source][$0]) } ?? []
    guard let gradient = texts.first(where: { $0.hasSuffix(".grad") }), inner.help == [Advice.none] else {
      return
    }
    let name = gradient.dropLast(5)
    inner.help = [
      Wording(
        "`\(gradient)` is none before `backward()`, and when `\(name)` was assigned anew: change a parameter by `no_grad { \(name) -= … }`",
        "`backward()` 之前 `\(gradient)` 是 none；重新赋值的 `\(name)` 也没有梯度：请用 `no_grad { \(name) -= … }` 修改参数")
    ]
  }

  /// `loss.item < 1`: a function that stands where its result is meant.
  private mutating func adviseOnFunction(_ site: Site?) {
    guard let site, inner.help.isEmpty else { return }
    let isCall = inner.code == "E0401"
    let spans =
      isCall
      ? Array(site.operands.prefix(1))
      : site.operands.filter { span in
        inner.labels.contains { $0.span == span && $0.text.english == "function" }
      }
    guard !isCall || inner.message.english.contains("the function") else { return }
    for text in spans.map({ String(Sources[$0.source][$0]) }) where text.isName {
      guard text.contains(".") else {
        let isBuiltin = Machine.current?.globals.isBuiltin(text) ?? false
        inner.help = [
          isBuiltin
            ? Wording(
              "`\(text)` is the builtin: no variable of that name is known here, and `\(text)(…)` calls it",
              "`\(text)` 是内建函数：这里没有叫这个名字的变量；`\(text)(…)` 调用它")
            : Wording(
              "`\(text)` is a function: `\(text)(…)` gives its value", "`\(text)` 是函数：`\(text)(…)` 才是它的值")
        ]
        return
      }
      inner.help = [
        Wording("`\(text)` names the method: `\(text)()` calls it", "`\(text)` 只是方法的名字：`\(text)()` 才调用它")
      ]
    }
  }

  /// `cat(a, b)`, whose second argument is taken for the axis.
  private mutating func adviseOnJoining(_ site: Site?) {
    guard let site, let callee = site.callee, site.operands.count > 1,
      site.names.dropFirst().first ?? nil == nil
    else { return }
    let name = String(Sources[callee.source][callee])
    guard name == "cat" || name == "stack" else { return }
    let texts = site.operands.map { String(Sources[$0.source][$0]) }
    inner.help = [.write("\(name)([\(texts.joined(separator: ", "))])")]
  }

  /// `for x in xs.sort()`
  private mutating func adviseOnOrder(_ site: Site?) {
    guard let span = site?.operands.first else { return }
    let text = String(Sources[span.source][span])
    for (method, function) in [("sort", "sorted"), ("reverse", "reversed")]
    where text.hasSuffix(".\(method)()") {
      let list = text.dropLast(method.count + 3)
      inner.help = [
        Wording(
          "`.\(method)()` changes the list in place and gives none: `\(function)(\(list))` gives a new one",
          "`.\(method)()` 就地改变列表，结果是 none：`\(function)(\(list))` 给出新的列表")
      ]
    }
  }

  /// The operands' own texts for the names that the help calls them by.
  private mutating func nameOperands(_ site: Site) {
    var texts: [String: String] = [:]
    for (place, name) in inner.operandNames.enumerated() {
      guard
        let index = site.names.firstIndex(of: name) ?? (site.operands.indices.contains(place) ? place : nil)
      else { continue }
      let text = String(Sources[site.operands[index].source][site.operands[index]])
      if text.isShortOperand { texts[name] = text }
    }
    inner.help = inner.help.map { $0.replacing(code: texts) }
  }
}

extension String {
  /// `x`, `x.y`
  fileprivate var isName: Bool {
    guard let first, first.isLetter || first == "_" else { return false }
    return allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
  }

  /// A name, a field or a call, which may stand beside any operator, and is soon read.
  fileprivate var isShortOperand: Bool {
    guard count <= 30, let first, first.isLetter || first == "_" else { return false }
    var depth = 0
    for letter in self {
      if letter == "(" || letter == "[" { depth += 1 }
      if letter == ")" || letter == "]" { depth -= 1 }
      let isName =
        letter.isLetter || letter.isNumber || letter == "_" || letter == "." || letter == ")" || letter == "]"
      if depth == 0, !isName { return false }
    }
    return depth == 0
  }

  /// Whole words replaced where they stand in code, which is between backquotes.
  fileprivate func replacing(code words: [String: String]) -> String {
    var parts = split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    for index in parts.indices where !index.isMultiple(of: 2) {
      parts[index] = parts[index].replacing(words: words)
    }
    return parts.joined(separator: "`")
  }

  private func replacing(words: [String: String]) -> String {
    var result = ""
    var word = ""
    func flush() {
      result += words[word] ?? word
      word = ""
    }
    for letter in self {
      if letter.isLetter || letter.isNumber || letter == "_" {
        word.append(letter)
      } else {
        flush()
        result.append(letter)
      }
    }
    flush()
    guard let call = words["(…)"], result.hasSuffix("(…)") else { return result }
    return result.dropLast(3) + call
  }
}

extension Wording {
  /// Words replaced in what it shows as code.
  fileprivate func replacing(code words: [String: String]) -> Wording {
    Wording("\(english.replacing(code: words))", "\(chinese.replacing(code: words))")
  }
}
