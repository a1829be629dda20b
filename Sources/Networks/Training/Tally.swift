/// Sums of an epoch, weighted by the size of each batch.
struct Tally {
  private(set) var count = 0
  private var loss = 0.0
  private var metrics: [(name: String, sum: Double, count: Int)] = []

  mutating func add(_ loss: Double, _ count: Int) {
    self.loss += loss * Double(count)
    self.count += count
  }

  mutating func add(_ name: String, _ value: Double, _ count: Int) {
    if let index = metrics.firstIndex(where: { $0.name == name }) {
      metrics[index].sum += value * Double(count)
      metrics[index].count += count
    } else {
      metrics.append((name, value * Double(count), count))
    }
  }

  var results: [(name: String, value: Double)] {
    [("loss", loss / Double(max(count, 1)))] + metrics.map { ($0.name, $0.sum / Double(max($0.count, 1))) }
  }
}
