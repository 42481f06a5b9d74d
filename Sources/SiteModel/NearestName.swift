/// The names nearest to what a user wrote.
public enum NearestName {
    /// The one candidate that is at most a third of its length away, or nil; case does not count.
    public static func of(_ word: String, among candidates: [String]) -> String? {
        let wanted = Array(word.lowercased().unicodeScalars.prefix(64))
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let distance = Self.distance(wanted, Array(candidate.lowercased().unicodeScalars))
            if distance <= max(1, candidate.unicodeScalars.count / 3), distance < best?.distance ?? Int.max {
                best = (candidate, distance)
            }
        }
        return best?.name
    }

    /// Changes, insertions and removals between two texts (Levenshtein).
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var row = Array(0...right.count)
        for (line, scalar) in left.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for (place, other) in right.enumerated() {
                let above = row[place + 1]
                row[place + 1] = min(diagonal + (scalar == other ? 0 : 1), above + 1, row[place] + 1)
                diagonal = above
            }
        }
        return row[right.count]
    }
}
