/// Sums of an epoch, weighted by the size of each batch.
struct Tally {
  private struct Entry {
    let name: String
    var sum = 0.0
    var count = 0
    var classes: ClassCounts?
    var score: ((ClassCounts) throws -> Double)?
  }

  private(set) var count = 0
  private var loss = 0.0
  private var entries: [Entry] = []

  mutating func add(_ loss: Double, _ count: Int) {
    self.loss += loss * Double(count)
    self.count += count
  }

  mutating func add(_ name: String, _ value: Double, _ count: Int) {
    let index = place(of: name)
    entries[index].sum += value * Double(count)
    entries[index].count += count
  }

  mutating func add(_ name: String, _ measured: Metric.Measurement, _ count: Int) {
    switch measured {
    case .mean(let value): add(name, value, count)
    case .counts(let classes, let score):
      let index = place(of: name)
      entries[index].classes = entries[index].classes.map { $0 + classes } ?? classes
      entries[index].score = score
    }
  }

  func results() throws -> [(name: String, value: Double)] {
    [("loss", loss / Double(max(count, 1)))]
      + (try entries.map { entry in
        if let classes = entry.classes, let score = entry.score { return (entry.name, try score(classes)) }
        return (entry.name, entry.sum / Double(max(entry.count, 1)))
      })
  }

  private mutating func place(of name: String) -> Int {
    if let index = entries.firstIndex(where: { $0.name == name }) { return index }
    entries.append(Entry(name: name))
    return entries.count - 1
  }
}
