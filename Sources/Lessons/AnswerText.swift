/// What a student wrote, as words in small letters.
struct AnswerText {
    /// The words; `/` between two of them is "or".
    let words: [String]
    /// The places of words before which a sign such as a comma stands: no "not" reaches over it.
    let begins: Set<Int>
    /// What was written between one "or" and the next; all of it where there is none.
    let sides: [String]

    private static let denials: Set<String> = [
        "not", "no", "never", "neither", "nor", "isnt", "arent", "wasnt", "werent", "without",
    ]
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
        let signs = Array(text.lowercased().filter { $0 != "'" && $0 != "\u{2019}" })
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
    }

    /// The words of a text alone.
    static func words(_ text: String) -> [String] { AnswerText(text.replacing("/", with: " ")).words }

    /// Where what a word denies may begin: behind the words that stand between; nil: it denies nothing, or a verb.
    func denied(by place: Int) -> Int? {
        let word = words[place]
        guard Self.denials.contains(word) else { return nil }
        if word == "not", place > 0, ["can", "could"].contains(words[place - 1]) { return nil }
        return behindFillers(place + 1)
    }

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
}
