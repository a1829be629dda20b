import Autograd
import Catalog
import Glibc
import Tensor
import Text

/// `save` and `load` of weights, and `remove_file`.
enum FileBuiltins {
  static let all: [Builtin] = [save, load, remove]

  static let save = Builtin(
    Descriptor(
      "save", .file,
      Wording(
        "Writes a model's weights (or an optimizer's state, or tensors, or a checkpoint of all) as safetensors",
        "把模型的权重（或优化器的状态、张量、或它们的检查点）写成 safetensors"),
      parameters: [
        Parameter(
          "value", .any,
          Wording(
            "a model, an optimizer, a tensor or a record of these and of numbers", "模型、优化器、张量，或由它们和数组成的记录"),
          aliases: ["model"]),
        Parameter("path", .string, Wording(verbatim: "\"model.safetensors\"")),
      ], returns: Wording("nothing", "没有结果"), examples: [],
      notes: Wording(
        """
        Names are dotted as in PyTorch's state_dict. A kill at any moment leaves the old file or the new one. A record \
        with a model or an optimizer is a checkpoint: save({net: net, opt: opt, schedule: s, epoch: 3}, path) keeps the \
        state of the random numbers too, and load of such a record goes on to the same digits.
        """,
        """
        名字用点号连接，与 PyTorch 的 state_dict 相同。无论何时被终止，留下的都是旧文件或完整的新文件。\
        含有模型或优化器的记录是检查点：save({net: net, opt: opt, schedule: s, epoch: 3}, path) 还保存随机数的状态，用 load 读回这样的记录后，接着训练得到的每一位数字都相同。
        """))
  ) { arguments in
    guard let path = arguments[1].string else { throw FileFailure.badPath("") }
    if let writer = otherWriters.first(where: { path.hasSuffix($0.ending) }) {
      throw FileFailure.extensionName(path, writer.call)
    }
    try Safetensors.write(try tensors(arguments[0], path), to: path)
    return .none
  }

  /// Endings that promise another format, and what writes it.
  private static let otherWriters: [(ending: String, call: String)] = [
    (".npy", "write_npy(x, path)"), (".npz", "write_npz({x: x}, path)"),
    (".csv", "write_text(text, path)"), (".txt", "write_text(text, path)"),
    (".json", "write_text(text, path)"),
  ]

  private static func tensors(_ argument: Argument, _ path: String) throws -> [(name: String, tensor: Tensor)]
  {
    if case .object(let object) = argument, let optimizer = object as? Optimizer {
      return optimizer.stateTensors
    }
    if let model = argument.module { return model.state.map { ($0.name, $0.variable.tensor) } }
    if let tensor = argument.variable?.tensor { return [("tensor", tensor)] }
    guard case .record(let fields) = argument else { throw FileFailure.cannotSave(argument.kindInWords) }
    return try Checkpoint.tensors(fields)
  }

  static let load = Builtin(
    Descriptor(
      "load", .file,
      Wording(
        "Reads weights into a model (or state into an optimizer, or a checkpoint), or a file as a record of tensors",
        "把权重读入模型（或把状态读入优化器、检查点），或把文件读成张量的记录"),
      parameters: [
        Parameter(
          "target", .any,
          Wording(
            "a model, an optimizer or a record of what was saved; or the path alone", "模型、优化器，或当初保存的记录；或者只给路径"
          ),
          aliases: ["model"]),
        Parameter(
          "path", .any,
          Wording(
            "\"model.safetensors\"; for a model also a record of tensors, as net.state_dict gives it",
            "\"model.safetensors\"；对模型也可以是张量的记录，如 net.state_dict"),
          default: Argument.none),
        Parameter("strict", .bool, Wording("every name must match", "名字必须全部对应"), default: .bool(true)),
      ],
      returns: Wording(
        "the target, of a record with the file's numbers in it; of a path alone, a record of tensors",
        "读入的目标；目标是记录时，其中的数换成文件里的；只给路径时，是张量的记录"),
      examples: [
        Example(
          "net = linear(2, 1); best = linear(2, 1)\nload(best, net.state_dict)\nall(best.weight == net.weight)",
          "true")
      ])
  ) { arguments in
    if let path = arguments[0].string {
      guard arguments[1].isNone else { throw FileFailure.notAPath(arguments[1].kindInWords) }
      return .record(try Safetensors.read(path).map { ($0.name, .object(Variable($0.tensor))) })
    }
    if case .record(let fields) = arguments[1], let model = arguments[0].module {
      let tensors = fields.compactMap { name, value in value.variable.map { (name, $0.tensor) } }
      try Weights.filling(model, tensors, "state_dict", strict: arguments[2].bool ?? true)()
      return arguments[0]
    }
    guard let path = arguments[1].string else { throw FileFailure.notAPath(arguments[1].kindInWords) }
    let tensors = try Safetensors.read(path)
    if case .object(let object) = arguments[0], let optimizer = object as? Optimizer {
      try optimizer.restoring(tensors)()
      return arguments[0]
    }
    if case .record(let fields) = arguments[0] {
      return .record(try Checkpoint.restore(fields, tensors, path))
    }
    let model = try arguments[0].requireModule("load")
    try Weights.filling(model, tensors, path, strict: arguments[2].bool ?? true)()
    return arguments[0]
  }

  static let remove = Builtin(
    Descriptor(
      "remove_file", .file, Wording("Deletes a file", "删除一个文件"),
      parameters: [
        Parameter("path", .string, Wording("relative to the working folder", "相对于当前工作文件夹"))
      ],
      returns: Wording("nothing", "没有结果"),
      notes: Wording("Folders are left alone.", "不会删除文件夹。"))
  ) { arguments in
    let path = arguments[0].string ?? ""
    guard !path.isEmpty, !path.utf8.contains(0) else { throw FileFailure.badPath(path) }
    guard unlink(path) == 0 else {
      throw FileFailure.system(Wording("cannot delete", "不能删除"), path, errno)
    }
    return .none
  }
}
