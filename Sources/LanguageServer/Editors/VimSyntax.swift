/// The syntax file by which vim colours dls.
public enum VimSyntax {
  public static var text: String {
    var lines = [
      "\" Vim syntax file. Language: dls. Written by scripts/generate.sh.",
      "if exists(\"b:current_syntax\") | finish | endif", "scriptencoding utf-8", "",
    ]
    lines.append(#"syn match dlsOperator /|>\|>>\|->\|\.\.\.\=\|[-+*\/%@^<>=!]=\=\|'\|∇/"#)
    lines.append(#"syn match dlsFunction /\<\d\@!\k\+\ze(/"#)
    lines += keywords("dlsBuiltin", Vocabulary.builtins)
    lines += keywords("dlsBoolean", Vocabulary.constants)
    lines += keywords("dlsKeyword", Vocabulary.keywords + Vocabulary.operators)
    for (word, before) in Vocabulary.contextual {
      lines.append(#"syn match dlsKeyword /\<\#(word)\ze\#(vim(before))/"#)
    }
    lines += [
      #"syn match dlsMember /\.\@<!\.\d\@!\k\+/"#,
      #"syn match dlsNumber /\<\d[0-9_]*\(\.\(\.\|\a\)\@!\d*\)\=\([eE][-+]\=\d\+\)\=/"#,
      #"syn match dlsNumber /\(\k\|\.\)\@<!\.\d\+\([eE][-+]\=\d\+\)\=/"#,
      #"syn match dlsNumber /\<0[xX][0-9a-fA-F_]\+\|\<0[bB][01_]\+\|\<0[oO][0-7_]\+/"#,
      #"syn match dlsEscape /\\\(u{\x*}\|.\)/ contained"#,
      #"syn region dlsValue start=/{/ end=/}/ contained oneline contains=TOP"#,
      #"syn match dlsEscape /{{\|}}/ contained"#,
      #"syn region dlsString start=/"/ end=/"/ oneline contains=dlsEscape"#,
      #"syn region dlsString start=/\<r"/ end=/"/ oneline"#,
      #"syn region dlsString start=/\<\(f\|rf\|fr\)"/ end=/"/ oneline contains=dlsEscape,dlsValue"#,
      #"syn match dlsComment /#.*$/"#, #"syn match dlsExpectation /#=>.*$/"#,
      #"syn match dlsCell /^#\s\=%%\(\s.*\|\[.*\)\=$/"#, "",
    ]
    for (group, standard) in links { lines.append("hi def link \(group) \(standard)") }
    return (lines + ["", "let b:current_syntax = \"dls\"", ""]).joined(separator: "\n")
  }

  private static let links = [
    ("dlsOperator", "Operator"), ("dlsFunction", "Function"), ("dlsBuiltin", "Identifier"),
    ("dlsBoolean", "Boolean"), ("dlsKeyword", "Keyword"), ("dlsNumber", "Number"),
    ("dlsEscape", "SpecialChar"),
    ("dlsString", "String"), ("dlsComment", "Comment"), ("dlsExpectation", "SpecialComment"),
    ("dlsCell", "Title"),
  ]

  private static func keywords(_ group: String, _ words: [String]) -> [String] {
    stride(from: 0, to: words.count, by: 10).map { start in
      "syn keyword \(group) " + words[start..<min(start + 10, words.count)].joined(separator: " ")
    }
  }

  /// The few marks of ``Vocabulary/contextual`` as vim writes them.
  private static func vim(_ expression: String) -> String {
    var result = expression
    for (theirs, ours) in [("\\s+", "\\s\\+"), ("r?", "r\\="), ("\\{", "{"), ("\\w", "[:alnum:]_")] {
      var pieces: [Substring] = []
      var rest = Substring(result)
      while let range = rest.firstRange(of: theirs) {
        pieces += [rest[..<range.lowerBound], Substring(ours)]
        rest = rest[range.upperBound...]
      }
      result = (pieces + [rest]).joined()
    }
    return result
  }
}
