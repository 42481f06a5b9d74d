/// What a student wrote, as words in small letters.
struct AnswerText {
    /// The words; `/` between two of them is "or".
    let words: [String]
    /// The places of words before which a sign such as a comma stands: no "not" reaches over it.
    let begins: Set<Int>
    /// What was written between one "or" and the next; all of it where there is none.
    let sides: [String]
    /// Whether signs say that a number is only a bound: `> 5`, `5+`.
    private let hasBoundSigns: Bool

    /// Words that deny what stands behind them.
    static let denials: Set<String> = [
        "not", "no", "never", "neither", "nor", "isnt", "arent", "wasnt", "werent", "aint", "without",
        "hardly", "didnt", "doesnt", "dont", "hasnt", "havent", "hadnt",
    ]
    /// What is denied in the first place by "no problem with it".
    private static let troubles: Set<String> = [
        "problem", "problems", "trouble", "fault", "error", "errors", "issue", "issues", "mistake", "wrong",
    ]
    /// Words after which a number is a bound of what is meant.
    private static let bounds: Set<String> = [
        "than", "over", "under", "above", "below", "beyond", "exceeding", "exceeds", "within", "least",
        "most",
        "maximum", "minimum", "max",
    ]
    /// Words behind a number that make a bound of it.
    private static let boundsBehind: Set<String> = ["maximum", "minimum", "max", "tops", "upwards", "plus"]
    /// Words between a "not" and what it denies.
    private static let fillers: Set<String> = [
        "the", "a", "an", "its", "it", "this", "that", "really", "by", "because", "of", "due", "to", "being",
        "been",
        "be", "just", "only", "longer", "more", "less", "fewer", "than", "exactly",
    ]

    /// Takes a text apart.
    init(_ text: String) {
        var words: [String] = []
        var begins: Set<Int> = []
        var word = ""
        var (side, sides) = ("", [String]())
        func end() {
            if word == "or" {
                sides.append(side)
                side = ""
            } else {
                side += word
            }
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        let signs = Array(
            AnswerDates.plain(text.lowercased()).filter { $0 != "'" && $0 != "\u{2019}" })
        for (place, sign) in signs.enumerated() {
            if sign.isLetter || sign.isNumber {
                word.append(sign)
                continue
            }
            end()
            side.append(sign)
            let isLast = !signs.indices.contains(place + 1) || signs[place + 1] == " "
            if ",;!?()".contains(sign) || (".:".contains(sign) && isLast) { begins.insert(words.count) }
            if "/|".contains(sign), !words.isEmpty {
                word = "or"
                end()
            }
        }
        end()
        sides.append(side)
        // "Five or so" is five.
        if sides.count == 2, sides[1].split(separator: " ") == ["so"] {
            sides.removeLast()
            words.removeAll { $0 == "or" }
        }
        (self.words, self.begins, self.sides) = (words, begins, sides)
        hasBoundSigns = Self.isBound(by: signs)
    }

    /// Whether signs make a bound of a number; an arrow does not.
    private static func isBound(by signs: [Character]) -> Bool {
        signs.indices.contains { place in
            let before = place > 0 ? signs[place - 1] : " "
            switch signs[place] {
            case "\u{2264}", "\u{2265}": return true
            case "<", ">": return before != "-" && before != "="
            case "+": return before.isNumber
            default: return false
            }
        }
    }

    /// The words of a text alone.
    static func words(_ text: String) -> [String] { AnswerText(text.replacing("/", with: " ")).words }

    /// Where what a word denies may begin: behind the words that stand between; nil: it denies nothing, or a verb.
    func denied(by place: Int) -> Int? {
        let word = words[place]
        guard Self.denials.contains(word) else { return nil }
        if word == "not", place > 0, ["can", "could"].contains(words[place - 1]) { return nil }
        // "It has not been paused" denies, "it has not Select Into" tells what is missing.
        if ["hasnt", "havent", "hadnt"].contains(word), !has(["been"], at: place + 1) { return nil }
        guard let next = behindFillers(place + 1) else { return nil }
        return behindTrouble(next) ?? next
    }

    /// What a trouble is with, where the word at a place names one: "no problem with the query".
    private func behindTrouble(_ place: Int) -> Int? {
        guard Self.troubles.contains(words[place]), words.indices.contains(place + 1),
            ["with", "of", "in", "at", "about"].contains(words[place + 1])
        else { return nil }
        return behindFillers(place + 2)
    }

    /// Whether a word names a trouble.
    static func isTrouble(_ word: String) -> Bool { troubles.contains(word) }

    /// The first place from here on whose word is no filler; nil where the text or its sentence ends before.
    func behindFillers(_ place: Int) -> Int? {
        var next = place
        while words.indices.contains(next), !begins.contains(next), Self.fillers.contains(words[next]) {
            next += 1
        }
        return words.indices.contains(next) && !begins.contains(next) ? next : nil
    }

    /// Whether words stand at a place, one after the other.
    func has(_ wanted: [String], at place: Int) -> Bool {
        place >= 0 && place + wanted.count <= words.count
            && zip(words[place...], wanted).allSatisfy { $0 == $1 }
    }

    /// Whether a number or a time of day is denied: "not 5".
    var deniesNumber: Bool {
        words.indices.contains { place in
            // "No" and "never" are numbers themselves.
            guard words[place] != "no", words[place] != "without", let next = denied(by: place) else {
                return false
            }
            return LessonNumber.isNumber(words[next])
        }
    }

    /// Whether a number is only a bound: "more than 5", "at least 5", "5 at most", "5+".
    var boundsNumber: Bool {
        hasBoundSigns
            || words.indices.contains { place in
                if isBoundBehind(place) { return true }
                let isUpTo = has(["up", "to"], at: place - 1)
                guard isUpTo || Self.bounds.contains(words[place]), let next = behindFillers(place + 1) else {
                    return false
                }
                return LessonNumber.isNumber(words[next])
            }
    }

    /// Whether a word makes a bound of the number before it.
    private func isBoundBehind(_ place: Int) -> Bool {
        if has(["at", "least"], at: place) || has(["at", "most"], at: place) { return true }
        guard place > 0, LessonNumber.isNumber(words[place - 1]) else { return false }
        return Self.boundsBehind.contains(words[place]) || has(["and", "more"], at: place)
            || has(["and", "up"], at: place)
    }
}
