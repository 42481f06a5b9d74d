import LegacyFormats
import SiteModel

/// A line of a lab's log.
struct LabLogLine {
    var component: String
    var time: LocalTime
    var site: String
    var text: String
    var meaning: LogMeaning?

    init(component: String, time: LocalTime, site: String, text: String) {
        self.component = component
        self.time = time
        self.site = site
        self.text = text
        meaning = LogCatalogue.shared.meaning(of: text, component: component)
    }

    var shape: String { meaning?.key ?? LogEntry.shape(of: text) }
}

/// The lines of a real log beside those of a lab, component by component.
struct LogComparison {
    /// How two lines stand to each other.
    enum Relation: String {
        /// The same in every word.
        case equal
        /// The same message about other things: other names, numbers, paths.
        case values
        /// In the real log only.
        case real
        /// In the lab only.
        case lab
        /// In the lab, before the first or behind the last line that both have: the real log does not tell of it.
        case outside
    }

    struct Row {
        var relation: Relation
        var component: String
        var real: LogEntry?
        var lab: LabLogLine?
        /// What differs, of lines that are equal but for values.
        var values: [String] = []
    }

    /// Every line, the components in the order in which the real log names them.
    private(set) var rows: [Row] = []
    /// The components in that order.
    private(set) var components: [String] = []

    /// Compares; lines of components that the real log does not have are left out.
    init(_ real: [LogEntry], _ lab: [LabLogLine]) {
        var byComponent: [String: [LogEntry]] = [:]
        for entry in real {
            let name = entry.comparedComponent
            if byComponent[name] == nil { components.append(name) }
            byComponent[name, default: []].append(entry)
        }
        for name in components {
            rows += Self.rows(name, byComponent[name] ?? [], lab.filter { $0.component == name })
        }
    }

    private static func rows(_ component: String, _ real: [LogEntry], _ lab: [LabLogLine]) -> [Row] {
        var numbers: [String: Int] = [:]
        func number(_ shape: String) -> Int {
            if let known = numbers[shape] { return known }
            numbers[shape] = numbers.count
            return numbers.count - 1
        }
        let left = real.map { number($0.shape) }
        let right = lab.map { number($0.shape) }
        let realTexts = real.map { LogWords.plain($0.record.line.text) }
        let labTexts = lab.map { LogWords.plain($0.text) }
        let pairs = LogAlignment.pairs(left, right) { realTexts[$0] == labTexts[$1] }
        let firstBoth = pairs.firstIndex { $0.left != nil && $0.right != nil } ?? pairs.count
        let lastBoth = pairs.lastIndex { $0.left != nil && $0.right != nil } ?? -1
        return pairs.enumerated().map { place, pair in
            switch (pair.left, pair.right) {
            case (let one?, let other?):
                let isEqual = realTexts[one] == labTexts[other]
                return Row(
                    relation: isEqual ? .equal : .values, component: component, real: real[one],
                    lab: lab[other],
                    values: isEqual ? [] : differences(real[one], lab[other]))
            case (let one?, nil): return Row(relation: .real, component: component, real: real[one])
            case (nil, let other?):
                let isOutside = place < firstBoth || place > lastBoth
                return Row(relation: isOutside ? .outside : .lab, component: component, lab: lab[other])
            case (nil, nil): return Row(relation: .outside, component: component)
            }
        }
    }

    /// `job A0100001 is BPC00001 in the lab`.
    private static func differences(_ real: LogEntry, _ lab: LabLogLine) -> [String] {
        if let one = real.meaning, let other = lab.meaning, one.names.count == other.names.count {
            let found = zip(one.names, other.names).filter { $0.0.value != $0.1.value }.map {
                "\(word($0.0.kind)) \($0.0.value), in the lab \($0.1.value)"
            }
            if !found.isEmpty { return found }
        }
        let (one, other) = (LogText8Words.split(real.record.line.text), LogText8Words.split(lab.text))
        guard one.count == other.count else { return ["in the lab: \(lab.text)"] }
        return zip(one, other).filter { $0 != $1 }.map { "\($0), in the lab \($1)" }
    }

    private static func word(_ kind: LogName.Kind) -> String {
        switch kind {
        case .n: "number"
        case .win32: "Win32 error"
        case .text: "words"
        default: kind.rawValue
        }
    }

    /// How many lines of a component, or of all, stand so.
    func count(_ relation: Relation, _ component: String? = nil) -> Int {
        rows.count { $0.relation == relation && (component == nil || $0.component == component) }
    }

    /// How many lines one of the two has and the other has not.
    var differences: Int { count(.real) + count(.lab) }

    /// The first difference by the time of the real log, else by its order: one that only one of the two has.
    var first: Row? {
        rows.first { $0.relation == .real || $0.relation == .lab }
    }
}
