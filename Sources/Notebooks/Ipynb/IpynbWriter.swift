import Text

/// Writes notebooks as Jupyter's nbformat 4.5, with outputs where the notebook was run.
public enum IpynbWriter {
  /// A file that is laid out otherwise than its cells would be is kept in the metadata as it stands.
  public static func json(_ notebook: Notebook) -> JSON {
    let isPlain = notebook.program == notebook.dls
    return json(notebook.cells.map { CellOutcome(cell: $0) }, layout: isPlain ? nil : notebook.program)
  }

  public static func json(_ outcomes: [CellOutcome], layout: String? = nil) -> JSON {
    var metadata: [JSON.Field] = []
    if let layout { metadata.append(JSON.Field("dls", .object(["layout": .string(layout)]))) }
    metadata.append(
      JSON.Field(
        "kernelspec",
        .object(["display_name": .string("dls"), "language": .string("dls"), "name": .string("dls")])))
    metadata.append(
      JSON.Field(
        "language_info",
        .object([
          "file_extension": .string(".dls"), "mimetype": .string("text/x-dls"), "name": .string("dls"),
        ])))
    return .object([
      "cells": .array(outcomes.enumerated().map { cell($1, index: $0) }),
      "metadata": .object(metadata),
      "nbformat": .number(4),
      "nbformat_minor": .number(5),
    ])
  }

  private static func cell(_ outcome: CellOutcome, index: Int) -> JSON {
    let cell = outcome.cell
    var fields: [JSON.Field] = []
    if cell.kind == .code {
      fields.append(JSON.Field("execution_count", outcome.number.map { .number(Double($0)) } ?? .null))
    }
    fields.append(JSON.Field("id", .string("cell-\(index + 1)")))
    fields.append(JSON.Field("cell_type", .string(cell.kind.rawValue)))
    fields.append(JSON.Field("metadata", metadata(cell)))
    if cell.kind == .code {
      fields.append(JSON.Field("outputs", .array(outputs(outcome))))
    }
    fields.append(
      JSON.Field("source", lines(cell.kind == .code ? MarkerEscape.unescaped(cell.text) : cell.text)))
    return .object(fields.sorted { $0.name < $1.name })
  }

  private static func metadata(_ cell: Cell) -> JSON {
    var fields: [JSON.Field] = []
    if !cell.options.isEmpty {
      fields.append(JSON.Field("dls", .object(cell.options.map { JSON.Field($0.name, .string($0.value)) })))
    }
    if !cell.title.isEmpty { fields.append(JSON.Field("title", .string(cell.title))) }
    return .object(fields)
  }

  private static func outputs(_ outcome: CellOutcome) -> [JSON] {
    var result = outcome.outputs.map { output($0, number: outcome.number ?? 0) }
    if let fault = outcome.fault {
      result.append(
        .object([
          "ename": .string(fault.code), "evalue": .string(fault.message.text),
          "output_type": .string("error"),
          "traceback": .array(FaultText.plain(fault).split(separator: "\n").map { .string(String($0)) }),
        ]))
    }
    return result
  }

  private static func output(_ output: CellOutcome.Output, number: Int) -> JSON {
    switch output {
    case .printed(let text): return stream("stdout", text)
    case .warning(let fault): return stream("stderr", FaultText.plain(fault) + "\n")
    case .value(let text): return result(["text/plain": lines(text)], number)
    case .table(let table):
      return result(["text/html": lines(HTML.table(table)), "text/plain": lines(table.text)], number)
    case .figure(let figure):
      return .object([
        "data": .object(["image/svg+xml": lines(figure.svg), "text/plain": lines(figure.label)]),
        "metadata": .object([JSON.Field]()), "output_type": .string("display_data"),
      ])
    }
  }

  private static func result(_ data: KeyValuePairs<String, JSON>, _ number: Int) -> JSON {
    .object([
      "data": .object(data.map { JSON.Field($0.key, $0.value) }), "execution_count": .number(Double(number)),
      "metadata": .object([JSON.Field]()), "output_type": .string("execute_result"),
    ])
  }

  private static func stream(_ name: String, _ text: String) -> JSON {
    .object(["name": .string(name), "output_type": .string("stream"), "text": lines(text)])
  }

  /// Jupyter's way with text: a list of lines that keep their newlines.
  private static func lines(_ text: String) -> JSON {
    if text.isEmpty { return .array([]) }
    let parts = text.split(separator: "\n", omittingEmptySubsequences: false)
    return .array(
      parts.enumerated().compactMap { index, line in
        if index < parts.count - 1 { return .string(line + "\n") }
        return line.isEmpty ? nil : .string(String(line))
      })
  }
}
