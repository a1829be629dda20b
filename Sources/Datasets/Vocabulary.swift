import Tensor

/// The characters of a text, numbered in the order of their code points.
final class Vocabulary {
  let characters: [String]
  private let numbers: [Character: Int64]

  init(_ text: some Sequence<Character>) {
    let sorted = Set(text).sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    characters = sorted.map(String.init)
    numbers = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, Int64($0)) })
  }

  /// One i64 number per character.
  /// - Throws: ``DatasetFailure/unknownCharacter(_:position:)``
  func encode(_ text: some Collection<Character>) throws -> Tensor {
    let codes = try text.enumerated().map { position, character in
      guard let number = numbers[character] else {
        throw DatasetFailure.unknownCharacter(character, position: position)
      }
      return number
    }
    return try Tensor.from(codes, [codes.count])
  }

  /// - Throws: ``DatasetFailure/badCode(_:characters:)``
  func decode(_ codes: [Double]) throws -> String {
    try codes.map { code in
      guard let number = Int(exactly: code), characters.indices.contains(number) else {
        throw DatasetFailure.badCode(code, characters: characters.count)
      }
      return characters[number]
    }.joined()
  }
}
