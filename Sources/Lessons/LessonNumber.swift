/// Numbers as students write them.
enum LessonNumber {
    /// Small numbers as words; what may stand for another thing too counts only where nothing else is a number.
    private static let words: [(word: String, number: Int64, isSure: Bool)] = [
        ("none", 0, false), ("no", 0, false), ("never", 0, false), ("nobody", 0, false), ("zero", 0, true),
        ("one", 1, false), ("once", 1, false), ("two", 2, true), ("twice", 2, true), ("three", 3, true),
        ("thrice", 3, true), ("four", 4, true), ("five", 5, true), ("six", 6, true), ("seven", 7, true),
        ("eight", 8, true), ("nine", 9, true), ("ten", 10, true), ("eleven", 11, true), ("twelve", 12, true),
    ]

    /// Minutes of longer units of time.
    private static let longUnits: [String: Int64] = [
        "h": 60, "hr": 60, "hrs": 60, "hour": 60, "hours": 60, "day": 1_440, "days": 1_440,
    ]

    /// Units of time, and what an hour is told with.
    private static let timeUnits: Set<String> = Set(longUnits.keys).union(secondUnits).union([
        "m", "min", "mins", "minute", "minutes", "week", "weeks", "month", "months", "oclock", "am", "pm",
    ])
    private static let secondUnits: Set<String> = ["s", "sec", "secs", "second", "seconds"]
    /// What is counted, and is no time; an hour of the day is no span of time either.
    private static let things: Set<String> = [
        "time", "times", "try", "tries", "attempt", "attempts", "retry", "retries", "request", "requests",
        "job", "jobs", "package", "packages", "computer", "computers", "pc", "pcs", "client", "clients",
        "server", "servers", "site", "sites", "row", "rows", "poll", "polls", "cycle", "cycles", "copy",
        "copies", "byte", "bytes", "kb", "mb", "percent", "week", "weeks", "month", "months",
        "oclock", "am", "pm",
    ]

    /// Whether a word in small letters is a number, or begins with one.
    static func isNumber(_ word: String) -> Bool {
        word.first.map { ("0"..."9").contains($0) } == true || words.contains { $0.word == word }
    }

    /// The number that a text gives, in thousandths; nil where it gives none, or two that differ.
    ///
    /// A number is written in digits, with a point or comma for its fraction, or as a word up to twelve; `6:30` and
    /// `6 minutes 30 seconds` are six and a half, `six and a half` too; a time is counted in minutes. Digits within a
    /// word, such as PC1, are none. A minus in front of a number counts.
    ///
    /// - Parameters:
    ///   - text: What was written.
    ///   - measure: What the number is to be of; a unit of the other kind behind it makes it none.
    /// - Returns: Thousandths.
    static func only(in text: String, of measure: LessonMeasure) -> Int64? {
        var sure: [Int64] = []
        var unsure: [Int64] = []
        var isBehindHours = false
        let parts = withWords(forSigns: text.lowercased())
            .split { !$0.isLetter && !$0.isNumber && !".,:".contains($0) }
            .flatMap { pieces($0) }.map { trimmed($0) }
        let wrongUnits = measure == .minutes ? things : timeUnits
        for (place, part) in parts.enumerated() {
            let unit = place + 1 < parts.count ? String(parts[place + 1]) : ""
            let sign: Int64 = place > 0 && parts[place - 1] == "minus" ? -1 : 1
            if wrongUnits.contains(unit), digits(part) != nil || words.contains(where: { $0.word == part }) {
                return nil
            }
            if let number = digits(part).map({ $0 * sign }) {
                // Seconds behind minutes belong to these, and minutes behind hours.
                if secondUnits.contains(unit) {
                    sure.append((sure.popLast() ?? 0) + number / 60)
                } else if let minutes = longUnits[unit] {
                    sure.append(number * minutes)
                    isBehindHours = true
                    continue
                } else if isBehindHours {
                    sure.append((sure.popLast() ?? 0) + number)
                } else {
                    sure.append(number)
                }
                isBehindHours = false
            } else if part == "half", let whole = sure.popLast() {
                sure.append(whole + 500)
            } else if let word = words.first(where: { $0.word == part }) {
                if word.isSure {
                    sure.append(word.number * 1_000 * sign)
                } else {
                    unsure.append(word.number * 1_000 * sign)
                }
            }
        }
        let found = Set(sure.isEmpty ? unsure : sure)
        return found.count == 1 ? found.first : nil
    }

    /// A text with the word for each minus right before a number; a hyphen within a word or behind a number is
    /// none.
    private static func withWords(forSigns text: String) -> String {
        var found = ""
        let signs = Array(text.replacing("o'clock", with: "oclock"))
        for (place, sign) in signs.enumerated() {
            let before = place > 0 ? signs[place - 1] : " "
            let next = signs.indices.contains(place + 1) ? signs[place + 1] : " "
            let isMinus = "-\u{2212}".contains(sign) && next.isNumber && !before.isNumber && !before.isLetter
            found += isMinus ? " minus " : String(sign)
        }
        return found
    }

    /// A word that begins with a digit without the unit behind it: `7min`, `6m30s`; any other word as it is.
    private static func pieces(_ part: Substring) -> [Substring] {
        guard let first = part.first, ("0"..."9").contains(first) else { return [part] }
        var found: [Substring] = []
        var rest = part
        while let sign = rest.first {
            let piece = rest.prefix { $0.isLetter == sign.isLetter }
            found.append(piece)
            rest = rest[piece.endIndex...]
        }
        return found
    }

    /// A word without the signs at its end that end a sentence.
    private static func trimmed(_ part: Substring) -> Substring {
        var part = part
        while let last = part.last, ".,:".contains(last) { part.removeLast() }
        return part
    }

    /// A word of digits in thousandths: `7`, `6.5`, `6,5`, `6:30`.
    private static func digits(_ part: Substring) -> Int64? {
        guard part.allSatisfy({ ("0"..."9").contains($0) || ".,:".contains($0) }), let first = part.first,
            ("0"..."9").contains(first)
        else { return nil }
        let pieces = part.split { ".,:".contains($0) }
        guard let whole = Int64(pieces[0]), whole < 1_000_000_000 else { return nil }
        guard pieces.count == 2 else { return pieces.count == 1 ? whole * 1_000 : nil }
        if part.contains(":") {
            guard pieces[1].count == 2, let seconds = Int64(pieces[1]), seconds < 60 else { return nil }
            return whole * 1_000 + seconds * 1_000 / 60
        }
        guard let fraction = Int64((pieces[1] + "00").prefix(3)) else { return nil }
        return whole * 1_000 + fraction
    }
}
