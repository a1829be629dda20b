import Foundation
import Testing
import Text

@Suite struct AtomicFileTests {
  private let folder = NSTemporaryDirectory() + "dls-atomic-\(UUID().uuidString)"

  init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  private func text(_ name: String) -> String? {
    try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
  }

  private func code(_ body: () throws -> Void) -> Int32? {
    do {
      try body()
      return nil
    } catch { return (error as? SystemError)?.code }
  }

  @Test func aFailureLeavesTheOldFile() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    struct Stop: Error {}
    try AtomicFile.write(Array("old".utf8), to: "\(folder)/a")
    #expect(throws: Stop.self) {
      try AtomicFile.write("\(folder)/a") { file in
        try file.write(Array("new".utf8))
        throw Stop()
      }
    }
    #expect(text("a") == "old")
    #expect(try names() == ["a"])
    try AtomicFile.write(Array("new".utf8), to: "\(folder)/a")
    #expect(text("a") == "new")
  }

  @Test func linksAndPermissionsStay() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try AtomicFile.write(Array("1".utf8), to: "\(folder)/real")
    chmod("\(folder)/real", 0o640)
    symlink("real", "\(folder)/link")
    try AtomicFile.write(Array("2".utf8), to: "\(folder)/link")
    #expect(text("real") == "2")
    let kind = try FileManager.default.attributesOfItem(atPath: "\(folder)/link")[.type] as? FileAttributeType
    #expect(kind == .typeSymbolicLink)
    let mode = try FileManager.default.attributesOfItem(atPath: "\(folder)/real")[.posixPermissions] as? Int
    #expect(mode == 0o640)
  }

  @Test func whatIsNoFileIsRefusedOrWrittenTo() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(code { try AtomicFile.write([1], to: folder) } == EISDIR)
    #expect(code { try AtomicFile.write([1], to: "\(folder)/none/a") } == ENOENT)
    #expect(code { try AtomicFile.write([1], to: "") } == ENOENT)
    try AtomicFile.write([1], to: "/dev/null")
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }
}
