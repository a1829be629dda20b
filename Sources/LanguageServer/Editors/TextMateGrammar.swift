import Notebooks

/// The grammar by which VS Code and others colour dls.
public enum TextMateGrammar {
  public static var text: String {
    let grammar = JSON.object([
      "name": .string("dls"), "scopeName": .string("source.dls"),
      "fileTypes": .array([.string("dls")]), "firstLineMatch": .string(#"^#!.*\bdls\b"#),
      "patterns": .array(
        ["comments", "strings", "numbers", "words", "calls", "operators"].map(include)),
      "repository": .object([
        "comments": .object(["patterns": .array(comments)]),
        "strings": .object(["patterns": .array(strings)]),
        "numbers": .object(["patterns": .array(numbers)]),
        "words": .object(["patterns": .array(words)]),
        "calls": .object(["patterns": .array(calls)]),
        "operators": .object(["patterns": .array([pattern("keyword.operator", operators)])]),
      ]),
    ])
    return grammar.pretty + "\n"
  }

  private static let name = #"[[:alpha:]_][\w]*"#
  private static let operators = #"\|>|>>|->|\.\.\.?|[-+*/]=|[=!<>]=|//|\*\*|[-+*/%@^<>=']|∇"#

  private static func include(_ key: String) -> JSON { .object(["include": .string("#\(key)")]) }

  private static func pattern(_ scope: String, _ expression: String) -> JSON {
    .object(["name": .string(scope + ".dls"), "match": .string(expression)])
  }

  private static func anyOf(_ words: [String]) -> String {
    #"(?<![\w.])(?:"# + words.joined(separator: "|") + #")(?!\w)"#
  }

  private static var comments: [JSON] {
    [
      pattern("markup.heading.cell", #"^#\s?%%(?:\s.*|\[.*)?$"#),
      pattern("comment.line.expectation", "#=>.*$"), pattern("comment.line.number-sign", "#.*$"),
    ]
  }

  private static let escape = pattern("constant.character.escape", #"\\(?:u\{[0-9A-Fa-f]*\}|.)"#)

  private static var strings: [JSON] {
    let value = JSON.object([
      "begin": .string(#"\{"#), "end": .string(#"\}|$"#), "name": .string("meta.interpolation.dls"),
      "patterns": .array([
        pattern("constant.other.format", #":[^}"]*(?=\})"#),
        .object(["include": .string("$self")]),
      ]),
    ])
    let braces = pattern("constant.character.escape", #"\{\{|\}\}"#)
    return [
      string("string.interpolated.raw", "(?:fr|rf)\"", [braces, value]),
      string("string.interpolated", "f\"", [escape, braces, value]), string("string.raw", "r\"", []),
      string("string.quoted.double", "\"", [escape]),
    ]
  }

  private static func string(_ scope: String, _ begin: String, _ patterns: [JSON]) -> JSON {
    .object([
      "name": .string(scope + ".dls"), "begin": .string((begin == "\"" ? "" : #"(?<!\w)"#) + begin),
      "end": .string("\"|$"), "patterns": .array(patterns),
    ])
  }

  private static var numbers: [JSON] {
    [
      pattern("constant.numeric.integer", #"(?<!\w)0(?:[xX][0-9A-Fa-f_]+|[bB][01_]+|[oO][0-7_]+)"#),
      pattern(
        "constant.numeric", #"(?<!\w)(?:\d[\d_]*(?:\.(?!\.|[[:alpha:]_])\d*)?|\.\d+)(?:[eE][-+]?\d+)?"#),
    ]
  }

  private static var words: [JSON] {
    [
      pattern("constant.language", anyOf(Vocabulary.constants)),
      pattern("keyword.operator.word", anyOf(Vocabulary.operators)),
      pattern("keyword.control", anyOf(Vocabulary.keywords)),
    ]
      + Vocabulary.contextual.map { word, before in
        pattern("keyword.control", #"(?<![\w.])\#(word)(?=\#(before))"#)
      }
  }

  private static var calls: [JSON] {
    [
      pattern("support.function.builtin", anyOf(Vocabulary.builtins)),
      pattern("entity.name.function", name + #"(?=\()"#), pattern("variable.other", name),
    ]
  }
}
