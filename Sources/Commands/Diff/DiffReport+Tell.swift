import CommandLineKit
import Comparison
import Emulation
import Pipeline
import SiteModel

// What `diff` says to people.

extension DiffReport {
    /// How many lines of what followed are shown to people where nobody says how many.
    static let usualLines = 40

    /// Tells everything.
    func tell() throws {
        tellHead()
        tellInputs()
        guard !isSame else { return tellSame() }
        tellFirst()
        try tellFollowed()
        try tellEnd()
    }

    private func tellHead() {
        let until = clock.told(comparison.comparedUntil)
        run.conclude(
            "A is \(a.named), B is \(b.named); compared from \(clock.told(comparison.a.start)) until \(until)."
        )
        if clock.isMixed {
            run.conclude(
                "The sites are in several time zones: each time is by the clock of the site that stands behind it, in a "
                    + "table of the site of the row."
            )
        }
        if comparison.shift != 0 {
            let span = DiffWords.span(comparison.shift)
            run.conclude(
                "B begins \(span) \(comparison.shift < 0 ? "earlier" : "later"); its times are taken by A's beginning."
            )
        }
        for (letter, codes) in [("A", onesided.a), ("B", onesided.b)] where !codes.isEmpty {
            run.conclude(
                "Only \(letter) has site\(codes.count == 1 ? "" : "s") \(Self.few(codes)): "
                    + "sites are the same by their codes."
            )
        }
        let (ours, theirs) = (comparison.a.end, comparison.b.end - comparison.shift)
        if ours != theirs {
            let (longer, end) = ours > theirs ? ("A", ours) : ("B", theirs)
            run.conclude(
                "\(longer) goes on until \(clock.told(end)); what it does after \(until) is no difference.")
        }
    }

    /// The first of some names, and how many more there are.
    private static func few(_ names: [String]) -> String {
        let shown = names.prefix(mostNames).joined(separator: ", ")
        return names.count > mostNames ? shown + " and \(names.count - mostNames) more" : shown
    }

    /// So many names are told one by one; JSON has all.
    private static var mostNames: Int { 5 }

    private func tellInputs() {
        guard !inputs.isEmpty else {
            return run.print(
                isSame
                    ? "The same was put into both."
                    : "The same was put into both labs, as far as their journals tell.")
        }
        run.print()
        run.print("What was put in differs:")
        let quirks = inputs.indices.filter {
            inputs[$0].kind == "quirk" && !(presumed + presumedHidden).contains($0)
        }
        let isShort =
            inputs.contains { $0.kind == "release" || $0.isRelease } && quirks.count > Self.mostNames
        for (place, input) in inputs.enumerated() where !(isShort && quirks.contains(place)) {
            run.print("  - " + input.sentence)
        }
        if isShort {
            let others =
                (presumed + presumedHidden).contains { inputs[$0].kind == "quirk" }
                ? "other quirks" : "quirks"
            run.print(
                "  - \(quirks.count) \(others) differ with it: "
                    + Self.few(quirks.map { inputs[$0].subject })
                    + (quirks.count > Self.mostNames ? "; --format json has them all." : "."))
        }
    }

    private func tellSame() {
        let rest = filter.isActive ? " of what was asked for" : ""
        run.print()
        run.print(
            inputs.contains { !$0.isIdle }
                ? "Nothing\(rest) that happened differs: it made no difference."
                : "No difference\(rest): the same happened in both.")
    }

    // MARK: The first difference

    private func tellFirst() {
        if let hidden { tellHidden(hidden) }
        guard let first else { return tellNothingShown() }
        run.print()
        run.print(
            "The first difference\(hidden == nil ? "" : " that shows")\(from(presumed)): "
                + "\(clock.told(first.instant, first.site)), \(first.component.name) of site \(siteCode(first.site))."
        )
        if first.isVisible, let pair = pair(of: first) {
            run.print("  \(pair)")
            return
        }
        let told = sentences(of: first)
        for (letter, sentences) in [("A", told.a), ("B", told.b)] {
            if sentences.isEmpty {
                if first.isVisible { run.print("  In \(letter): nothing of this.") }
            } else {
                let more = sentences.count > 4 ? "; and \(sentences.count - 4) more" : ""
                run.print("  In \(letter): " + sentences.prefix(4).joined(separator: "; ") + more + ".")
            }
        }
        if !first.isVisible {
            run.print("  It did otherwise there, and the trace shows it later, if at all.")
        }
    }

    /// What A and B did first that differs; where the words would be the same in both, with what tells them apart.
    func sentences(of first: FirstEffect) -> (a: [String], b: [String]) {
        let words = (a: DiffWords(names: names.a), b: DiffWords(names: names.b))
        var told = (a: first.a.map { words.a.sentence($0) }, b: first.b.map { words.b.sentence($0) })
        var open: [String: [Int]] = [:]
        for place in told.b.indices.reversed() { open[told.b[place], default: []].append(place) }
        for place in told.a.indices {
            guard let other = open[told.a[place]]?.popLast() else { continue }
            let (ours, theirs) = (first.a[place], first.b[other])
            let kinds: [(DiffWords, TraceRecord, Int64) -> String] = [
                { words, record, _ in words.measure(record) },
                { _, record, shift in "at " + clock.told(record.instant - shift, first.site) },
                { _, record, _ in "numbers \(record.a), \(record.b) and \(record.value)" },
            ]
            for kind in kinds {
                let detail = (a: kind(words.a, ours, 0), b: kind(words.b, theirs, comparison.shift))
                guard detail.a != detail.b else { continue }
                told.a[place] += ", " + detail.a
                told.b[other] += ", " + detail.b
                break
            }
        }
        return told
    }

    /// What an effect is presumed to come from.
    private func from(_ places: [Int]) -> String {
        if places.isEmpty { return "" }
        if places.count == 1, let deed = inputs[places[0]].deed {
            let parts = deed.split(separator: ": ", maxSplits: 1)
            return ", presumably because " + parts[0] + (parts.count > 1 ? " (\(parts[1]))" : "")
        }
        return ", presumably from " + places.map { shortName(inputs[$0]) }.joined(separator: ", ")
    }

    private func tellHidden(_ hidden: FirstEffect) {
        run.print()
        run.print(
            "The first difference of what is kept\(from(presumedHidden)): "
                + "\(clock.told(hidden.instant, hidden.site)), "
                + (hidden.signal == nil
                    ? "a command." : "\(hidden.component.name) of site \(siteCode(hidden.site))."))
        run.print(
            "  \(hidden.signal == nil ? "It" : "The component") left another state there; the trace shows nothing of it"
                + (differences.isEmpty ? "." : " then."))
    }

    private func tellNothingShown() {
        run.print()
        if hidden != nil || inputs.contains(where: { $0.kind == "command" }) {
            return run.print("Nothing in the trace differs besides.")
        }
        run.print(
            "Nothing that changes something differs. Polls that change nothing came otherwise: "
                + "\(comparison.a.traceCount) entries in A, \(comparison.b.traceCount) in B.")
    }

    /// The words of a first effect that is one entry in both, at another time or with another number.
    private func pair(of first: FirstEffect) -> String? {
        guard first.a.count == 1, first.b.count == 1, first.signal == nil, let one = differences.first,
            one.kind == .moved || one.kind == .changed, let group = groups.first
        else { return nil }
        return line(group) + "."
    }

    func shortName(_ input: InputDifference) -> String {
        switch input.kind {
        case "quirk": return "quirk \(input.subject)"
        case "command": return "the command \(input.subject)"
        case "lab": return "\(input.subject) of the lab file"
        case "source": return "the source \(input.subject)"
        default: return "the \(input.subject)"
        }
    }

    // MARK: What followed

    /// A group as a line: how it differs, when, what.
    func line(_ group: DifferenceGroup) -> String {
        let (sentence, _) = words(group)
        let time = clock.told(group.firstInstant, group.matter.site < 0 ? 0 : group.matter.site)
        let isMany = group.count > max(1, group.clients)
        let times = isMany ? ", \(group.isOfRetries ? "with the next ones " : "")\(group.count) times" : ""
        switch group.kind {
        case .onlyA: return "only in A, \(time): \(sentence)\(times)"
        case .onlyB: return "only in B, \(time): \(sentence)\(times)"
        case .moved: return "\(delay(group)) in B, \(time): \(sentence)\(times)"
        case .changed:
            let difference = differences[group.first]
            let entries = (comparison.a.entries, comparison.b.entries)
            guard let left = difference.a, let right = difference.b else {
                return "changed, \(time): \(sentence)\(times)"
            }
            let words = DiffWords(names: names.a).content(
                entries.0[left].record, entries.1[right].record, DiffWords(names: names.b))
            let late = group.leastDelay == 0 && group.mostDelay == 0 ? "" : "; \(delay(group)) in B"
            return "\(time): \(sentence)\(times): \(words)\(group.count > 1 ? " (the first)" : "")\(late)"
        }
    }

    private func delay(_ group: DifferenceGroup) -> String {
        let (least, most) = (group.leastDelay, group.mostDelay)
        if least == most { return "\(DiffWords.span(least)) \(least < 0 ? "earlier" : "later")" }
        if most < 0 { return "\(DiffWords.span(most)) to \(DiffWords.span(least)) earlier" }
        if least >= 0 {
            return "\(least == 0 ? "up" : DiffWords.span(least)) to \(DiffWords.span(most)) later"
        }
        return "up to \(DiffWords.span(least)) earlier or up to \(DiffWords.span(most)) later"
    }

    /// The groups as a tree: each with how deep it is shown, what follows from it right behind it.
    var tree: [(group: DifferenceGroup, depth: Int)] {
        var children: [Int: [Int]] = [:]
        for (place, group) in groups.enumerated() { children[group.parent ?? -1, default: []].append(place) }
        var found: [(DifferenceGroup, Int)] = []
        var stack = (children[-1] ?? []).reversed().map { (place: $0, depth: 0) }
        while let (place, depth) = stack.popLast() {
            found.append((groups[place], depth))
            for child in (children[place] ?? []).reversed() { stack.append((child, depth + 1)) }
        }
        return found
    }

    private func tellFollowed() throws {
        let lines = tree
        guard !lines.isEmpty else { return }
        run.print()
        run.print(
            "What differs, and below it what followed from it "
                + "(\(counted(differences.count, "difference")) in \(counted(lines.count, "line"))):")
        let limit = try DiffCommand.lines(run) ?? Self.usualLines
        for (group, depth) in lines.prefix(limit) {
            run.print(String(repeating: "  ", count: min(depth, 40) + 1) + "- " + line(group))
        }
        if lines.count > limit {
            run.print("  ... and \(lines.count - limit) more; --limit 0 shows all, --job and --site fewer")
        }
    }
}
