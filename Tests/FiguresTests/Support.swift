import Catalog
import Figures
import Glibc
import Tensor
import Testing
import Text

/// Whether figures can be drawn here; tests that draw are skipped without it.
let hasGnuplot = system("command -v gnuplot >/dev/null 2>&1") == 0

/// Whether figures can show Chinese here.
let hasChineseFont = system("fc-list ':charset=635f' family 2>/dev/null | grep -q .") == 0

func readText(_ path: String) -> String? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[0..<count] }
  return String(decoding: bytes, as: UTF8.self)
}

func writeText(_ text: String, _ path: String) {
  guard let file = fopen(path, "w") else { return }
  fputs(text, file)
  fclose(file)
}

/// A new folder, given to the body and removed with what it holds.
func withFolder<T>(_ body: (String) throws -> T) rethrows -> T {
  var template = Array("/tmp/dls-test-XXXXXX".utf8CString)
  let folder = String(cString: mkdtemp(&template))
  defer { _ = system("rm -rf '\(folder)'") }
  return try body(folder)
}

func entries(_ folder: String) -> [String] {
  guard let directory = opendir(folder) else { return [] }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != "." && name != ".." { names.append(name) }
  }
  return names.sorted()
}

/// Compares with Golden/NAME, or writes it when DLS_RECORD is set.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let path = "\(#filePath)".split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/Golden/" + name
  if getenv("DLS_RECORD") != nil {
    writeText(text, path)
    return
  }
  let wanted = readText(path) ?? "(no golden file)"
  let difference = zip(wanted.split(separator: "\n"), text.split(separator: "\n")).first { $0 != $1 }
  #expect(
    wanted == text, "first difference: \(difference.map { "\($0.0) | \($0.1)" } ?? "length")",
    sourceLocation: sourceLocation)
}

/// Calls a figure builtin as the language would.
func draw(_ name: String, _ arguments: [Argument], _ named: [String: Argument] = [:]) throws -> Figure {
  let builtin = try #require(FigureBuiltins.all.first { $0.descriptor.name == name })
  var rest = arguments
  var values: [Argument] = []
  for parameter in builtin.descriptor.parameters {
    if let value = named[parameter.name] {
      values.append(value)
    } else if parameter.variadic {
      values.append(.list(rest))
      rest = []
    } else if !parameter.keywordOnly, !rest.isEmpty {
      values.append(rest.removeFirst())
    } else {
      values.append(parameter.fallback ?? .none)
    }
  }
  guard case .object(let object) = try builtin.call(values) else {
    throw FigureFailure.emptyData(what: Wording(verbatim: "result"))
  }
  return try #require(object as? Figure)
}

func tensor(_ values: [Double], _ shape: [Int]) throws -> Argument {
  .object(try Tensor.from(values, Shape(shape)))
}

func function(_ name: String, _ body: @escaping (Double) -> Double) -> Argument {
  .function(
    Closure(name, arity: 1) { arguments in
      guard case .number(let x)? = arguments.first else { return .none }
      return .number(body(x))
    })
}

func code(_ body: () throws -> Void) -> String? {
  do { try body() } catch { return (error as? any Failure)?.fault.code }
  return nil
}
