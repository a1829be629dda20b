import CZlib
import Catalog
import Datasets
import Foundation
import Tensor
import Testing

extension DatasetTests {
  /// Files that lie about themselves are refused with a reason, and quickly.
  @Suite struct HostileFiles {
    private func reason(_ builtin: String, _ bytes: [UInt8]) throws -> String {
      var text = ""
      try withFolder { folder in
        try put(bytes, "\(folder)/f")
        text = failure { try call(builtin, .string("\(folder)/f")) }
      }
      return text
    }

    private static func npy(_ dictionary: String, _ body: [UInt8] = []) -> [UInt8] {
      Files.array(dictionary, body)
    }

    @Test(arguments: [
      ("{'descr': '<f4', 'fortran_order': False, 'shape': (1099511627776,), }", "E0536"),
      ("{'descr': '<f8', 'fortran_order': False, 'shape': (2305843009213693952, 4), }", "E0"),
      ("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 9223372036854775807, 9), }", "E0543"),
      ("{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775808,), }", "E0543"),
      ("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 1, 1, 1, 1, 1, 1, 1), }", "E0"),
      ("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "E0543"),
      ("{'descr': '<f4', 'fortran_order': False, 'shape': 3, }", "E0543"),
      ("{'descr': '<f4', 'fortran_order': Maybe, 'shape': (1,), }", "E0543"),
      ("{'descr': '<f4', 'shape': (1,), }", "E0543"), ("{'fortran_order': False, 'shape': (1,), }", "E0543"),
      ("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "E0543"),
      ("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", "E0543"), ("", "E0543"),
    ])
    func arraysThatLie(_ header: String, _ code: String) throws {
      #expect(try reason("read_npy", Self.npy(header, [0, 0, 0, 0])).hasPrefix(code), "\(header)")
    }

    @Test func headersThatWouldFillTheMemory() throws {
      let long =
        [0x93] + Array("NUMPY".utf8) + [2, 0, 255, 255, 255, 255] + [UInt8](repeating: 32, count: 99)
      #expect(try reason("read_npy", long).contains("header would take 4294967295 bytes"))
      #expect(try reason("read_npy", [0x50, 0x4b, 3, 4, 0, 0, 0, 0]).contains("archive"))
    }

    @Test func bombs() throws {
      let zeros = [UInt8](repeating: 48, count: 80 << 20)
      #expect(try reason("read_csv", packed(zeros, gzip: true)).hasPrefix("E0541"))
      // 25 GiB of pixels in a hundred bytes.
      let idx: [UInt8] = [0, 0, 8, 3, 0, 0x60, 0, 0, 0, 0, 0x40, 0, 0, 0, 0x40, 0]
      try withFolder { folder in
        try put(idx, "\(folder)/t10k-images-idx3-ubyte")
        try put([0, 0, 8, 1, 255, 255, 255, 255], "\(folder)/t10k-labels-idx1-ubyte")
        let options: [String: Argument] = ["dir": .string(folder), "split": .string("test")]
        #expect(failure { try dataset("mnist", options) }.hasPrefix("E0536"))
        try put([0, 0, 8, 3] + [UInt8](repeating: 255, count: 12), "\(folder)/t10k-images-idx3-ubyte")
        #expect(failure { try dataset("mnist", options) }.hasPrefix("E0541"))
      }
      var huge = Files.png(width: 3, height: 1, depth: 8, kind: 2, rows: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
      huge.replaceSubrange(16..<24, with: [0, 0, 0x80, 0, 0, 0, 0x80, 0])
      huge.replaceSubrange(29..<33, with: number(Array(huge[12..<29]).checksum))
      #expect(try reason("read_image", huge).hasPrefix("E0543"))
      #expect(try reason("read_image", Array("P5 32768 32768 255 ".utf8)).hasPrefix("E0536"))
      #expect(try reason("read_image", Array("P5 99999999999 1 255 ".utf8)).hasPrefix("E0543"))
      #expect(try reason("read_image", Array("P2 1 1 255 999".utf8)).hasPrefix("E0543"))
      #expect(failure { try call("read_csv", .string("/tmp")) }.hasPrefix("E0533"))
    }

    // MARK: Archives

    /// One file of an archive, with what a liar may change.
    private struct Member {
      var name = "a.npy"
      var contents = npy("{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }", [1, 2, 3])
      var method = 0
      var flags = 0
      var checksum: UInt32?
      var size: Int?
      var packedSize: Int?
      var localName: String?
      /// Where the directory says it is; nil: where it is.
      var offset: Int?
    }

    private func archive(_ members: [Member], count: Int? = nil, start: Int? = nil) -> [UInt8] {
      var (data, directory): ([UInt8], [UInt8]) = ([], [])
      for member in members {
        let body = member.method == 8 ? packed(member.contents, gzip: false) : member.contents
        let (name, local) = (Array(member.name.utf8), Array((member.localName ?? member.name).utf8))
        func header(_ nameCount: Int) -> [UInt8] {
          little(20, 2) + little(member.flags, 2) + little(member.method, 2) + little(0, 4)
            + little(Int(member.checksum ?? member.contents.checksum), 4)
            + little(member.packedSize ?? body.count, 4) + little(member.size ?? member.contents.count, 4)
            + little(nameCount, 2) + little(0, 2)
        }
        directory += little(0x0201_4b50, 4) + little(20, 2) + header(name.count)
        directory += [UInt8](repeating: 0, count: 10) + little(member.offset ?? data.count, 4) + name
        data += little(0x0403_4b50, 4) + header(local.count) + local + body
      }
      let total = count ?? members.count
      return data + directory + little(0x0605_4b50, 4) + little(0, 4) + little(total, 2) + little(total, 2)
        + little(directory.count, 4) + little(start ?? data.count, 4) + little(0, 2)
    }

    @Test func archivesThatLie() throws {
      let good = Member()
      #expect(try reason("read_npz", archive([good])) == "")
      #expect(try reason("read_npz", archive([Member(method: 8)])) == "")
      let lies: [(String, [UInt8])] = [
        ("twice", archive([good, good])), ("overlaps", archive([good, Member(name: "b.npy", offset: 0)])),
        ("encrypted", archive([Member(flags: 1)])), ("method 12", archive([Member(method: 12)])),
        ("checksum", archive([Member(checksum: 7)])),
        ("outside", archive([Member(size: 9999, packedSize: 9999)])),
        ("claims to unpack", archive([Member(method: 8, size: 1 << 28)])),
        ("does not unpack", archive([Member(method: 8, size: 200)])),
        ("claims to unpack", archive([Member(size: 4)])), ("no array", archive([Member(name: "a.txt")])),
        ("cannot list", archive([good], count: 60_000)), ("cannot list", archive([good], start: 1 << 30)),
        ("not where it should be", archive([Member(offset: 5)])),
        ("cut off", Array(archive([good]).dropLast())),
        ("damaged", archive([good], start: 3)), ("cut off", []),
        ("cut off", [UInt8](repeating: 0, count: 100)),
        ("damaged", archive([good], count: 0xFFFF)),
        (
          "dtype",
          archive([Member(contents: Self.npy("{'descr': '|O', 'fortran_order': False, 'shape': (), }"))])
        ),
      ]
      for (word, bytes) in lies {
        let text = try reason("read_npz", bytes)
        #expect(text.hasPrefix("E05") && text.contains(word), "\(word): \(text)")
      }
      let whole = archive([good, Member(name: "b.npy", method: 8)])
      for length in 0..<whole.count {
        #expect(try reason("read_npz", Array(whole.prefix(length))).hasPrefix("E05"), "\(length)")
      }
    }

    /// Whatever a byte turns into, the file is read or refused; nothing else happens.
    @Test func damageOfAnyByteIsBorne() throws {
      let files: [(String, [UInt8])] = [
        (
          "read_npy",
          Self.npy("{'descr': '<i2', 'fortran_order': True, 'shape': (2, 2), }", [1, 0, 2, 0, 3, 0, 4, 0])
        ),
        ("read_npz", archive([Member(), Member(name: "b.npy", method: 8)])),
        (
          "read_image",
          Files.png(width: 3, height: 2, depth: 8, kind: 2, rows: [UInt8](repeating: 1, count: 20))
        ),
        ("read_image", Array("P6 2 1 255 ".utf8) + [1, 2, 3, 4, 5, 6]),
        ("read_csv", packed(Array("a,b\n1,2\n".utf8), gzip: true)),
      ]
      try withFolder { folder in
        for (builtin, bytes) in files {
          for position in bytes.indices {
            for flip: UInt8 in [0xFF, 0x01] {
              var damaged = bytes
              damaged[position] ^= flip
              try put(damaged, "\(folder)/f")
              let text = failure { try call(builtin, .string("\(folder)/f")) }
              #expect(text.isEmpty || text.hasPrefix("E"), "\(builtin) \(position): \(text)")
            }
          }
        }
      }
    }

    private func little(_ value: Int, _ width: Int) -> [UInt8] {
      (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private func number(_ value: UInt32) -> [UInt8] {
      [24, 16, 8, 0].map { UInt8(value >> UInt32($0) & 255) }
    }

    private func packed(_ bytes: [UInt8], gzip: Bool) -> [UInt8] {
      var (input, stream) = (bytes, z_stream())
      let size = Int32(MemoryLayout<z_stream>.size)
      deflateInit2_(&stream, 6, Z_DEFLATED, gzip ? 31 : -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
      defer { deflateEnd(&stream) }
      var result = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
      input.withUnsafeMutableBufferPointer { input in
        result.withUnsafeMutableBufferPointer { result in
          (stream.next_in, stream.avail_in) = (input.baseAddress, UInt32(input.count))
          (stream.next_out, stream.avail_out) = (result.baseAddress, UInt32(result.count))
          _ = deflate(&stream, Z_FINISH)
        }
      }
      return Array(result.prefix(Int(stream.total_out)))
    }
  }
}
