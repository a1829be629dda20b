import Catalog
import Datasets
import Foundation
import Tensor
import Testing

extension DatasetTests {
  @Suite struct IDXFiles {
    static let images: [UInt8] =
      [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2] + [0, 51, 102, 255, 1, 2, 3, 4, 5, 6, 7, 8]
    static let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 3, 9, 0, 4]

    static func read(_ folder: String, _ images: [UInt8], _ labels: [UInt8], packed: Bool = false) throws
      -> Dataset
    {
      let ending = packed ? ".gz" : ""
      try put(images, "\(folder)/train-images-idx3-ubyte\(ending)")
      try put(labels, "\(folder)/train-labels-idx1-ubyte\(ending)")
      return try dataset("mnist", ["dir": .string(folder)])
    }

    @Test(arguments: [false, true]) func readsPlainAndPacked(packed: Bool) throws {
      try withFolder { folder in
        let data = try Self.read(
          folder, packed ? Self.images.gzipped : Self.images, packed ? Self.labels.gzipped : Self.labels,
          packed: packed)
        #expect(data.sampleCount == 3 && data.inputShape == [1, 2, 2])
        let (x, y) = try data.samples(at: [0, -1])
        #expect(x.shape == [2, 1, 2, 2] && x.dtype == .f32 && y.ints == [9, 4])
        #expect(Array(x.doubles.prefix(4)) == [0, 0.2, 0.4, 1].map { Double(Float($0)) })
        #expect(failure { try data.samples(at: [3]) }.hasPrefix("E0214"))
      }
    }

    @Test func everyCutIsNoticed() throws {
      try withFolder { folder in
        for length in 0..<Self.images.count {
          let message = failure { try Self.read(folder, Array(Self.images.prefix(length)), Self.labels) }
          #expect(
            message.hasPrefix("E0536") && message.contains("ends at byte \(length)"), "\(length): \(message)")
        }
        for length in 0..<Self.labels.count {
          #expect(
            failure { try Self.read(folder, Self.images, Array(Self.labels.prefix(length))) }.hasPrefix(
              "E0536"))
        }
      }
      try withFolder { folder in
        let packed = Self.images.gzipped
        for length in 0..<packed.count {
          let message = failure {
            try Self.read(folder, Array(packed.prefix(length)), Self.labels.gzipped, packed: true)
          }
          #expect(["E0535", "E0536", "E0538"].contains(String(message.prefix(5))), "\(length): \(message)")
        }
      }
    }

    @Test func damageIsNoticed() throws {
      try withFolder { folder in
        var magic = Self.images
        magic[3] = 1
        #expect(
          failure { try Self.read(folder, magic, Self.labels) }.contains("00 00 08 01 where 00 00 08 03"))
        #expect(failure { try Self.read(folder, Self.images + [0], Self.labels) }.hasPrefix("E0537"))
        #expect(failure { try Self.read(folder, Self.images, Self.labels + [0]) }.hasPrefix("E0537"))
        var high = Self.labels
        high[9] = 10
        #expect(failure { try Self.read(folder, Self.images, high) }.contains("label 10 at byte 9"))
        let two: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2, 9, 0]
        #expect(
          failure { try Self.read(folder, Self.images, two) }.hasPrefix("E0539 3 images came with 2 labels"))
        var vast = Self.images
        vast.replaceSubrange(4..<8, with: [255, 255, 255, 255])
        #expect(
          ["E0536", "E0901"].contains(String(failure { try Self.read(folder, vast, Self.labels) }.prefix(5))))
      }
      try withFolder { folder in
        let packed = Self.images.gzipped
        for position in 10..<packed.count {
          var broken = packed
          broken[position] ^= 0x41
          #expect(
            !failure { try Self.read(folder, broken, Self.labels.gzipped, packed: true) }.isEmpty,
            "\(position)")
        }
        #expect(
          failure { try Self.read(folder, packed + [1], Self.labels.gzipped, packed: true) }.hasPrefix(
            "E0538"))
      }
    }

    @Test func missingFilesNameThePackage() throws {
      try withFolder { folder in
        #expect(failure { try dataset("fashion-mnist", ["dir": .string(folder)]) }.hasPrefix("E0532"))
      }
      #expect(failure { try dataset("mnost") }.hasPrefix("E0530"))
      #expect(failure { try dataset("iris", ["split": .string("x")]) }.hasPrefix("E0531"))
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/share/datasets/fashion-mnist")))
    func fashionMNIST() throws {
      let data = try dataset("fashion-mnist", ["split": .string("test")])
      #expect(data.sampleCount == 10_000 && data.inputShape == [1, 28, 28])
      #expect(try data.member("counts")?.parts.map(\.literal) == Array(repeating: "1000", count: 10))
      #expect(data.classes[9] == "Ankle boot")
      let half = try #require(
        try call("normalize", .object(data), .number(0.5), .number(0.5)).object as? Dataset)
      let (x, y) = try half.samples(at: Array(0..<64))
      #expect(try Tensor.reduce(.min, x, axes: nil).item == -1 && Tensor.reduce(.max, x, axes: nil).item == 1)
      #expect(Array(y.ints.prefix(5)) == [9, 2, 1, 1, 6])
      let plain = try data.samples(at: Array(0..<64)).inputs.doubles
      #expect(zip(plain, x.doubles).allSatisfy { abs(($0 - 0.5) / 0.5 - $1) < 1e-6 })
    }
  }
}
