/// Leaves out what no eye could tell apart at the figure's size.
enum Reducer {
  /// At most about four points a pixel column: first, least, greatest and last. Lines that go back and forth lose the
  /// points that stay within a pixel of the last one kept.
  static func line(_ x: [Double], _ y: [Double], _ layout: PanelLayout) -> (x: [Double], y: [Double]) {
    let count = min(x.count, y.count)
    guard count > 4000 else { return (Array(x.prefix(count)), Array(y.prefix(count))) }
    return isRising(x) ? columns(x, y, count, layout) : thinned(x, y, count, layout)
  }

  private static func isRising(_ x: [Double]) -> Bool {
    for index in 1..<x.count where !(x[index] >= x[index - 1]) { return false }
    return true
  }

  private static func columns(
    _ x: [Double], _ y: [Double], _ count: Int, _ layout: PanelLayout
  ) -> (x: [Double], y: [Double]) {
    var keptX: [Double] = []
    var keptY: [Double] = []
    var start = 0
    while start < count {
      let column = place(x[start], layout)
      var (end, low, high) = (start, start, start)
      var broken = false
      while end < count, place(x[end], layout) == column {
        if y[end].isFinite {
          if !(y[low] <= y[end]) { low = end }
          if !(y[high] >= y[end]) { high = end }
        } else {
          broken = true
        }
        end += 1
      }
      var last = -1
      for index in [start, min(low, high), max(low, high), end - 1] where index > last {
        keptX.append(x[index])
        keptY.append(y[index])
        last = index
      }
      if broken {
        keptX.append(x[end - 1])
        keptY.append(.nan)
      }
      start = end
    }
    return (keptX, keptY)
  }

  private static func place(_ x: Double, _ layout: PanelLayout) -> Int {
    let fraction = layout.x.fraction(x)
    guard fraction.isFinite else { return -1 }
    return Int(bounded: min(2, max(-1, fraction)) * layout.plot.width)
  }

  private static func thinned(
    _ x: [Double], _ y: [Double], _ count: Int, _ layout: PanelLayout
  ) -> (x: [Double], y: [Double]) {
    var keptX: [Double] = []
    var keptY: [Double] = []
    var last = (x: Double.infinity, y: Double.infinity)
    for index in 0..<count {
      let pixel = layout.pixel(x[index], y[index])
      if pixel.x.isFinite, abs(pixel.x - last.x) < 1.5, abs(pixel.y - last.y) < 1.5, index < count - 1 {
        continue
      }
      keptX.append(x[index])
      keptY.append(y[index])
      last = pixel
    }
    return (keptX, keptY)
  }

  /// At most one point in each small square of the sheet.
  static func points(_ x: [Double], _ y: [Double], _ layout: PanelLayout) -> (x: [Double], y: [Double]) {
    let count = min(x.count, y.count)
    guard count > 5000 else { return (Array(x.prefix(count)), Array(y.prefix(count))) }
    let side = count > 40_000 ? 4.0 : 2.0
    let columns = Int(bounded: layout.plot.width / side) + 2
    let rows = Int(bounded: layout.plot.height / side) + 2
    var seen = [Bool](repeating: false, count: columns * rows)
    var keptX: [Double] = []
    var keptY: [Double] = []
    for index in 0..<count {
      let across = layout.x.fraction(x[index])
      let up = layout.y.fraction(y[index])
      guard across >= 0, across <= 1, up >= 0, up <= 1 else { continue }
      let cell = Int(bounded: up * Double(rows - 1)) * columns + Int(bounded: across * Double(columns - 1))
      if seen[cell] { continue }
      seen[cell] = true
      keptX.append(x[index])
      keptY.append(y[index])
    }
    return (keptX, keptY)
  }

  private static let limit = 512

  /// Blocks of a large grid become their mean; a small one is repeated until renderers do not blur it (`sharp`), and
  /// where it has a single row or column, which gnuplot cannot place.
  static func grid(
    _ values: [Double], _ rows: Int, _ columns: Int, sharp: Bool
  ) -> (rows: Int, columns: Int, values: [Double]) {
    if rows > limit || columns > limit { return averaged(values, rows, columns) }
    let (down, across) = (factor(rows, sharp), factor(columns, sharp))
    return (rows * down, columns * across, repeated(values, rows, columns, down, across))
  }

  static func pixels(
    _ values: [Color], _ rows: Int, _ columns: Int, sharp: Bool
  ) -> (rows: Int, columns: Int, values: [Color]) {
    if rows > limit || columns > limit {
      let (down, across) = ((rows + limit - 1) / limit, (columns + limit - 1) / limit)
      var kept: [Color] = []
      for row in stride(from: 0, to: rows, by: down) {
        for column in stride(from: 0, to: columns, by: across) { kept.append(values[row * columns + column]) }
      }
      return ((rows + down - 1) / down, (columns + across - 1) / across, kept)
    }
    let (down, across) = (factor(rows, sharp), factor(columns, sharp))
    return (rows * down, columns * across, repeated(values, rows, columns, down, across))
  }

  private static func factor(_ size: Int, _ sharp: Bool) -> Int {
    if size <= 1 { return 2 }
    return sharp && size < 40 ? 2 : 1
  }

  private static func repeated<T>(_ values: [T], _ rows: Int, _ columns: Int, _ down: Int, _ across: Int)
    -> [T]
  {
    if down == 1, across == 1 { return values }
    var result: [T] = []
    result.reserveCapacity(values.count * down * across)
    for row in 0..<rows * down {
      for column in 0..<columns * across { result.append(values[row / down * columns + column / across]) }
    }
    return result
  }

  private static func averaged(
    _ values: [Double], _ rows: Int, _ columns: Int
  ) -> (rows: Int, columns: Int, values: [Double]) {
    let (down, across) = ((rows + limit - 1) / limit, (columns + limit - 1) / limit)
    let (newRows, newColumns) = ((rows + down - 1) / down, (columns + across - 1) / across)
    var sums = [Double](repeating: 0, count: newRows * newColumns)
    var counts = [Double](repeating: 0, count: newRows * newColumns)
    for row in 0..<rows {
      for column in 0..<columns where values[row * columns + column].isFinite {
        let cell = row / down * newColumns + column / across
        sums[cell] += values[row * columns + column]
        counts[cell] += 1
      }
    }
    for cell in sums.indices { sums[cell] = counts[cell] > 0 ? sums[cell] / counts[cell] : .nan }
    return (newRows, newColumns, sums)
  }
}
