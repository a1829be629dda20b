import ArgumentParser
import enum Catalog.Category
import struct Catalog.Descriptor
import struct Catalog.Parameter
import Console
import Language
import Notebooks
import Text

/// `dls doc [NAME] [--json]`
struct Doc: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The reference of builtins: all of them by category, or one in full.")

  @Flag(help: "As JSON, for tools.") var json = false
  @Argument(help: "A builtin.") var name: String?

  func run() throws {
    let all = Reference.descriptors
    guard let name else {
      return Output.write(json ? JSON.array(all.map(Doc.json)).pretty + "\n" : Doc.overview(all))
    }
    guard let descriptor = all.first(where: { $0.name == name }) else {
      let close = closestNames(to: name, among: all.map(\.name)).joined(separator: ", ")
      Output.error(
        "dls doc: nothing is called \"\(name)\"" + (close.isEmpty ? "" : "; did you mean \(close)?") + "\n")
      throw ExitStatus.usage
    }
    Output.write(json ? Doc.json(descriptor).pretty + "\n" : Reference.text(descriptor) + "\n")
  }

  private static func overview(_ all: [Descriptor]) -> String {
    let width = all.map(\.name.count).max() ?? 0
    var result = ""
    for category in Category.allCases {
      let shelf = all.filter { $0.category == category }.sorted { $0.name < $1.name }
      if shelf.isEmpty { continue }
      result += (result.isEmpty ? "" : "\n") + category.rawValue + "\n"
      for descriptor in shelf {
        let gap = String(repeating: " ", count: width - descriptor.name.count + 2)
        result += "  " + descriptor.name + gap + descriptor.summary + "\n"
      }
    }
    return result
  }

  private static func json(_ descriptor: Descriptor) -> JSON {
    .object([
      "name": .string(descriptor.name), "category": .string(descriptor.category.rawValue),
      "signature": .string(descriptor.signature), "summary": .string(descriptor.summary),
      "formula": .string(descriptor.formula), "returns": .string(descriptor.returns),
      "notes": .string(descriptor.notes), "parameters": .array(descriptor.parameters.map(json)),
      "examples": .array(
        descriptor.examples.map { .object(["code": .string($0.code), "result": .string($0.result)]) }),
    ])
  }

  private static func json(_ parameter: Parameter) -> JSON {
    .object([
      "name": .string(parameter.name), "summary": .string(parameter.summary),
      "default": parameter.fallback.map { .string($0.literal) } ?? .null,
      "aliases": .array(parameter.aliases.map { .string($0) }), "variadic": .bool(parameter.variadic),
      "keyword_only": .bool(parameter.keywordOnly),
    ])
  }
}
