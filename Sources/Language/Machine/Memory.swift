import Glibc

/// The memory of the process against that of the machine.
enum Memory {
  /// Bytes.
  static let physical = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))

  /// Bytes a single string or list may take.
  static var largestObject: Int { physical / 4 }

  /// More than nine tenths of the machine's memory is resident here.
  static var isExhausted: Bool {
    guard let file = fopen("/proc/self/statm", "r") else { return false }
    defer { fclose(file) }
    var buffer = [CChar](repeating: 0, count: 128)
    guard fgets(&buffer, 128, file) != nil else { return false }
    var position = 0
    while position < 127, buffer[position] != 32 { position += 1 }
    let resident = buffer.withUnsafeBufferPointer { atol($0.baseAddress.unsafelyUnwrapped + position) }
    return resident * 4096 > physical / 10 * 9
  }
}
