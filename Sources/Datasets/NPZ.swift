import Catalog
import Tensor
import Text

/// NumPy's archives: a ZIP file with an `.npy` file for each array.
enum NPZ {
  static func read(_ path: String) throws -> [(name: String, value: Tensor)] {
    let archive = try ZipArchive(path)
    return try archive.entries.map { entry in
      guard entry.name.hasSuffix(".npy") else {
        throw NPY.refused(
          path, Wording("it holds \"\(entry.name)\", which is no array", "其中的“\(entry.name)”不是数组"))
      }
      let name = String(entry.name.dropLast(4))
      let reader = ByteReader("\(path)/\(entry.name)", bytes: try archive.contents(of: entry))
      return (name, try NPY.read(reader))
    }
  }

  static func write(_ arrays: [(name: String, value: Tensor)], to path: String, compressed: Bool) throws {
    do {
      try AtomicFile.write(path) { file in
        var archive = ZipWriter(file, deflated: compressed)
        for (name, tensor) in arrays { try archive.add(name + ".npy", try NPY.bytes(of: tensor)) }
        try archive.finish()
      }
    } catch let error as SystemError {
      throw DatasetFailure.cannotWrite(path: path, reason: error.reason)
    }
  }

  /// A record's fields under their names; other tensors as arr_0, arr_1…, as NumPy names them.
  static func arrays(_ argument: Argument) throws -> [(name: String, value: Tensor)] {
    let named: [(name: String, value: Argument)]
    switch argument {
    case .record(let fields): named = fields
    case .list(let items), .tuple(let items): named = items.enumerated().map { ("arr_\($0)", $1) }
    default: named = [("arr_0", argument)]
    }
    return try named.map { name, value in
      guard let tensor = value.tensor, !name.isEmpty, name.utf8.count < 1 << 15 else {
        throw DatasetFailure.wrongData(
          function: "write_npz", expected: Wording("a record of tensors", "张量的记录"), got: value.kindInWords)
      }
      return (name, tensor)
    }
  }
}
