import Text

/// Names that mean nothing.
enum NameFailure: Failure {
  case unknown(String, Globals)
  case notLocal(String)
  case unsetField(String)
  case noMember(String, type: String, known: [String])
  case notAssignable(String, type: String)

  var fault: Fault {
    switch self {
    case .unknown(let name, let globals):
      Fault(
        "E0301", "unknown name `\(name)`",
        help: suggest(
          name,
          globals.names.filter {
            globals.value(of: $0) != nil
          } + globals.builtinNames))
    case .notLocal(let name):
      Fault(
        "E0302", "`\(name)` has no value in this function yet",
        help: [
          "write `global \(name)` first to change the session's `\(name)`, or give `\(name)` a value here"
        ])
    case .unsetField(let name): Fault("E0303", "the field `\(name)` has no value yet")
    case .noMember(let name, let type, let known):
      Fault(
        "E0304", "a \(type) has no member `\(name)`",
        help: type == "tensor" && ["append", "push", "pop", "insert", "extend"].contains(name)
          ? [
            "a list of numbers, like [1], is a tensor; begin with `xs = []` for a list that grows, or use cat"
          ]
          : suggest(name, known).isEmpty && !known.isEmpty && known.count <= 30
            ? ["it has " + known.joined(separator: ", ")] : suggest(name, known))
    case .notAssignable(let name, let type): Fault("E0305", "`\(name)` of a \(type) cannot be assigned")
    }
  }

  /// For a name that stands before its definition.
  static func definedLater(_ name: String, line: Int, isSame: Bool) -> String {
    isSame
      ? "`\(name)` gets its value in this very statement, so it cannot be read in it"
      : "`\(name)` gets its value only at line \(line): move that up, or run its cell first"
  }

  private func suggest(_ name: String, _ known: [String]) -> [String] {
    let close = name.count > 1 ? closestNames(to: name, among: Set(known)) : []
    return close.isEmpty ? [] : ["did you mean " + close.map { "`\($0)`" }.joined(separator: " or ") + "?"]
  }
}

/// Calls that do not fit.
enum CallFailure: Failure {
  case notCallable(String)
  case wrongCount(name: String, parameters: [String], required: Int, given: Int)
  case unknownArgument(String, function: String, valid: [String])
  case twice(String, function: String)
  case missing(String, function: String, signature: String)
  case forwardGivesNoTensor(String)
  case wrongKind(argument: String, function: String, expected: String, got: String, index: Int?)
  case notAFunction(String)
  case missingTensor(parameter: String, shape: String, got: String)
  case wrongRank(parameter: String, shape: String, got: String)
  case wrongSize(axis: Int, parameter: String, shape: String, expected: Int, got: String)
  case wrongLetter(String, parameter: String, size: Int, bound: Int, by: String, shape: String)
  case shapeNotWhole(String)
  case message(String, String, help: [String])

  var fault: Fault {
    switch self {
    case .notCallable(let type): Fault("E0330", "a \(type) cannot be called")
    case .wrongCount(let name, let parameters, let required, let given):
      Fault(
        "E0331",
        "\(name.isEmpty ? "this function" : name) takes \(CallFailure.count(required, max(required, parameters.count))), not \(given)",
        notes: parameters.isEmpty ? [] : ["its parameters are " + parameters.joined(separator: ", ")])
    case .unknownArgument(let argument, let function, let valid):
      Fault(
        "E0332", "\(function) has no argument `\(argument)`",
        notes: valid.isEmpty ? ["it takes no arguments"] : ["it takes " + valid.joined(separator: ", ")],
        help: closestNames(to: argument, among: valid).first.map { ["did you mean `\($0)`?"] } ?? [])
    case .twice(let argument, let function): Fault("E0333", "\(function) got `\(argument)` twice")
    case .missing(let argument, let function, let signature):
      Fault("E0334", "\(function) needs `\(argument)`", notes: [signature])
    case .forwardGivesNoTensor(let kind): Fault("E0335", "forward of \(kind) must give a tensor here")
    case .wrongKind(let argument, let function, let expected, let got, let index):
      Fault(
        "E0336", "`\(argument)` of \(function) must be \(expected), not \(got)",
        argumentLabels: index.map { [($0, got)] } ?? [])
    case .notAFunction(let type): Fault("E0337", "a function is wanted here, not a \(type)")
    case .missingTensor(let parameter, let shape, let got):
      Fault("E0370", "`\(parameter)` must be a tensor of shape \(shape), not a \(got)")
    case .wrongRank(let parameter, let shape, let got):
      Fault("E0371", "`\(parameter)` must have shape \(shape), not \(got)")
    case .wrongSize(let axis, let parameter, let shape, let expected, let got):
      Fault(
        "E0372",
        "axis \(axis) of `\(parameter)` must be \(expected): \(parameter) is \(shape), but got \(got)")
    case .wrongLetter(let letter, let parameter, let size, let bound, let by, let shape):
      Fault(
        "E0373", "\(letter) is \(size) in `\(parameter)`, but \(letter) is \(bound) already",
        notes: ["\(letter) = \(bound) was bound by `\(by)`; `\(parameter)` is annotated \(shape)"])
    case .shapeNotWhole(let got): Fault("E0374", "a size must be a whole number, not \(got)")
    case .message(let code, let message, let help): Fault(code, message, help: help)
    }
  }

  /// For a call of a variable that has a builtin's name.
  static func hiddenBuiltin(_ name: String) -> (note: String, help: String) {
    (
      "the variable `\(name)` hides the builtin of that name",
      "give the variable another name; unshadow(\"\(name)\") brings the builtin back"
    )
  }

  static func count(_ required: Int, _ total: Int) -> String {
    if required == total { return total == 1 ? "1 argument" : "\(total) arguments" }
    return "\(required) to \(total) arguments"
  }
}

/// Values that an operator or a statement cannot use.
enum ValueFailure: Failure {
  case operands(String, String, String, help: [String])
  case operand(String, String)
  case manyElements(String)
  case notIterable(String)
  case notIndexable(String)
  case index(String, count: Int)
  case badIndex(String)
  case notWhole(String)
  case immutable(String)
  case unpack(expected: Int, got: Int)
  case notUnpackable(String)
  case range(String)
  case zeroStep
  case comparison(String, String, String)
  case assertion(String)
  case noKey(String, known: [String])

  var fault: Fault {
    switch self {
    case .operands(let symbol, let left, let right, let help):
      Fault(
        "E0340", "`\(symbol)` does not work on a \(left) and a \(right)", help: help,
        argumentLabels: [(0, left), (1, right)])
    case .operand(let symbol, let type):
      Fault("E0341", "`\(symbol)` does not work on a \(type)", argumentLabels: [(0, type)])
    case .manyElements(let summary):
      Fault(
        "E0342", "a tensor with several elements is neither true nor false",
        help: ["use any(…) or all(…)"], argumentLabels: [(0, summary)])
    case .notIterable(let type):
      Fault("E0343", "a \(type) has no elements to go through", argumentLabels: [(0, type)])
    case .notIndexable(let type): Fault("E0344", "a \(type) cannot be indexed", argumentLabels: [(0, type)])
    case .index(let index, let count):
      Fault(
        "E0345", "index \(index) is outside: there \(count == 1 ? "is 1 element" : "are \(count) elements")",
        help: count > 0 ? ["indices go from 0 to \(count - 1), or from -\(count) to -1"] : [])
    case .badIndex(let type):
      Fault("E0346", "an index must be a whole number, a slice, or a tensor of indices or bools, not \(type)")
    case .notWhole(let text): Fault("E0347", "a whole number is wanted here, not \(text)")
    case .immutable(let type):
      Fault("E0348", "a \(type) cannot be changed", help: type == "tuple" ? ["use a list"] : [])
    case .unpack(let expected, let got):
      Fault("E0349", "\(expected) names stand left of \(got) value\(got == 1 ? "" : "s")")
    case .notUnpackable(let type): Fault("E0355", "a \(type) cannot be taken apart into several names")
    case .range(let got): Fault("E0356", "the ends of a range must be numbers, not a \(got)")
    case .zeroStep: Fault("E0357", "the step of a range cannot be 0 or nan")
    case .comparison(let symbol, let left, let right):
      Fault(
        "E0353", "`\(symbol)` cannot compare a \(left) and a \(right)",
        argumentLabels: [(0, left), (1, right)])
    case .assertion(let message): Fault("E0360", message)
    case .noKey(let name, let known):
      Fault(
        "E0354", "the record has no field `\(name)`",
        help: known.isEmpty ? [] : ["it has " + known.joined(separator: ", ")])
    }
  }
}

/// What the machine cannot hold.
enum LimitFailure: Failure {
  case tooDeep
  case tooNested(Int)
  case outOfMemory
  case tooLong(String)

  var fault: Fault {
    switch self {
    case .tooDeep:
      Fault(
        "E0902", "the recursion is too deep", help: ["check that the function stops calling itself"])
    case .tooNested(let depth):
      Fault(
        "E0902", "a value nested more than \(depth) deep cannot be passed on",
        help: ["look for a list or record that holds itself"])
    case .outOfMemory: Fault("E0901", "the program needs more memory than there is")
    case .tooLong(let what): Fault("E0901", "\(what) would need more memory than there is")
    }
  }
}
