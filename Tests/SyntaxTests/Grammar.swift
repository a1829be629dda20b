import Foundation

/// The grammar printed at the head of the parser, read as it stands there.
struct Grammar {
  indirect enum Node {
    case rule(String)
    /// As it stands in the text.
    case word(String)
    case sequence([Node])
    case choice([Node])
    case optional(Node)
    case repeated(Node)
  }

  private(set) var rules: [String: Node] = [:]
  /// In the order of the text.
  private(set) var names: [String] = []

  /// Reads `name = …` rules out of the comment lines of a Swift file; a line without `=` goes on with the rule above.
  /// Two rules may share a line, with blanks between.
  init(readingCommentsOf file: String) throws {
    let lines = try String(contentsOfFile: file, encoding: .utf8).components(separatedBy: "\n")
      .drop { !$0.hasPrefix("// program") }.prefix { $0.hasPrefix("//") && !$0.hasPrefix("// Every") }
    var texts: [String] = []
    for line in lines {
      // Blanks before the name of a rule end the rule before it.
      let parts = line.dropFirst(2).trimmingCharacters(in: .whitespaces).replacingOccurrences(
        of: #"(?<=\S) {4,}(?=[a-z-]+ = )"#, with: "\n", options: .regularExpression)
      for part in parts.components(separatedBy: "\n") where !part.isEmpty {
        if part.range(of: #"^[a-z-]+ +="#, options: .regularExpression) != nil {
          texts.append(part)
        } else {
          texts[texts.count - 1] += " " + part
        }
      }
    }
    for text in texts {
      let sides = text.components(separatedBy: "=")
      let name = sides[0].trimmingCharacters(in: .whitespaces)
      var reader = Reader(words: Reader.words(sides.dropFirst().joined(separator: "=")))
      names.append(name)
      rules[name] = reader.choice()
      if !reader.words.isEmpty { throw Unread(rule: name, rest: reader.words.joined(separator: " ")) }
    }
  }

  struct Unread: Error {
    var rule: String
    var rest: String
  }

  /// Rules that are named and stand nowhere.
  var undefined: Set<String> {
    var found: Set<String> = []
    for node in rules.values { node.collect(into: &found) }
    return found.subtracting(rules.keys)
  }

  private struct Reader {
    var words: [String]

    /// Quoted texts, names, and the marks `{ } [ ] ( ) |`.
    static func words(_ text: String) -> [String] {
      var result: [String] = []
      var rest = Substring(text)
      while let first = rest.first {
        if first == " " {
          rest = rest.dropFirst()
        } else if first == "\"" {
          let inner = rest.dropFirst().prefix { $0 != "\"" }
          result.append("\"" + inner)
          rest = rest.dropFirst(inner.count + 2)
        } else if "{}[]()|".contains(first) {
          result.append(String(first))
          rest = rest.dropFirst()
        } else {
          let name = rest.prefix { $0.isLetter || $0 == "-" }
          guard !name.isEmpty else { return result + [String(rest)] }
          result.append(String(name))
          rest = rest.dropFirst(name.count)
        }
      }
      return result
    }

    mutating func choice() -> Node {
      var options = [sequence()]
      while words.first == "|" {
        words.removeFirst()
        options.append(sequence())
      }
      return options.count == 1 ? options[0] : .choice(options)
    }

    private mutating func sequence() -> Node {
      var parts: [Node] = []
      while let word = words.first, !["|", "}", "]", ")"].contains(word) {
        words.removeFirst()
        switch word {
        case "{": parts.append(.repeated(closed("}")))
        case "[": parts.append(.optional(closed("]")))
        case "(": parts.append(closed(")"))
        default: parts.append(word.hasPrefix("\"") ? .word(String(word.dropFirst())) : .rule(word))
        }
      }
      return .sequence(parts)
    }

    private mutating func closed(_ closer: String) -> Node {
      let inner = choice()
      if words.first == closer { words.removeFirst() } else { words.append("unclosed") }
      return inner
    }
  }
}

extension Grammar.Node {
  fileprivate func collect(into names: inout Set<String>) {
    switch self {
    case .rule(let name): names.insert(name)
    case .word: break
    case .sequence(let parts), .choice(let parts): for part in parts { part.collect(into: &names) }
    case .optional(let inner), .repeated(let inner): inner.collect(into: &names)
    }
  }
}
