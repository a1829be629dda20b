import Text

/// Everything there is to know about something that can be called. Call binding and its errors, help, `dls
/// doc`, completion and suggestions derive from it and from nothing else.
public final class Descriptor {
  public let name: String
  public let category: Category
  /// One line, no full stop.
  public let summary: Wording
  /// In the notation of the lecture, Unicode; empty when there is none.
  public let formula: String
  public let parameters: [Parameter]
  /// What comes back, with its shape: `N×C_out×H_out×W_out`.
  public let returns: Wording
  /// dls source and the value it displays; each is run by the tests.
  public let examples: [Example]
  /// Longer notes: shape rule in words, difference from PyTorch, source of the formula.
  public let notes: Wording

  public init(
    _ name: String, _ category: Category, _ summary: Wording, formula: String = "",
    parameters: [Parameter], returns: Wording = .empty, examples: [Example] = [], notes: Wording = .empty
  ) {
    self.name = name
    self.category = category
    self.summary = summary
    self.formula = formula
    self.parameters = parameters
    self.returns = returns
    self.examples = examples
    self.notes = notes
  }

  /// `conv2d(in, out, kernel, stride=1, padding=0)`
  public var signature: String {
    name + "(" + parameters.map(\.signature).joined(separator: ", ") + ")"
  }
}

public struct Example {
  public let code: String
  /// What the code displays, or empty when only its running counts.
  public let result: String
  public init(_ code: String, _ result: String = "") {
    self.code = code
    self.result = result
  }
}

/// The shelves of the catalog, in the order in which `dls doc` lists them.
public enum Category: String, CaseIterable {
  case tensor, elementwise, reduction, linearAlgebra = "linear algebra", shape, indexing, random
  case activation, functional, layer, loss, optimizer, schedule, autograd, model, training, data, file
  case figure, general

  public var title: Wording { Wording("\(english)", "\(chinese)") }

  private var english: String { rawValue }

  private var chinese: String {
    switch self {
    case .tensor: "张量"
    case .elementwise: "逐元素运算"
    case .reduction: "归约"
    case .linearAlgebra: "线性代数"
    case .shape: "形状"
    case .indexing: "索引"
    case .random: "随机数"
    case .activation: "激活函数"
    case .functional: "函数形式"
    case .layer: "层"
    case .loss: "损失函数"
    case .optimizer: "优化算法"
    case .schedule: "学习率调度"
    case .autograd: "自动微分"
    case .model: "模型"
    case .training: "训练"
    case .data: "数据"
    case .file: "文件"
    case .figure: "图"
    case .general: "通用"
    }
  }
}
