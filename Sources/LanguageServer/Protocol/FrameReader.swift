import Glibc

/// Reads the messages of the base protocol from a file descriptor: headers, a blank line, as many bytes as
/// `Content-Length` says.
struct FrameReader {
  enum Frame: Equatable {
    case message(String)
    /// What was read is no message; the next one is looked for behind it.
    case malformed(String)
    case end
  }

  /// Larger messages are passed over.
  static let largestMessage = 64 << 20
  private static let largestHeader = 8 << 10

  private let file: Int32
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  init(_ file: Int32) { self.file = file }

  /// Nothing more can be had without waiting.
  var isIdle: Bool {
    if position < buffer.count { return false }
    var poll = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&poll, 1, 0) <= 0
  }

  mutating func next() -> Frame {
    let header: String
    switch readHeader() {
    case .message(let text): header = text
    case let other: return other
    }
    guard let length = FrameReader.contentLength(header) else {
      return .malformed("a header without a valid Content-Length")
    }
    guard length <= FrameReader.largestMessage else {
      skip(length)
      return .malformed("a message of \(length) bytes is too long")
    }
    while buffer.count - position < length { guard fill() else { return .end } }
    defer { position += length }
    return .message(String(decoding: buffer[position..<(position + length)], as: UTF8.self))
  }

  /// The lines up to the blank one.
  private mutating func readHeader() -> Frame {
    var scanned = 0
    while true {
      let rest = buffer[position...]
      if let end = rest.dropFirst(scanned).firstIndex(where: { $0 == 0x0A }) {
        let line = rest[..<end]
        let body = line.last == 0x0D ? line.dropLast() : line
        scanned = end + 1 - position
        if body.isEmpty || body.last == 0x0A || body.suffix(2).elementsEqual([0x0A, 0x0D]) {
          defer { position = end + 1 }
          if body.isEmpty { return .malformed("a blank line where a header should stand") }
          return .message(String(decoding: body, as: UTF8.self))
        }
        continue
      }
      if rest.count > FrameReader.largestHeader {
        position = buffer.count
        return .malformed("a header that does not end")
      }
      guard fill() else { return .end }
    }
  }

  private static func contentLength(_ header: String) -> Int? {
    for line in header.split(whereSeparator: \.isNewline) {
      let sides = line.split(separator: ":", maxSplits: 1)
      guard sides.count == 2, sides[0].lowercased() == "content-length" else { continue }
      guard let length = Int(sides[1].filter { $0 != " " }), length >= 0 else { return nil }
      return length
    }
    return nil
  }

  private mutating func skip(_ count: Int) {
    var left = count
    while left > 0 {
      let there = min(left, buffer.count - position)
      position += there
      left -= there
      if left > 0, !fill() { return }
    }
  }

  /// Waits for more; false at the end.
  private mutating func fill() -> Bool {
    guard !isAtEnd else { return false }
    if position > 0 {
      buffer.removeFirst(position)
      position = 0
    }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(file, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        isAtEnd = true
        return false
      }
      buffer += chunk[..<count]
      return true
    }
  }
}
