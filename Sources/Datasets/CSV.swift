import Catalog
import Glibc
import Tensor
import Text

/// Comma-separated values, RFC 4180.
enum CSV {
  static func read(_ path: String, header: Bool?, separator: UInt8) throws -> Argument {
    var bytes = try ByteReader(path).rest()
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    var parser = Parser(path: path, bytes: bytes, separator: separator)
    var rows = try parser.rows()
    guard let first = rows.first else {
      throw DatasetFailure.table(
        path: path, line: 1, column: nil, reason: Wording("the file has no line with values", "文件里没有一行数值"))
    }
    for row in rows where row.fields.count != first.fields.count {
      throw DatasetFailure.table(
        path: path, line: row.line, column: nil,
        reason: Wording(
          "\(row.fields.count) fields, where line \(first.line) has \(first.fields.count)",
          "有 \(row.fields.count) 个字段，而第 \(first.line) 行有 \(first.fields.count) 个"))
    }
    if header ?? first.fields.allSatisfy({ number($0) == nil }) {
      rows.removeFirst()
      return try record(first.fields, rows)
    }
    return .object(try matrix(path, rows, width: first.fields.count))
  }

  private static func matrix(_ path: String, _ rows: [Row], width: Int) throws -> Tensor {
    var values: [Float] = []
    values.reserveCapacity(rows.count * width)
    for row in rows {
      for (column, field) in row.fields.enumerated() {
        guard let value = field.isEmpty ? .nan : number(field) else {
          throw DatasetFailure.table(
            path: path, line: row.line, column: column + 1,
            reason: Wording("\"\(field.prefix(40))\" is not a number", "“\(field.prefix(40))”不是数"))
        }
        values.append(Float(value))
      }
    }
    return try Tensor.from(values, [rows.count, width])
  }

  private static func record(_ names: [String], _ rows: [Row]) throws -> Argument {
    var used: Set<String> = []
    let columns = try names.enumerated().map { column, name -> (name: String, value: Argument) in
      // Names are unique and not empty, so that every column can be reached.
      var unique = name.isEmpty ? "column\(column + 1)" : name
      while !used.insert(unique).inserted { unique += "_" }
      let fields = rows.map { $0.fields[column] }
      let numbers = fields.compactMap { $0.isEmpty ? .nan : number($0) }
      let isText = numbers.count != fields.count || fields.allSatisfy(\.isEmpty)
      if isText, !fields.isEmpty { return (unique, .list(fields.map { .string($0) })) }
      return (unique, .object(try Tensor.from(numbers.map(Float.init), [numbers.count])))
    }
    return .record(columns)
  }

  /// The field's number; surrounding blanks do not count.
  private static func number(_ field: String) -> Double? {
    let trimmed = field.drop(while: { $0 == " " || $0 == "\t" })
    guard let end = trimmed.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return nil }
    return Double(trimmed[...end])
  }

  struct Row {
    /// Where it begins, counted from 1.
    var line: Int
    var fields: [String]
  }

  private struct Parser {
    let path: String
    let bytes: [UInt8]
    let separator: UInt8
    var position = 0
    var line = 1

    init(path: String, bytes: [UInt8], separator: UInt8) {
      self.path = path
      self.bytes = bytes
      self.separator = separator
    }

    /// Lines without any character are skipped.
    mutating func rows() throws -> [Row] {
      var rows: [Row] = []
      while position < bytes.count {
        if skipLineEnd() { continue }
        let start = line
        rows.append(Row(line: start, fields: try fields()))
      }
      return rows
    }

    private mutating func fields() throws -> [String] {
      var fields: [String] = []
      while true {
        fields.append(try field(fields.count + 1))
        if position < bytes.count, bytes[position] == separator {
          position += 1
        } else {
          _ = skipLineEnd()
          return fields
        }
      }
    }

    private mutating func field(_ column: Int) throws -> String {
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        let start = position
        while position < bytes.count, bytes[position] != separator, bytes[position] != 10,
          bytes[position] != 13
        {
          position += 1
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
      }
      let opened = line
      var text: [UInt8] = []
      position += 1
      while position < bytes.count {
        let byte = bytes[position]
        position += 1
        if byte == UInt8(ascii: "\"") {
          guard position < bytes.count, bytes[position] == byte else { return try closed(text, column) }
          position += 1
        }
        if byte == 10 { line += 1 }
        text.append(byte)
      }
      throw DatasetFailure.table(
        path: path, line: opened, column: column,
        reason: Wording("the quotation mark is never closed", "引号没有配对"))
    }

    private func closed(_ text: [UInt8], _ column: Int) throws -> String {
      if position < bytes.count, ![separator, 10, 13].contains(bytes[position]) {
        throw DatasetFailure.table(
          path: path, line: line, column: column,
          reason: Wording("something follows the closing quotation mark", "右引号之后还有内容"))
      }
      return String(decoding: text, as: UTF8.self)
    }

    private mutating func skipLineEnd() -> Bool {
      guard position < bytes.count, bytes[position] == 10 || bytes[position] == 13 else { return false }
      if bytes[position] == 13, position + 1 < bytes.count, bytes[position + 1] == 10 { position += 1 }
      position += 1
      line += 1
      return true
    }
  }
}
