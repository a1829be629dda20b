import Text

/// What messages call the values of a type, which `type(x)` names by a word.
public enum TypeNoun {
  /// `tensor`, `张量`
  public static func bare(_ type: String) -> Wording { Wording("\(type)", "\(chinese[type] ?? type)") }

  /// `a tensor`, `张量`
  public static func one(_ type: String) -> Wording { one(bare(type)) }

  /// `an i64[3]`; `none` has no article.
  public static func one(_ noun: Wording) -> Wording {
    if noun.english == "none" { return noun }
    let article = noun.english.first.map { "aeiou".contains($0) } == true ? "an" : "a"
    return Wording("\(article) \(noun)", "\(noun)")
  }

  /// Every word of `type(x)` with its Chinese.
  public static let chinese: [String: String] = [
    "none": "none", "bool": "布尔值", "number": "数", "dtype": "数据类型", "string": "字符串", "tensor": "张量",
    "list": "列表", "tuple": "元组", "record": "记录", "range": "区间", "function": "函数", "model": "模型",
    "object": "对象", "figure": "图", "dataset": "数据集", "batches": "批量", "graph": "计算图", "error": "错误",
    "schedule": "学习率调度", "optimizer": "优化器", "group": "参数组", "history": "训练记录", "summary": "网络概要",
    "watch": "训练监视", "gradcheck": "梯度检查",
  ]
}
