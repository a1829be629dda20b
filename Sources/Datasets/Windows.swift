import Tensor

/// Pieces of one length from a sequence of numbers. Piece i begins at i·stride + shift.
struct Windows {
  /// One axis.
  let codes: Tensor
  let length: Int
  let stride: Int
  let shift: Int
  let count: Int

  /// pieces × length
  func samples(at indices: [Int]) throws -> Tensor {
    let places = indices.flatMap { index in
      (0..<length).map { Int64(index * stride + shift + $0) }
    }
    return try codes.indexSelect(axis: 0, indices: .from(places, [places.count]))
      .reshaped([indices.count, length])
  }
}
