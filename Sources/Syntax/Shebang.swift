extension StringProtocol {
  /// It begins with the two bytes by which the system knows a script, whatever may combine with them.
  public var beginsWithShebang: Bool { utf8.starts(with: "#!".utf8) }
}
