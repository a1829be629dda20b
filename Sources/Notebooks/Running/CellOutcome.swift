import Catalog
import Text

/// What running a cell gave.
public struct CellOutcome {
  /// In the order in which they came.
  public enum Output {
    /// What the program printed.
    case printed(String)
    /// The displayed value of the last expression.
    case value(String)
    /// The displayed value of the last expression, where it is a table.
    case table(DisplayTable)
    case figure(DrawnFigure)
    case warning(Fault)
  }

  public var cell: Cell
  /// Counts code cells, from 1; nil for text.
  public var number: Int?
  public var outputs: [Output] = []
  /// What ended the cell early.
  public var fault: Fault?
  /// False when an earlier cell's end kept it from running.
  public var wasRun = true

  public init(cell: Cell, number: Int? = nil) {
    self.cell = cell
    self.number = number
  }

  mutating func append(printed text: String) {
    if case .printed(let before)? = outputs.last {
      outputs[outputs.count - 1] = .printed(before + text)
    } else if !text.isEmpty {
      outputs.append(.printed(text))
    }
  }
}

/// A figure as drawn for a page.
public struct DrawnFigure {
  /// Counts the notebook's figures, from 1.
  public var number: Int
  public var svg: String
  /// What a reader who cannot see it is told.
  public var label: String

  public init(number: Int, svg: String, label: String) {
    self.number = number
    self.svg = svg
    self.label = label
  }
}
