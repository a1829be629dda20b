import Glibc

/// Whole files.
enum FileBytes {
  static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return ferror(file) == 0 ? bytes : nil }
      bytes += buffer[0..<count]
    }
  }

  /// nil when it worked, else the system's reason.
  static func write(_ bytes: [UInt8], to path: String) -> String? {
    guard let file = fopen(path, "we") else { return String(cString: strerror(errno)) }
    let written = fwrite(bytes, 1, bytes.count, file)
    let closed = fclose(file)
    return written == bytes.count && closed == 0 ? nil : String(cString: strerror(errno))
  }
}
