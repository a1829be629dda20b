extension Value {
  /// Why a name without a value has none, when this is the model whose field an assignment to that name hides.
  func hides(_ name: String) -> NameFailure? {
    guard tag == Tag.instance, reference(ModelInstance.self).index(of: name) != nil else { return nil }
    return .hiddenField(name)
  }
}
