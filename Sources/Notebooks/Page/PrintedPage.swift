import Glibc
import Text

/// A page as PDF, printed by a browser that is installed, without a window.
enum PrintedPage {
  private static let browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]

  /// - Throws: ``NotebookFailure`` when there is no browser, it fails, or the file cannot be written.
  static func write(_ html: String, to path: String) throws {
    guard let browser = ChildProcess.find(browsers) else { throw NotebookFailure.noBrowser(path, browsers) }
    guard let folder = TemporaryFolder.make() else {
      throw NotebookFailure.cannotWrite(path, reason: SystemError.last.reason)
    }
    defer { TemporaryFolder.remove(folder) }
    let (page, printed) = (folder + "/page.html", folder + "/page.pdf")
    try PlainFile.write(html, to: page)
    let status = ChildProcess.run(
      [browser] + options(folder) + ["--print-to-pdf=\(printed)", page], isQuiet: true)
    guard status == 0, let bytes = try? PlainFile.bytes(printed), bytes.starts(with: Array("%PDF-".utf8))
    else {
      throw NotebookFailure.notPrinted(path, browser: browser)
    }
    try PlainFile.write(bytes, to: path)
  }

  /// A profile of its own, so that a browser that is open takes no part, and no host can be reached.
  private static func options(_ folder: String) -> [String] {
    let options = [
      "--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer", "--disable-extensions",
      "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND",
      "--user-data-dir=\(folder)/profile",
    ]
    // Its sandbox refuses to work for root.
    return geteuid() == 0 ? options + ["--no-sandbox"] : options
  }
}
