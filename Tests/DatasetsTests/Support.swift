import Catalog
import Datasets
import Foundation
import Tensor
import Testing

/// One after the other: they share a folder and the environment.
@Suite(.serialized) struct DatasetTests {}

/// A folder of its own for a test.
func withFolder(_ body: (String) throws -> Void) throws {
  let folder = NSTemporaryDirectory() + "dls-tests-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try body(folder)
}

func put(_ bytes: [UInt8], _ path: String) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

/// Calls a builtin by name; parameters that are not given take their defaults.
func call(_ name: String, _ positional: Argument..., with named: [String: Argument] = [:]) throws -> Argument
{
  let builtin = try #require(DatasetBuiltins.all.first { $0.descriptor.name == name })
  let values = builtin.descriptor.parameters.enumerated().map { index, parameter in
    index < positional.count ? positional[index] : named[parameter.name] ?? parameter.fallback ?? .none
  }
  return try builtin.call(values)
}

func dataset(_ name: String, _ named: [String: Argument] = [:]) throws -> Dataset {
  try #require(try call("dataset", .string(name), with: named).object as? Dataset)
}

/// Code and message of what a call throws; empty when it throws nothing.
func failure(_ body: () throws -> some Any) -> String {
  do {
    _ = try body()
    return ""
  } catch let error as DatasetFailure {
    return "\(error.fault.code) \(error.fault.message.english)"
  } catch let error as TensorFailure {
    return "\(error.fault.code) \(error.fault.message.english)"
  } catch {
    return "\(error)"
  }
}

extension Argument {
  var object: AnyObject? {
    if case .object(let object) = self { return object }
    return nil
  }

  var parts: [Argument] {
    switch self {
    case .tuple(let items), .list(let items): items
    default: []
    }
  }

  func required() throws -> Tensor { try #require(object as? Tensor) }
}

extension [UInt8] {
  /// As gzip packs, without compression: stored blocks, and the checksum.
  var gzipped: [UInt8] {
    var result: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]
    var position = 0
    repeat {
      let size = Swift.min(65_535, count - position)
      let isLast: UInt8 = position + size == count ? 1 : 0
      result += [isLast, UInt8(size & 255), UInt8(size >> 8), ~UInt8(size & 255), ~UInt8(size >> 8)]
      result += self[position..<(position + size)]
      position += size
    } while position < count
    for value in [checksum, UInt32(count)] { result += (0..<4).map { UInt8(value >> (8 * $0) & 255) } }
    return result
  }

  /// The CRC-32 of gzip and PNG, bit by bit.
  var checksum: UInt32 {
    var sum: UInt32 = 0xffff_ffff
    for byte in self {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
