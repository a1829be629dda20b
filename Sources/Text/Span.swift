/// A half-open range of UTF-8 offsets in one source file.
public struct Span: Hashable, Sendable {
  public var start: Int
  public var end: Int
  /// Which source the offsets belong to; see ``Sources``.
  public var source: SourceID

  public init(_ start: Int, _ end: Int, in source: SourceID) {
    self.start = start
    self.end = end
    self.source = source
  }

  /// The smallest span that covers both.
  public func union(_ other: Span) -> Span {
    Span(min(start, other.start), max(end, other.end), in: source)
  }
}

/// A small handle of a ``Source`` in ``Sources``.
public struct SourceID: Hashable, Sendable {
  public let index: Int32

  public init(index: Int32) { self.index = index }
}
