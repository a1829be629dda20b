import Catalog
import Glibc
import Language
import Testing
import Text

extension LanguageTests {
  /// Every example of the reference runs, and displays what the reference says.
  @Suite struct DocumentedExampleTests {
    @Test(arguments: Category.allCases) func examplesGiveWhatTheySay(_ category: Category) throws {
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
