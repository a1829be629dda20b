import Glibc
import Notebooks
import Text

/// The Language Server Protocol over two file descriptors: one editor, one server, until it says `exit`.
///
/// Nothing it is sent ends it: what is no message is answered with an error and passed over.
public final class LanguageServer {
  private var reader: FrameReader
  private let output: Int32
  let workspace = Workspace()
  private var phase = Phase.created
  /// Changed since diagnostics were last told.
  private var stale: [String] = []

  private enum Phase { case created, running, shutDown }

  public init(input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO) {
    reader = FrameReader(input)
    self.output = output
  }

  /// Serves until `exit` or the end of the input.
  ///
  /// - Returns: 0 after `shutdown`, 1 without, as the protocol has it.
  public func run() -> Int32 {
    while true {
      // Told only when the editor pauses: each key would otherwise cost a check of the whole text.
      if reader.isIdle { publishDiagnostics() }
      switch reader.next() {
      case .end: return phase == .shutDown ? 0 : 1
      case .malformed(let reason): send(failure: .parse(reason), id: .null)
      case .message(let text):
        guard let json = parsed(text) else { continue }
        if json["method"]?.text == "exit" { return phase == .shutDown ? 0 : 1 }
        receive(json)
      }
    }
  }

  private func parsed(_ text: String) -> JSON? {
    do {
      return try JSON.parse(text)
    } catch let error as JSON.ParseError {
      send(failure: .parse("\(error.message) at byte \(error.offset)"), id: .null)
    } catch {
      send(failure: .parse("\(error)"), id: .null)
    }
    return nil
  }

  // MARK: - Messages

  private func receive(_ message: JSON) {
    guard let method = message["method"]?.text else {
      // An answer to something we asked for would have a result; everything else is no message.
      if message["result"] == nil, message["error"] == nil {
        send(failure: .invalidRequest("a message without a method"), id: message["id"] ?? .null)
      }
      return
    }
    let parameters = Parameters(json: message["params"] ?? .null)
    guard let id = message["id"], id != .null else {
      // What is wrong with a notification, nobody can be told.
      try? notified(method, parameters)
      return
    }
    do {
      send(result: try answer(method, parameters), id: id)
    } catch let error as RPCError {
      send(failure: error, id: id)
    } catch {
      send(failure: RPCError(code: -32603, message: "\(error)"), id: id)
    }
  }

  private func notified(_ method: String, _ parameters: Parameters) throws {
    guard phase == .running else { return }
    switch method {
    case "textDocument/didOpen":
      let item = try parameters.object("textDocument")
      let document = workspace.openDocument(try item.text("uri"), try item.text("text"))
      outdate(document.uri)
    case "textDocument/didChange":
      let document = try workspace.document(try parameters.uri())
      defer { outdate(document.uri) }
      for change in try parameters.items("contentChanges") { try document.apply(change) }
    case "textDocument/didClose":
      let uri = try parameters.uri()
      workspace.close(uri)
      stale.removeAll { $0 == uri }
      publish(uri, [])
    default: break
    }
  }

  private func answer(_ method: String, _ parameters: Parameters) throws -> JSON {
    switch (method, phase) {
    case ("initialize", .created):
      phase = .running
      return initialize(parameters)
    case ("initialize", _): throw RPCError.invalidRequest("initialize comes once")
    case (_, .created): throw RPCError.notInitialized
    case (_, .shutDown): throw RPCError.invalidRequest("the server is shut down")
    case ("shutdown", _):
      phase = .shutDown
      return .null
    default: break
    }
    guard let feature = Capabilities.features[method] else { throw RPCError.unknownMethod(method) }
    return try feature(workspace, try workspace.document(try parameters.uri()), parameters)
  }

  private func initialize(_ parameters: Parameters) -> JSON {
    let folders = parameters.json["workspaceFolders"]?.items ?? []
    let uri = folders.first?["uri"]?.text ?? parameters.json["rootUri"]?.text
    workspace.folder = uri.flatMap(FileURI.path) ?? parameters.json["rootPath"]?.text
    // The editor knows its user; only DLS_LANG knows better.
    if UserLanguage.named == nil, let locale = parameters.json["locale"]?.text {
      UserLanguage.chosen = locale.lowercased().hasPrefix("zh") ? .chinese : .english
    }
    return Capabilities.json
  }

  // MARK: - Diagnostics

  private func outdate(_ uri: String) {
    if !stale.contains(uri) { stale.append(uri) }
  }

  private func publishDiagnostics() {
    for uri in stale {
      guard let document = try? workspace.document(uri) else { continue }
      publish(uri, Diagnostics.of(document))
    }
    stale = []
  }

  private func publish(_ uri: String, _ items: [JSON]) {
    let parameters = JSON.object(["uri": .string(uri), "diagnostics": .array(items)])
    send([
      "jsonrpc": .string("2.0"), "method": .string("textDocument/publishDiagnostics"), "params": parameters,
    ])
  }

  // MARK: - Writing

  private func send(result: JSON, id: JSON) {
    send(["jsonrpc": .string("2.0"), "id": id, "result": result])
  }

  private func send(failure: RPCError, id: JSON) {
    let error = JSON.object([
      "code": .number(Double(failure.code)), "message": .string(failure.message),
    ])
    send(["jsonrpc": .string("2.0"), "id": id, "error": error])
  }

  private func send(_ fields: KeyValuePairs<String, JSON>) {
    let body = Array(JSON.object(fields).compact.utf8)
    var rest = (Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      // An editor that has gone away reads nothing more; the end of the input follows.
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
