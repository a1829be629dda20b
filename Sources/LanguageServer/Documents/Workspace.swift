import Glibc
import Language
import Notebooks
import Text

/// The documents an editor has open, the files they use, and the other programs of its folder.
final class Workspace {
  /// The folder the editor works in; nil when it has none.
  var folder: String?
  private var open: [String: Document] = [:]
  /// Files read from the disk, kept while they stay as they are there.
  private var files: [String: (document: Document, stamp: Stamp)] = [:]

  private struct Stamp: Equatable {
    var size: Int
    var seconds: Int
    var nanoseconds: Int
  }

  /// What is looked at in a folder.
  private static let mostFiles = 1_000
  private static let mostEntries = 20_000
  private static let largestFile = 4 << 20

  func openDocument(_ uri: String, _ text: String) -> Document {
    let document = Document(uri: uri, text: text)
    open[uri] = document
    return document
  }

  func close(_ uri: String) { open[uri] = nil }

  func document(_ uri: String) throws -> Document {
    guard let document = open[uri] else { throw RPCError.invalidParameters("\(uri) is not open") }
    return document
  }

  func isOpen(_ document: Document) -> Bool { open[document.uri] === document }

  /// The document of a path: what the editor has, else what the disk has.
  func document(path: String) -> Document? {
    let path = Workspace.real(path)
    if let document = open.values.first(where: { $0.path.map(Workspace.real) == path }) { return document }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= Workspace.largestFile
    else { return nil }
    let stamp = Stamp(
      size: status.st_size, seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
    if let known = files[path], known.stamp == stamp { return known.document }
    guard let text = try? PlainFile.read(path) else { return nil }
    let document = Document(uri: FileURI.uri(path), text: text)
    files[path] = (document, stamp)
    return document
  }

  /// The documents that one brings in with `use`, at any depth, itself first.
  func closure(of document: Document) -> [Document] {
    var found = [document]
    var next = 0
    while next < found.count, found.count < Workspace.mostFiles {
      let current = found[next]
      next += 1
      for use in current.index.uses {
        guard let used = self.document(use.path, from: current) else { continue }
        if !found.contains(where: { $0 === used }) { found.append(used) }
      }
    }
    return found
  }

  /// The file that `use` in a document means.
  func document(_ path: String, from user: Document) -> Document? {
    if path.hasPrefix("/") { return document(path: path) }
    guard let own = user.path, let slash = own.lastIndex(of: "/") else { return nil }
    return document(path: String(own[...slash]) + path)
  }

  /// Everything there is to look into: open documents, and the programs of the folder.
  var all: [Document] {
    var result = Array(open.values).sorted { $0.uri < $1.uri }
    for path in programs() {
      if let document = document(path: path), !result.contains(where: { $0 === document }) {
        result.append(document)
      }
    }
    return result
  }

  private func programs() -> [String] {
    guard let folder else { return [] }
    var result: [String] = []
    var waiting = [folder]
    var entries = 0
    while let place = waiting.popLast() {
      guard let directory = opendir(place) else { continue }
      defer { closedir(directory) }
      while let entry = readdir(directory) {
        entries += 1
        if entries > Workspace.mostEntries || result.count >= Workspace.mostFiles { return result.sorted() }
        let name = Workspace.name(of: entry)
        if name.hasPrefix(".") { continue }
        let path = place + "/" + name
        if entry.pointee.d_type == DT_DIR { waiting.append(path) }
        if name.hasSuffix(".dls") { result.append(path) }
      }
    }
    return result.sorted()
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
    withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
  }

  private static func real(_ path: String) -> String {
    guard let pointer = realpath(path, nil) else { return path }
    defer { free(pointer) }
    return String(cString: pointer)
  }
}
