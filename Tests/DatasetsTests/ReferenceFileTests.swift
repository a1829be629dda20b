import Catalog
import Datasets
import Foundation
import Tensor
import Testing

/// A file as NumPy writes it, from Tests/Reference/files.json.
struct ReferenceFile: Decodable {
  var kind: String
  var file: Data
  var exact: Bool
  var refused: String?
  var dtypes: [String: String]
  var tensors: [String: Values]

  struct Values: Decodable {
    var shape: [Int]
    /// Little-endian numbers of either width.
    var f4, f8: Data?
    var numbers: [Double] {
      if let f8 { return f8.withUnsafeBytes { Array($0.bindMemory(to: Double.self)) } }
      return f4?.withUnsafeBytes { $0.bindMemory(to: Float.self).map(Double.init) } ?? []
    }
  }

  static let all: [ReferenceFile] = {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Reference/files.json")
    return (try? JSONDecoder().decode([ReferenceFile].self, from: Data(contentsOf: url))) ?? []
  }()
}

extension DatasetTests {
  @Suite struct ReferenceFiles {
    private static let dtypes: [String: DType] = [
      "float32": .f32, "float64": .f64, "int64": .i64, "bool": .bool,
    ]

    @Test func arraysAndArchivesAreReadAsNumPyWroteThem() throws {
      let cases = ReferenceFile.all.filter { $0.kind == "npy" || $0.kind == "npz" }
      #expect(cases.count > 35)
      try withFolder { folder in
        let path = "\(folder)/f.\(cases[0].kind)"
        for item in cases {
          try put(Array(item.file), path)
          if let word = item.refused {
            #expect(failure { try call("read_\(item.kind)", .string(path)) }.contains(word))
            continue
          }
          let result = try call("read_\(item.kind)", .string(path))
          var fields = [(name: "", value: result)]
          if case .record(let list) = result { fields = list }
          #expect(Set(fields.map(\.name)) == Set(item.tensors.keys))
          for (name, value) in fields {
            let (tensor, right) = (try value.required(), try #require(item.tensors[name]))
            #expect(tensor.shape.array == right.shape && tensor.doubles == right.numbers, "\(name)")
            #expect(tensor.dtype == Self.dtypes[item.dtypes[name] ?? ""], "\(name)")
          }
          guard item.exact else { continue }
          _ = try call("write_npy", result, .string(path))
          #expect(try Foundation.Data(contentsOf: URL(fileURLWithPath: path)) == item.file)
        }
      }
    }

    @Test func archivesComeBack() throws {
      try withFolder { folder in
        let path = "\(folder)/f.npz"
        let zeros = try Tensor.zeros([40, 50], .f64), count = try Tensor.scalar(3, .i64)
        let record = Argument.record([("零", .object(zeros)), ("n", .object(count)), ("t", .number(0.5))])
        var sizes: [Int] = []
        for compressed in [false, true] {
          _ = try call("write_npz", record, .string(path), with: ["compressed": .bool(compressed)])
          guard case .record(let fields) = try call("read_npz", .string(path)) else { throw Data.Missing() }
          #expect(fields.map(\.name) == ["零", "n", "t"])
          #expect(try fields[0].value.required().shape == [40, 50] && fields[1].value.required().item == 3)
          sizes.append(try Foundation.Data(contentsOf: URL(fileURLWithPath: path)).count)
        }
        #expect(sizes[0] > 16_000 && sizes[1] < 1000)
        _ = try call("write_npz", .tuple([.object(zeros), .object(count)]), .string(path))
        guard case .record(let fields) = try call("read_npz", .string(path)) else { throw Data.Missing() }
        #expect(fields.map(\.name) == ["arr_0", "arr_1"])
        #expect(failure { try call("write_npz", .string("x"), .string(path)) }.hasPrefix("E0545"))
        #expect(failure { try call("write_npz", record, .string("\(folder)/no/f")) }.hasPrefix("E0534"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["f.npz"])
      }
    }
  }
}
