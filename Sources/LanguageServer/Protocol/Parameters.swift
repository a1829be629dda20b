import Notebooks
import Text

/// The parameters of a message, read with errors that name what is missing.
struct Parameters {
  let json: JSON

  func object(_ name: String) throws -> Parameters {
    guard let value = json[name], case .object = value else { throw missing(name, "an object") }
    return Parameters(json: value)
  }

  func text(_ name: String) throws -> String {
    guard let text = json[name]?.text else { throw missing(name, "a string") }
    return text
  }

  func items(_ name: String) throws -> [Parameters] {
    guard let items = json[name]?.items else { throw missing(name, "an array") }
    return items.map(Parameters.init)
  }

  func whole(_ name: String) throws -> Int {
    guard case .number(let value)? = json[name], let whole = Int(exactly: value) else {
      throw missing(name, "a whole number")
    }
    return whole
  }

  func position(_ name: String = "position") throws -> Position {
    let position = try object(name)
    return Position(line: try position.whole("line"), character: try position.whole("character"))
  }

  func range(_ name: String) throws -> (start: Position, end: Position) {
    let range = try object(name)
    return (try range.position("start"), try range.position("end"))
  }

  func uri() throws -> String { try object("textDocument").text("uri") }

  private func missing(_ name: String, _ what: String) -> RPCError {
    .invalidParameters("\(name) must be \(what)")
  }
}
