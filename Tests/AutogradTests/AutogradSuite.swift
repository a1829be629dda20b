import Autograd
import Catalog
import Tensor
import Testing
import Text

/// The recorder and the random numbers are one thread's, so these tests run one after another.
@Suite(.serialized) enum AutogradSuite {}

extension AutogradSuite {
  @Suite struct Checks {
    @Test func everyOperationHasChecks() {
      for operation in Operations.all {
        #expect(!operation.isDifferentiable || !operation.checks.isEmpty, "\(operation.name)")
      }
    }

    @Test func everyOperationIsComparedWithPyTorch() throws {
      // Those that serve inside gradient rules have no counterpart; second derivatives reach them. A cast changes
      // no value.
      let adjoints: Set = [
        "conv2d_input_gradient", "conv2d_weight_gradient", "max_unpool2d", "pool_gather2d", "avg_unpool2d",
        "cast",
      ]
      let compared = Set(try ReferenceCase.load().map(\.name) + NeuralReference.load().cases.map(\.name))
      let missing = Operations.all.map(\.name).filter { !compared.contains($0) && !adjoints.contains($0) }
      #expect(missing.isEmpty)
    }

    @Test func namesAreUnique() {
      let names = Operations.all.map(\.name)
      #expect(Set(names).count == names.count)
      let builtins = AutogradBuiltins.all.map(\.descriptor.name)
      #expect(Set(builtins).count == builtins.count)
    }

    @Test func gradientsMatchFiniteDifferences() throws {
      for operation in Operations.all where operation.isDifferentiable {
        for check in operation.checks {
          let error = try OperationCheck(operation: operation, check: check).firstOrderError()
          #expect(error < 1e-6, "\(operation.name) \(check.shapes) \(check.attributes): \(error)")
        }
      }
    }

    @Test func secondDerivativesMatchFiniteDifferences() throws {
      for operation in Operations.all where operation.isDifferentiable {
        for check in operation.checks {
          let error = try OperationCheck(operation: operation, check: check).secondOrderError()
          #expect(error < 1e-5, "\(operation.name) \(check.shapes) \(check.attributes): \(error)")
        }
      }
    }

    @Test func agreesWithPyTorchInDouble() throws {
      let cases = try ReferenceCase.load()
      #expect(cases.count > 140)
      for item in cases {
        let mismatch = try item.mismatch(.f64, tolerance: 1e-10)
        #expect(mismatch == nil)
      }
    }

    @Test func agreesWithPyTorchInSingle() throws {
      for item in try ReferenceCase.load() {
        let mismatch = try item.mismatch(.f32, tolerance: 1e-5)
        #expect(mismatch == nil)
      }
    }
  }
}

/// Short ways to values.
enum Make {
  static func tensor(_ values: [Double], _ shape: Shape? = nil, _ dtype: DType = .f32) throws -> Variable {
    Variable(try Tensor.from(values, shape ?? [values.count]).cast(to: dtype))
  }

  static func parameter(_ values: [Double], _ shape: Shape? = nil) throws -> Variable {
    let x = try tensor(values, shape)
    x.isParameter = true
    return x
  }

  static func function(
    _ name: String, _ arity: Int, _ body: @escaping ([Variable]) throws -> Variable
  ) -> any Callable {
    Closure(name, arity: arity) { .object(try body($0.map(variable))) }
  }

  static func variable(_ argument: Argument) throws -> Variable {
    switch argument {
    case .number(let value): return try .number(value)
    case .object(let object): return try #require(object as? Variable)
    default: throw AutogradFailure.noResult("test")
    }
  }

  static func number(_ argument: Argument) throws -> Double { try variable(argument).tensor.item }

  static func numbers(_ argument: Argument) throws -> [Double] {
    if case .tuple(let items) = argument { return try items.flatMap(numbers) }
    return try variable(argument).tensor.doubles
  }

  /// The message a block fails with.
  static func failure(_ body: () throws -> Void) -> Fault? {
    do {
      try body()
      return nil
    } catch let failure as any Failure {
      return failure.fault
    } catch {
      return nil
    }
  }
}
