import Text

extension Explanation {
  /// Files and data.
  static let files = [
    Explanation(
      ["E0501", "E0533", "E0521", "E0701"], Wording("a file that cannot be read", "读不了的文件"),
      Wording(
        "Paths are relative to the folder dls was started in; those of use, to the file that uses. The message ends with the system's reason.",
        "路径相对于启动 dls 的文件夹；use 中的路径相对于使用它的文件。错误信息末尾是系统给出的原因。"),
      example: "use \"nosuch.dls\"",
      fixed: "print(\"use a file that is there\")"),
    Explanation(
      ["E0502", "E0703"], Wording("a file that is no text", "不是文本的文件"),
      Wording("Programs are UTF-8 text. Convert other encodings first.", "程序是 UTF-8 文本。其他编码请先转换。")),
    Explanation(
      ["E0520"], Wording("a name that is no file name", "不是文件名的名字"),
      Wording("File names are not empty and hold no zero byte.", "文件名不能为空，也不能含有零字节。")),
    Explanation(
      ["E0522", "E0536", "E0537"], Wording("a file of the wrong length", "长度不对的文件"),
      Wording(
        "The file is cut short, or goes on after its contents. Download or save it again.",
        "文件被截断了，或内容之后还有数据。请重新下载或保存。")),
    Explanation(
      ["E0523", "E0524", "E0535", "E0538", "E0541", "E0543"],
      Wording("a file that does not hold what its name says", "内容与名字不符的文件"),
      Wording(
        "The contents are not of the expected format, or are damaged. Nothing was taken from it.",
        "内容不是应有的格式，或已损坏。没有从中读取任何东西。")),
    Explanation(
      ["E0525"], Wording("weights of another model", "别的模型的权重"),
      Wording(
        "The names and shapes in the file are not those of the model. Build the same model as was saved, or load with strict=false.",
        "文件中的名字和形状与模型不同。请建立与保存时相同的模型，或用 strict=false 读入。")
    ),
    Explanation(
      ["E0526"], Wording("something that cannot be saved", "不能保存的东西"),
      Wording(
        "save(model, \"net.safetensors\") keeps weights; records of tensors and optimizers work too. Figures go to .svg, .pdf and .png.",
        "save(model, \"net.safetensors\") 保存权重；张量的记录和优化器也可以。图保存为 .svg、.pdf 和 .png。"),
      example: "save(\"text\", \"net.safetensors\")",
      fixed: "net = linear(1, 1)\nstate = {w: net.weight}"),
    Explanation(
      ["E0530"], Wording("an unknown dataset", "没有这个数据集"),
      Wording("The message lists the datasets that dls knows.", "错误信息列出 dls 知道的数据集。"),
      example: "dataset(\"irsi\")",
      fixed: "dataset(\"iris\")"),
    Explanation(
      ["E0531"], Wording("an unknown split", "没有这一部分"),
      Wording("Most datasets have the splits \"train\" and \"test\".", "多数数据集分为 \"train\" 和 \"test\" 两部分。"),
      example: "dataset(\"iris\", split=\"training\")",
      fixed: "dataset(\"iris\")"),
    Explanation(
      ["E0532"], Wording("a dataset that is not installed", "没有安装的数据集"),
      Wording(
        "Some datasets come as packages, others must be downloaded; dir= or DLS_DATA names the folder of the files.",
        "有些数据集以软件包提供，其他的要自己下载；用 dir= 或 DLS_DATA 指出文件夹。")
    ),
    Explanation(
      ["E0534", "E0606", "E0702"], Wording("a file that cannot be written", "写不了的文件"),
      Wording("The folder must exist and be writable.", "文件夹必须存在并且可写。")),
    Explanation(
      ["E0539", "E0540"], Wording("images and labels that do not match", "图像与标签不相配"),
      Wording(
        "There is one label for each image, and each label names a class. The files may be of different sets.",
        "每幅图像有一个标签，每个标签指出一个类别。这些文件可能来自不同的数据集。")),
    Explanation(
      ["E0542"], Wording("a table that does not read", "读不了的表格"),
      Wording(
        "The message names line and column. Every row has the same number of fields; the columns read must be numbers.",
        "错误信息指出行和列。每行的字段数相同；要读的列必须是数。")
    ),
    Explanation(
      ["E0545", "E0546"], Wording("data or a setting that does not fit", "不合适的数据或设置"),
      Wording("The message says what the function takes.", "错误信息说明函数需要什么。"),
      example: "batches(3, 10)",
      fixed: "batches((zeros(20, 2), zeros(20)), 10)"),
    Explanation(
      ["E0547"], Wording("a character that is not in the vocabulary", "不在词表里的字符"),
      Wording("A text dataset numbers the characters of its own text, and no others.", "文本数据集只给自己文本中的字符编号。"),
      example: "dataset(\"text\", text=\"abab\", length=2).encode(\"c\")",
      fixed: "dataset(\"text\", text=\"abab\", length=2).encode(\"ba\")"),
  ]
}
