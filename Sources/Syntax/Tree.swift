import Text

// The syntax tree. Total: a tree always comes back from the parser, with `.missing` where something is wrong.

/// An expression with its place.
public struct Expression {
  public var kind: Kind
  public var span: Span

  public init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }

  public indirect enum Kind {
    case number(Double)
    case string(String)
    /// `f"..{expr:.4f}.."`
    case interpolation([InterpolationPart])
    case bool(Bool)
    case none
    /// A variable, builtin or constant (π and e are names too).
    case name(String)
    case list([Expression])
    case tuple([Expression])
    case record([RecordField])
    /// `from..through by step`
    case range(Expression, Expression, by: Expression?)
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression, operatorSpan: Span)
    /// `a < b < c`: operands and the operators between them; a single comparison too.
    case comparison([Expression], [ComparisonOperator])
    /// Short-circuiting.
    case and(Expression, Expression)
    case or(Expression, Expression)
    case call(Expression, [CallArgument])
    case index(Expression, [IndexItem])
    /// `a.b`; the span is that of the field's name.
    case field(Expression, String, nameSpan: Span)
    /// `f'` (derivative) or `A'` (transpose).
    case prime(Expression)
    /// `∇f`, `∇(x -> x^2)`.
    case nabla(Expression)
    /// `x |> f(a)`.
    case pipe(Expression, Expression)
    /// `f >> g`.
    case compose(Expression, Expression)
    case lambda(FunctionBody)
    case `if`(condition: Expression, then: Block, otherwise: Block?)
    case block(Block)
    /// Where the parser found no expression; a diagnostic says so.
    case missing
  }
}

public enum InterpolationPart {
  case text(String)
  /// Format as in Python, `.4f`; empty when none.
  case value(Expression, format: String)
}

public struct RecordField {
  public var name: String
  public var value: Expression
  public var nameSpan: Span
  public init(name: String, value: Expression, nameSpan: Span) {
    self.name = name
    self.value = value
    self.nameSpan = nameSpan
  }
}

public enum UnaryOperator: String { case minus = "-", plus = "+", not }

public enum BinaryOperator: String {
  case add = "+", subtract = "-", multiply = "*", divide = "/", floorDivide = "//", remainder = "%"
  case matmul = "@", power = "^"
}

public enum ComparisonOperator: String {
  case equal = "==", notEqual = "!=", less = "<", lessEqual = "<=", greater = ">", greaterEqual = ">="
  case `in`
}

public struct CallArgument {
  /// nil: by position.
  public var name: String?
  public var nameSpan: Span?
  public var value: Expression
  public init(name: String?, nameSpan: Span?, value: Expression) {
    self.name = name
    self.nameSpan = nameSpan
    self.value = value
  }
}

public enum IndexItem {
  case at(Expression)
  /// `from:to:step`, each optional.
  case slice(Expression?, Expression?, Expression?, Span)
  /// `...`
  case ellipsis(Span)
}

/// A sequence of statements in braces (or a whole program); its value is that of its last expression.
public struct Block {
  public var statements: [Statement]
  public var span: Span
  public init(_ statements: [Statement], _ span: Span) {
    self.statements = statements
    self.span = span
  }
}

/// Parameters and body of a function, a lambda or `forward`.
public struct FunctionBody {
  /// nil for a lambda.
  public var name: String?
  public var nameSpan: Span?
  public var parameters: [FunctionParameter]
  /// A single expression for `f(x) = e` and lambdas.
  public var body: Block
  public var span: Span
  public init(
    name: String?, nameSpan: Span? = nil, parameters: [FunctionParameter], body: Block, span: Span
  ) {
    self.name = name
    self.nameSpan = nameSpan
    self.parameters = parameters
    self.body = body
    self.span = span
  }
}

public struct FunctionParameter {
  public var name: String
  public var span: Span
  public var fallback: Expression?
  /// `x: [N, 1, 28, 28]`; nil when not annotated.
  public var shape: [ShapeItem]?
  public init(name: String, span: Span, fallback: Expression?, shape: [ShapeItem]?) {
    self.name = name
    self.span = span
    self.fallback = fallback
    self.shape = shape
  }
}

public enum ShapeItem {
  /// Bound by the first use in a call.
  case letter(String, Span)
  case size(Int, Span)
  /// A size computed from names in scope: `[N, 2*H]`.
  case computed(Expression)
}

public struct Statement {
  public var kind: Kind
  public var span: Span
  /// Followed by `;`: its value is not displayed.
  public var isSilent: Bool
  /// `#=> …` after it.
  public var expectation: Expectation?

  public init(_ kind: Kind, _ span: Span, isSilent: Bool = false, expectation: Expectation? = nil) {
    self.kind = kind
    self.span = span
    self.isSilent = isSilent
    self.expectation = expectation
  }

  public indirect enum Kind {
    case expression(Expression)
    /// `x = e`, `(a, b) = e`, `x[i] = e`, `r.f = e`.
    case assign(Pattern, Expression)
    /// `x += e`; also -=, *=, /=.
    case augmentedAssign(Pattern, BinaryOperator, Expression)
    /// `f(x) = e`, `fn f(x) { … }`.
    case function(FunctionBody)
    case model(ModelDefinition)
    case `for`(Pattern, Expression, Block)
    case `while`(Expression, Block)
    case `break`
    case `continue`
    case `return`(Expression?)
    case noGrad(Block)
    case `try`(Block, errorName: String, handler: Block)
    case assert(Expression, message: Expression?)
    case use(String, pathSpan: Span)
    case global([String])
  }
}

/// What stands left of `=`, or between `for` and `in`.
public indirect enum Pattern {
  case name(String, Span)
  case tuple([Pattern], Span)
  case index(Expression, [IndexItem], Span)
  case field(Expression, String, Span)
}

public struct ModelDefinition {
  public var name: String
  public var nameSpan: Span
  public var parameters: [FunctionParameter]
  /// `field = …` and other statements before `forward`, run at construction.
  public var initializer: Block
  public var forward: FunctionBody
  /// Further functions of the model.
  public var methods: [FunctionBody]
  public init(
    name: String, nameSpan: Span, parameters: [FunctionParameter], initializer: Block, forward: FunctionBody,
    methods: [FunctionBody]
  ) {
    self.name = name
    self.nameSpan = nameSpan
    self.parameters = parameters
    self.initializer = initializer
    self.forward = forward
    self.methods = methods
  }
}

/// `#=> value`, `#=> value ± tolerance`, `#=> error: text`.
public enum Expectation {
  case value(String, tolerance: Double?, Span)
  case error(String, Span)

  public var span: Span {
    switch self {
    case .value(_, _, let span), .error(_, let span): span
    }
  }
}
