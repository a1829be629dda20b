import Text

/// Why a request has no result; codes as in JSON-RPC and the Language Server Protocol.
struct RPCError: Error {
  var code: Int
  var message: String

  static func parse(_ message: String) -> RPCError { RPCError(code: -32700, message: message) }
  static func invalidRequest(_ message: String) -> RPCError { RPCError(code: -32600, message: message) }
  static func unknownMethod(_ name: String) -> RPCError {
    RPCError(code: -32601, message: "there is no method \(name)")
  }
  static func invalidParameters(_ message: String) -> RPCError { RPCError(code: -32602, message: message) }
  static let notInitialized = RPCError(code: -32002, message: "initialize comes first")
  /// The request was understood and is refused.
  static func refused(_ reason: Wording) -> RPCError { RPCError(code: -32803, message: reason.text) }
}
