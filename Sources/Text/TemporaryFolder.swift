import Glibc

public enum TemporaryFolder {
  /// Makes a new private folder under TMPDIR, or under /tmp where that cannot be written; nil when neither can.
  public static func make() -> String? {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    for root in [base.hasPrefix("/") ? base : "/tmp", "/tmp"] {
      var template = Array((root + "/dls-XXXXXX").utf8CString)
      if mkdtemp(&template) != nil {
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      }
    }
    return nil
  }

  /// Removes a folder with all that is in it; symbolic links are not followed.
  public static func remove(_ path: String) {
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      let inner = path + "/" + name
      if unlink(inner) != 0 { remove(inner) }
    }
    closedir(folder)
    rmdir(path)
  }
}
