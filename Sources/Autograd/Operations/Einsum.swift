import Tensor
import Text

extension Ops {
  /// Einstein's summation: operands are joined two by two, each pair as one batched matrix product.
  public static func einsum(_ equation: String, _ operands: [Variable]) throws -> Variable {
    var summation = try Summation(equation, operands)
    return try summation.run()
  }
}

/// A parsed equation with its operands; each operand carries the letters of its axes.
private struct Summation {
  private let equation: String
  private var terms: [(value: Variable, letters: [Character])] = []
  private var output: [Character] = []
  /// Every letter on the left as often as it stands there.
  private var written: [Character] = []

  init(_ equation: String, _ operands: [Variable]) throws {
    self.equation = equation
    let compact = equation.filter { $0 != " " }
    let sides = compact.split(separator: "-", omittingEmptySubsequences: false)
    let left = sides.first.map(String.init) ?? ""
    let inputs = left.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard sides.count <= 2, sides.count < 2 || sides[1].first == ">" else {
      throw failure(Wording("`->` must stand once", "`->` 必须恰好写一次"))
    }
    guard inputs.count == operands.count else {
      throw failure(
        Wording(
          "\(inputs.count) inputs for \(operands.count) tensors",
          "写了 \(inputs.count) 个输入，但给了 \(operands.count) 个张量"))
    }
    let dtype = Promotion.common(operands)
    let wide =
      try zip(inputs, operands).map { term, operand in
        try ellipsisRank(term, operand.shape)
      }.max() ?? 0
    for (term, operand) in zip(inputs, operands) {
      let letters = try expanded(term, operand.shape, wide)
      written += letters
      try append(Promotion.cast(operand, dtype), letters)
    }
    try checkSizes()
    if sides.count == 2 {
      output = try expandedOutput(String(sides[1].dropFirst()), wide)
    } else {
      output = implicitOutput()
    }
    try checkOutput()
  }

  mutating func run() throws -> Variable {
    var current = terms[0]
    for (index, next) in terms.enumerated().dropFirst() {
      let later = Set(terms[(index + 1)...].flatMap(\.letters)).union(output)
      current = try joined(current, next, keeping: later)
    }
    let reduced = try summed(current, keeping: Set(output))
    return try ordered(reduced, output)
  }

  private func failure(_ why: Wording) -> BuiltinFailure { .einsum(equation, why) }
}

// Reading the equation. The axes of an ellipsis get the digits 0, 1, … as letters, counted from the last.
extension Summation {
  private func ellipsisRank(_ term: String, _ shape: Shape) throws -> Int {
    guard term.contains(".") else { return 0 }
    let letters = term.filter { $0 != "." }.count
    guard term.contains("..."), term.filter({ $0 == "." }).count == 3, shape.rank >= letters else {
      throw failure(
        Wording("`\(term)` does not fit a tensor of \(shape.rank) axes", "`\(term)` 与 \(shape.rank) 个轴的张量不符"))
    }
    return shape.rank - letters
  }

  private func expanded(_ term: String, _ shape: Shape, _ wide: Int) throws -> [Character] {
    let rank = try ellipsisRank(term, shape)
    let letters = try spread(term, rank)
    guard letters.count == shape.rank else {
      throw failure(
        Wording(
          "`\(term)` names \(letters.count) axes, but the tensor has shape \(shape.text)",
          "`\(term)` 写了 \(letters.count) 个轴，但张量的形状是 \(shape.text)"))
    }
    return letters
  }

  private func expandedOutput(_ term: String, _ wide: Int) throws -> [Character] {
    guard term.contains(".") || wide == 0 else { return try spread(term, 0) }
    return try spread(term, wide)
  }

  private func spread(_ term: String, _ rank: Int) throws -> [Character] {
    var letters: [Character] = []
    var dots = 0
    for character in term {
      if character == "." {
        dots += 1
        if dots == 1 { letters += (0..<rank).reversed().map { Character("\($0)") } }
      } else if character.isLetter {
        letters.append(character)
      } else {
        throw failure(Wording("`\(character)` is no letter", "`\(character)` 不是字母"))
      }
    }
    guard dots == 0 || dots == 3 else { throw failure(Wording("an ellipsis is three dots", "省略号是三个点")) }
    return letters
  }

  private func implicitOutput() -> [Character] {
    var counts: [Character: Int] = [:]
    for letter in written { counts[letter, default: 0] += 1 }
    let dots = counts.keys.filter(\.isNumber).sorted(by: >)
    return dots + counts.filter { $0.value == 1 && !$0.key.isNumber }.map(\.key).sorted()
  }

  private func checkSizes() throws {
    var sizes: [Character: Int] = [:]
    for term in terms {
      for (axis, letter) in term.letters.enumerated() {
        let size = term.value.shape[axis]
        if let known = sizes[letter], known != size, known != 1, size != 1 {
          throw failure(
            Wording(
              "`\(letter)` is \(known) in one tensor and \(size) in another",
              "`\(letter)` 在一个张量中是 \(known)，在另一个中是 \(size)"))
        }
        sizes[letter] = Swift.max(sizes[letter] ?? 1, size)
      }
    }
  }

  private func checkOutput() throws {
    let known = Set(terms.flatMap(\.letters))
    for letter in output where !known.contains(letter) {
      throw failure(Wording("no input has `\(letter)`", "没有输入含有 `\(letter)`"))
    }
    guard Set(output).count == output.count else {
      throw failure(Wording("a letter stands twice after the arrow", "箭头之后有字母写了两次"))
    }
  }
}

// Computing.
extension Summation {
  /// A letter that stands twice in one term is a diagonal.
  private mutating func append(_ value: Variable, _ letters: [Character]) throws {
    var (value, letters) = (value, letters)
    while let pair = repeated(letters) {
      let size = value.shape[pair.0]
      guard value.shape[pair.1] == size else {
        throw failure(
          Wording(
            "`\(letters[pair.0])` is \(size) and \(value.shape[pair.1]) in one tensor",
            "`\(letters[pair.0])` 在同一个张量中既是 \(size) 又是 \(value.shape[pair.1])"))
      }
      let others = letters.indices.filter { $0 != pair.0 && $0 != pair.1 }
      let front = try Ops.permute(value, [pair.0, pair.1] + others)
      let rest = others.map { value.shape[$0] }
      let flat = try Ops.reshape(front, [size * size] + rest)
      let places = try Tensor.from((0..<size).map { Int64($0 * (size + 1)) }, [size])
      value = try Ops.indexSelect(flat, dim: 0, Variable(places))
      letters = [letters[pair.0]] + others.map { letters[$0] }
    }
    terms.append((value, letters))
  }

  private func repeated(_ letters: [Character]) -> (Int, Int)? {
    for (place, letter) in letters.enumerated() {
      if let second = letters[(place + 1)...].firstIndex(of: letter) { return (place, second) }
    }
    return nil
  }

  private func summed(
    _ term: (value: Variable, letters: [Character]), keeping: Set<Character>
  ) throws -> (value: Variable, letters: [Character]) {
    let gone = term.letters.indices.filter { !keeping.contains(term.letters[$0]) }
    if gone.isEmpty { return term }
    return (try Ops.sum(term.value, dims: gone), term.letters.filter(keeping.contains))
  }

  private func ordered(
    _ term: (value: Variable, letters: [Character]), _ letters: [Character]
  ) throws -> Variable {
    let order = letters.compactMap { term.letters.firstIndex(of: $0) }
    return order == Array(order.indices) ? term.value : try Ops.permute(term.value, order)
  }

  /// One pair as batch × rows × summed times batch × summed × columns.
  private func joined(
    _ a: (value: Variable, letters: [Character]), _ b: (value: Variable, letters: [Character]),
    keeping later: Set<Character>
  ) throws -> (value: Variable, letters: [Character]) {
    let a = try summed(a, keeping: later.union(b.letters))
    let b = try summed(b, keeping: later.union(a.letters))
    let shared = a.letters.filter(b.letters.contains)
    let batch = shared.filter(later.contains)
    let inner = shared.filter { !later.contains($0) }
    let rows = a.letters.filter { !b.letters.contains($0) }
    let columns = b.letters.filter { !a.letters.contains($0) }
    var sizes: [Character: Int] = [:]
    for term in [a, b] {
      for (axis, letter) in term.letters.enumerated() {
        sizes[letter] = Swift.max(sizes[letter] ?? 1, term.value.shape[axis])
      }
    }
    func size(_ letters: [Character]) -> Int { letters.reduce(1) { $0 * (sizes[$1] ?? 1) } }
    let left = try arranged(a, batch + rows + inner, sizes, [size(batch), size(rows), size(inner)])
    let right = try arranged(b, batch + inner + columns, sizes, [size(batch), size(inner), size(columns)])
    let product = try Ops.matmul(left, right)
    let letters = batch + rows + columns
    return (try Ops.reshape(product, letters.map { sizes[$0] ?? 1 }), letters)
  }

  /// The term's axes in this order, sizes of 1 repeated where the other operand has more, merged to a shape.
  private func arranged(
    _ term: (value: Variable, letters: [Character]), _ letters: [Character], _ sizes: [Character: Int],
    _ shape: [Int]
  ) throws -> Variable {
    let wide = try Ops.broadcastTo(ordered(term, letters), letters.map { sizes[$0] ?? 1 })
    return try Ops.reshape(wide, shape)
  }
}
