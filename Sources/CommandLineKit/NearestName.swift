/// The number of edits that make one word of the other: insert, delete, replace, or swap two neighbours.
///
/// Restricted Damerau-Levenshtein distance (no pair is edited again after a swap), over Unicode scalars.
func editDistance(_ left: String, _ right: String) -> Int {
    let first = Array(left.unicodeScalars)
    let second = Array(right.unicodeScalars)
    guard !first.isEmpty, !second.isEmpty else { return max(first.count, second.count) }
    var before: [Int] = []
    var above = Array(0...second.count)
    for row in 1...first.count {
        var current = [row]
        for column in 1...second.count {
            let same = first[row - 1] == second[column - 1]
            var best = min(above[column] + 1, current[column - 1] + 1, above[column - 1] + (same ? 0 : 1))
            if row > 1, column > 1, first[row - 1] == second[column - 2], first[row - 2] == second[column - 1]
            {
                best = min(best, before[column - 2] + 1)
            }
            current.append(best)
        }
        before = above
        above = current
    }
    return above[second.count]
}

/// The names that were perhaps meant, in the order given: all that are equally near, or none.
///
/// A name is near if it differs in case only, or by edits of at most a third of the longer word's letters, or if
/// the word is its beginning. Words longer than any name could be are not compared.
public func nearestNames(to word: String, among names: [String]) -> [String] {
    guard word.utf8.count <= 64, !word.isEmpty else { return [] }
    let lowered = word.lowercased()
    var best = Int.max
    var found: [String] = []
    for name in names {
        let target = name.lowercased()
        let distance = editDistance(lowered, target)
        let length = max(lowered.unicodeScalars.count, target.unicodeScalars.count)
        guard distance <= length / 3, distance <= best else { continue }
        if distance < best { found = [] }
        best = distance
        if !found.contains(name) { found.append(name) }
    }
    return found.isEmpty ? namesBeginning(with: lowered, among: names) : found
}

/// The names that begin with a word, in the order given.
func namesBeginning(with word: String, among names: [String]) -> [String] {
    guard !word.isEmpty else { return [] }
    var found: [String] = []
    for name in names where name.utf8.starts(with: word.utf8) && !found.contains(name) { found.append(name) }
    return found
}
