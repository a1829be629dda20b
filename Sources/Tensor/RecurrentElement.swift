import CKernels

/// Element types for which the kernels of recurrent cells exist; each takes a range of rows, or of elements.
protocol RecurrentElement: NeuralElement {
  typealias Pointer = UnsafeMutablePointer<Self>

  static func lstmStep(
    _ gates: Pointer, _ before: Pointer, _ c: Pointer, _ bent: Pointer, _ h: Pointer, _ size: Int,
    _ rows: Range<Int>)
  static func lstmStepBack(
    _ gates: Pointer, _ before: Pointer, _ bent: Pointer, _ dh: Pointer, _ dc: Pointer, _ sums: Pointer,
    _ size: Int, _ rows: Range<Int>)
  static func gruStep(
    _ inputs: Pointer, _ gates: Pointer, _ shares: Pointer, _ before: Pointer, _ h: Pointer, _ size: Int,
    _ rows: Range<Int>)
  static func gruStepBack(
    _ gates: Pointer, _ shares: Pointer, _ before: Pointer, _ dh: Pointer, _ skipped: Pointer,
    _ sums: Pointer, _ inner: Pointer, _ size: Int, _ rows: Range<Int>)
  static func rnnStep(_ gates: Pointer, _ h: Pointer, _ bends: Bool, _ elements: Range<Int>)
  static func rnnStepBack(
    _ h: Pointer, _ dh: Pointer, _ sums: Pointer, _ bends: Bool, _ elements: Range<Int>)
}

extension Float: RecurrentElement {
  static func lstmStep(
    _ gates: Pointer, _ before: Pointer, _ c: Pointer, _ bent: Pointer, _ h: Pointer, _ size: Int,
    _ rows: Range<Int>
  ) {
    dls_lstm_step_f32(gates, before, c, bent, h, size, rows.lowerBound, rows.upperBound)
  }

  static func lstmStepBack(
    _ gates: Pointer, _ before: Pointer, _ bent: Pointer, _ dh: Pointer, _ dc: Pointer, _ sums: Pointer,
    _ size: Int, _ rows: Range<Int>
  ) {
    dls_lstm_step_back_f32(gates, before, bent, dh, dc, sums, size, rows.lowerBound, rows.upperBound)
  }

  static func gruStep(
    _ inputs: Pointer, _ gates: Pointer, _ shares: Pointer, _ before: Pointer, _ h: Pointer, _ size: Int,
    _ rows: Range<Int>
  ) {
    dls_gru_step_f32(inputs, gates, shares, before, h, size, rows.lowerBound, rows.upperBound)
  }

  static func gruStepBack(
    _ gates: Pointer, _ shares: Pointer, _ before: Pointer, _ dh: Pointer, _ skipped: Pointer,
    _ sums: Pointer, _ inner: Pointer, _ size: Int, _ rows: Range<Int>
  ) {
    dls_gru_step_back_f32(
      gates, shares, before, dh, skipped, sums, inner, size, rows.lowerBound, rows.upperBound)
  }

  static func rnnStep(_ gates: Pointer, _ h: Pointer, _ bends: Bool, _ elements: Range<Int>) {
    dls_rnn_step_f32(gates, h, bends ? 1 : 0, elements.lowerBound, elements.upperBound)
  }

  static func rnnStepBack(
    _ h: Pointer, _ dh: Pointer, _ sums: Pointer, _ bends: Bool, _ elements: Range<Int>
  ) {
    dls_rnn_step_back_f32(h, dh, sums, bends ? 1 : 0, elements.lowerBound, elements.upperBound)
  }
}

extension Double: RecurrentElement {
  static func lstmStep(
    _ gates: Pointer, _ before: Pointer, _ c: Pointer, _ bent: Pointer, _ h: Pointer, _ size: Int,
    _ rows: Range<Int>
  ) {
    dls_lstm_step_f64(gates, before, c, bent, h, size, rows.lowerBound, rows.upperBound)
  }

  static func lstmStepBack(
    _ gates: Pointer, _ before: Pointer, _ bent: Pointer, _ dh: Pointer, _ dc: Pointer, _ sums: Pointer,
    _ size: Int, _ rows: Range<Int>
  ) {
    dls_lstm_step_back_f64(gates, before, bent, dh, dc, sums, size, rows.lowerBound, rows.upperBound)
  }

  static func gruStep(
    _ inputs: Pointer, _ gates: Pointer, _ shares: Pointer, _ before: Pointer, _ h: Pointer, _ size: Int,
    _ rows: Range<Int>
  ) {
    dls_gru_step_f64(inputs, gates, shares, before, h, size, rows.lowerBound, rows.upperBound)
  }

  static func gruStepBack(
    _ gates: Pointer, _ shares: Pointer, _ before: Pointer, _ dh: Pointer, _ skipped: Pointer,
    _ sums: Pointer, _ inner: Pointer, _ size: Int, _ rows: Range<Int>
  ) {
    dls_gru_step_back_f64(
      gates, shares, before, dh, skipped, sums, inner, size, rows.lowerBound, rows.upperBound)
  }

  static func rnnStep(_ gates: Pointer, _ h: Pointer, _ bends: Bool, _ elements: Range<Int>) {
    dls_rnn_step_f64(gates, h, bends ? 1 : 0, elements.lowerBound, elements.upperBound)
  }

  static func rnnStepBack(
    _ h: Pointer, _ dh: Pointer, _ sums: Pointer, _ bends: Bool, _ elements: Range<Int>
  ) {
    dls_rnn_step_back_f64(h, dh, sums, bends ? 1 : 0, elements.lowerBound, elements.upperBound)
  }
}
