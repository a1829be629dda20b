import Language
import Testing
import Text

extension LanguageTests {
  @Suite struct CheckTests {
    private func codes(_ text: String) -> [String] {
      Session(host: RecordingHost()).check(Sources.add(name: "test.dls", text: text)).map(\.code)
    }

    @Test func findsUnknownNamesAndMisfitCallsWithoutRunning() {
      #expect(codes("exit(1)\nundefined_name") == ["E0301"])
      #expect(codes("f(x) = x\nf(1, 2)\nf(y=1)\nf()") == ["E0331", "E0332", "E0331"])
      #expect(codes("adam(net, lrr=1)\nnet = linear(1, 1)") == ["E0332"])
      #expect(codes("x = [1, 2") == ["E0111"])
    }

    @Test func knowsNamesThatAreLayersAndOperations() {
      #expect(codes("linear(3, 4, 5, 6, 7, 8)\nconv2d(1, 2, kernal=3)") == ["E0331", "E0332"])
      #expect(
        codes("x = zeros(2, 2)\nx |> conv2d(1, 2, strid=3)\nflatten(x, 1)\nsoftmax(x, dim=0)") == ["E0332"])
      #expect(codes("relu()\ndropout()\nlinear(out=3)\nsave(1, \"a\")") == [])
    }

    @Test(arguments: ["scopes", "functions", "values", "tensors", "models"])
    func raisesNoFalseAlarms(name: String) {
      #expect(codes(contents("\(programs)/\(name).dls")) == [])
    }
  }
}
