import Text

/// Makes sentences of a grammar at random, of bounded depth.
struct Speaker {
  private let grammar: Grammar
  /// How deep the shallowest sentence of a rule is.
  private let heights: [String: Int]
  private var state: UInt64
  private var words: [String] = []
  private(set) var spoken: Set<String> = []

  init(_ grammar: Grammar, seed: UInt64) {
    self.grammar = grammar
    state = seed
    heights = Speaker.heights(of: grammar)
  }

  mutating func sentence() -> String {
    words = []
    speak(.rule("statement"), depth: 8 + roll(24))
    return Speaker.text(words)
  }

  /// A sentence with some of its words lost, doubled or swapped.
  mutating func brokenSentence() -> String {
    _ = sentence()
    var broken = words
    for _ in 0...roll(3) where !broken.isEmpty {
      let place = roll(broken.count)
      switch roll(3) {
      case 0: broken.remove(at: place)
      case 1: broken.insert(broken[roll(broken.count)], at: place)
      default: broken.swapAt(place, roll(broken.count))
      }
    }
    return Speaker.text(broken)
  }

  /// The same words with other white space between them.
  mutating func stretched() -> String {
    var result = ""
    for word in words {
      if word != "'" { result += ["", " ", "   ", " \t"][word == "\n" ? roll(2) : 1 + roll(3)] }
      result += word
      if word == "\n", roll(3) == 0 { result += "# a comment\n" }
    }
    return result
  }

  private static func text(_ words: [String]) -> String {
    // With a space before it, ' would begin a string.
    words.reduce(into: "") { $0 += ($1 == "'" || $0.isEmpty ? "" : " ") + $1 }
  }

  private mutating func roll(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % count
  }

  private mutating func pick(_ texts: [String]) -> String { texts[roll(texts.count)] }

  /// - Parameter depth: how much deeper the sentence may grow; the shallowest choices are taken below that.
  private mutating func speak(_ node: Grammar.Node, depth: Int) {
    switch node {
    case .rule("newline"): words.append("\n")
    case .rule("name"):
      words.append(pick(["x", "y", "net", "W", "σ", "名字", "by", "model", "use", "a1", "_"]))
    case .rule("number"): words.append(pick(["0", "1", "2.5", ".5", "1e-3", "0xff", "1_000"]))
    case .rule("string"): words.append(pick(["\"\"", "\"a # b\"", "\"\\n{}\"", "r\"\\\""]))
    case .rule("f-string"):
      words.append(pick(["f\"\"", "f\"{x}\"", "f\"a {1 + y:.2f} {{}}\"", "rf\"\\{x'}\""]))
    case .rule(let name):
      spoken.insert(name)
      if let rule = grammar.rules[name] { speak(rule, depth: depth - 1) }
    case .word(let word): words.append(word)
    case .sequence(let parts): for part in parts { speak(part, depth: depth) }
    case .choice(let options):
      let possible = words.count < 60 ? options.filter { Speaker.height($0, heights) <= depth } : []
      let shallowest = options.min { Speaker.height($0, heights) < Speaker.height($1, heights) }
      speak(possible.isEmpty ? shallowest ?? node : possible[roll(possible.count)], depth: depth)
    case .optional(let inner):
      let isOpen = words.count < 60 && Speaker.height(inner, heights) <= depth
      if isOpen, roll(3) == 0 { speak(inner, depth: depth) }
    case .repeated(let inner):
      while Speaker.height(inner, heights) <= depth, words.count < 60, roll(3) == 0 {
        speak(inner, depth: depth)
      }
    }
  }

  private static func heights(of grammar: Grammar) -> [String: Int] {
    var heights = Dictionary(uniqueKeysWithValues: grammar.names.map { ($0, 1_000) })
    for _ in grammar.names {
      for (name, rule) in grammar.rules { heights[name] = min(1_000, 1 + height(rule, heights)) }
    }
    return heights
  }

  private static func height(_ node: Grammar.Node, _ heights: [String: Int]) -> Int {
    switch node {
    case .rule(let name): heights[name] ?? 0
    case .word, .optional, .repeated: 0
    case .sequence(let parts): parts.map { height($0, heights) }.max() ?? 0
    case .choice(let options): options.map { height($0, heights) }.min() ?? 0
    }
  }
}
