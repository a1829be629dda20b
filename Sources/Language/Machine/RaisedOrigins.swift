import Autograd
import Networks
import Tensor
import Text

// Where values that do not fit came from.
extension RaisedFault {
  /// Where variables among the operands got their values, when shapes do not fit.
  mutating func labelDefinitions(_ site: Site, _ prototype: Prototype, before index: Int) {
    guard RaisedFault.tracedCodes.contains(inner.code) else { return }
    for (place, span) in site.operands.enumerated() where tensor(place) != nil {
      label(String(Sources[span.source][span]), prototype, before: index)
    }
  }

  /// Where a variable got its value; of a parameter, that is up to the caller.
  private mutating func label(
    _ name: String, _ prototype: Prototype, before index: Int, as shown: String? = nil
  ) {
    guard prototype.locals.contains(where: { $0.name == name }) || prototype.captureNames.contains(name)
    else {
      if let definition = Machine.current?.globals.definition(of: name) {
        label(definition, RaisedFault.made(shown ?? name))
      }
      return
    }
    if let definition = prototype.definition(of: name, before: index) {
      label(definition, RaisedFault.made(shown ?? name))
    } else if let place = prototype.parameters.firstIndex(where: { $0.name == name }) {
      traced.append(TracedParameter(name: name, place: place, shown: shown ?? name))
    }
  }

  private static func made(_ name: String) -> Wording {
    Wording("`\(name)` is made here", "`\(name)` 在这里得到")
  }

  private mutating func label(_ definition: Span, _ text: Wording) {
    guard let own = inner.span, !inner.labels.contains(where: { $0.span == definition }) else { return }
    let source = Sources[own.source]
    let isElsewhere =
      definition.source != own.source || source.line(of: definition.start) != source.line(of: own.start)
    guard isElsewhere else { return }
    inner.labels.append(Fault.Label(definition, text))
  }

  /// The function that was left got its parameters at this call.
  mutating func traceArguments(at index: Int, of prototype: Prototype) {
    let waiting = traced
    traced = []
    guard let site = prototype.site(at: index), let callee = site.callee,
      Machine.current?.globals.isBuiltin(String(Sources[callee.source][callee])) == false
    else { return }
    for parameter in waiting {
      let place = site.names.firstIndex(of: parameter.name) ?? parameter.place
      guard site.operands.indices.contains(place) else { continue }
      let span = site.operands[place]
      let text = String(Sources[span.source][span])
      if text.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) {
        label(text, prototype, before: index, as: parameter.shown)
      } else {
        label(span, Wording("given as `\(parameter.shown)`", "作为 `\(parameter.shown)` 传入"))
      }
    }
  }

  /// Of tensors whose shapes do not fit: what made the axes that differ as long as they are.
  mutating func traceSizes(_ site: Site) {
    guard ["E0230", "E0231", "E0250"].contains(inner.code) else { return }
    let operands = site.operands.indices.prefix(2).compactMap { tensor($0) }
    guard operands.count == 2 else { return }
    let (a, b) = (operands[0], operands[1])
    let axes: (Int, Int)?
    if inner.code == "E0250" {
      axes = (a.shape.rank - 1, max(0, b.shape.rank - 2))
    } else {
      let back = (1...max(1, min(a.shape.rank, b.shape.rank))).first {
        a.shape.rank >= $0 && b.shape.rank >= $0 && a.shape[a.shape.rank - $0] != b.shape[b.shape.rank - $0]
      }
      axes = back.map { (a.shape.rank - $0, b.shape.rank - $0) }
    }
    guard let axes else { return }
    inner.notes += [SizeOrigin.note(a, axis: axes.0), SizeOrigin.note(b, axis: axes.1)].compactMap { $0 }
  }

  /// Codes of tensors whose shapes or labels do not fit.
  private static let tracedCodes: Set = [
    "E0230", "E0231", "E0250", "E0251", "E0253", "E0255", "E0263", "E0264", "E0265", "E0403", "E0411",
    "E0412",
  ]
}

/// A parameter whose argument did not fit.
struct TracedParameter {
  var name: String
  var place: Int
  /// What the function that failed calls it.
  var shown: String
}

extension Prototype {
  /// Where a local variable got the value that an instruction reads: the latest definition above it, or in a loop the
  /// last one.
  fileprivate func definition(of name: String, before index: Int) -> Span? {
    guard let register = locals.first(where: { $0.name == name })?.register else { return nil }
    let own = definitions.filter { $0.register == register }
    let isParameter = parameters.contains { $0.name == name }
    return (own.last { $0.from <= index } ?? (isParameter ? nil : own.last))?.span
  }
}
