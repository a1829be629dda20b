import Testing

/// One after the other: the number of threads is a global setting.
@Suite(.serialized) struct CoreTests {}
