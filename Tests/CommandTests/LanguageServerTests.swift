import Foundation
import Testing

/// `dls lsp`.
@Suite struct LanguageServerTests {
  @Test func servesTheClientOfAnEditor() throws {
    try Python.run("language_server.py", Tool.path)
  }

  @Test func noiseDoesNotEndIt() throws {
    let programs = ["notebooks/language.dls", "notebooks/training.dls", "Tests/Contract/statements.dls"]
    try Python.run("language_server_noise.py", Tool.path, programs.map { Python.root + "/" + $0 })
  }

  private let initialize = #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}"#
  private let shutdown = #"{"jsonrpc":"2.0","id":99,"method":"shutdown"}"#

  private func frame(_ body: String) -> String { "Content-Length: \(body.utf8.count)\r\n\r\n\(body)" }

  private func serve(_ input: Data) throws -> Tool.Result { try Tool.run(Tool.path, ["lsp"], input: input) }

  @Test(arguments: [
    ("no header at all\r\n\r\n", -32700), ("Content-Length: -5\r\n\r\n", -32700),
    ("Content-Length: many\r\n\r\n", -32700), ("Content-Length: 99999999999999999999\r\n\r\n", -32700),
    ("\r\n\r\n", -32700), (String(repeating: "x", count: 100_000) + "\n\n", -32700),
    ("Content-Length: 3\r\n\r\n{]}", -32700), ("Content-Length: 2\r\n\r\n[]", -32600),
    ("Content-Length: 4\r\n\r\nnull", -32600), ("Content-Length: 0\r\n\r\n", -32700),
    ("Content-Length: 20\r\n\r\n" + String(repeating: "[", count: 20), -32700),
  ])
  func whatIsNoMessageIsPassedOver(_ noise: String, _ code: Int) throws {
    let input = frame(initialize) + noise + frame(shutdown) + frame(#"{"method":"exit"}"#)
    let result = try serve(Data(input.utf8))
    #expect(result.status == 0)
    #expect(result.errors == "")
    #expect(result.output.contains(#""error":{"code":\#(code),"#))
    #expect(result.output.contains(#""id":99,"result":null"#))
  }

  @Test func invalidBytesAndParametersDoNotEndIt() throws {
    var input = Data(frame(initialize).utf8)
    input += Data("Content-Length: 4\r\n\r\n".utf8) + Data([0xFF, 0xFE, 0x00, 0xC3])
    let wrong = [
      #""method":"textDocument/hover""#, #""method":"textDocument/hover","params":[1]"#,
      #""method":"textDocument/rename","params":{"textDocument":{"uri":7}}"#,
      #""method":"textDocument/completion","params":{"textDocument":{"uri":"file:///none"},"position":{}}"#,
      #""method":"no/such","params":{}"#, #""method":"initialize","params":{}"#,
    ]
    for body in wrong { input += Data(frame("{\"id\":\"a\",\(body)}").utf8) }
    let open =
      #"{"method":"textDocument/didOpen","params":{"textDocument":{"uri":"a","text":"x = 1 # 😀"}}}"#
    let places = [(0, 0), (0, 99_999), (99_999, 0), (-1, -1), (0, 9)]
    input += Data(frame(open).utf8)
    for (line, character) in places {
      let place = #""position":{"line":\#(line),"character":\#(character)},"newName":"\u0000","#
      for method in ["hover", "completion", "signatureHelp", "definition", "references", "rename"] {
        let parameters = #"{\#(place)"textDocument":{"uri":"a"}}"#
        input += Data(frame(#"{"id":5,"method":"textDocument/\#(method)","params":\#(parameters)}"#).utf8)
      }
    }
    let change =
      #"{"method":"textDocument/didChange","params":{"textDocument":{"uri":"a"},"contentChanges":[{"range":{"start":{"line":5,"character":9},"end":{"line":-3,"character":0}},"text":"\ud83d\ud83d("}, {}]}}"#
    input += Data(frame(change).utf8) + Data(frame(shutdown).utf8) + Data(frame(#"{"method":"exit"}"#).utf8)
    let result = try serve(input)
    #expect(result.status == 0)
    #expect(result.output.components(separatedBy: "\"error\"").count - 1 >= 1 + wrong.count)
    #expect(result.output.contains(#""id":99,"result":null"#))
  }

  @Test func theEndOfTheInputIsTheEnd() throws {
    #expect(try serve(Data()).status == 1)
    #expect(try serve(Data(frame(initialize).utf8)).status == 1)
    #expect(try serve(Data("Content-Length: 1000\r\n\r\n{".utf8)).status == 1)
    #expect(try serve(Data((frame(initialize) + frame(shutdown)).utf8)).status == 0)
  }
}
