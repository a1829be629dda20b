import Foundation
import Glibc
import Language
import Testing
import Text

extension LanguageTests {
  /// What `dls check` finds by running programs on shapes alone. `DLS_RECORD=1` writes the messages anew.
  @Suite struct ShapeCheckTests {
    @Test(arguments: files(in: shapes))
    func findsWrongPrograms(name: String) throws {
      let source = Sources.add(name: "\(name).dls", text: contents("\(shapes)/\(name).dls"))
      let faults = check(source)
      let message = faults.map { FaultRenderer().render($0) }.joined(separator: "\n")
      let golden = "\(shapes)/\(name).txt"
      if getenv("DLS_RECORD") != nil {
        try message.write(toFile: golden, atomically: true, encoding: .utf8)
      }
      #expect(!faults.isEmpty)
      #expect(message == contents(golden))
    }

    @Test func thereAreMoreThanTwenty() { #expect(files(in: shapes).count > 20) }

    @Test(arguments: files(in: shapes + "/Right"))
    func passesRightPrograms(name: String) {
      #expect(report("\(shapes)/Right/\(name).dls") == "")
    }

    @Test(arguments: ["notebooks", "scripts", "Tests/Contract"])
    func passesThePrograms(folder: String) {
      let path = root + "/" + folder
      #expect(!files(in: path).isEmpty)
      for name in files(in: path) { #expect(report("\(path)/\(name).dls") == "") }
    }

    @Test func passesTheExamples() {
      for code in Explanation.all.compactMap(\.fixed) + Reference.descriptors.flatMap(\.examples).map(\.code)
      {
        let faults = check(Sources.add(name: "example.dls", text: code))
        #expect(faults.map(\.message.english) == [], "\(code)")
      }
    }

    @Test func changesNothing() throws {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dls-\(UUID().uuidString)")
        .path
      let text = """
        net = linear(2, 1)
        save(net, "\(folder)/m.safetensors")
        write_npy(net.weight, "\(folder)/w.npy")
        save(plot(1..3, 1..3), "\(folder)/f.svg")
        print("seen")
        exit(3)
        """
      let session = Session(host: RecordingHost())
      var printed = ""
      session.output = { printed += $0 }
      session.seed(5)
      let faults = session.check(Sources.add(name: "test.dls", text: text))
      #expect(faults.isEmpty)
      #expect(printed == "")
      #expect(!FileManager.default.fileExists(atPath: folder))
      let value = try session.run(Sources.add(name: "test.dls", text: "sum(randn(3)).item()")).display
      session.seed(5)
      #expect(try session.run(Sources.add(name: "test.dls", text: "sum(randn(3)).item()")).display == value)
      #expect(session.variables.isEmpty)
    }

    /// Errors that only values decide are none.
    @Test(arguments: [
      "assert 1 == 2, \"no\"", "cross_entropy(randn(2, 3), [0, 7])", "embedding(3, 2)([5])",
      "read_csv(\"nowhere.csv\").price", "load(linear(1, 1), \"nowhere.safetensors\")",
      "x = []\nx[3]", "fit(linear(1, 1), ([[nan]], [[1]]), loss=mse)", "bce(zeros(3) + 2, zeros(3))",
    ])
    func leavesValuesToTheRun(text: String) {
      #expect(check(Sources.add(name: "test.dls", text: text)).map(\.code) == [])
    }

    @Test func takesConditionsOfUnknownValuesEitherWay() {
      let text = """
        x = dataset("mnist", dir="nowhere").x
        w = if mean(x) > 0 { zeros(3) } else { zeros(4) }
        y = w @ zeros(5, 2)
        if sum(x) > 1 { z = 1 }
        z + "text"
        n = x[x > 0.5]
        reshape(n, [17, 3])
        """
      #expect(check(Sources.add(name: "test.dls", text: text)).map(\.code) == [])
    }

    private func check(_ source: Source) -> [Fault] {
      let lines = source.text.split(separator: "\n", omittingEmptySubsequences: false)
      let cells = lines.indices.filter { lines[$0].hasPrefix("# %%") }.map { $0 + 1 }
      return Session(host: RecordingHost()).check(source, cells: cells)
    }

    private func report(_ path: String) -> String {
      check(Sources.add(name: path, text: contents(path))).map { FaultRenderer().render($0) }.joined()
    }
  }
}

private let shapes = programs.replacingOccurrences(of: "/Programs", with: "/Shapes")
private let root = programs.replacingOccurrences(of: "/Tests/LanguageTests/Programs", with: "")

private func files(in folder: String) -> [String] {
  let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  return files.filter { $0.hasSuffix(".dls") }.map { String($0.dropLast(4)) }.sorted()
}
