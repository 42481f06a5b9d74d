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

    /// Words between what is meant and what is said of it.
    private static let copulas: Set<String> = [
        "is", "are", "was", "were", "has", "had", "have", "been", "looks", "seems", "all", "quite", "itself",
        "really", "perfectly", "already", "long", "since", "just", "now", "always", "did", "does", "still",
    ]
    private static let turns: Set<String> = ["not", "isnt", "arent", "wasnt", "werent", "never"]
    private static let articles: Set<String> = ["the", "a", "an", "its", "really"]
    /// What is said of something that is not the cause: it does what it should, or its time is over.
    private static let approvals: Set<String> = [
        "fine", "ok", "okay", "alright", "correct", "innocent", "works", "worked", "irrelevant",
        "successful", "succeeded", "passed", "reached", "elapsed", "expired",
    ]
    /// What approves only behind an "is" or the like.
    private static let states: Set<String> = [
        "good", "past", "over", "come", "arrived", "met", "yesterday", "enabled", "available", "possible",
        "running",
    ]
    /// Verbs that approve where nothing follows, or an approval: "ran", "ran fine", "runs without a problem".
    private static let verbs: Set<String> = [
        "ran", "runs", "went", "executes", "executed", "ended", "finished", "completed", "done",
    ]
    /// What something is said not to be.
    private static let roles: Set<String> = [
        "it", "this", "that", "cause", "reason", "problem", "answer", "matter", "one", "culprit", "involved",
        "true",
    ]
    /// Those who did nothing: what the rest of the sentence says did not happen.
    private static let nobodies: Set<String> = ["nobody", "nothing", "noone"]
    /// What could not be done is a cause, and denies nothing: "no list can be made", "nobody can run the query".
    private static let abilities: Set<String> = ["can", "could", "cannot", "able", "possible"]
    /// Words with which something else begins.
    private static let ends: Set<String> = [
        "and", "but", "because", "so", "as", "while", "when", "if", "or", "before", "until", "till", "unless",
        "except", "yet",
    ]
    /// Words behind which stands what comes of something.
    private static let consequences: Set<String> = ["so", "therefore", "thus", "hence"]
    /// What is left of a list, without saying what it is.
    private static let remainders: Set<String> = ["all", "other", "others", "rest", "more", "everything"]
    /// Words beside these.
    private static let remainderWords: Set<String> = [
        "the", "a", "some", "any", "many", "few", "several", "one", "two", "of", "them", "these", "else",
        "code", "codes", "warning", "warnings", "ones", "losses", "errors", "notes",
    ]
    /// Words that end what a "no" stands before.
    private static let phraseEnds: Set<String> = ends.union([
        "is", "are", "was", "were", "has", "have", "had", "will", "do", "does", "did", "to", "for", "in",
        "at", "on",
        "with", "by", "from", "of", "since", "then", "it",
    ])

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
        forms += others.flatMap { code in Self.spoken(code).map { (known(code), $0) } }
        for word in words where !LessonWord.notes.contains(word.answer) {
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
            let code = Self.article(word, shapes) ?? word
            guard let shape = Self.shape(code), shapes.contains(shape) else { continue }
            spans.append(Span(name: known(code), places: place..<place + 1))
        }
        spans += Self.strangers(text, words, spans)
        names = Set(spans.map(\.name))
        flaw =
            Self.denies(text, spans)
            ? .denied
            : Self.leavesChoice(text, spans) || Self.isOpenEnded(text, spans) ? .undecided : nil
    }

    /// A code of the trace as it is spoken: `compressionSkipped` is "compression skipped" or "compression was
    /// skipped".
    private static func spoken(_ code: String) -> [[String]] {
        var parts: [String] = [""]
        var wasSmall = false
        for sign in code {
            if wasSmall, sign.isUppercase { parts.append("") }
            parts[parts.count - 1] += sign.lowercased()
            wasSmall = sign.isLowercase
        }
        guard parts.count > 1 else { return [] }
        return [[], ["was"], ["is"], ["has", "been"]].map { parts.dropLast() + $0 + parts.suffix(1) }
    }

    /// The article that a word is without its letter: `174462`, `KB174462`.
    private static func article(_ word: String, _ shapes: Set<String>) -> String? {
        let digits = word.hasPrefix("kb") ? word.dropFirst(2) : word[...]
        guard digits.count > 3, digits.allSatisfy(\.isNumber), shapes.contains("q\(digits.count)") else {
            return nil
        }
        return "q" + digits
    }

    /// What is named and is not what the answer is about: another component, or another thing of which it is
    /// said.
    private static func strangers(_ text: AnswerText, _ words: [LessonWord], _ spans: [Span]) -> [Span] {
        func places(_ kind: String) -> [Range<Int>] {
            let meanings = words.filter { $0.answer == kind }.flatMap(\.meanings).map(AnswerText.words)
            return meanings.flatMap { form in
                text.words.indices.filter { text.has(form, at: $0) }.map { $0..<$0 + form.count }
            }
        }
        // What follows from an answer that was given may name anything.
        let results = text.words.indices.filter { place in
            consequences.contains(text.words[place]) && spans.contains { $0.places.upperBound <= place }
        }
        var found = places(LessonWord.elsewhere)
            .filter { place in !results.contains { $0 + 1 < place.lowerBound } }
            .map { Span(name: LessonWord.elsewhere, places: $0) }
        if places(LessonWord.about).isEmpty {
            let beside = places(LessonWord.beside)
            for span in spans {
                let (before, behind) = neighbours(text, span)
                let touching = beside.filter { $0.upperBound - 1 == before || $0.lowerBound == behind }
                found += touching.map { Span(name: LessonWord.beside, places: $0) }
            }
        }
        return found
    }

    /// Where that ends of which an answer is said ("the site server is paused"), and where that begins to which
    /// it was done ("somebody paused the site server").
    private static func neighbours(_ text: AnswerText, _ span: Span) -> (before: Int?, behind: Int?) {
        let small = copulas.union(articles).union(turns)
        var place = span.places.lowerBound
        repeat {
            guard place > 0, !text.begins.contains(place) else { return (nil, behind(text, span)) }
            place -= 1
        } while small.contains(text.words[place])
        return (place, behind(text, span))
    }

    private static func behind(_ text: AnswerText, _ span: Span) -> Int? {
        var place = span.places.upperBound
        while text.words.indices.contains(place), !text.begins.contains(place),
            articles.contains(text.words[place]) || text.words[place] == "of"
        {
            place += 1
        }
        return text.words.indices.contains(place) && !text.begins.contains(place) ? place : nil
    }

    /// Whether a list goes on without saying how, as "W24 and all others" does.
    private static func isOpenEnded(_ text: AnswerText, _ spans: [Span]) -> Bool {
        guard !spans.isEmpty else { return false }
        let phrases = [["etc"], ["and", "so", "on"], ["among", "others"], ["amongst", "others"]]
        let starts = Set(
            text.words.indices.filter { ["and", "plus", "with", "also"].contains(text.words[$0]) })
        for place in text.words.indices {
            if phrases.contains(where: { text.has($0, at: place) }) { return true }
            guard
                starts.contains(place - 1) || text.begins.contains(place)
                    || spans.contains(where: { $0.places.upperBound == place })
            else { continue }
            var (end, isOpen) = (place, false)
            while text.words.indices.contains(end), end == place || !text.begins.contains(end),
                remainders.contains(text.words[end]) || remainderWords.contains(text.words[end])
            {
                isOpen = isOpen || remainders.contains(text.words[end])
                end += 1
            }
            if isOpen, !text.words.indices.contains(end) || text.begins.contains(end) { return true }
        }
        return false
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
            let isPart = spans.contains { $0.places.contains(place) }
            if !isPart, let next = text.denied(by: place), starts.contains(next),
                text.words[place] != "no" || !isUnable(text, next, spans)
            {
                return true
            }
            for phrase in [["than"], ["instead", "of"], ["anything", "but"]]
            where text.has(phrase, at: place) {
                if let next = text.behindFillers(place + phrase.count), starts.contains(next) { return true }
            }
            if !isPart, deniesBehind(text, place, spans) { return true }
        }
        return spans.contains { clears(text, $0, spans) }
    }

    /// Whether what could be the answer could not be done: "no list can be made" tells what failed.
    private static func isUnable(_ text: AnswerText, _ place: Int, _ spans: [Span]) -> Bool {
        spans.contains { span in
            let end = span.places.upperBound
            return span.places.lowerBound == place && text.words.indices.contains(end)
                && abilities.contains(text.words[end])
        }
    }

    /// Whether a "no" or a "nobody" denies something that is not right behind it: "no target query problem", "nobody
    /// has paused it".
    private static func deniesBehind(_ text: AnswerText, _ place: Int, _ spans: [Span]) -> Bool {
        let word = text.words[place]
        let isNoOne = word == "one" && text.has(["no"], at: place - 1)
        let isNobody = isNoOne || nobodies.contains(word)
        guard isNobody || word == "no" else { return false }
        let stops = isNobody ? ends.union(abilities) : phraseEnds
        var next = place + 1
        while text.words.indices.contains(next), !text.begins.contains(next),
            !stops.contains(text.words[next])
        {
            if spans.contains(where: { $0.places.lowerBound == next }) { return !isUnable(text, next, spans) }
            next += 1
        }
        // "No service is paused".
        let verb = next
        while text.words.indices.contains(next), !text.begins.contains(next),
            copulas.contains(text.words[next])
        {
            next += 1
        }
        return next > verb && !text.begins.contains(next)
            && spans.contains { $0.places.lowerBound == next }
    }

    /// Whether the words behind an answer take it back: "is fine", "is not the reason", "has nothing to do with it", "has
    /// passed".
    private static func clears(_ text: AnswerText, _ span: Span, _ spans: [Span]) -> Bool {
        let end = span.places.upperBound
        var next = end
        while text.words.indices.contains(next), copulas.contains(text.words[next]) { next += 1 }
        guard text.words.indices.contains(next), !text.begins.contains(next) else { return false }
        let word = text.words[next]
        if text.has(["nothing", "to", "do"], at: next) { return true }
        if word == "no" || word == "without", let trouble = text.behindFillers(next + 1) {
            return AnswerText.isTrouble(text.words[trouble])
        }
        if approves(text, next, isBehindCopula: next > end) {
            // What is missing is not there for being called so ("no targets available"), nor is a time past that is told
            // ("is reached on Tuesday").
            let isDenial = spans.contains { other in
                other.places.contains(span.places.lowerBound)
                    && text.words[other.places].contains { AnswerText.denials.contains($0) }
            }
            let isTold = spans.contains { $0.places.lowerBound > next && $0.name == span.name }
            return !isDenial && !isTold
        }
        guard turns.contains(text.words[next]) else { return false }
        next += 1
        while text.words.indices.contains(next), articles.contains(text.words[next]) { next += 1 }
        return text.words.indices.contains(next) && roles.contains(text.words[next])
    }

    /// Whether the words at a place say that something does what it should, or is over.
    private static func approves(_ text: AnswerText, _ place: Int, isBehindCopula: Bool) -> Bool {
        func isEnd(_ place: Int) -> Bool {
            !text.words.indices.contains(place) || text.begins.contains(place)
                || ends.contains(text.words[place])
        }
        let word = text.words[place]
        if approvals.contains(word) || isBehindCopula && states.contains(word) { return true }
        // "Right now" approves of nothing.
        if word == "right" { return isEnd(place + 1) }
        // "Is on" and "ran" only where no more is said: "on everything", "ran into an error".
        if isBehindCopula, word == "on" { return isEnd(place + 1) }
        guard verbs.contains(word) else { return false }
        return isEnd(place + 1) || approvals.contains(text.words[place + 1])
            || ["well", "through", "without"].contains(text.words[place + 1])
    }

    /// Whether an "or" stands between things that do not mean the same.
    private static func leavesChoice(_ text: AnswerText, _ spans: [Span]) -> Bool {
        if !spans.isEmpty, text.words.indices.contains(where: { text.has(["at", "least"], at: $0) }) {
            return true
        }
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
