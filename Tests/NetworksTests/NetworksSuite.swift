import Testing

/// The tape and the generator belong to one thread, so these tests run one after the other.
@Suite(.serialized) struct NetworksSuite {}
