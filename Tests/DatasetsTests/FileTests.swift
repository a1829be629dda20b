import Catalog
import Datasets
import Foundation
import Tensor
import Testing

extension DatasetTests {
  @Suite struct Files {
    @Test func arraysComeBack() throws {
      try withFolder { folder in
        let path = "\(folder)/a.npy"
        for dtype in DType.allCases {
          for shape in [[], [0], [3], [2, 3], [2, 0, 4]] as [Shape] {
            let values = try RandomGenerator(seed: 1).integers(shape, low: 0, high: 2).cast(to: dtype)
            _ = try call("write_npy", .object(values), .string(path))
            let back = try call("read_npy", .string(path)).required()
            #expect(back.shape == shape && back.dtype == dtype && back.doubles == values.doubles)
          }
        }
        let view = try Tensor.from([1, 2, 3, 4, 5, 6] as [Double], [2, 3]).transposed(0, 1)
        _ = try call("write_npy", .object(view), .string(path))
        #expect(try call("read_npy", .string(path)).required().doubles == [1, 4, 2, 5, 3, 6])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.npy"])
        #expect(
          failure { try call("write_npy", .object(view), .string("\(folder)/none/a.npy")) }.hasPrefix("E0534")
        )
      }
    }

    static func array(_ header: String, _ body: [UInt8]) -> [UInt8] {
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count & 255), UInt8(header.utf8.count >> 8)]
        + Array(header.utf8) + body
    }

    @Test func readsWhatNumPyWrites() throws {
      try withFolder { folder in
        let path = "\(folder)/a.npy"
        func read(_ header: String, _ body: [UInt8]) throws -> Tensor {
          try put(Self.array(header, body), path)
          return try call("read_npy", .string(path)).required()
        }
        let fortran = try read(
          "{'descr': '<i2', 'fortran_order': True, 'shape': (2, 2), }\n", [1, 0, 2, 0, 255, 255, 4, 0])
        #expect(fortran.dtype == .i64 && fortran.ints == [1, -1, 2, 4])
        #expect(
          try read("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }\n", [7, 200]).ints == [7, 200])
        #expect(
          failure { try read("{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }", [0, 0, 0, 0]) }
            .contains(">f4"))
        #expect(
          failure { try read("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", []) }.hasPrefix(
            "E0543"))
        #expect(
          failure { try read("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", []) }.hasPrefix(
            "E0543"))
        #expect(
          failure { try read("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }", []) }
            .hasPrefix("E0"))
        #expect(
          failure { try read("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", [0, 0, 0, 0, 0]) }
            .hasPrefix("E0537"))
        #expect(failure { try read("{}", []) }.hasPrefix("E0543"))
        let whole = Self.array(
          "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }\n", [0, 0, 128, 63, 0, 0, 0, 64])
        for length in 0..<whole.count {
          try put(Array(whole.prefix(length)), path)
          #expect(failure { try call("read_npy", .string(path)) }.hasPrefix("E0536"), "\(length)")
        }
        #expect(failure { try call("read_npy", .string(folder + "/b.npy")) }.hasPrefix("E0533"))
      }
    }

    @Test func tables() throws {
      try withFolder { folder in
        let path = "\(folder)/t.csv"
        func read(_ text: String, _ named: [String: Argument] = [:]) throws -> Argument {
          try put(Array(text.utf8), path)
          return try call("read_csv", .string(path), with: named)
        }
        let plain = try read("1,2\r\n3,4.5\n\n-1e3,\n").required()
        #expect(plain.shape == [3, 2] && Array(plain.doubles.prefix(5)) == [1, 2, 3, 4.5, -1000])
        #expect(plain.doubles[5].isNaN)
        guard case .record(let fields) = try read("\u{FEFF}x,名字\n1,\"a \"\"b\"\", c\"\n2,d\n") else {
          throw Data.Missing()
        }
        #expect(fields.map(\.name) == ["x", "名字"])
        #expect(try fields[0].value.required().doubles == [1, 2])
        #expect(fields[1].value.literal == "[\"a \"b\", c\", \"d\"]")
        #expect(try read("1;2\n", ["sep": .string(";")]).required().doubles == [1, 2])
        guard case .record(let named) = try read("1,2\n3,4\n", ["header": .bool(true)]) else {
          throw Data.Missing()
        }
        #expect(named.map(\.name) == ["1", "2"])
        #expect(failure { try read("1,2\n3\n") }.contains("t.csv:2: 1 fields, where line 1 has 2"))
        #expect(failure { try read("1,2\n3,x\n") }.contains("t.csv:2, column 2: \"x\" is not a number"))
        #expect(failure { try read("a,b\n\"1,2\n") }.contains("t.csv:2, column 1"))
        #expect(failure { try read("") }.hasPrefix("E0542"))
        #expect(failure { try read("1", ["sep": .string("")]) }.hasPrefix("E0546"))
      }
    }

    @Test func portableImages() throws {
      try withFolder { folder in
        let path = "\(folder)/i.pgm"
        func read(_ bytes: [UInt8]) throws -> Tensor {
          try put(bytes, path)
          return try call("read_image", .string(path)).required()
        }
        let gray = try read(Array("P5 # c\n2 1\n255\n".utf8) + [0, 255])
        #expect(gray.shape == [1, 1, 2] && gray.doubles == [0, 1])
        #expect(try read(Array("P2 2 1 4 1 2".utf8)).doubles == [0.25, 0.5])
        let colour = try read(Array("P6 1 2 255 ".utf8) + [255, 0, 0, 0, 255, 0])
        #expect(colour.shape == [3, 2, 1] && colour.doubles == [1, 0, 0, 1, 0, 0])
        #expect(failure { try read(Array("P5 2 2 255 ".utf8) + [1]) }.hasPrefix("E0536"))
        #expect(failure { try read(Array("P5 0 2 255 ".utf8)) }.hasPrefix("E0543"))
        #expect(failure { try read(Array("P5 2".utf8)) }.hasPrefix("E0543"))
        #expect(failure { try read([1, 2, 3]) }.hasPrefix("E0543"))
      }
    }

    /// A PNG of one IDAT with stored blocks.
    static func png(
      width: UInt8, height: UInt8, depth: UInt8, kind: UInt8, palette: [UInt8] = [], interlace: UInt8 = 0,
      rows: [UInt8]
    ) -> [UInt8] {
      func number(_ value: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(value >> UInt32($0) & 255) } }
      func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        let content = Array(name.utf8) + body
        return number(UInt32(body.count)) + content + number(content.checksum)
      }
      var (a, b): (UInt32, UInt32) = (1, 0)
      for byte in rows {
        a = (a + UInt32(byte)) % 65521
        b = (b + a) % 65521
      }
      let size = rows.count
      let stored: [UInt8] = [1, UInt8(size & 255), UInt8(size >> 8), ~UInt8(size & 255), ~UInt8(size >> 8)]
      let packed = [0x78, 1] + stored + rows + number(b << 16 | a)
      return [137, 80, 78, 71, 13, 10, 26, 10]
        + chunk("IHDR", [0, 0, 0, width, 0, 0, 0, height, depth, kind, 0, 0, interlace])
        + (palette.isEmpty ? [] : chunk("PLTE", palette)) + chunk("IDAT", packed) + chunk("IEND", [])
    }

    @Test func portableNetworkGraphics() throws {
      try withFolder { folder in
        let path = "\(folder)/i.png"
        func read(_ bytes: [UInt8]) throws -> Tensor {
          try put(bytes, path)
          return try call("read_image", .string(path)).required()
        }
        // Filters: none, left, up, average, Paeth; every row comes out as 10, 20, 30.
        let rows: [UInt8] = [0, 10, 20, 30, 1, 10, 10, 10, 2, 0, 0, 0, 3, 5, 5, 5, 4, 0, 0, 0]
        let grey = try read(Self.png(width: 3, height: 5, depth: 8, kind: 0, rows: rows))
        let expected = (0..<5).flatMap { _ in [10, 20, 30].map { Double(Float($0) / 255) } }
        #expect(grey.shape == [1, 5, 3] && grey.doubles == expected)
        let palette = try read(
          Self.png(
            width: 3, height: 1, depth: 1, kind: 3, palette: [255, 0, 0, 0, 0, 255], rows: [0, 0b0100_0000]))
        #expect(palette.shape == [3, 1, 3] && palette.doubles == [1, 0, 1, 0, 0, 0, 0, 1, 0])
        let alpha = try read(Self.png(width: 1, height: 1, depth: 8, kind: 6, rows: [0, 255, 0, 255, 9]))
        #expect(alpha.doubles == [1, 0, 1])
        #expect(
          try read(Self.png(width: 1, height: 1, depth: 16, kind: 0, rows: [0, 255, 255])).doubles == [1])
        // What is not in the palette is black.
        let beyond = Self.png(
          width: 2, height: 1, depth: 8, kind: 3, palette: [255, 255, 255], rows: [0, 0, 1])
        #expect(try read(beyond).doubles == [1, 0, 1, 0, 1, 0])
        let woven = Self.png(
          width: 2, height: 2, depth: 8, kind: 0, interlace: 1, rows: [0, 255, 0, 0, 0, 51, 102])
        #expect(try read(woven).doubles == [1, 0, Double(Float(0.2)), Double(Float(0.4))])
        let fine = Self.png(width: 4, height: 1, depth: 2, kind: 0, rows: [0, 0b0001_1011])
        #expect(try read(fine).doubles == [0, Double(Float(1) / 3), Double(Float(2) / 3), 1])
        let whole = Self.png(width: 3, height: 5, depth: 8, kind: 0, rows: rows)
        for length in 0..<whole.count {
          #expect(!failure { try read(Array(whole.prefix(length))) }.isEmpty, "\(length)")
        }
        for position in whole.indices {
          var broken = whole
          broken[position] ^= 0x11
          #expect(!failure { try read(broken) }.isEmpty, "\(position)")
        }
      }
    }
  }
}
