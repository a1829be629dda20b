import Catalog
import Glibc
import Language
import Syntax
import Tensor
import Text

/// A program ends with a value or with a fault, and can be interrupted where it does not end by itself.
func evaluatorProblem(_ text: String) -> String? {
  if asksForMuch(text) { return nil }
  let source = Sources.add(name: "fuzz.dls", text: text)
  let session = Session(host: ImpatientHost())
  session.output = { _ in }
  session.seed(1)
  for fault in session.check(source) {
    if let problem = problem(in: fault, of: source) { return problem }
  }
  do {
    let result = try session.run(source)
    for variable in session.variables { _ = variable.display.utf8.count }
    return result.display?.isEmpty == true ? "an empty display" : nil
  } catch is ExitRequest {
    return nil
  } catch let failure as any Failure {
    return problem(in: failure.fault, of: source)
  } catch {
    return "not a failure: \(error)"
  }
}

/// Sizes beyond what a test has time for, and what reaches outside the process.
private func asksForMuch(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  for piece in highlight(text) {
    let word = String(decoding: bytes[piece.start..<piece.end], as: UTF8.self)
    switch piece.class {
    case .number:
      let digits = word.filter { $0 != "_" }
      guard let value = Double(digits.hasSuffix(".") ? digits + "0" : digits), value <= 200 || value > 1e15
      else {
        return true
      }
    case .function, .name, .operator:
      if ["save", "write_npy", "dataset", "use", "read_text", "read_csv", "read_image"].contains(word) {
        return true
      }
    default: break
    }
  }
  return false
}

/// A user who presses Ctrl-C when a program runs for long.
private final class ImpatientHost: Host {
  private let end = now() + 0.5

  var isInterrupted: Bool { now() > end }
  var isQuick: Bool { true }
  func progress(_ progress: Progress) {}
  func warn(_ fault: Fault) { _ = FaultRenderer().render(fault) }
}

/// Processor seconds of the process, so that a busy machine changes nothing.
private func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
