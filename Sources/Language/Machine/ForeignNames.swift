import Text

// Names of other libraries, and what they are called here.
extension Advice {
  /// For an unknown name that another language or library knows: what to write, with the arguments that were given, and
  /// all of what it replaces; nil for a name like any other.
  static func foreignName(at span: Span) -> (help: Wording, span: Span)? {
    let source = Sources[span.source]
    let name = String(source[span])
    var rest = source.slice(span.end, source.text.utf8.count).prefix { $0 != "\n" }
    var last = name
    if libraries.contains(name) {
      while rest.first == "." {
        let part = rest.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        if part.isEmpty { break }
        last = String(part)
        rest = rest[part.endIndex...]
      }
    }
    let end =
      span.end + source.slice(span.end, source.text.utf8.count).prefix(upTo: rest.startIndex).utf8.count
    let call = arguments(rest)
    let whole = Span(span.start, end + (call?.utf8.count ?? 0), in: span.source)
    let named = Span(span.start, end, in: span.source)
    if name == "range", let call, let range = range(call) { return (.write(range), whole) }
    guard let meant = translation(last, call) else { return nil }
    if last == name { return (.write(meant), named) }
    return (
      Wording(
        "everything is built in and needs no prefix: `\(meant)`", "所有功能都是内建的，不需要前缀：`\(meant)`"), named
    )
  }

  /// `(4, 5)` at the beginning of a text, when it is short.
  private static func arguments(_ text: Substring) -> String? {
    guard text.first == "(" else { return nil }
    var depth = 0
    for index in text.indices {
      if text[index] == "(" { depth += 1 }
      if text[index] == ")" { depth -= 1 }
      if depth == 0 {
        let call = String(text[...index])
        let isOurs = !libraries.contains { call.contains($0 + ".") }
        return call.count <= 40 && isOurs ? call : "(…)"
      }
    }
    return nil
  }

  /// `range(a, b, s)`, whose end is left out, as a range that holds both ends.
  private static func range(_ call: String) -> String? {
    let inner = call.dropFirst().dropLast()
    guard !inner.contains("…"), !inner.contains("(") || !inner.contains(",") else { return nil }
    let parts = inner.split(separator: ",").map { String($0.trimmed) }
    func before(_ text: String, _ step: Int) -> String {
      if let value = Int(text) { return String(value - step) }
      return "\(text) \(step > 0 ? "-" : "+") 1"
    }
    switch parts.count {
    case 1: return "0..\(before(parts[0], 1))"
    case 2: return "\(parts[0])..\(before(parts[1], 1))"
    case 3: return "\(parts[0])..\(before(parts[1], parts[2].hasPrefix("-") ? -1 : 1)) by \(parts[2])"
    default: return nil
    }
  }

  private static func translation(_ name: String, _ call: String?) -> String? {
    if let meant = foreignForms[name] { return meant }
    let plain = name.lowercased().filter { $0 != "_" }
    // A class of losses is made before it is called.
    if plain.hasSuffix("loss"), plain.count > 4 {
      return losses[plain] ?? builtin(like: String(plain.dropLast(4))).map { "\($0)(prediction, target)" }
    }
    if name == "int", let call, !call.contains("\"") { return "floor\(call)" }
    guard let meant = synonyms[name] ?? builtin(like: plain) else { return nil }
    return meant + (call?.replacingParameters ?? "")
  }

  private static func builtin(like plain: String) -> String? {
    for name in [plain, plain.hasSuffix("2d") || plain.hasSuffix("1d") ? String(plain.dropLast(2)) : plain] {
      let same = Registry.shared.builtins.keys.filter { $0.filter { $0 != "_" } == name }
      if let found = same.min() { return found }
    }
    return nil
  }

  static let libraries: Set = [
    "np", "numpy", "torch", "nn", "F", "plt", "tf", "keras", "math", "random", "jnp", "optim", "sklearn",
    "torchvision", "scipy",
  ]

  /// What is written in another way altogether.
  private static let foreignForms = [
    "inv": "solve(A, eye(n))", "trace": "sum(diag(A))", "lstsq": "solve(A' @ A, A' @ b)",
    "nonzero": "arange(len(x))[x != 0]",
    "input": "args, what the command line gives",
    "True": "true", "False": "false", "None": "none", "null": "none", "nil": "none", "NaN": "nan",
    "Inf": "inf",
    "println": "print(…)", "printf": "print(f\"{x:.3f}\")", "console": "print(…)", "append": "xs.append(x)",
    "shape": "x.shape", "DataLoader": "batches(data, 32)", "pass": "{ }", "end": "}", "dict": "{a: 1, b: 2}",
    "DataFrame": "read_csv(\"data.csv\")", "self": "the field's name alone", "this": "the field's name alone",
    "isinstance": "type(x) == \"tensor\"", "transpose": "A'", "no_grad": "no_grad { … }", "float32": "f32",
    "float64": "f64", "int64": "i64", "int32": "i64", "double": "f64", "long": "i64",
    "CrossEntropyLoss":
      "cross_entropy(scores, y)", "show": "plot(…), which shows itself", "Module": "model Net() { … }",
    "zeros_initializer": "init(net, \"zeros\")", "device": "nothing: everything runs on the processor",
  ]

  private static let losses = ["l1loss": "mae(prediction, target)", "nllloss": "nll(log_probabilities, y)"]

  /// Builtins by the names of others; the arguments stay.
  private static let synonyms = [
    "ln": "log",
    "array": "tensor", "asarray": "tensor", "Tensor": "tensor", "constant": "tensor", "Variable": "param",
    "Parameter": "param", "concatenate": "cat", "concat": "cat", "vstack": "cat", "hstack": "cat",
    "manual_seed": "seed", "int": "number", "float": "number", "disp": "print", "length": "len",
    "size": "len",
    "arctan": "atan", "arcsin": "asin", "arccos": "acos", "power": "pow", "mm": "matmul", "bmm": "matmul",
    "Dense": "linear", "view": "reshape", "expand": "broadcast_to", "expand_dims": "unsqueeze",
    "MultiheadAttention": "attention", "TransformerEncoderLayer": "transformer_encoder",
    "AdaptiveAvgPool2d": "global_avg_pool2d", "CosineAnnealingLR": "cosine_lr",
    "ReduceLROnPlateau": "plateau_lr",
    "uniform": "rand", "normal": "randn", "permutation": "randperm", "absolute": "abs", "fabs": "abs",
    "mean_squared_error": "mse", "mean_absolute_error": "mae", "binary_cross_entropy": "bce",
    "binary_cross_entropy_with_logits": "bce_with_logits", "train_test_split": "split_data",
    "loadtxt": "read_csv", "imread": "read_image", "savefig": "save", "subplots": "grid", "subplot": "grid",
    "open": "read_text", "sgn": "sign",
    "fmod": "remainder", "mod": "remainder", "mul": "multiply", "clip": "clamp", "standard_normal": "randn",
  ]
}

extension Substring {
  fileprivate var trimmed: Substring {
    let inner = drop { $0.isWhitespace }
    return inner[..<(inner.lastIndex { !$0.isWhitespace }.map(inner.index(after:)) ?? inner.startIndex)]
  }
}

extension String {
  /// Optimizers take the model itself.
  fileprivate var replacingParameters: String {
    let word = ".parameters()"
    var result = ""
    var rest = self[...]
    while let first = rest.first {
      if rest.hasPrefix(word) {
        rest = rest.dropFirst(word.count)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}
