import Catalog
import Text

extension FigureBuiltins {
  static let animate = Builtin(
    Descriptor(
      "animate", .figure,
      Wording(
        "figures one after the other; save it as .gif, or see it move in a page", "一幅接一幅的图；存成 .gif，或在网页里看它动"),
      parameters: [
        Parameter(
          "frames", .any,
          Wording("a list of figures, or a function from a number to a figure", "图的列表，或从数到图的函数")),
        Parameter(
          "over", .any, Wording("the numbers for the function: a range or a count", "传给函数的数：一个区间或个数"),
          default: Argument.none),
        Parameter("fps", .number, Wording("frames a second", "每秒的帧数"), default: .number(5)),
      ], returns: Wording("figure", "图"), examples: [Example("animate(k -> plot(x -> sin(k*x), 0..6), 1..4)")]
    )
  ) { arguments in
    var frames: [Figure] = []
    if let function = arguments[0].callable {
      for number in try numbers(arguments[1]) {
        try Hosting.checkInterruption()
        frames.append(try frame(try function.call([.number(number)])))
      }
    } else {
      frames = try items(arguments[0]).map(frame)
    }
    guard frames.count <= 500 else {
      throw FigureFailure.wrongData(
        call: "animate", wanted: Wording("at most 500 frames", "至多 500 帧"),
        got: Wording(verbatim: "\(frames.count)"))
    }
    var rate = 5.0
    if case .number(let wish) = arguments[2], wish.isFinite { rate = wish }
    guard let animation = Figure(frames: frames, rate: rate) else {
      throw FigureFailure.nothingToDraw(
        call: "animate",
        hint: Wording("give it figures: animate([plot(a), plot(b)])", "给它几幅图：animate([plot(a), plot(b)])"))
    }
    return .object(animation)
  }

  private static func numbers(_ argument: Argument) throws -> [Double] {
    if case .number(let count) = argument, let whole = Int(exactly: count), whole > 0, whole <= 500 {
      return (0..<whole).map(Double.init)
    }
    guard let numbers = Numbers(argument)?.values, !numbers.isEmpty else {
      throw FigureFailure.wrongData(
        call: "animate",
        wanted: Wording("a function with a range, as animate(f, 1..20)", "函数和区间，如 animate(f, 1..20)"),
        got: argument.describedKind)
    }
    guard numbers.count <= 500 else {
      throw FigureFailure.wrongData(
        call: "animate", wanted: Wording("at most 500 frames", "至多 500 帧"),
        got: Wording(verbatim: "\(numbers.count)"))
    }
    return numbers
  }

  private static func frame(_ argument: Argument) throws -> Figure {
    guard case .object(let object) = argument, let figure = object as? Figure else {
      throw FigureFailure.wrongData(
        call: "animate", wanted: Wording("figures", "图"), got: argument.describedKind)
    }
    return figure
  }
}
