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
            let parts = word.split(separator: ":")
            guard word.contains(":"), parts.count >= 2, parts[0].count <= 2, parts[1].count == 2,
                let hour = Int(parts[0])
            else { continue }
            let half = Self.half(words[(place + 1)...]) ?? (isEvening ? "pm" : isMorning ? "am" : nil)
            times.insert(Self.time(hour, String(parts[1]), half))
            var before = place - 1
            while words.indices.contains(before), Self.fillers.contains(words[before]) { before -= 1 }
            if words.indices.contains(before), Self.bounds.contains(words[before]) { isBound = true }
        }
        if words.contains("earliest") || words.contains("latest") || words.contains("onwards") {
            isBound = isBound || !times.isEmpty
        }
    }

    /// Words of letters, and numbers with the colons between them.
    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        var wasNumber = false
        var isOpen = false
        for sign in text {
            let isNumber = sign.isNumber || sign == ":"
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
        return words
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
