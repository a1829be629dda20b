import Testing

/// One after the other: sessions share the host and the executor of the process.
@Suite(.serialized) struct LanguageTests {}
