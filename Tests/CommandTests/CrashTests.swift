import Foundation
import Testing

/// A program that saves again and again is killed at any moment: each file is whole, old or new.
@Suite struct CrashTests {
  private static let saving = """
    i = 0
    while i < number(args[0]) {
      i += 1
      t = full([60000], i)
      save({a: t, b: t}, "m.safetensors")
      write_npy(t, "t.npy")
      write_npz({a: t, b: t}, "z.npz")
      print("saved")
    }
    """

  private static let checking = """
    m = load("m.safetensors")
    z = read_npz("z.npz")
    for t in [m.a, m.b, read_npy("t.npy"), z.a, z.b] {
      assert shape(t) == (60000,)
      assert all(t == t[0])
    }
    assert m.a[0] == m.b[0] and z.a[0] == z.b[0]
    print("whole")
    """

  @Test func killsLeaveWholeFiles() throws {
    let folder = Tool.Folder()
    folder.write("saving.dls", Self.saving)
    folder.write("checking.dls", Self.checking)
    #expect(try Tool.run("saving.dls", "1", folder: folder.path).output == "saved\n")
    for round in 1...12 {
      let delay = Double.random(in: 0.05...0.4)
      let killed = try Self.run(["-s", "KILL", "\(delay)", Tool.path, "saving.dls", "1e9"], folder.path)
      #expect(killed == 128 + SIGKILL || killed == SIGKILL, "round \(round)")
      let check = try Tool.run("checking.dls", folder: folder.path)
      #expect(check.status == 0 && check.output == "whole\n", "round \(round): \(check.errors)")
    }
  }

  /// coreutils' `timeout`; its status, or the signal that ended it.
  private static func run(_ arguments: [String], _ folder: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    _ = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
