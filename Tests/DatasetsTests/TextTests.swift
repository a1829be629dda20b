import Catalog
import Datasets
import Tensor
import Testing

extension DatasetTests {
  @Suite struct Text {
    private func text(_ text: String, _ named: [String: Argument] = [:]) throws -> Dataset {
      try dataset("text", named.merging(["text": .string(text)]) { first, _ in first })
    }

    private func method(_ data: Dataset, _ name: String, _ argument: Argument) throws -> Argument {
      guard case .function(let function)? = try data.member(name) else { throw Data.Missing() }
      return try function.call([argument])
    }

    @Test func targetsAreOneCharacterLater() throws {
      let data = try text("to be or not", ["length": .number(4)])
      #expect(data.sampleCount == 2 && data.inputShape == [4])
      let (x, y) = try data.samples(at: [1, 0])
      #expect(x.dtype == .i64 && x.shape == [2, 4] && y.shape == [2, 4])
      for (tensor, expected) in [(x, "e orto b"), (y, " or o be")] {
        guard case .string(let back) = try method(data, "decode", .object(tensor)) else {
          throw Data.Missing()
        }
        #expect(back == expected)
      }
      #expect(data.classes == [" ", "b", "e", "n", "o", "r", "t"])
    }

    @Test func strideAndHoldoutCutTheText() throws {
      let letters = "abcdefghijklmnopqrst"
      let overlapping = try text(letters, ["length": .number(5), "stride": .number(2)])
      #expect(overlapping.sampleCount == 8)
      #expect(try overlapping.samples(at: [7]).targets.ints == [15, 16, 17, 18, 19])
      let named: [String: Argument] = ["length": .number(3), "holdout": .number(0.25)]
      let train = try text(letters, named)
      let test = try text(letters, named.merging(["split": .string("test")]) { first, _ in first })
      #expect(train.sampleCount == 4 && test.sampleCount == 1)
      #expect(try test.samples(at: [0]).inputs.ints == [15, 16, 17])
      #expect(train.classes.count == 20)
      #expect(failure { try text(letters, ["split": .string("test")]) }.contains("holdout"))
    }

    @Test func charactersAreWhatAReaderSees() throws {
      let data = try text("\u{FEFF}你好\r\ne\u{301}你好\n", ["length": .number(2)])
      #expect(data.classes == ["\n", "e\u{301}", "你", "好"])
      #expect(data.displayText.contains("4 characters  \"\\n"))
      #expect(try method(data, "encode", .string("好你")).required().ints == [3, 2])
      #expect(failure { try method(data, "encode", .string("坏")) }.contains("坏"))
      #expect(failure { try method(data, "decode", .number(4)) }.hasPrefix("E0547"))
      #expect(failure { try method(data, "decode", .number(0.5)) }.hasPrefix("E0547"))
      #expect(failure { try method(data, "encode", .number(1)) }.hasPrefix("E0545"))
    }

    @Test func readsFiles() throws {
      try withFolder { folder in
        try put(Array("hello hello".utf8).gzipped, "\(folder)/t.txt.gz")
        let named: [String: Argument] = ["path": .string("\(folder)/t.txt.gz"), "length": .number(5)]
        #expect(try dataset("text", named).samples(at: [0]).targets.ints == [1, 3, 3, 4, 0])
        try put([0x61, 0xFF, 0x62], "\(folder)/bad.txt")
        #expect(
          failure { try dataset("text", ["path": .string("\(folder)/bad.txt")]) }.contains("not UTF-8"))
        #expect(failure { try dataset("text", ["path": .string("\(folder)/no.txt")]) }.hasPrefix("E0533"))
      }
      #expect(failure { try dataset("text") }.hasPrefix("E0546"))
      #expect(failure { try text("short") }.contains("5 characters"))
      #expect(failure { try text("short", ["length": .number(0)]) }.hasPrefix("E0546"))
      #expect(failure { try text("short", ["length": .number(1), "stride": .number(0)]) }.hasPrefix("E0546"))
      #expect(failure { try text("short", ["holdout": .number(1)]) }.hasPrefix("E0546"))
    }
  }
}
