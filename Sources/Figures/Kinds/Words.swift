import Text

/// The few words figures bring along, in Chinese when the reader's language is Chinese and a font can show it.
enum Words {
  /// The reader's own language.
  nonisolated(unsafe) private static var isReaderChinese =
    UserLanguage.chosen == .chinese && FontConfiguration.hasCJK

  nonisolated(unsafe) private static var isTitleChinese = false

  static var isChinese: Bool { isReaderChinese || isTitleChinese }

  /// A figure whose title or labels are Chinese speaks Chinese throughout.
  static func matching<T>(_ texts: [String], _ draw: () throws -> T) rethrows -> T {
    let outer = isTitleChinese
    isTitleChinese = texts.contains(where: TextMetrics.hasCJK) && FontConfiguration.hasCJK
    defer { isTitleChinese = outer }
    return try draw()
  }

  private static func pick(_ english: String, _ chinese: String) -> String { isChinese ? chinese : english }

  static var epoch: String { pick("epoch", "轮次 (epoch)") }
  static var step: String { pick("step", "迭代步") }
  static var loss: String { pick("loss", "损失") }
  static var value: String { pick("value", "数值") }
  static var count: String { pick("count", "个数") }
  static var train: String { pick("train", "训练") }
  static var validation: String { pick("validation", "验证") }
  static var activation: String { pick("activation", "激活值") }
  static var gradient: String { pick("gradient", "梯度") }
  static var gradientNorms: String { pick("gradient norm per layer", "各层梯度范数") }
  static var gradientFlow: String { pick("gradient flow (mean / max)", "梯度流（均值 / 最大值）") }
  static var gradientHistogram: String { pick("gradient histogram", "梯度直方图") }
  static var activationsPerLayer: String { pick("activations per layer", "各层激活值分布") }
  static var meansPerLayer: String { pick("mean activation per layer", "各层激活均值") }
  static var forwardValue: String { pick("value", "前向值") }
  static var backwardGradient: String { pick("gradient", "梯度") }
  static var input: String { pick("input", "输入") }
  static var output: String { pick("output", "输出") }
  static var kernel: String { pick("kernel", "卷积核") }
  static var featureMap: String { pick("feature map", "特征图") }
  static var maxPooling: String { pick("max pooling", "最大池化") }
  static var averagePooling: String { pick("average pooling", "平均池化") }
  static var skip: String { pick("identity x (skip connection)", "恒等映射 x（跳跃连接）") }
  static var padding: String { pick("padding", "填充") }
  static var outputSize: String { pick("output size", "输出大小") }
  static var weightedSum: String { pick("weighted sum", "加权求和") }
  static var activationFunction: String { pick("activation", "激活函数") }
  static var trueClass: String { pick("true", "真") }

  /// A metric of training, by the name it has in a history.
  static func metric(_ name: String) -> String {
    let chinese = [
      "accuracy": "准确率", "precision": "精确率", "recall": "召回率", "f1": "F1 值", "lr": "学习率", "mse": "均方误差",
      "mae": "平均绝对误差",
    ]
    return isChinese ? chinese[name] ?? name : name
  }

  static func best(_ value: String, epoch: String) -> String {
    pick("best \(value) (epoch \(epoch))", "最优 \(value)（第 \(epoch) 轮）")
  }

  static func kind(_ kind: String) -> String {
    let chinese: [String: String] = [
      "conv2d": "卷积", "conv_transpose2d": "转置卷积", "max_pool2d": "最大池化", "avg_pool2d": "平均池化",
      "global_avg_pool2d": "全局平均池化", "linear": "全连接", "flatten": "展平", "batch_norm": "批归一化",
      "layer_norm": "层归一化", "dropout": "随机失活", "embedding": "嵌入", "relu": "ReLU", "sigmoid": "σ",
      "attention": "注意力",
    ]
    let english: [String: String] = [
      "conv2d": "conv", "conv_transpose2d": "deconv", "max_pool2d": "max pool", "avg_pool2d": "avg pool",
      "global_avg_pool2d": "global pool", "batch_norm": "batch norm", "layer_norm": "layer norm",
      "relu": "ReLU", "sigmoid": "σ",
    ]
    return isChinese ? chinese[kind] ?? kind : english[kind] ?? kind
  }
}

extension Words {
  static func convolution(stride: Int, padding: Int) -> String {
    isChinese ? "卷积：步长 = \(stride)，填充 = \(padding)" : "convolution: stride \(stride), padding \(padding)"
  }

  static func pooling(size: Int, stride: Int) -> String {
    isChinese ? "\(size)×\(size) 池化，步长 = \(stride)" : "\(size)×\(size) pooling, stride \(stride)"
  }

  static func hidden(_ index: Int) -> String { isChinese ? "隐藏层 \(index)" : "hidden \(index)" }
}
