import Catalog
import Foundation
import Glibc
import Language
import Testing
import Text

extension LanguageTests {
  /// Every example of the reference runs, and displays what the reference says.
  @Suite struct DocumentedExampleTests {
    @Test(arguments: Category.allCases) func examplesGiveWhatTheySay(_ category: Category) throws {
      // Some write files.
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dls-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let before = FileManager.default.currentDirectoryPath
      #expect(FileManager.default.changeCurrentDirectoryPath(folder.path))
      defer {
        #expect(FileManager.default.changeCurrentDirectoryPath(before))
        try? FileManager.default.removeItem(at: folder)
      }
      for descriptor in Reference.descriptors where descriptor.category == category {
        for example in descriptor.examples {
          let text = example.code + (example.result.isEmpty ? "" : "  #=> " + example.result)
          do {
            let outcome = try outcome(of: text, name: descriptor.name)
            #expect(outcome.unmet == [], "\(descriptor.name): \(example.code)")
          } catch {
            let message = (error as? any Failure)?.fault.message.english ?? "\(error)"
            Issue.record("\(descriptor.name): \(example.code): \(message)")
          }
        }
      }
    }

    @Test func everyBuiltinHasAText() {
      for descriptor in Reference.descriptors {
        #expect(Reference.text(descriptor.name)?.hasPrefix(descriptor.signature) == true)
      }
    }

    @Test func examplesOfMembersGiveWhatTheySay() throws {
      for member in Reference.members {
        for example in member.descriptor.examples {
          let outcome = try outcome(of: "\(example.code)  #=> \(example.result)", name: member.name)
          #expect(outcome.unmet == [], "\(member.signature): \(example.code)")
        }
      }
    }

    /// Of values of every type, what completion offers is what help knows.
    @Test(arguments: [
      "zeros(2)", "[\"a\"]", "\"a\"", "{a: 1}", "1..3", "sin", "linear(2, 1)", "conv2d(1, 1, kernel=3)",
      "conv_transpose2d(1, 1, kernel=3)", "max_pool2d(2)", "avg_pool2d(2)", "batch_norm(2)", "layer_norm(2)",
      "group_norm(1, 2)", "dropout()", "embedding(2, 2)", "flatten()", "rnn(2, 2)", "lstm(2, 2)",
      "attention(2, num_heads=1)", "sgd(linear(2, 1), lr=0.1)",
      "sgd(linear(2, 1), lr=0.1).groups[0]", "step_lr(sgd(linear(2, 1), lr=0.1), 1)", "dataset(\"iris\")",
      "batches(zeros(4), 2)", "summary(linear(2, 1), input=[2])", "watch(linear(2, 1))",
      "gradcheck(x -> x^2, 3)", "fit(linear(2, 1), (zeros(4, 2), zeros(4, 1)), loss=mse)",
    ])
    func membersAreDescribed(value: String) throws {
      let session = Session(host: RecordingHost())
      try session.run(Sources.add(name: "members.dls", text: "value = \(value)"))
      let names = session.completions(for: "value.", at: 6).names
      #expect(!names.isEmpty || value == "sin")
      for name in names { #expect(session.help("value.\(name)") != nil, "\(name) of \(value)") }
    }

    @Test func everyBuiltinThatNeedsNoFileHasAnExample() {
      let without = Reference.descriptors.filter { $0.examples.isEmpty }.map(\.name)
      let files = [
        "load", "save", "remove_file", "read_csv", "read_image", "read_npy", "write_npy", "read_npz",
        "write_npz",
        "read_text", "exit", "help", "doc",
        "unshadow",
      ]
      // Parts of the gradients of other operations.
      let inner = [
        "avg_unpool2d", "max_unpool2d", "pool_gather2d", "conv2d_input_gradient", "conv2d_weight_gradient",
      ]
      #expect(without.filter { !(files + inner).contains($0) } == [])
    }
  }
}
