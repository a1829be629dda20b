import Catalog
import Text

extension NetworkMembers {
  /// What layers were built with: ``Module/readable``.
  static let layer: [Member] = [
    Member(
      property: "in_features", of: "model",
      Wording(
        "of linear: the input features; none before the first call decides", "linear 的输入特征数；由第一次调用决定，之前为 none"
      ), examples: [Example("linear(3, 2).in_features", "3")]),
    Member(
      property: "out_features", of: "model", Wording("of linear: the output features", "linear 的输出特征数"),
      examples: [Example("linear(3, 2).out_features", "2")]),
    Member(
      property: "in_channels", of: "model",
      Wording(
        "of convolutions: the input channels; none before the first call decides",
        "卷积的输入通道数；由第一次调用决定，之前为 none"), examples: [Example("conv2d(1, 8, kernel=3).in_channels", "1")]),
    Member(
      property: "out_channels", of: "model", Wording("of convolutions: the output channels", "卷积的输出通道数"),
      examples: [Example("conv2d(1, 8, kernel=3).out_channels", "8")]),
    Member(
      property: "kernel_size", of: "model",
      Wording("of convolutions and pooling: the side, or (height, width)", "卷积和池化的核的边长，或（高, 宽）"),
      examples: [Example("conv2d(1, 8, kernel=(3, 5)).kernel_size", "(3, 5)")]),
    Member(
      property: "stride", of: "model",
      Wording("of convolutions and pooling: pixels per step", "卷积和池化的步长，以像素计"),
      examples: [Example("max_pool2d(2).stride", "2")]),
    Member(
      property: "padding", of: "model",
      Wording(
        "of convolutions and pooling: pixels on each side, also where `\"same\"` was written",
        "卷积和池化每边填充的像素数；写 `\"same\"` 时也是数值"),
      examples: [Example("conv2d(1, 8, kernel=3, padding=\"same\").padding", "1")]),
    Member(
      property: "output_padding", of: "model",
      Wording("of conv_transpose2d: pixels added to the output", "conv_transpose2d 的输出多出的像素数")),
    Member(
      property: "dilation", of: "model",
      Wording("of convolutions and max_pool2d: spacing of the kernel's points", "卷积和 max_pool2d 的核各点的间距（膨胀）")),
    Member(
      property: "groups", of: "model",
      Wording("of convolutions: independent groups of channels", "卷积中互相独立的通道组数")),
    Member(
      property: "padding_mode", of: "model",
      Wording("of conv2d: what the padding is filled with", "conv2d 的填充方式")),
    Member(
      property: "ceil_mode", of: "model",
      Wording("of pooling: whether the output's size is rounded up", "池化的输出大小是否向上取整")),
    Member(
      property: "return_indices", of: "model",
      Wording("of max_pool2d: whether it gives the places too", "max_pool2d 是否同时给出位置")),
    Member(
      property: "count_include_pad", of: "model",
      Wording("of avg_pool2d: whether the border counts", "avg_pool2d 是否计入填充")),
    Member(
      property: "divisor_override", of: "model",
      Wording("of avg_pool2d: what the sums are divided by; none: the pixels", "avg_pool2d 的除数；none：窗口的像素数")),
    Member(
      property: "num_features", of: "model", Wording("of batch_norm: the channels", "batch_norm 的通道数"),
      examples: [Example("batch_norm(3).num_features", "3")]),
    Member(
      property: "normalized_shape", of: "model",
      Wording("of layer_norm: the last axes that it normalizes", "layer_norm 归一化的最后几个轴的大小"),
      examples: [Example("layer_norm(8).normalized_shape", "(8,)")]),
    Member(property: "num_groups", of: "model", Wording("of group_norm: the groups", "group_norm 的组数")),
    Member(property: "num_channels", of: "model", Wording("of group_norm: the channels", "group_norm 的通道数")),
    Member(
      property: "eps", of: "model",
      Wording("of normalizations: what is added to the variance", "归一化层中加到方差上的数"),
      examples: [Example("batch_norm(3).eps", "1e-05")]),
    Member(
      property: "momentum", of: "model",
      Wording("of batch_norm: share of a new batch; none: plain average", "batch_norm 中新批量的比例；none：普通平均"),
      examples: [Example("batch_norm(3).momentum", "0.1")]),
    Member(
      property: "affine", of: "model",
      Wording(
        "of batch_norm and group_norm: whether they learn γ and β", "batch_norm 和 group_norm 是否学习 γ 和 β")),
    Member(
      property: "elementwise_affine", of: "model",
      Wording("of layer_norm: whether it learns γ and β", "layer_norm 是否学习 γ 和 β")),
    Member(
      property: "track_running_stats", of: "model",
      Wording("of batch_norm: whether it keeps statistics", "batch_norm 是否保留统计量")),
    Member(
      property: "p", of: "model", Wording("of dropout: the probability of zeroing", "dropout 置零的概率"),
      examples: [Example("dropout(0.25).p", "0.25")]),
    Member(
      property: "num_embeddings", of: "model",
      Wording("of embedding: the number of indices", "embedding 的下标个数"),
      examples: [Example("embedding(10, 4).num_embeddings", "10")]),
    Member(
      property: "embedding_dim", of: "model",
      Wording("of embedding: the length of each vector", "embedding 每个向量的长度"),
      examples: [Example("embedding(10, 4).embedding_dim", "4")]),
    Member(
      property: "padding_idx", of: "model",
      Wording("of embedding: the index whose row stays zero; none: no row", "embedding 中保持为零的行的下标；none：没有")),
    Member(
      property: "max_norm", of: "model",
      Wording("of embedding: the largest norm of a row; none: any", "embedding 每行的最大范数；none：不限")),
    Member(property: "norm_type", of: "model", Wording("of embedding: p of that norm", "embedding 该范数的 p")),
    Member(
      property: "scale_grad_by_freq", of: "model",
      Wording(
        "of embedding: whether gradients are divided by how often a row was used", "embedding 的梯度是否除以该行出现的次数")
    ),
    Member(
      property: "start_dim", of: "model", Wording("of flatten: the first axis joined", "flatten 合并的第一个轴"),
      examples: [Example("flatten().start_dim", "1")]),
    Member(property: "end_dim", of: "model", Wording("of flatten: the last axis joined", "flatten 合并的最后一个轴")),
    Member(
      property: "input_size", of: "model",
      Wording("of recurrent layers: the features of a step", "循环层每一步的特征数"),
      examples: [Example("lstm(4, 8).input_size", "4")]),
    Member(
      property: "hidden_size", of: "model",
      Wording("of recurrent layers: the features of the state", "循环层状态的特征数"),
      examples: [Example("lstm(4, 8).hidden_size", "8")]),
    Member(
      property: "num_layers", of: "model", Wording("of recurrent layers: how many are stacked", "循环层叠放的层数")),
    Member(
      property: "bidirectional", of: "model",
      Wording("of recurrent layers: whether they run both ways", "循环层是否双向")),
    Member(
      property: "proj_size", of: "model",
      Wording("of lstm: the size its output is mapped to; 0: it is not", "lstm 的输出映射到的大小；0：不映射")),
    Member(
      property: "nonlinearity", of: "model", Wording("of rnn: the activation of its cell", "rnn 单元的激活函数"),
      examples: [Example("rnn(4, 8).nonlinearity", "\"tanh\"")]),
    Member(
      property: "dropout", of: "model",
      Wording("of recurrent layers and attention: their probability of zeroing", "循环层和注意力的置零概率")),
    Member(
      property: "batch_first", of: "model",
      Wording("of recurrent layers and attention: whether axis 0 is the batch", "循环层和注意力的轴 0 是否为批量")),
    Member(
      property: "embed_dim", of: "model", Wording("of attention: the features", "attention 的特征数"),
      examples: [Example("attention(8, num_heads=2).embed_dim", "8")]),
    Member(
      property: "num_heads", of: "model", Wording("of attention: the heads", "attention 的头数"),
      examples: [Example("attention(8, num_heads=2).num_heads", "2")]),
    Member(property: "kdim", of: "model", Wording("of attention: the features of keys", "attention 的键的特征数")),
    Member(
      property: "vdim", of: "model", Wording("of attention: the features of values", "attention 的值的特征数")),
  ]
}
