import Foundation

/// The built `dls`, run as a user would.
struct Tool {
  struct Result {
    var status: Int32
    var output: String
    var errors: String
  }

  /// A folder of its own for a test; it goes with the value.
  final class Folder {
    let path: String

    init() {
      path = FileManager.default.temporaryDirectory.appendingPathComponent("dls-\(UUID().uuidString)").path
      try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ name: String, _ text: String) -> String {
      let file = path + "/" + name
      let parent = (file as NSString).deletingLastPathComponent
      try? FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
      try? text.write(toFile: file, atomically: true, encoding: .utf8)
      return file
    }

    func read(_ name: String) -> String? { try? String(contentsOfFile: path + "/" + name, encoding: .utf8) }
    func names() -> [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
  }

  /// `DLS_BINARY`, or the one beside the test bundle that runs.
  static let path: String = {
    if let path = ProcessInfo.processInfo.environment["DLS_BINARY"] { return path }
    for argument in CommandLine.arguments where argument.contains(".xctest") {
      let bundle = URL(
        fileURLWithPath: String(argument.prefix(upTo: argument.range(of: ".xctest")!.upperBound)))
      return bundle.deletingLastPathComponent().appendingPathComponent("dls").path
    }
    return ".build/debug/dls"
  }()

  static func run(
    _ arguments: String..., input: String = "", folder: String? = nil, environment: [String: String] = [:],
    interruptAfter: Double? = nil
  ) throws -> Result {
    try run(
      path, arguments, input: Data(input.utf8), folder: folder, environment: environment,
      interruptAfter: interruptAfter)
  }

  /// Another program than dls.
  static func run(
    _ executable: String, _ arguments: [String], input: Data = Data(), folder: String? = nil,
    environment: [String: String] = [:], interruptAfter: Double? = nil
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    try process.run()
    DispatchQueue.global().async {
      try? stdin.fileHandleForWriting.write(contentsOf: input)
      try? stdin.fileHandleForWriting.close()
    }
    if let interruptAfter {
      DispatchQueue.global().asyncAfter(deadline: .now() + interruptAfter) { process.interrupt() }
    }
    // Not SIGTERM: the test runner's threads block it, and so does what they start.
    DispatchQueue.global().asyncAfter(deadline: .now() + 120) {
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }
    let errors = Reading(stderr)
    let output = stdout.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Result(
      status: process.terminationReason == .exit
        ? process.terminationStatus : 128 + process.terminationStatus,
      output: String(decoding: output, as: UTF8.self), errors: errors.text)
  }

  /// Drains a pipe beside the one the caller reads.
  private final class Reading: @unchecked Sendable {
    private var data = Data()
    private let done = DispatchSemaphore(value: 0)

    init(_ pipe: Pipe) {
      DispatchQueue.global().async {
        self.data = pipe.fileHandleForReading.readDataToEndOfFile()
        self.done.signal()
      }
    }

    var text: String {
      done.wait()
      return String(decoding: data, as: UTF8.self)
    }
  }
}
