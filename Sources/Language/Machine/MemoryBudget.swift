import CMachine
import Glibc
import Tensor
import Text

/// The memory of the process against what it may have.
enum MemoryBudget {
  /// Bytes that may be resident.
  private static let physical = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))

  /// Bytes of address space (`ulimit -v`); nil when there is no limit.
  private static let addressSpace: Int? = {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else { return nil }
    return Int(exactly: limit.rlim_cur)
  }()

  /// Bytes a single string or list may take.
  static var largestObject: Int { min(physical, addressSpace ?? physical) / 4 }

  // Smaller ones are left to the system: asking what is available costs more than they do.
  private static let large = Int(DLS_LARGE_OBJECT)

  /// Whether an object of so many bytes may be made, with the copy that growing it takes.
  static func allows(bytes: Double) -> Bool {
    guard bytes > Double(large) else { return true }
    return bytes < Double(largestObject) && bytes * 2 < Double(Memory.available)
  }

  static func require(bytes: Int, _ what: @autoclosure () -> Wording) throws {
    if bytes > large, !allows(bytes: Double(bytes)) { throw LimitFailure.tooLong(what()) }
  }

  /// Room for the elements of a range, as values or numbers.
  static func requireElements(_ range: RangeObject) throws {
    guard allows(bytes: Double(range.count) * 16) else {
      throw LimitFailure.tooLong(Wording("the range", "区间"))
    }
  }

  /// More than nine tenths of what the process may have are taken.
  static var isExhausted: Bool {
    guard let file = fopen("/proc/self/statm", "r") else { return false }
    defer { fclose(file) }
    var buffer = [CChar](repeating: 0, count: 128)
    guard fgets(&buffer, 128, file) != nil else { return false }
    return buffer.withUnsafeBufferPointer { bytes in
      guard let text = bytes.baseAddress else { return false }
      var end: UnsafeMutablePointer<CChar>?
      let space = strtol(text, &end, 10) * 4096
      let resident = (end.map { strtol($0, nil, 10) } ?? 0) * 4096
      return resident > physical / 10 * 9 || space > (addressSpace ?? Int.max) / 10 * 9
    }
  }
}
