/// A place as the protocol counts: lines from 0, characters in UTF-16 units.
struct Position: Equatable {
  var line: Int
  var character: Int
}

/// The lines of a text, for going between UTF-8 offsets and positions. A line ends at `\n`, `\r\n` or `\r`.
struct LineTable {
  private let bytes: [UInt8]
  private var starts = [0]

  init(_ text: String) {
    bytes = Array(text.utf8)
    for (offset, byte) in bytes.enumerated() {
      let isReturn = byte == 0x0D && !(offset + 1 < bytes.count && bytes[offset + 1] == 0x0A)
      if byte == 0x0A || isReturn { starts.append(offset + 1) }
    }
  }

  var lineCount: Int { starts.count }

  func start(ofLine line: Int) -> Int { line < starts.count ? starts[max(0, line)] : bytes.count }

  /// The end of a line, before what ends it.
  func end(ofLine line: Int) -> Int {
    guard line + 1 < starts.count else { return bytes.count }
    var end = starts[line + 1]
    while end > starts[line], bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return end
  }

  /// Beyond a line's end stands for its end, as the protocol has it; never inside a character.
  func offset(_ position: Position) -> Int {
    guard position.line < starts.count, position.line >= 0 else { return position.line < 0 ? 0 : bytes.count }
    let end = end(ofLine: position.line)
    var offset = starts[position.line]
    var units = 0
    while offset < end {
      let length = LineTable.length(bytes[offset])
      let width = length == 4 ? 2 : 1
      if units + width > position.character { break }
      units += width
      offset += length
    }
    return min(offset, end)
  }

  func position(_ offset: Int) -> Position {
    let offset = max(0, min(offset, bytes.count))
    let line = starts.firstIndex(from: { $0 > offset }) - 1
    var units = 0
    for byte in bytes[starts[line]..<offset] where byte & 0xC0 != 0x80 {
      units += LineTable.length(byte) == 4 ? 2 : 1
    }
    return Position(line: line, character: units)
  }

  /// The bytes of a character that begins with this one.
  private static func length(_ first: UInt8) -> Int {
    first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
  }
}

extension Array {
  /// The first index from which on `isLate` holds; before it, it must not hold.
  fileprivate func firstIndex(from isLate: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isLate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
