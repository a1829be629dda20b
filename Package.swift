// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-3.0-or-later
import PackageDescription

/// Imports go downward only; ARCHITECTURE.md gives the reason for each edge.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]
/// Where small tensors are computed: no checks for overlapping access in release builds.
let quick =
  strict + [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]
/// Besides, objects are counted without locks: none of this code runs on the pool's threads, and of all others only
/// one is awake at a time.
let uncontended =
  quick + [.unsafeFlags(["-Xfrontend", "-assume-single-threaded"], .when(configuration: .release))]

func floor(
  _ name: String, _ dependencies: [Target.Dependency], settings: [SwiftSetting] = strict
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
  name: "dls",
  products: [.executable(name: "dls", targets: ["dls"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .target(name: "CKernels"),
    // A frame pointer would cost every instruction of the machine a tenth of its time.
    .target(name: "CMachine", cSettings: [.unsafeFlags(["-Xclang", "-mframe-pointer=none"])]),
    .systemLibrary(name: "COpenBLAS", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
      name: "GnuplotStream",
      linkerSettings: [.linkedLibrary("boost_iostreams")]),

    .target(name: "ImageReader", linkerSettings: [.linkedLibrary("png16"), .linkedLibrary("netpbm")]),

    floor("Text", []),
    floor("Tensor", ["Text", "CKernels", "COpenBLAS"], settings: quick),

    floor("Syntax", ["Text"]),
    floor("Catalog", ["Text", "Tensor"]),

    floor("Autograd", ["Text", "Catalog", "Tensor"], settings: uncontended),

    floor("Networks", ["Text", "Catalog", "Tensor", "Autograd"]),
    floor("Datasets", ["Text", "Catalog", "Tensor", "CZlib", "ImageReader"]),
    floor("Figures", ["Text", "Catalog", "Tensor", "GnuplotStream"]),

    floor(
      "Language",
      [
        "Text", "Syntax", "Catalog", "Tensor", "Autograd", "Networks", "Datasets", "Figures", "CMachine",
      ], settings: uncontended),

    floor("Notebooks", ["Text", "Syntax", "Catalog", "Figures", "Language"]),
    floor("LanguageServer", ["Text", "Syntax", "Catalog", "Language", "Notebooks"]),
    floor("Console", ["Text", "Catalog", "Figures", "Notebooks", "Language", "CReadline"]),

    .executableTarget(
      name: "dls",
      dependencies: [
        "Text", "Syntax", "Catalog", "Tensor", "Language", "Notebooks", "Console", "LanguageServer",
        "Figures",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    tests("TextTests", ["Text"]),
    tests("SyntaxTests", ["Syntax", "Text"], exclude: ["Golden"]),
    tests("TensorTests", ["Tensor", "Text"]),
    tests("AutogradTests", ["Autograd", "Catalog", "Tensor", "Text"]),
    tests("NetworksTests", ["Networks", "Autograd", "Catalog", "Tensor", "Text"]),
    tests("DatasetsTests", ["Datasets", "Catalog", "Tensor", "Text", "CZlib"]),
    tests("FiguresTests", ["Figures", "Catalog", "Tensor", "Text"], exclude: ["Golden"]),
    tests(
      "LanguageTests", ["Language", "Syntax", "Catalog", "Tensor", "Text"],
      exclude: ["Programs", "Mistakes", "Shapes"]),
    tests("NotebooksTests", ["Notebooks", "Language", "Text"]),
    tests("CommandTests", ["Text"]),

    .target(
      name: "Fuzzing", dependencies: ["Language", "Syntax", "Catalog", "Tensor", "Text"],
      path: "Tests/Fuzzing",
      exclude: ["Corpus"], swiftSettings: strict),
    tests("FuzzingTests", ["Fuzzing", "Language", "Syntax", "Text"]),
  ],
  swiftLanguageModes: [.v5],
  cLanguageStandard: .c17,
  cxxLanguageStandard: .cxx17
)

// It needs libFuzzer, which is linked only where scripts/fuzz.sh asks for it.
if Context.environment["DLS_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "fuzz", dependencies: ["Fuzzing", "Language", "Syntax"], path: "Tests/Fuzz",
      swiftSettings: strict))
}
