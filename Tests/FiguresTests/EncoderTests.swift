import Figures
import Glibc
import Testing

@Suite struct EncoderTests {
  @Test func escapesAllButLettersAndSpaces() {
    #expect(Encoder.quoted("a b") == "\"a b\"")
    #expect(Encoder.quoted("x1") == "\"x\\061\"")
    #expect(Encoder.quoted("\"`\n\\") == "\"\\042\\140\\012\\134\"")
    #expect(Encoder.quoted("损失 θ") == "\"损失 θ\"")
    #expect(Encoder.quoted("a\0b") == "\"ab\"")
  }

  static let attacks = [
    "`touch PWNED`", "\"; system(\"touch PWNED\"); \"", "'; system('touch PWNED'); '",
    "a\nsystem(\"touch PWNED\")\n",
    "a\\", "\\\"; !touch PWNED\n", "|touch PWNED", "<touch PWNED", "$(touch PWNED)",
    "@PWNED {/Symbol q} ^_&~\\",
    "E1\nEOD\nsystem 'touch PWNED'", "%s %d \\140touch PWNED\\140", "\u{0}\u{1}\u{7F}", "}{", "\\U+0060",
    "!touch PWNED", "\r\n!touch PWNED\r\n", "'`touch PWNED`'", "\"`touch PWNED`\"", "#\n!touch PWNED",
  ]

  /// Each string in every place a string can take, through a real gnuplot.
  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func nothingExecutes() throws {
    try withFolder { folder in
      let renderer = Renderer(keepsProcess: true)
      chdir(folder)
      defer { chdir("/") }
      for attack in Self.attacks {
        let figure = try draw(
          "plot", [try tensor([1, 2, 3], [3]), try tensor([1, 3, 2, 2, 2, 2], [2, 3])],
          [
            "title": .string(attack), "xlabel": .string(attack), "ylabel": .string(attack),
            "labels": .list([.string(attack), .string(attack)]),
          ])
        for format in Format.allCases { #expect(try renderer.data(figure, format).count > 500) }
        let bars = try draw("bar", [try tensor([1, 2], [2]), .list([.string(attack), .string(attack)])])
        _ = try renderer.data(bars, .svg)
        let matrix = try tensor([1, 2, 3, 4], [2, 2])
        for (name, operands) in [("worked_convolution", [matrix, matrix]), ("worked_pooling", [matrix])] {
          _ = try renderer.data(try draw(name, operands, ["title": .string(attack)]), .svg)
        }
        _ = try renderer.data(try Figure.network(Samples.residual(named: attack)), .svg)
        #expect(entries(folder).isEmpty, "executed: \(attack)")
      }
    }
  }

  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func textArrivesLiterally() throws {
    let title = "a {b}^2 _c_ \\d `e` \"f\" 'g' @h & ~i <j> 100% σ 损失"
    let svg = try Renderer().svg(try draw("plot", [try tensor([1, 2], [2])], ["title": .string(title)]))
    #expect(svg.contains("a {b}^2 _c_ \\d `e`"))
    #expect(svg.contains("@h &amp; ~i &lt;j> 100% σ 损失"))
  }

  /// A name made to be misread stays one file of that name.
  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func fileNamesAreNames() throws {
    try withFolder { folder in
      let names = ["`touch PWNED`.png", "a;b'c\"d.svg", "图 1.pdf"]
      for name in names {
        try FigureFile.save(try draw("plot", [try tensor([1, 2], [2])]), folder + "/" + name)
      }
      #expect(entries(folder) == names.sorted())
    }
  }
}
