import Catalog

/// The boxes of a network whose values branch, and their order: a main path, and what leaves it and comes back.
struct FlowBoxes {
  struct Box {
    enum Form { case input, layer, quiet, join }
    var form: Form
    var kind: String
    /// Within the box.
    var lines: [String]
    /// Below it.
    var caption: [String]
    /// Other boxes.
    var sources: [Int]
    var shape: [Int]
  }

  /// What leaves the main path after one column and comes back at another.
  struct Branch {
    /// Empty: the value itself is carried along.
    var boxes: [Int]
    var from: Int
    /// nil: it does not come back, and is an output.
    var to: Int?
    /// 1 is next to the main path.
    var lane = 1
  }

  private(set) var boxes: [Box] = []
  /// The longest way from the input to an output.
  private(set) var main: [Int] = []
  private(set) var branches: [Branch] = []

  init(_ flow: Flow) {
    gather(flow)
    findMain()
    findBranches()
    setLanes()
  }

  private mutating func gather(_ flow: Flow) {
    var place = [Int](repeating: 0, count: flow.nodes.count)
    for (index, node) in flow.nodes.enumerated() {
      let sources = node.sources.map { place[$0] }
      if node.isQuiet, let source = node.sources.first, flow.uses[source] == 1,
        boxes[place[source]].form == .quiet
      {
        place[index] = place[source]
        boxes[place[source]].lines.append(node.word)
        boxes[place[source]].shape = node.shape
        continue
      }
      place[index] = boxes.count
      boxes.append(Self.box(node, sources, sources.first.map { boxes[$0].shape } ?? []))
    }
  }

  private static func box(_ node: Flow.Node, _ sources: [Int], _ before: [Int]) -> Box {
    let size = node.shape.map(String.init).joined(separator: "×")
    var caption = node.shape == before ? [] : [size]
    switch node.maker {
    case .input:
      return Box(form: .input, kind: "input", lines: ["x"], caption: [size], sources: [], shape: node.shape)
    case .operation where node.activation == nil && node.sources.count == 1:
      return Box(
        form: .layer, kind: "", lines: [node.word], caption: caption, sources: sources, shape: node.shape)
    case .operation(let symbol) where node.activation == nil:
      let word = symbol == "*" ? "×" : symbol == "-" ? "−" : symbol == "/" ? "÷" : symbol
      return Box(
        form: .join, kind: symbol, lines: [word], caption: caption, sources: sources, shape: node.shape)
    default:
      guard let layer = node.layer, !node.isQuiet else {
        return Box(
          form: .quiet, kind: "", lines: [node.word], caption: [], sources: sources, shape: node.shape)
      }
      if layer.hasOwnName, let name = layer.name.split(separator: ".").last {
        caption.insert(String(name), at: 0)
      }
      return Box(
        form: .layer, kind: layer.kind, lines: words(layer), caption: caption, sources: sources,
        shape: node.shape)
    }
  }

  private static func words(_ layer: NetworkDescription.Layer) -> [String] {
    let settings = layer.settings.filter { !$0.hasPrefix("p=") && !$0.contains("=false") }
    let window = settings.first { $0.contains("×") }
    let others = settings.filter { $0 != window && $0.contains("=") }
    return [Words.kind(layer.kind) + (window.map { " " + $0 } ?? "")] + others.prefix(1)
  }

  private mutating func findMain() {
    var length = [Int](repeating: 0, count: boxes.count)
    var before = [Int?](repeating: nil, count: boxes.count)
    for (index, box) in boxes.enumerated() {
      for source in box.sources where length[source] + 1 > length[index] {
        (length[index], before[index]) = (length[source] + 1, source)
      }
    }
    var next = boxes.indices.max { length[$0] < length[$1] }
    while let box = next {
      main.append(box)
      next = before[box]
    }
    main.reverse()
  }

  private mutating func findBranches() {
    var column = [Int?](repeating: nil, count: boxes.count)
    for (index, box) in main.enumerated() { column[box] = index }
    var group = [Int?](repeating: nil, count: boxes.count)
    for (index, box) in boxes.enumerated() {
      for source in box.sources {
        if let from = column[source], let to = column[index] {
          if to > from + 1 { branches.append(Branch(boxes: [], from: from, to: to)) }
        } else if let from = column[source] {
          if let known = group[index] {
            branches[known].from = min(branches[known].from, from)
          } else {
            group[index] = branches.count
            branches.append(Branch(boxes: [index], from: from, to: nil))
          }
        } else if let known = group[source], let to = column[index] {
          branches[known].to = max(branches[known].to ?? 0, to)
        } else if let known = group[source], group[index] == nil {
          group[index] = known
          branches[known].boxes.append(index)
        }
      }
    }
  }

  private mutating func setLanes() {
    let order = branches.indices.sorted { extent(branches[$0]) < extent(branches[$1]) }
    var taken: [Branch] = []
    for index in order {
      var branch = branches[index]
      while taken.contains(where: { $0.lane == branch.lane && overlap($0, branch) }) { branch.lane += 1 }
      taken.append(branch)
      branches[index].lane = branch.lane
    }
  }

  func end(_ branch: Branch) -> Int { branch.to ?? max(main.count, branch.from + branch.boxes.count + 1) }
  private func extent(_ branch: Branch) -> Int { end(branch) - branch.from }
  private func overlap(_ a: Branch, _ b: Branch) -> Bool { a.from < end(b) && b.from < end(a) }
}
