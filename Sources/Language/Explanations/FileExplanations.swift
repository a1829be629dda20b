extension Explanation {
  /// Files and data.
  static let files = [
    Explanation(
      ["E0501", "E0533", "E0521", "E0701"], "a file that cannot be read",
      "Paths are relative to the folder dls was started in; those of use, to the file that uses. The message ends with the system's reason.",
      example: "use \"nosuch.dls\"",
      fixed: "print(\"use a file that is there\")"),
    Explanation(
      ["E0502", "E0703"], "a file that is no text",
      "Programs are UTF-8 text. Convert other encodings first."),
    Explanation(
      ["E0520"], "a name that is no file name",
      "File names are not empty and hold no zero byte."),
    Explanation(
      ["E0522", "E0536", "E0537"], "a file of the wrong length",
      "The file is cut short, or goes on after its contents. Download or save it again."),
    Explanation(
      ["E0523", "E0524", "E0535", "E0538", "E0541", "E0543"], "a file that does not hold what its name says",
      "The contents are not of the expected format, or are damaged. Nothing was taken from it."),
    Explanation(
      ["E0525"], "weights of another model",
      "The names and shapes in the file are not those of the model. Build the same model as was saved, or load with strict=false."
    ),
    Explanation(
      ["E0526"], "something that cannot be saved",
      "save(model, \"net.safetensors\") keeps weights; records of tensors and optimizers work too. Figures go to .svg, .pdf and .png.",
      example: "save(\"text\", \"net.safetensors\")",
      fixed: "net = linear(1, 1)\nstate = {w: net.weight}"),
    Explanation(
      ["E0530"], "an unknown dataset",
      "The message lists the datasets that dls knows.",
      example: "dataset(\"irsi\")",
      fixed: "dataset(\"iris\")"),
    Explanation(
      ["E0531"], "an unknown split",
      "Most datasets have the splits \"train\" and \"test\".",
      example: "dataset(\"iris\", split=\"training\")",
      fixed: "dataset(\"iris\")"),
    Explanation(
      ["E0532"], "a dataset that is not installed",
      "Some datasets come as packages, others must be downloaded; dir= or DLS_DATA names the folder of the files."
    ),
    Explanation(
      ["E0534", "E0606", "E0702"], "a file that cannot be written",
      "The folder must exist and be writable."),
    Explanation(
      ["E0539", "E0540"], "images and labels that do not match",
      "There is one label for each image, and each label names a class. The files may be of different sets."),
    Explanation(
      ["E0542"], "a table that does not read",
      "The message names line and column. Every row has the same number of fields; the columns read must be numbers."
    ),
    Explanation(
      ["E0545", "E0546"], "data or a setting that does not fit",
      "The message says what the function takes.",
      example: "batches(3, 10)",
      fixed: "batches((zeros(20, 2), zeros(20)), 10)"),
    Explanation(
      ["E0547"], "a character that is not in the vocabulary",
      "A text dataset numbers the characters of its own text, and no others.",
      example: "dataset(\"text\", text=\"abab\", length=2).encode(\"c\")",
      fixed: "dataset(\"text\", text=\"abab\", length=2).encode(\"ba\")"),
  ]
}
