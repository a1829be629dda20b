import Catalog
import Foundation
import Networks
import Tensor
import Testing

extension NetworksSuite {
  @Suite struct SafetensorsTests {
    private let path = NSTemporaryDirectory() + "dls-\(UUID().uuidString).safetensors"

    private func write(header: String, data: Int, length: UInt64? = nil) throws {
      let count = length ?? UInt64(header.utf8.count)
      var bytes = (0..<8).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) } + Array(header.utf8)
      bytes += [UInt8](repeating: 0, count: data)
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    @Test func roundTrip() throws {
      defer { unlink(path) }
      let tensors: [(name: String, tensor: Tensor)] = [
        ("a.weight", try Tensor.from([Float(1.5), -2, 3, 4, 5, 6], [2, 3])),
        ("b", try Tensor.from([1.25, .infinity], [2])), ("n", try Tensor.from([Int64(-7)], [])),
        ("名\"\n", try Tensor.from([true, false], [2])), ("empty", try Tensor.zeros([0, 3])),
      ]
      try Safetensors.write(tensors, to: path)
      let back = try Safetensors.read(path)
      #expect(back.map(\.name) == tensors.map(\.name))
      for (a, b) in zip(tensors, back) {
        #expect(a.tensor.shape == b.tensor.shape && a.tensor.dtype == b.tensor.dtype)
        #expect(a.tensor.doubles == b.tensor.doubles)
      }
    }

    /// Files of the Python package; where it says so, ours are the same byte for byte.
    @Test func filesOfThePackageAreRead() throws {
      defer { unlink(path) }
      let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Reference/files.json")
      let all = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [[String: Any]] ?? []
      let cases = all.filter { $0["kind"] as? String == "safetensors" }
      #expect(cases.count == 3)
      for item in cases {
        let file = try #require((item["file"] as? String).flatMap { Data(base64Encoded: $0) })
        try file.write(to: URL(fileURLWithPath: path))
        if let word = item["refused"] as? String {
          #expect(try #require(failure { try Safetensors.read(path) }).message.english.contains(word))
          continue
        }
        let tensors = try Safetensors.read(path)
        let expected = item["tensors"] as? [String: Any] ?? [:]
        #expect(Set(tensors.map(\.name)) == Set(expected.keys))
        for (name, tensor) in tensors {
          let right = try #require(try Reference.tensor(expected[name]))
          #expect(tensor.shape == right.shape && tensor.doubles == right.doubles, "\(name)")
        }
        guard item["exact"] as? Bool == true else { continue }
        try Safetensors.write(tensors, to: path)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == file)
      }
    }

    /// Whatever a byte of the header turns into, the file is read or refused.
    @Test func damageOfAnyByteIsBorne() throws {
      defer { unlink(path) }
      try Safetensors.write(
        [("a", try Tensor.from([Float(1), 2], [2])), ("é", try Tensor.from([Int64(3)], []))], to: path)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      for position in bytes.indices {
        for flip: UInt8 in [0xFF, 0x01, 0x10] {
          var damaged = bytes
          damaged[position] ^= flip
          try damaged.write(to: URL(fileURLWithPath: path))
          if let fault = failure({ try Safetensors.read(path) }) { #expect(fault.code.hasPrefix("E05")) }
          try Data(damaged.prefix(position)).write(to: URL(fileURLWithPath: path))
          #expect(failure { try Safetensors.read(path) }?.code.hasPrefix("E05") == true)
        }
      }
    }

    @Test func modelsAndOptimizersResume() throws {
      defer { unlink(path) }
      let net = try Calling.module("linear", [.number(3), .number(2)])
      let other = try Calling.module("linear", [.number(3), .number(2)])
      _ = try Calling.call("save", [.object(net), .string(path)])
      _ = try Calling.call("load", [.object(other), .string(path)])
      #expect(other.allParameters.map { $0.tensor.doubles } == net.allParameters.map { $0.tensor.doubles })
      let wrong = try Calling.module("linear", [.number(4), .number(2)])
      #expect(
        try #require(failure { try Calling.call("load", [.object(wrong), .string(path)]) }).message.english
          .contains(
            "(2, 3)"))
      let norm = try Calling.module("batch_norm", [.number(3)])
      #expect(failure { try Calling.call("load", [.object(norm), .string(path)]) } != nil)
    }

    @Test(
      arguments: [
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 4, nil),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4, nil),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, 8, nil),
        (#"{"a":{"dtype":"Q4","shape":[2],"data_offsets":[0,8]}}"#, 8, nil),
        (#"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}"#, 8, nil),
        (#"{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}}"#, 8, nil),
        (#"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, 8, nil),
        (
          #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}"#,
          6, nil
        ),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8, nil),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 8, nil),
        (
          #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
          8, nil
        ),
        (#"{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}}"#, 4, nil),
        (#"{"a":{"dtype":"F32","shape":[1]}}"#, 4, nil), (#"{"a":[[[[["#, 0, nil), (#"{"a"#, 0, nil),
        ("", 0, nil), ("[]", 0, nil),
        ("{}", 0, UInt64.max), ("{}", 0, UInt64(1) << 40), ("{}", 0, 3), (#"{}x"#, 0, nil),
      ] as [(String, Int, UInt64?)])
    func maliciousFilesAreRefused(_ header: String, _ data: Int, _ length: UInt64?) throws {
      defer { unlink(path) }
      try write(header: header, data: data, length: length)
      #expect(try #require(failure { try Safetensors.read(path) }).code.hasPrefix("E05"))
    }

    @Test func missingAndShortFilesAreErrors() throws {
      defer { unlink(path) }
      #expect(failure { try Safetensors.read(path) }?.message.english.contains("No such file") == true)
      try Data([1, 2, 3]).write(to: URL(fileURLWithPath: path))
      #expect(failure { try Safetensors.read(path) } != nil)
      #expect(failure { try Safetensors.read("/tmp") } != nil)
      #expect(failure { try Safetensors.write([], to: "/nowhere/x.safetensors") } != nil)
    }
  }
}

extension NetworksSuite {
  @Suite struct RemovalTests {
    @Test func filesAreDeletedAndFoldersAreNot() throws {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dls-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let file = folder.appendingPathComponent("w.safetensors").path
      let net = Argument.object(try Calling.module("linear", [.number(2), .number(1)]))
      _ = try Calling.call("save", [net, .string(file)])
      _ = try Calling.call("remove_file", [.string(file)])
      #expect(!FileManager.default.fileExists(atPath: file))
      for path in [file, folder.path, ""] {
        let fault = failure { try Calling.call("remove_file", [.string(path)]) }
        #expect(fault?.code == (path.isEmpty ? "E0520" : "E0521"))
      }
      #expect(FileManager.default.fileExists(atPath: folder.path))
    }
  }
}
