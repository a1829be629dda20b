import Testing

/// Programs that ask for more than there is end with an error, not with the process.
@Suite struct HostileTests {
  @Test(arguments: [
    ("arange(1e12)", "E0901"), ("linspace(0, 1, 1e12)", "E0901"), ("one_hot([1], 1e12)", "E0901"),
    ("list(1..1e18)", "E0901"), ("enumerate(1..1e18)", "E0901"), ("gru(2, 2, 1e12)", "E0901"),
    ("transformer_encoder(8, num_layers=1e12)", "E0901"),
    ("conv2d(1, 1, 3, padding=1e9)(ones(1, 1, 4, 4))", "E0901"),
    ("r = {a: 1}; r.b = r; r == r", "E0902"), ("a = [\"x\"]; a.append(a); plot(a)", "E0902"),
    ("a = [\"x\"]; a.append(a); save(a, \"a.safetensors\")", "E0902"),
    ("f = x -> x\nfor i in 1..100000 { f = f >> relu }", "E0902"),
    ("pool_gather2d(ones(1, 1, 4, 4), cast(full([1, 1, 2, 2], 99), i64), 2, shape=[1, 1, 4, 4])", "E0240"),
    ("pool_gather2d(ones(1, 1, 4, 4), -1, [1, 1], shape=[-1])", "E0260"),
  ])
  func isRefused(_ code: String, _ error: String) throws {
    let result = try Tool.run("-e", code)
    #expect(result.status == 1)
    #expect(result.errors.contains("error[\(error)]"))
  }

  @Test(arguments: [
    "(a, b) = sort(zeros(2, 0)); shape(a)", "ridgeline(1e300);",
    "hist(cast([1, -1], f64) * 1.7e308);",
  ])
  func isServed(_ code: String) throws {
    #expect(try Tool.run("-e", code).status == 0)
  }

  @Test(arguments: [
    "f(x) = x\n1" + String(repeating: " |> f", count: 4900),
    "if false { 1 }" + String(repeating: " else if false { 1 }", count: 4900),
    String(repeating: "!", count: 200_000), String(repeating: "x,", count: 3000),
    String(repeating: "\u{200B}", count: 50_000), "a" + String(repeating: "\u{301}", count: 3000),
    String(repeating: "a", count: 50_000) + " = 1\n" + String(repeating: "a", count: 49_999),
  ])
  func aMonstrousProgramIsChecked(_ program: String) throws {
    let folder = Tool.Folder()
    let result = try Tool.run("check", folder.write("a.dls", program))
    #expect(result.status < 3)
    #expect(result.errors.utf8.count < 100_000)
  }
}
