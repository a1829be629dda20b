import Tensor

/// Small drawn digits, 1×8×8: a 5×7 face for each, shifted, shaded and sprinkled with noise.
enum Digits {
  /// 1,500 training and 500 test images.
  static func dataset(_ split: String, seed: UInt64) throws -> Dataset {
    let count = split == "test" ? 500 : 1500
    // The test images come from their own stream of numbers.
    let generator = RandomGenerator(seed: seed &* 2 &+ (split == "test" ? 1 : 0))
    let pixels = try Pixels(count: count, shape: [1, 8, 8])
    let labels = (0..<count).map { $0 % 10 }
    for index in 0..<count { draw(labels[index], pixels.bytes + index * 64, generator) }
    let order = try generator.permutation(count).ints
    return Dataset(
      name: "digits", split: split, inputs: .pixels(pixels),
      targets: .tensor(try .from(labels.map(Int64.init), [count])),
      classes: (0...9).map(String.init), chosen: order)
  }

  private static func draw(_ digit: Int, _ target: UnsafeMutablePointer<UInt8>, _ generator: RandomGenerator)
  {
    let right = generator.integer(below: 4)
    let down = generator.integer(below: 2)
    let ink = 150 + 105 * generator.uniform()
    for y in 0..<8 {
      for x in 0..<8 {
        let (column, row) = (x - right, y - down)
        let isInk =
          (0..<5).contains(column) && (0..<7).contains(row) && faces[digit][row] >> (4 - column) & 1 == 1
        let value = (isInk ? ink : 0) + 20 * generator.normal()
        target[y * 8 + x] = UInt8(max(0, min(255, value)))
      }
    }
  }

  /// Rows from the top, five bits each, the leftmost column in the highest.
  private static let faces: [[UInt8]] = [
    [0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110],
    [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
    [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111],
    [0b01110, 0b10001, 0b00001, 0b00110, 0b00001, 0b10001, 0b01110],
    [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010],
    [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110],
    [0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110],
    [0b11111, 0b00001, 0b00010, 0b00100, 0b00100, 0b01000, 0b01000],
    [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110],
    [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100],
  ]
}
