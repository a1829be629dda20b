import Testing

extension LanguageTests {
  /// Programs with an expectation on each line that matters.
  @Suite struct ProgramTests {
    @Test(arguments: ["scopes", "functions", "values", "tensors", "models", "sharing", "containers"])
    func meetsItsExpectations(name: String) throws {
      let text = contents("\(programs)/\(name).dls")
      let outcome = try outcome(of: text, name: "\(programs)/\(name).dls")
      #expect(outcome.unmet == [])
      #expect(outcome.met >= 15)
    }
  }
}
