/// Times of day as students write them.
struct LessonClock {
    /// The times, as `08:35`; one that no clock shows has a word behind it.
    private(set) var times: Set<String> = []
    /// Whether one of them is said to be before or after what is meant.
    private(set) var isBound = false

    private static let bounds: Set<String> = [
        "before", "after", "past", "until", "till", "from", "since", "than", "by", "over",
    ]
    /// Words between such a word and the time.
    private static let fillers: Set<String> = ["about", "around", "at", "the"]
    private static let evenings: Set<String> = ["afternoon", "evening", "night", "tonight"]

    /// Looks for times in a text of small letters.
    init(_ text: String) {
        let words = Self.words(text)
        let isEvening = words.contains { Self.evenings.contains($0) }
        let isMorning = words.contains("morning")
        for (place, word) in words.enumerated() {
            if Self.isYear(words, at: place) { continue }
            let rest = words[(place + 1)...]
            guard let shown = Self.clock(word) ?? Self.fullHour(word, rest) else { continue }
            let half = Self.half(rest) ?? (isEvening ? "pm" : isMorning ? "am" : nil)
            times.insert(Self.time(shown.hour, shown.minute, half))
            var before = place - 1
            while words.indices.contains(before), Self.fillers.contains(words[before]) { before -= 1 }
            if words.indices.contains(before), Self.bounds.contains(words[before]) { isBound = true }
        }
        if words.contains("earliest") || words.contains("latest") || words.contains("onwards") {
            isBound = isBound || !times.isEmpty
        }
    }

    /// Hours and minutes of a word: `8:35`, `8.35`, `0835`.
    static func clock(_ word: String) -> (hour: Int, minute: String)? {
        if word.contains(":") {
            let parts = word.split(separator: ":")
            guard parts.count >= 2, parts[0].count <= 2, parts[1].count == 2, let hour = Int(parts[0]) else {
                return nil
            }
            return (hour, String(parts[1]))
        }
        var parts = word.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 1, word.count == 4 { parts = [word.prefix(2), word.suffix(2)] }
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            let hour = Int(parts[0]), hour < 24, let minute = Int(parts[1]), minute < 60
        else { return nil }
        return (hour, String(parts[1]))
    }

    /// The hour of a word without minutes, by what stands behind it: `8 am`, `8 o'clock`, `8 in the morning`.
    private static func fullHour(_ word: String, _ rest: ArraySlice<String>) -> (hour: Int, minute: String)? {
        guard word.count <= 2, let hour = Int(word), hour < 24 else { return nil }
        let next = Array(rest.prefix(3))
        let isClock = next.first == "oclock" || next.starts(with: ["o", "clock"])
        let isPart =
            next.starts(with: ["in", "the"]) && next.count == 3
            && (next[2] == "morning" || evenings.contains(next[2]))
        return half(rest) != nil || isClock || isPart ? (hour, "00") : nil
    }

    /// Whether four digits are a year: no clock shows them, or a month stands before them.
    static func isYear(_ words: [String], at place: Int) -> Bool {
        guard words[place].count == 4, let year = Int(words[place]), (1900..<2100).contains(year) else {
            return false
        }
        return clock(words[place]) == nil
            || words[..<place].suffix(2).contains { AnswerDates.isMonth($0) }
    }

    /// Words of letters, and numbers with the signs between their digits: a colon or a point, and the hyphens of
    /// a date.
    static func words(_ text: String) -> [String] {
        var words: [String] = []
        var wasNumber = false
        var isOpen = false
        let signs = Array(text)
        for (place, sign) in signs.enumerated() {
            let isBetween =
                signs.indices.contains(place - 1) && signs.indices.contains(place + 1)
                && signs[place - 1].isNumber && signs[place + 1].isNumber
            let isNumber = sign.isNumber || isBetween && ":.-".contains(sign)
            guard isNumber || sign.isLetter else {
                isOpen = false
                continue
            }
            if isOpen, isNumber == wasNumber {
                words[words.count - 1].append(sign)
            } else {
                words.append(String(sign))
            }
            (isOpen, wasNumber) = (true, isNumber)
        }
        return words.flatMap { word in
            let parts = word.split(separator: "-").map { String($0) }
            return parts.count == 3 && !word.contains(":") ? [word] : parts
        }
    }

    /// The half of the day that words behind a time begin with: `pm`, `p.m.`.
    private static func half(_ words: ArraySlice<String>) -> String? {
        guard let first = words.first else { return nil }
        let word = first.count == 1 ? words.prefix(2).joined() : first
        return word == "am" || word == "pm" ? word : nil
    }

    /// A time by a clock of 24 hours.
    private static func time(_ hour: Int, _ minute: String, _ half: String?) -> String {
        var hour = hour
        switch half {
        case "pm" where hour < 12: hour += 12
        case "am" where hour == 12: hour = 0
        case "am" where hour > 12: return "\(hour):\(minute) am"
        default: break
        }
        return (hour < 10 ? "0" : "") + "\(hour):\(minute)"
    }
}
