import Catalog
import Figures
import Glibc
import Tensor
import Testing
import Text

@Suite struct RendererTests {
  private func figure() throws -> Figure {
    try draw("plot", [try tensor([1, 4, 9], [3])], ["title": .string("平方")])
  }

  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func writesEachFormat() throws {
    try withFolder { folder in
      for (name, magic) in [("f.svg", "<?xml"), ("f.pdf", "%PDF"), ("f.png", "PNG")] {
        try FigureFile.save(try figure(), folder + "/" + name)
        #expect(readText(folder + "/" + name)?.prefix(8).contains(magic) == true)
      }
      #expect(entries(folder) == ["f.pdf", "f.png", "f.svg"])
    }
  }

  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func svgIsWellFormedAndItsTextIsText() throws {
    let svg = try Renderer().svg(try figure())
    #expect(svg.contains("平方"))
    #expect(!svg.contains("\"dls"))
    #expect(unbalanced(svg) == nil)
  }

  @Test func missingGnuplotIsNamed() {
    withFolder { folder in
      let renderer = Renderer(program: "no-such-gnuplot")
      #expect(code { try FigureFile.save(try figure(), folder + "/f.png", with: renderer) } == "E0601")
      #expect(FigureFailure.gnuplotMissing.fault.help.map(\.english).joined().contains("gnuplot-nox"))
      #expect(entries(folder).isEmpty)
    }
  }

  @Test func aProgramThatEndsOrHangsIsAnError() {
    withFolder { folder in
      for (script, wanted) in [
        ("echo broken >&2; exit 1", "E0603"), ("exec sleep 60", "E0604"),
        ("head -c 3000 >/dev/null; kill -9 $$", "E0603"),
      ] {
        let program = folder + "/gnuplot"
        writeText("#!/bin/sh\n\(script)\n", program)
        chmod(program, 0o755)
        let renderer = Renderer(program: program, timeout: 1)
        #expect(code { try FigureFile.save(try figure(), folder + "/f.png", with: renderer) } == wanted)
        #expect(entries(folder) == ["gnuplot"])
      }
    }
  }

  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func aKilledGnuplotLeavesTheOldFile() throws {
    try withFolder { folder in
      let path = folder + "/f.svg"
      let renderer = Renderer(keepsProcess: true)
      try FigureFile.save(try figure(), path, with: renderer)
      let before = readText(path)
      kill(pid_t(renderer.processIdentifier), SIGKILL)
      #expect(code { try FigureFile.save(try figure(), path, with: renderer) } == "E0603")
      #expect(readText(path) == before)
      #expect(entries(folder) == ["f.svg"])
      // The next figure starts a fresh process.
      try FigureFile.save(try figure(), path, with: renderer)
    }
  }

  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func keepsOneProcessForManyFigures() throws {
    let renderer = Renderer(keepsProcess: true)
    let first = try renderer.svg(try figure())
    let process = renderer.processIdentifier
    #expect(process > 0)
    // What one figure sets must not reach the next.
    _ = try renderer.svg(try draw("heatmap", [try tensor([1, 2, 3, 4], [2, 2])]))
    #expect(try renderer.svg(try figure()) == first)
    #expect(renderer.processIdentifier == process)
  }

  @Test func unknownEndingAndUnwritablePlace() throws {
    #expect(code { try FigureFile.save(try figure(), "f.bmp") } == "E0605")
    if hasGnuplot { #expect(code { try FigureFile.save(try figure(), "/no/such/folder/f.png") } == "E0606") }
  }

  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func everyKindDraws() throws {
    let renderer = Renderer(keepsProcess: true)
    for (name, figure) in try Samples.all() {
      let svg = try renderer.svg(figure)
      #expect(unbalanced(svg) == nil, "\(name)")
      #expect(svg.utf8.count > 2000, "\(name)")
    }
  }

  /// The first tag that does not close in order; nil when all do.
  private func unbalanced(_ xml: String) -> String? {
    var open: [String] = []
    for piece in xml.split(separator: "<").dropFirst() {
      guard let end = piece.firstIndex(of: ">") else { return String(piece.prefix(30)) }
      let tag = piece[..<end]
      if tag.hasPrefix("?") || tag.hasPrefix("!") || tag.hasSuffix("/") { continue }
      let name = String(tag.drop { $0 == "/" }.prefix { !$0.isWhitespace })
      if tag.hasPrefix("/") {
        if open.popLast() != name { return name }
      } else {
        open.append(name)
      }
    }
    return open.last
  }
}

@Suite struct AnimationTests {
  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func movesInGifAndSvg() throws {
    let wave = Argument.function(
      Closure("wave", arity: 1) { arguments in
        guard case .number(let k)? = arguments.first else { return .none }
        return .object(try draw("plot", [try tensor([0, k, 0], [3])]))
      })
    let animation = try draw("animate", [wave, .range(from: 1, through: 3, by: 1)])
    #expect(animation.frames.count == 3)
    #expect(try Renderer().data(animation, .gif).prefix(6).elementsEqual("GIF89a".utf8))
    let svg = try Renderer().svg(animation)
    #expect(svg.split(separator: "<").filter { $0.hasPrefix("animate ") }.count == 3)
    #expect(code { _ = try draw("animate", [wave]) } == "E0612")
    #expect(code { _ = try draw("animate", [.list([])]) } == "E0618")
  }
}
