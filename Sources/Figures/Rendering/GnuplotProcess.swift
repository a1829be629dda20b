import Catalog
import Glibc
import GnuplotStream
import Text

/// One running gnuplot, with its private folder.
final class GnuplotProcess {
  private var stream: OpaquePointer?
  let folder: String
  private let timeout: Int

  init(program: String, timeout: Int) throws {
    guard let folder = TemporaryFolder.make() else {
      throw FigureFailure.notWritable(path: "/tmp", reason: SystemError.last.reason)
    }
    self.folder = folder
    self.timeout = timeout
    let fonts = FontConfiguration.write(into: folder)
    let status = gnuplot_open(program, fonts, &stream)
    guard status == GNUPLOT_OK else {
      TemporaryFolder.remove(folder)
      throw status == GNUPLOT_NOT_FOUND
        ? FigureFailure.gnuplotMissing
        : FigureFailure.gnuplotFailed(
          message: Wording("the system started no process", "系统没能启动进程"))
    }
  }

  deinit {
    gnuplot_close(stream)
    TemporaryFolder.remove(folder)
  }

  var processIdentifier: Int { stream.map { Int(gnuplot_process($0)) } ?? 0 }

  /// Sends commands and waits until gnuplot has done them all. After a throw the process is gone.
  func run(_ script: String, token: String) throws {
    guard let stream else { throw FigureFailure.gnuplotEnded(message: "") }
    gnuplot_forget_errors(stream)
    var text = script
    text += "\nset print \"-\"\nprint \"\(token) \", GPVAL_ERRNO, \" \", GPVAL_ERRMSG\nset print\n"
    let status = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        gnuplot_write(stream, $0.baseAddress, $0.count, Int32(clamping: timeout * 1000))
      }
    }
    try settle(status)
    try waitFor(token, stream)
    let answer = String(cString: gnuplot_answer(stream))
    if answer.first(where: { $0 != " " }) != "0" {
      let message = complaint
      throw FigureFailure.gnuplotFailed(message: Wording(verbatim: message.isEmpty ? answer : message))
    }
  }

  private func waitFor(_ token: String, _ stream: OpaquePointer) throws {
    for _ in 0..<max(1, timeout * 10) {
      let status = gnuplot_wait(stream, token, 100)
      if status == GNUPLOT_TIMEOUT {
        if Hosting.current.isInterrupted {
          abandon()
          throw Interrupted()
        }
        continue
      }
      try settle(status)
      return
    }
    try settle(GNUPLOT_TIMEOUT)
  }

  private func settle(_ status: gnuplot_status) throws {
    guard status != GNUPLOT_OK else { return }
    let message = complaint
    abandon()
    switch status {
    case GNUPLOT_TIMEOUT: throw FigureFailure.gnuplotTimeout(seconds: timeout)
    // A program that is no gnuplot, or one that refuses to start, ends at once.
    default: throw FigureFailure.gnuplotEnded(message: message)
    }
  }

  /// The first telling line gnuplot wrote to stderr.
  var complaint: String {
    guard let stream else { return "" }
    let lines = String(cString: gnuplot_errors(stream)).split(separator: "\n")
    let telling = lines.first { $0.contains("line ") && $0.contains(":") } ?? lines.last ?? ""
    return String(telling.drop { $0 == " " })
  }

  private func abandon() {
    gnuplot_kill(stream)
    stream = nil
  }
}
