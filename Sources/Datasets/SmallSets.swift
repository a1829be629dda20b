import Glibc
import Tensor

/// Small sets that are made on the spot. The same seed gives the same points.
enum SmallSets {
  /// How to make one.
  struct Options {
    var count: Int
    var noise: Double
    var classes: Int
    var seed: UInt64
  }

  /// The four corners of the unit square; the target is 1 where the coordinates differ.
  static func xor(_ split: String) throws -> Dataset {
    let inputs = try Tensor.from([0, 0, 0, 1, 1, 0, 1, 1] as [Float], [4, 2])
    let targets = try Tensor.from([0, 1, 1, 0] as [Int64], [4])
    return Dataset(
      name: "xor", split: split, inputs: .tensor(inputs), targets: .tensor(targets), classes: ["0", "1"])
  }

  /// Arms that wind out from the origin, one per class: radius t and angle 2πk/K + 4t, t from 0 to 1.
  static func spirals(_ split: String, _ options: Options) throws -> Dataset {
    let generator = RandomGenerator(seed: options.seed)
    return try points("spirals", split, options) { kind, place in
      let angle =
        2 * Double.pi * Double(kind) / Double(options.classes) + 4 * place + options.noise
        * generator.normal()
      return (place * sin(angle), place * cos(angle))
    }
  }

  /// Two half circles that reach into each other.
  static func moons(_ split: String, _ options: Options) throws -> Dataset {
    let generator = RandomGenerator(seed: options.seed)
    var options = options
    options.classes = 2
    return try points("moons", split, options) { kind, place in
      let angle = Double.pi * place
      let x = kind == 0 ? cos(angle) : 1 - cos(angle)
      let y = kind == 0 ? sin(angle) : 0.5 - sin(angle)
      return (x + options.noise * generator.normal(), y + options.noise * generator.normal())
    }
  }

  /// Two rings around the origin, of radius 1 and 0.5.
  static func circles(_ split: String, _ options: Options) throws -> Dataset {
    let generator = RandomGenerator(seed: options.seed)
    var options = options
    options.classes = 2
    return try points("circles", split, options) { kind, place in
      let (angle, radius) = (2 * Double.pi * place, kind == 0 ? 1 : 0.5)
      return (
        radius * cos(angle) + options.noise * generator.normal(),
        radius * sin(angle) + options.noise * generator.normal()
      )
    }
  }

  /// Clouds around points of the unit circle, one per class, the first at (1, 0).
  static func blobs(_ split: String, _ options: Options) throws -> Dataset {
    let generator = RandomGenerator(seed: options.seed)
    return try points("blobs", split, options) { kind, _ in
      let angle = 2 * Double.pi * Double(kind) / Double(options.classes)
      return (
        cos(angle) + options.noise * generator.normal(), sin(angle) + options.noise * generator.normal()
      )
    }
  }

  /// `count` points shared among the classes; `body` gets the class and the place along it, 0 to 1.
  private static func points(
    _ name: String, _ split: String, _ options: Options, _ body: (Int, Double) -> (Double, Double)
  ) throws -> Dataset {
    var coordinates: [Float] = []
    var targets: [Int64] = []
    for kind in 0..<options.classes {
      let share = (options.count - kind + options.classes - 1) / options.classes
      for index in 0..<max(share, 0) {
        let (x, y) = body(kind, share > 1 ? Double(index) / Double(share - 1) : 0)
        coordinates += [Float(x), Float(y)]
        targets.append(Int64(kind))
      }
    }
    return Dataset(
      name: name, split: split, inputs: .tensor(try .from(coordinates, [targets.count, 2])),
      targets: .tensor(try .from(targets, [targets.count])), classes: (0..<options.classes).map(String.init))
  }
}
