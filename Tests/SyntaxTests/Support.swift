import Foundation
import Syntax
import Testing
import Text

/// Parses a text without faults and compares the tree's s-expression.
func check(_ input: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let (block, faults) = Parser.parse(Sources.add(name: "test.dls", text: input))
  #expect(faults.map(\.message.english) == [], "\(input)", sourceLocation: sourceLocation)
  #expect(dump(block) == expected, sourceLocation: sourceLocation)
}

/// The codes of all faults, in order.
func codes(_ input: String) -> [String] {
  Parser.parse(Sources.add(name: "test.dls", text: input)).1.map(\.code)
}

let testsFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

/// Programs that exercise the whole grammar: the sample here and the notebooks and contracts of the project.
func samplePrograms() -> [String] {
  let root = testsFolder.deletingLastPathComponent().deletingLastPathComponent()
  var texts = [sample]
  for folder in ["notebooks", "Tests/Contract", "scripts"] {
    let place = root.appendingPathComponent(folder)
    let files =
      (try? FileManager.default.contentsOfDirectory(at: place, includingPropertiesForKeys: nil)) ?? []
    for file in files.sorted(by: { $0.path < $1.path }) where file.pathExtension == "dls" {
      if let text = try? String(contentsOf: file, encoding: .utf8) { texts.append(text) }
    }
  }
  return texts
}

let sample = #"""
  #!/usr/bin/env dls
  # %% [markdown]
  # ## A title  

  # %% gradients of a formula
  f(x, y, z: [N, 2*H]) = (x + y) * max(y, z)
  ∇f(1, 2, 0)            #=> (2, 5, 0) ± 1e-3
  σ(x) = 1 / (1 + e^-x)
  plot(σ, σ', -6..6, title="Sigmoid 函数及其导数 \u{3c3}\n")
  model Net(k=3) {
    conv = conv2d(1, 32, kernel=k)
    forward(x: [N, 1, 28, 28]) {
      x = conv(x) |> relu
        |> flatten   # a comment
        .sum(dim=0)
      x
    }
    helper(a) = a + 1
  }
  for (x, (y, _)) in batches(data, 64) { print(f"epoch {x:.4f} {{}} {f"in {a["k"]}"}"); x += 1 }
  r = {lr: 0.1, "beta": {}}
  while not a or b and c not in d { if a { break } else if b { continue } else { x[1:, ..., ::2, -1] = 3 } }
  g = (x, y=2) -> { return x^2 }
  try { use "a.dls" } catch err { assert 1 < 2 <= 3, r"\m" }
  fn h(a) { global q; q = no_grad { a } ; a, b = b, a }
  A''' @ B.T // 2 % .5 + 0xff - 1_000  #=> error: shapes
  long(
    1,  # one
    [2,
      3],
  )
  """#
