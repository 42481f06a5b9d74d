/// What an answer in words means, by the words that could have been the answer.
struct AnswerMeaning {
    /// The answers that it names.
    let names: Set<String>
    /// What is wrong with it, whatever the right answer is: it denies something, or leaves a choice.
    let flaw: LessonVerdict?

    /// Words that mean an answer where they stand.
    private struct Span {
        var name: String
        var places: Range<Int>
    }

    private static let copulas: Set<String> = [
        "is", "are", "was", "were", "has", "had", "looks", "seems", "all", "quite", "itself", "really",
        "perfectly",
    ]
    private static let turns: Set<String> = ["not", "isnt", "arent", "wasnt", "werent", "never"]
    private static let articles: Set<String> = ["the", "a", "an", "its", "really"]
    /// What is said of something that is not the cause.
    private static let approvals: Set<String> = [
        "fine", "ok", "okay", "alright", "right", "correct", "innocent", "works", "irrelevant",
    ]
    /// What something is said not to be.
    private static let roles: Set<String> = [
        "it", "this", "that", "cause", "reason", "problem", "answer", "matter", "one", "culprit", "involved",
        "true",
    ]

    /// Reads an answer.
    ///
    /// - Parameters:
    ///   - text: What was written.
    ///   - words: Words that stand for an answer.
    ///   - others: What the answer could be, as the program calls it.
    ///   - alike: Names of one and the same answer, of which the first counts: a quirk and its article.
    init(_ text: AnswerText, _ words: [LessonWord], among others: [String], alike: [String]) {
        let all = alike + others
        let same = Set(alike.map(Self.name))
        func known(_ answer: String) -> String {
            same.contains(Self.name(answer)) ? Self.name(alike[0]) : Self.name(answer)
        }
        var forms = all.map { (name: known($0), words: AnswerText.words($0)) }
        for word in words {
            forms += ([word.answer] + word.meanings).map { (known(word.answer), AnswerText.words($0)) }
        }
        var spans: [Span] = []
        for form in forms where !form.words.isEmpty {
            for place in text.words.indices where text.has(form.words, at: place) {
                spans.append(Span(name: form.name, places: place..<place + form.words.count))
            }
        }
        // A code that nobody knows is an answer, too: Q160567 beside Q174462.
        let shapes = Set(all.compactMap(Self.shape))
        for (place, word) in text.words.enumerated() {
            guard let shape = Self.shape(word), shapes.contains(shape) else { continue }
            spans.append(Span(name: known(word), places: place..<place + 1))
        }
        names = Set(spans.map(\.name))
        flaw = Self.denies(text, spans) ? .denied : Self.leavesChoice(text, spans) ? .undecided : nil
    }

    /// An answer as its words in small letters, so that "schedule" is not found in "Scheduler".
    static func name(_ answer: String) -> String { AnswerText.words(answer).joined(separator: " ") }

    /// A letter and how many digits follow, of a code such as W24 or Q174462.
    private static func shape(_ word: String) -> String? {
        guard let first = word.first, first.isLetter, word.count > 2, word.dropFirst().allSatisfy(\.isNumber)
        else { return nil }
        return first.lowercased() + String(word.count - 1)
    }

    /// Whether something that could be the answer is said not to be it.
    private static func denies(_ text: AnswerText, _ spans: [Span]) -> Bool {
        let starts = Set(spans.map(\.places.lowerBound))
        for place in text.words.indices {
            // The "not" of "not due" denies nothing.
            if !spans.contains(where: { $0.places.contains(place) }), let next = text.denied(by: place),
                starts.contains(next)
            {
                return true
            }
            for phrase in [["rather", "than"], ["instead", "of"], ["other", "than"], ["anything", "but"]]
            where text.has(phrase, at: place) {
                if let next = text.behindFillers(place + 2), starts.contains(next) { return true }
            }
        }
        return spans.contains { clears(text, from: $0.places.upperBound) }
    }

    /// Whether the words behind an answer take it back: "is fine", "is not the reason", "has nothing to do with it".
    private static func clears(_ text: AnswerText, from end: Int) -> Bool {
        var next = end
        while text.words.indices.contains(next), copulas.contains(text.words[next]) { next += 1 }
        guard text.words.indices.contains(next), !text.begins.contains(next) else { return false }
        if approvals.contains(text.words[next]) || text.has(["nothing", "to", "do"], at: next) {
            return true
        }
        guard turns.contains(text.words[next]) else { return false }
        next += 1
        while text.words.indices.contains(next), articles.contains(text.words[next]) { next += 1 }
        return text.words.indices.contains(next) && roles.contains(text.words[next])
    }

    /// Whether an "or" stands between things that do not mean the same.
    private static func leavesChoice(_ text: AnswerText, _ spans: [Span]) -> Bool {
        let marks = text.words.indices.filter { place in
            text.words[place] == "or" && !spans.contains { $0.places.contains(place) }
        }
        guard !marks.isEmpty, !spans.isEmpty else { return false }
        let sides = zip([-1] + marks, marks + [text.words.count]).map { before, after in
            Set(spans.filter { $0.places.lowerBound > before && $0.places.upperBound <= after }.map(\.name))
        }
        return Set(sides).count > 1 || sides.contains([])
    }
}
