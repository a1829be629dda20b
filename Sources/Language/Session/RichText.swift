import Text

extension Value {
  /// As the REPL shows it by itself: a record as a table, everything else as in containers.
  var rich: String {
    shown
  }
}
