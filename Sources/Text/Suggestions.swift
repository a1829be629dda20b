/// The known names closest to a mistyped one, best first.
public func closestNames(to name: String, among known: some Sequence<String>, limit: Int = 3) -> [String] {
  // A name that nobody would type has no close ones; comparing it would take the square of its length.
  guard name.utf8.count <= 200 else { return [] }
  let target = Array(name.lowercased())
  let allowed = target.count < 5 ? 1 : target.count < 9 ? 2 : 3
  var scored: [(distance: Int, name: String)] = []
  for candidate in known where candidate != name {
    let letters = Array(candidate.lowercased())
    if abs(letters.count - target.count) > allowed { continue }
    let distance = editDistance(target, letters)
    if distance <= allowed { scored.append((distance, candidate)) }
  }
  scored.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
  return scored.prefix(limit).map(\.name)
}

/// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours cost 1.
func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in 1...a.count {
    var row = [i] + [Int](repeating: 0, count: b.count)
    for j in 1...b.count {
      row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        row[j] = min(row[j], beforeLast[j - 2] + 1)
      }
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}
