import Autograd
import Catalog
import Networks
import Syntax
import Tensor
import Text

/// Runs a program on shapes alone: no data is read, nothing is computed on large tensors, drawn, written or printed,
/// and loops that train go round twice. What fails then fails whatever the data.
final class ShapeCheck {
  private let program: Block
  /// What is known to be wrong already.
  private let known: [Fault]
  /// The first line of each cell, ascending; empty: there is one.
  private let cells: [Int]
  /// Variables that may be anything.
  private let given: Set<String>
  private let run = ShapeRun()
  private let session: Session
  private let trace = LayerTrace()
  private let host: any Host
  private let shapeHost: ShapeHost
  private var faults: [Fault] = []

  /// Tensors of more bytes have no elements.
  private static let limit = 16_384

  init(_ program: Block, known: [Fault], cells: [Int], given: Set<String>, host: any Host) {
    self.program = program
    self.given = given
    self.known = known
    self.cells = cells
    self.host = host
    shapeHost = ShapeHost(host, run)
    session = Session(host: shapeHost)
    session.output = { _ in }
    session.machine.shapeRun = run
    session.globals.preset("args", owned: .unknown)
    for name in given { session.globals.set(name, owned: .unknown) }
  }

  /// The first error of each cell that does not follow from an earlier one.
  static func faults(
    in program: Block, known: [Fault], cells: [Int] = [], given: Set<String> = [], host: any Host
  ) -> [Fault] {
    let (outerHost, outerMachine) = (Hosting.current, Machine.current)
    let (limit, trace, random) = (Hollow.limit, LayerTrace.current, RandomGenerator.shared.state)
    defer {
      (Hosting.current, Machine.current) = (outerHost, outerMachine)
      (Hollow.limit, LayerTrace.current, RandomGenerator.shared.state) = (limit, trace, random)
    }
    Hollow.limit = ShapeCheck.limit
    let check = ShapeCheck(program, known: known, cells: cells, given: given, host: host)
    LayerTrace.current = check.trace
    Machine.current = check.session.machine
    return check.findings() + check.shapeHost.warnings
  }

  private func findings() -> [Fault] {
    var failedCell: CellPlace?
    for statement in program.statements {
      let cell = cell(of: statement)
      if isKnownToFail(statement) || cell == failedCell && !statement.isDefinition {
        forget(statement)
        continue
      }
      do {
        if let fault = try fault(of: statement) {
          faults.append(fault)
          failedCell = cell
        }
      } catch {
        return faults
      }
    }
    for statement in program.statements where !isKnownToFail(statement) {
      if let fault = try? annotated(statement) { faults.append(fault) }
    }
    return faults
  }

  /// - Throws: when the program ends here.
  private func fault(of statement: Statement) throws -> Fault? {
    try attempt {
      try session.execute(statement).release()
    } failed: {
      forget(statement)
    }
  }

  private func attempt(_ body: () throws -> Void, failed: () -> Void) throws -> Fault? {
    run.begin()
    _ = trace.takeFailure()
    let isRecording = Executor.isRecordingEnabled
    defer { Executor.record(isRecording) }
    do {
      try body()
      return nil
    } catch let exit as ExitRequest {
      throw exit
    } catch {
      failed()
      if error is Interrupted {
        if host.isInterrupted { throw error }
        run.isIncomplete = true
        return nil
      }
      guard var fault = (error as? any Failure)?.fault else { return nil }
      if fault.code.hasPrefix("E05") { run.isIncomplete = true }
      guard counts(fault) else { return nil }
      if fault.code == "E0301" { fault = fault.explained(by: program) }
      if let table = trace.takeFailure() { fault.notes.append(table) }
      return fault
    }
  }

  // Which errors count

  /// These tell of values, not of shapes, kinds or names.
  private static let aboutValues: Set<String> = [
    "E0214", "E0217", "E0222", "E0223", "E0225", "E0240", "E0246", "E0263", "E0267", "E0345", "E0360",
    "E0405",
    "E0412",
    "E0413", "E0414", "E0424", "E0425", "E0426", "E0440",
  ]

  private func counts(_ fault: Fault) -> Bool {
    guard ["E01", "E02", "E03", "E04"].contains(where: fault.code.hasPrefix),
      !ShapeCheck.aboutValues.contains(fault.code)
    else { return false }
    if fault.code == "E0301", run.isIncomplete { return false }
    if fault.code == "E0354", run.cutsLoops { return false }
    // What a statement that failed should have made.
    if !faults.isEmpty, fault.labels.contains(where: { $0.text.english == "none" }) { return false }
    return !(known + faults).contains { $0.span == fault.span && $0.code == fault.code }
  }

  private func isKnownToFail(_ statement: Statement) -> Bool {
    known.contains { fault in
      guard fault.severity == .error, let span = fault.span, span.source == statement.span.source else {
        return false
      }
      return statement.span.start <= span.start && span.start < statement.span.end
    }
  }

  private func cell(of statement: Statement) -> CellPlace {
    let source = statement.span.source
    let line = Sources[source].position(of: statement.span.start).line
    return CellPlace(source: source, number: cells.filter { $0 <= line }.count)
  }

  private struct CellPlace: Equatable {
    var source: SourceID
    var number: Int
  }

  private func forget(_ statement: Statement) {
    for name in Names(Block([statement], statement.span)).assigned {
      session.globals.set(name, owned: .unknown)
    }
  }

  // What nobody called

  /// The first error of a function or model that was never called, on inputs as its parameters are annotated.
  private func annotated(_ statement: Statement) throws -> Fault? {
    switch statement.kind {
    case .function(let function):
      guard let callee = session.globals.value(of: function.name ?? ""), callee.tag == Tag.function,
        !run.visited.contains(ObjectIdentifier(callee.reference(FunctionObject.self).prototype))
      else { return nil }
      return try fault(calling: { callee.copied() }, function)
    case .model(let model):
      guard let value = session.globals.value(of: model.name), value.tag == Tag.model else { return nil }
      let prototype = value.reference(ModelObject.self).prototype
      guard !run.visited.contains(ObjectIdentifier(prototype.forward)) else { return nil }
      if let instance = instance(of: prototype) {
        return try fault(calling: { instance.copied() }, model.forward)
      }
      guard model.parameters.allSatisfy({ $0.fallback != nil }) else { return nil }
      return try fault(calling: { try self.session.machine.call(value, owning: []) }, model.forward)
    default: return nil
    }
  }

  private func instance(of prototype: ModelPrototype) -> Value? {
    session.globals.userSlots.lazy.map { self.session.globals.slots[$0] }.first {
      $0.tag == Tag.instance && $0.reference(ModelInstance.self).model.prototype === prototype
    }
  }

  private func fault(calling callee: () throws -> Value, _ function: FunctionBody) throws -> Fault? {
    guard let shapes = function.sampleShapes, !shapes.isEmpty else { return nil }
    let fault = try attempt {
      let callee = try callee()
      defer { callee.release() }
      let inputs = try shapes.map { Value(Variable(try .hollow(Shape.checked($0)))) }
      try session.machine.call(callee, owning: inputs).release()
    } failed: {
    }
    guard var fault else { return nil }
    let tried = shapes.map { Shape($0).description }.joined(separator: ", ")
    fault.notes.append(
      Wording("nothing calls it; tried with \(tried), as it is annotated", "没有代码调用它；按其标注以 \(tried) 试算"))
    return fault
  }
}

extension Statement {
  fileprivate var isDefinition: Bool {
    switch kind {
    case .function, .model, .use: true
    default: false
    }
  }
}

extension FunctionBody {
  /// Shapes that suit the parameters without a default; nil when the annotations leave more than a batch open.
  fileprivate var sampleShapes: [[Int]]? {
    var result: [[Int]] = []
    for parameter in parameters where parameter.fallback == nil {
      guard let items = parameter.shape else { return nil }
      var sizes: [Int] = []
      for item in items {
        switch item {
        case .letter where sizes.isEmpty: sizes.append(FunctionBody.batch)
        case .size(let size, _): sizes.append(size)
        default: return nil
        }
      }
      result.append(sizes)
    }
    return result
  }

  /// Parts of it, halves and thirds, come out even.
  private static let batch = 12
}
