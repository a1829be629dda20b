import Foundation
import Testing
import Text

private func reference(_ name: String) throws -> [[String]] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  let text = try String(contentsOf: folder.appendingPathComponent("Reference/\(name)"), encoding: .utf8)
  return text.split(separator: "\n").map {
    $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
  }
}

@Test func numbersAndFormatsFollowPython() throws {
  for row in try reference("number_text.tsv") {
    let value = try #require(Double(row[1]))
    let result =
      row[0] == "repr" ? formatNumber(value) : (try? FormatSpec(row[0]).format(value)) ?? "ERROR"
    #expect(result == row[2], "\(row[0]) of \(row[1])")
  }
}

@Test(
  arguments: [
    (0.1, "0.1"), (1.0 / 3, "0.33333334"), (16_777_216, "16777216"), (1e-8, "1e-08"), (1e16, "1e+16"),
    (3.4028235e38, "3.4028235e+38"), (-0.0, "0"), (-2.5, "-2.5"), (.infinity, "inf"), (.nan, "nan"),
  ] as [(Float, String)])
func singlePrecisionNumbersUseTheirShortestDigits(value: Float, expected: String) {
  #expect(formatNumber(float32: value) == expected)
}

@Test(arguments: [(1_000_000, "1000000"), (1e16, "1e+16"), (1e-8, "1e-08"), (0.1, "0.1"), (-0.0, "0")])
func numbersHaveNoFinalPointZero(value: Double, expected: String) {
  #expect(formatNumber(value) == expected)
}
