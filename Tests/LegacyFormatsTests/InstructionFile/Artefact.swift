import Foundation
import SiteModel
import TestKit

/// The text of a published artefact, or nil where the shared folder is missing (the skip is printed).
func artefactText(_ name: String) throws -> String? {
    guard let folder = sharedFolder("artefacts") else { return nil }
    return String(decoding: try readFile("\(folder)/\(name)"), as: UTF8.self)
}

/// A small seeded generator, so that mutation tests are the same everywhere.
struct MutationGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

/// Damaged copies of some bytes: bytes changed, cut, doubled, put in.
///
/// `SMS12_MUTATIONS=20` makes twenty times as many.
func mutations(of bytes: [UInt8], count: Int, seed: UInt64 = 1) -> [[UInt8]] {
    var generator = MutationGenerator(seed: seed)
    let spicy: [UInt8] = [
        0, 0x0A, 0x0D, 0x20, 0x22, 0x24, 0x2D, 0x3A, 0x3C, 0x3D, 0x3E, 0x5C, 0x7E, 0xC3, 0xFF,
    ]
    let factor = ProcessInfo.processInfo.environment["SMS12_MUTATIONS"].flatMap { Int($0) } ?? 1
    return (0..<count * factor).map { _ in
        var copy = bytes
        for _ in 0..<Int.random(in: 1...6, using: &generator) where !copy.isEmpty {
            let place = Int.random(in: 0..<copy.count, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: copy[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: copy[place] = spicy[Int.random(in: 0..<spicy.count, using: &generator)]
            case 2: copy.removeSubrange(place..<min(copy.count, place + 9))
            case 3: copy.insert(contentsOf: copy[place..<min(copy.count, place + 40)], at: place)
            default: copy.removeSubrange(place...)
            }
        }
        return copy
    }
}
