import Foundation
import Testing

/// What dls writes for others, read by others.
@Suite struct OutsideTests {
  @Test func junitIsValid() throws { try Python.run("junit.py", Tool.path) }

  @Test func notebooksAreValidAndComeBackTheSame() throws {
    let programs = ["notebooks/language.dls", "notebooks/neurons.dls", "Tests/Contract/taste.dls"]
    try Python.run("ipynb.py", Tool.path, programs.map { Python.root + "/" + $0 })
  }

  @Test func completionsWorkInTheirShells() throws { try Python.run("completions.py", Tool.path) }

  @Test func theTextMateGrammarGivesScopes() throws { try Python.run("textmate.py") }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/node"), "node is missing"))
  func theExtensionOfVSCodeStartsTheServer() throws {
    let arguments = ["Tests/Node/extension.js", "editors/vscode"].map { Python.root + "/" + $0 }
    let result = try Tool.run("/usr/bin/node", arguments + [Tool.path])
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test func vimColoursASample() throws { try Python.run("vim.py") }

  @Test func noBuiltinFallsOverWrongArguments() throws {
    try Python.run("wrong_arguments.py", Tool.path)
  }

  /// LANGUAGE.md and the syntax files of editors/.
  @Test func generatedFilesAreFresh() throws {
    let result = try Tool.run(
      "/bin/bash", [Python.root + "/scripts/generate.sh", "--check"],
      environment: ["DLS_BINARY": URL(fileURLWithPath: Tool.path).path])
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test func everyExampleOfTheReferenceHolds() throws {
    let folder = Tool.Folder()
    let result = try Tool.run("test", Python.root + "/LANGUAGE.md", folder: folder.path)
    #expect(result.status == 0, "\(result.errors)")
  }
}
