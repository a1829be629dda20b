import Fuzzing
import Glibc
import Language
import Syntax

// `DLS_FUZZ_TARGET` names the harness; `DLS_FUZZ_DICTIONARY` prints what mutations should be made of instead.

/// libFuzzer's own main program, for those who have one.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

let harness = getenv("DLS_FUZZ_TARGET").flatMap { Harness(rawValue: String(cString: $0)) }

private var dictionary: [String] {
  let signs =
    "( ) [ ] { } , ; : . .. ... -> |> >> = += -= *= /= == != < <= > >= + - * / // % @ ^ ** ' ∇ # #=> ± \\\" f\\\" r\\\""
  return signs.split(separator: " ").map(String.init) + ["\\x0a", " by ", "#=> error: "]
    + (Keywords.reserved + Keywords.contextual).map { $0 + " " } + Reference.descriptors.map { $0.name + "(" }
}

/// libFuzzer's dictionaries want other than ASCII in hexadecimal.
private func quoted(_ word: String) -> String {
  let bytes = word.utf8.map { byte in
    byte < 0x80 ? String(Character(Unicode.Scalar(byte))) : "\\x" + String(byte, radix: 16)
  }
  return "\"" + bytes.joined() + "\""
}

if getenv("DLS_FUZZ_DICTIONARY") != nil {
  for word in dictionary { print(quoted(word)) }
  exit(0)
}
if harness == nil {
  fputs("DLS_FUZZ_TARGET is one of \(Harness.allCases.map(\.rawValue).joined(separator: ", "))\n", stderr)
  exit(2)
}

var count = CommandLine.argc
var arguments = CommandLine.unsafeArgv
exit(runFuzzer(&count, &arguments, testOneInput))
