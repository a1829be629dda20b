import Glibc

/// Looks into folders.
public enum Folder {
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Files below a folder, at any depth, by name. Hidden ones are left out.
  public static func files(under folder: String, ending: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted().flatMap { name in
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      if isFolder(path) { return files(under: path, ending: ending) }
      return name.hasSuffix(ending) ? [path] : []
    }
  }
}
