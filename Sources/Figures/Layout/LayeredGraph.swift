/// Places the nodes of an acyclic graph in columns from left to right, with few crossings.
///
/// Columns by longest path to the output, long edges through dummies, order by barycentres (Sugiyama, Tagawa and
/// Toda 1981), heights by alternating pulls towards neighbours.
struct LayeredGraph {
  /// Column of each node.
  private(set) var columns: [Int]
  /// Height of each node, in units of the gap between two neighbours of a column; 0 is the middle.
  private(set) var heights: [Double]
  /// For each edge (from, to): the points it passes between its ends, one for each column it crosses.
  private(set) var bends: [[(column: Int, height: Double)]]

  var columnCount: Int { (columns.max() ?? 0) + 1 }

  init(nodeCount: Int, edges: [(from: Int, to: Int)]) {
    columns = Self.layered(nodeCount, edges)
    heights = []
    bends = []
    place(nodeCount, edges)
  }

  private static func layered(_ count: Int, _ edges: [(from: Int, to: Int)]) -> [Int] {
    // Distance to a sink: operands stand next to the operation that takes them.
    var distance = [Int](repeating: 0, count: count)
    for edge in edges.sorted(by: { $0.to > $1.to }) where edge.from < edge.to {
      distance[edge.from] = max(distance[edge.from], distance[edge.to] + 1)
    }
    let deepest = distance.max() ?? 0
    return distance.map { deepest - $0 }
  }

  private mutating func place(_ count: Int, _ edges: [(from: Int, to: Int)]) {
    var column = columns
    var chains: [[Int]] = []
    var links: [(Int, Int)] = []
    for edge in edges {
      var chain: [Int] = []
      var last = edge.from
      for between in stride(from: columns[edge.from] + 1, to: columns[edge.to], by: 1) {
        column.append(between)
        chain.append(column.count - 1)
        links.append((last, column.count - 1))
        last = column.count - 1
      }
      links.append((last, edge.to))
      chains.append(chain)
    }
    let solved = Self.ordered(column, links)
    heights = Array(solved.prefix(count))
    bends = chains.map { $0.map { (column[$0], solved[$0]) } }
  }

  private static func ordered(_ column: [Int], _ links: [(Int, Int)]) -> [Double] {
    let width = (column.max() ?? 0) + 1
    var layers = [[Int]](repeating: [], count: width)
    for node in column.indices { layers[column[node]].append(node) }
    var neighbours = [[Int]](repeating: [], count: column.count)
    for (a, b) in links {
      neighbours[a].append(b)
      neighbours[b].append(a)
    }
    var rank = [Double](repeating: 0, count: column.count)
    for layer in layers { for (index, node) in layer.enumerated() { rank[node] = Double(index) } }
    for sweep in 0..<24 {
      let order = sweep % 2 == 0 ? Array(0..<width) : Array((0..<width).reversed())
      for index in order {
        let side = sweep % 2 == 0 ? index - 1 : index + 1
        var weight: [Int: Double] = [:]
        for node in layers[index] {
          let near = neighbours[node].filter { column[$0] == side }
          weight[node] = near.isEmpty ? rank[node] : near.reduce(0) { $0 + rank[$1] } / Double(near.count)
        }
        layers[index].sort { (weight[$0] ?? 0, rank[$0]) < (weight[$1] ?? 0, rank[$1]) }
        for (place, node) in layers[index].enumerated() { rank[node] = Double(place) }
      }
    }
    return settled(layers, neighbours)
  }

  /// Pulls nodes to the mean of their neighbours while keeping a gap of one.
  private static func settled(_ layers: [[Int]], _ neighbours: [[Int]]) -> [Double] {
    var height = [Double](repeating: 0, count: neighbours.count)
    for layer in layers {
      for (index, node) in layer.enumerated() { height[node] = Double(layer.count - 1) / 2 - Double(index) }
    }
    for _ in 0..<40 {
      for layer in layers {
        for node in layer where !neighbours[node].isEmpty {
          let pull = neighbours[node].reduce(0) { $0 + height[$1] } / Double(neighbours[node].count)
          height[node] += (pull - height[node]) * 0.5
        }
        for _ in 0..<8 where layer.count > 1 {
          for index in 1..<layer.count {
            let gap = height[layer[index - 1]] - height[layer[index]]
            guard gap < 1 else { continue }
            height[layer[index - 1]] += (1 - gap) / 2
            height[layer[index]] -= (1 - gap) / 2
          }
        }
      }
    }
    return height
  }
}
