import Glibc

/// The languages dls speaks to people.
public enum UserLanguage: String, Sendable, CaseIterable {
  case english = "en"
  case chinese = "zh"

  /// That of this process: `DLS_LANG`, else the locale for messages as POSIX finds it.
  nonisolated(unsafe) public static var chosen = UserLanguage { name in
    getenv(name).map { String(cString: $0) }
  }

  /// The one `DLS_LANG` names; nil when it is not set.
  public static var named: UserLanguage? {
    guard let value = getenv("DLS_LANG"), value.pointee != 0 else { return nil }
    return UserLanguage { $0 == "DLS_LANG" ? String(cString: value) : nil }
  }

  /// - Parameter variable: the value of an environment variable, nil when it is not set.
  public init(variable: (String) -> String?) {
    func value(_ name: String) -> String? { variable(name).flatMap { $0.isEmpty ? nil : $0 } }
    if let own = value("DLS_LANG") {
      self = own.lowercased().hasPrefix("zh") ? .chinese : .english
      return
    }
    let locale = value("LC_ALL") ?? value("LC_MESSAGES") ?? value("LANG") ?? "C"
    // dls writes UTF-8: a terminal of another encoding would show other characters.
    let parts = locale.lowercased().split(separator: "@").first?.split(separator: ".") ?? []
    let isReadable = parts.count < 2 || parts[1] == "utf-8" || parts[1] == "utf8"
    self = parts.first?.hasPrefix("zh") == true && isReadable ? .chinese : .english
  }
}
