import SiteModel

/// The days that an answer names: `1997-04-21`, `4/21/1997`, `21 April`, `on Monday`, `in 1997`.
///
/// A right time on a wrong day is a wrong answer, so every day named has to be the right one.
struct AnswerDates {
    /// What is said of a day.
    private enum Mention {
        case weekday(Int)
        /// Year, month and day in any order; years by their last two digits.
        case numbers([Int])
        case month(Int, day: Int?)
        case year(Int)
        /// A day by its distance from another one, such as "tomorrow".
        case relative
    }

    private var mentions: [Mention] = []

    private static let weekdays = [
        "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    ]
    /// Short names; "sat" and "sun" are words of their own.
    private static let shortWeekdays = [
        "mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5,
    ]
    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december",
    ]
    /// Months that mean something else where no number stands beside them.
    private static let doubtful: Set<String> = ["may", "mar", "march"]
    private static let relatives: Set<String> = ["tomorrow", "yesterday"]

    /// Looks for days in a text.
    init(_ text: String) {
        let words = LessonClock.words(Self.plain(text.lowercased()))
        for (place, word) in words.enumerated() {
            if let number = Self.weekday(word) {
                mentions.append(.weekday(number))
            } else if let month = Self.month(word) {
                let day = Self.day(words, beside: place)
                if day != nil || !Self.doubtful.contains(word) { mentions.append(.month(month, day: day)) }
            } else if Self.relatives.contains(word)
                || word == "day" && place > 0 && ["next", "previous", "other"].contains(words[place - 1])
            {
                mentions.append(.relative)
            } else if let numbers = Self.numbers(word) {
                mentions.append(.numbers(numbers))
            } else if let year = Self.year(words, at: place) {
                mentions.append(.year(year))
            }
        }
    }

    /// Whether no day is named, or only this one.
    func fit(_ day: LocalTime) -> Bool { mentions.allSatisfy { Self.fits($0, day) } }

    /// Whether what is named are days of a list, the first among them.
    ///
    /// Where the answer denies something, it may be about the others alone: "not due on Monday". A day by its
    /// distance fits.
    func fit(_ days: [LocalTime], denies: Bool) -> Bool {
        let named = mentions.filter { if case .relative = $0 { false } else { true } }
        guard let first = days.first, !named.isEmpty else { return true }
        return named.allSatisfy { mention in days.contains { Self.fits(mention, $0) } }
            && (denies || named.contains { Self.fits($0, first) })
    }

    private static func fits(_ mention: Mention, _ day: LocalTime) -> Bool {
        let date = day.civil
        switch mention {
        case .weekday(let number): return number == day.weekday
        case .numbers(let numbers):
            let wanted = [date.year % 100, date.month, date.day]
            return numbers.sorted() == wanted.sorted()
                || numbers.sorted() == wanted.dropFirst().sorted()
        case .month(let month, let number): return month == date.month && (number ?? date.day) == date.day
        case .year(let year): return year == date.year
        case .relative: return false
        }
    }

    /// A text with dates of the kind `4/21/1997` written with hyphens: a slash is "or" everywhere else.
    static func plain(_ text: String) -> String {
        text.replacing(/(\d{1,4})\/(\d{1,2})\/(\d{1,4})/) { "\($0.1)-\($0.2)-\($0.3)" }
    }

    private static func weekday(_ word: String) -> Int? {
        shortWeekdays[word] ?? weekdays.firstIndex { word.hasPrefix($0) }
    }

    private static func month(_ word: String) -> Int? {
        guard word.count >= 3 else { return nil }
        return months.firstIndex { $0.hasPrefix(word) || $0 == "september" && word == "sept" }.map { $0 + 1 }
    }

    /// The number of a day beside the name of a month: `21 April`, `the 21st of April`, `April 21`.
    private static func day(_ words: [String], beside place: Int) -> Int? {
        var before = place - 1
        while words.indices.contains(before), ["of", "st", "nd", "rd", "th"].contains(words[before]) {
            before -= 1
        }
        for place in [before, place + 1] where words.indices.contains(place) && words[place].count <= 2 {
            if let number = Int(words[place]) { return number }
        }
        return nil
    }

    /// The numbers of a date: `1997-04-21`, `21.4.97`, `21.4`; nil for a time such as `8.35`.
    private static func numbers(_ word: String) -> [Int]? {
        let parts = word.split { ".-".contains($0) }
        guard !word.contains(":"), (2...3).contains(parts.count), LessonClock.clock(word) == nil else {
            return nil
        }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == parts.count else { return nil }
        return parts.count == 2 ? numbers : numbers.map { $0 >= 100 ? $0 % 100 : $0 }
    }

    private static func year(_ words: [String], at place: Int) -> Int? {
        guard LessonClock.isYear(words, at: place) else { return nil }
        return Int(words[place])
    }

    /// Whether a word is the name of a month.
    static func isMonth(_ word: String) -> Bool { month(word) != nil }
}
