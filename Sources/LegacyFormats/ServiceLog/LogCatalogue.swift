/// What the messages in logs of SMS 1.x mean.
///
/// Messages are told by their words alone: line feeds (`~`), runs of blanks, capitals and the `{nnnn}` of Hierarchy
/// Manager do not matter.
public struct LogCatalogue: Sendable {
    /// The one that ships.
    public static let shared = LogCatalogue(texts: [
        LogMessages.scheduler, LogMessages.sender, LogMessages.despooler, LogMessages.others,
        LogMessages.loader,
        LogMessages.database, LogMessages.inventory, LogMessages.commandManager, LogMessages.service,
        LogMessages.desktop,
    ])

    /// Every message, in the order of the tables.
    let templates: [LogTemplate]
    /// Templates by the first two letters of their fixed beginning.
    private let index: [UInt16: [Int]]
    /// Templates that begin with a hole, or with one letter.
    private let open: [Int]

    /// How many messages are known.
    public var count: Int { templates.count }
    /// The word for each message, in the order of the tables.
    public var keys: [String] { templates.map(\.key) }

    /// A line of each message, with its word and who writes it; for tests and for the reference.
    public var examples: [(key: String, text: String, component: String)] {
        templates.map { ($0.key, $0.example, $0.components.first ?? "") }
    }

    init(texts: [String]) {
        var found: [LogTemplate] = []
        for text in texts {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
            for place in stride(from: 0, to: lines.count - 2, by: 3) {
                let words = lines[place].split(separator: " ")
                guard words.count == 4, let step = LogStep(rawValue: String(words[1])),
                    let parts = LogTemplate.parts(lines[place + 1])
                else { continue }
                found.append(
                    LogTemplate(
                        key: String(words[0]), step: step,
                        components: words[2].split(separator: ",").flatMap { Self.component($0) },
                        article: words[3] == "-" ? "" : String(words[3]).replacing(",", with: ", "),
                        parts: parts,
                        sentence: String(lines[place + 2])))
            }
        }
        templates = found
        var index: [UInt16: [Int]] = [:]
        var open: [Int] = []
        for (place, template) in found.enumerated() {
            let lead = template.lead
            if lead.count < 2 {
                open.append(place)
            } else {
                index[UInt16(lead[0]) << 8 | UInt16(lead[1]), default: []].append(place)
            }
        }
        // The more words a message has of its own, the less another one is meant by them.
        let weights = found.map(\.weight)
        self.index = index.mapValues { places in
            places.sorted { (weights[$1], $0) < (weights[$0], $1) }
        }
        self.open = open
    }

    /// What a text means, or nil for a message that no source shows.
    ///
    /// - Parameters:
    ///   - text: The text of a record.
    ///   - component: Who wrote it, empty where that is not known; of two that fit, the one that it writes is taken.
    /// - Returns: its meaning, or nil.
    public func meaning(of text: String, component: String = "") -> LogMeaning? {
        guard let (template, names) = find(LogText8.normal(text), component) else { return nil }
        return LogMeaning(
            key: template.key, step: template.step, components: template.components,
            sentence: template.sentence(names), names: names, article: template.article)
    }

    private func find(_ whole: [UInt8], _ component: String) -> (LogTemplate, [LogName])? {
        let text = Self.withoutNumber(whole)
        guard text.count > 0 else { return nil }
        let lower = text.map(LogText8.lower)
        var best: (LogTemplate, [LogName])?
        let places = text.count < 2 ? [] : index[UInt16(lower[0]) << 8 | UInt16(lower[1])] ?? []
        for place in places {
            guard let names = templates[place].match(text, lower) else { continue }
            // The words of another component count only where nothing fits better.
            if component.isEmpty || templates[place].isOf(component) { return (templates[place], names) }
            if best == nil { best = (templates[place], names) }
        }
        if let best { return best }
        // What begins with a name could be anybody's words.
        for place in open where templates[place].isOf(component) {
            if let names = templates[place].match(text, lower) { return (templates[place], names) }
        }
        return nil
    }

    /// Without the `{6534} ` that Hierarchy Manager puts before its messages.
    static func withoutNumber(_ text: [UInt8]) -> [UInt8] {
        guard text.first == 0x7B, let close = text.firstIndex(of: 0x7D), close <= 8,
            text[1..<close].allSatisfy({ (0x30...0x39).contains($0) })
        else { return text }
        var rest = text[(close + 1)...]
        if rest.first == 0x20 { rest = rest.dropFirst() }
        return Array(rest)
    }

    /// The names in logs behind the short words of the tables.
    private static func component(_ word: Substring) -> [String] {
        switch word {
        case "SCHED": ["SMS_SCHEDULER"]
        case "LAN":
            [
                "SMS_LAN_SENDER", "SMS_ASYNC_RAS_SENDER", "SMS_ISDN_RAS_SENDER", "SMS_X25_RAS_SENDER",
                "SMS_SNA_BATCH_SENDER", "SMS_SNA_INTERACTIVE_SENDER",
            ]
        case "DESP": ["SMS_DESPOOLER"]
        case "MAINT": ["SMS_MAINTENANCE_MANAGER"]
        case "LOAD": ["SMS_INVENTORY_DATA_LOADER"]
        case "SITEREP": ["SMS_SITE_REPORTER"]
        case "APPMAN": ["SMS_APPLICATIONS_MANAGER"]
        case "EXEC": ["SMS_EXECUTIVE"]
        case "HMAN": ["SMS_HIERARCHY_MANAGER"]
        case "SCMAN": ["SMS_SITE_CONFIG_MANAGER"]
        case "ALERT": ["SMS_ALERTER"]
        case "PCM": ["Package Command Manager"]
        case "PCMNT": ["SMS_PACKAGE_COMMAND_MANAGER_NT"]
        case "PGC": ["Program Group Control"]
        case "PGCS": ["Program Group Control Start"]
        default: [String(word)]
        }
    }
}

extension LogTemplate {
    /// Whether a component writes it; programs are known by the end of their path.
    func isOf(_ component: String) -> Bool {
        components.contains {
            $0 == component || component.hasSuffix(".EXE") && component.contains("\\\($0)")
        }
    }
}

/// A text of a log as two of them are compared.
public enum LogWords {
    /// Without the line feeds (`~`) and blanks at its ends, every run of them a single blank within.
    public static func plain(_ text: String) -> String {
        String(decoding: LogText8.normal(text), as: UTF8.self)
    }
}
