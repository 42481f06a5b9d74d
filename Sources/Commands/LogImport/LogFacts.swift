import LegacyFormats
import SiteModel

/// What logs tell of the site that wrote them, each with the line that it stands on.
struct LogFacts {
    /// Something that a line tells.
    struct Fact {
        var value: String
        var origin: String
    }

    /// The first line of each message.
    private(set) var messages: [String: Fact] = [:]
    /// How often each site code begins an identifier, and where first.
    private(set) var codes: [String: (count: Int, origin: String)] = [:]
    /// The site server, and the drive of its SMS directory.
    private(set) var siteServer: Fact?
    private(set) var drive: Fact?
    /// Servers that are asked for instruction files and take statuses.
    private(set) var logonServers: [Fact] = []
    /// Servers that packages are copied to.
    private(set) var distributionServers: [Fact] = []
    /// Sources of packages with the Win32 error of each.
    private(set) var sources: [(path: Fact, win32: String)] = []
    /// Jobs and packages by their identifiers, in the order of the logs.
    private(set) var jobs: [Fact] = []
    private(set) var packages: [Fact] = []
    /// SMSIDs of clients.
    private(set) var clients: [Fact] = []
    /// Sites that something is sent to.
    private(set) var sites: [Fact] = []
    /// The first time.
    private(set) var first: (time: LocalTime, origin: String)?
    /// The last time.
    private(set) var last: LocalTime?
    /// Lines that say what happened, and all.
    private(set) var understood = 0
    private(set) var lines = 0

    /// Takes a line in.
    mutating func take(_ entry: LogEntry) {
        lines += 1
        let origin = Self.oneLine(entry.origin)
        if let time = entry.record.line.time {
            if first.map({ time < $0.time }) ?? true { first = (time, origin) }
            last = max(last ?? time, time)
        }
        guard let meaning = entry.meaning else { return }
        understood += 1
        if messages[meaning.key] == nil {
            messages[meaning.key] = Fact(value: entry.record.line.text, origin: origin)
        }
        for name in meaning.names where !name.value.contains("<") { take(name, origin) }
        if meaning.key == "source-missing", let path = meaning.first(.path), let win32 = meaning.first(.win32)
        {
            sources.append((Fact(value: path, origin: origin), win32))
        }
    }

    private mutating func take(_ name: LogName, _ origin: String) {
        switch name.kind {
        case .job: note(name.value, origin, in: \.jobs)
        case .package:
            // W_ and S_ name the workstation set and the sharing set (Q179118).
            let isSet = name.value.hasPrefix("W_") || name.value.hasPrefix("S_")
            note(isSet ? String(name.value.dropFirst(2)) : name.value, origin, in: \.packages)
        case .request: noteCode(String(name.value.prefix { $0 != "." }.suffix(3)), origin)
        case .site:
            if SiteCode(name.value) != nil { Self.add(Fact(value: name.value, origin: origin), to: &sites) }
        case .server: Self.add(server: name.value, origin, to: &distributionServers)
        case .client: note(name.value, origin, in: \.clients)
        case .path, .text: path(name.value, origin)
        case .file: file(name.value, origin)
        default: break
        }
    }

    /// An identifier: the site's code and a number behind it.
    private mutating func note(_ id: String, _ origin: String, in list: WritableKeyPath<LogFacts, [Fact]>) {
        let isID =
            (7...9).contains(id.utf8.count)
            && id.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
            }
        guard isID else { return }
        Self.add(Fact(value: id, origin: origin), to: &self[keyPath: list])
        noteCode(String(id.prefix(3)), origin)
    }

    private mutating func noteCode(_ code: String, _ origin: String) {
        guard SiteCode(code) != nil else { return }
        codes[code] = (1 + (codes[code]?.count ?? 0), codes[code]?.origin ?? origin)
    }

    /// `1_06XCEN.PCK` is of a request of site CEN; `SNI00001.SNI` names nothing.
    private mutating func file(_ name: String, _ origin: String) {
        let base = String(name.prefix { $0 != "." })
        if base.utf8.count == 8, base.dropFirst().first == "_" { noteCode(String(base.suffix(3)), origin) }
    }

    /// `\\SERVER\SMS_SHRD\site.srv\...` names the site server and its drive, `\\SERVER\SMS_SHR\...` a logon server,
    /// `D:\SMS\site.srv\...` the drive.
    private mutating func path(_ text: String, _ origin: String) {
        let parts = text.split(separator: "\\", omittingEmptySubsequences: true)
        if text.hasPrefix("\\\\"), parts.count >= 2 {
            let (server, share) = (parts[0].uppercased(), parts[1].uppercased())
            guard Self.isName(parts[0]) else { return }
            if share.hasPrefix("SMS_SHR"), share.utf8.count == 8, let letter = share.last {
                if siteServer == nil { siteServer = Fact(value: server, origin: origin) }
                if drive == nil, Self.isLetter(letter) {
                    drive = Fact(value: String(letter), origin: origin)
                }
            } else if share == "SMS_SHR" {
                Self.add(server: server, origin, to: &logonServers)
            } else if share.hasPrefix("SMS_PKG") {
                Self.add(server: server, origin, to: &distributionServers)
            }
        } else if parts.count >= 3, parts[0].utf8.count == 2, parts[0].last == ":",
            parts[2].lowercased() == "site.srv", let letter = parts[0].first, Self.isLetter(letter)
        {
            if drive == nil { drive = Fact(value: letter.uppercased(), origin: origin) }
        }
        // `...\tosend\A0100100.S00`, `...\pcmins.box\BP004000.INS`
        guard let last = parts.last else { return }
        let base = String(last.prefix { $0 != "." }.uppercased())
        if last.uppercased().hasSuffix(".INS") { note(base, origin, in: \.clients) }
        if parts.count > 1, parts[parts.count - 2].lowercased() == "tosend" {
            note(base, origin, in: \.packages)
        }
    }

    /// A server, where what stands in its place can be the name of one.
    private static func add(server name: String, _ origin: String, to list: inout [Fact]) {
        if isName(name) { add(Fact(value: name.uppercased(), origin: origin), to: &list) }
    }

    /// Whether a word of a log can be the name of a computer: anybody can write a log, and what is proposed is run.
    private static func isName(_ text: some StringProtocol) -> Bool {
        (1...15).contains(text.utf8.count) && text.utf8.first != 0x2D
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                    || $0 == 0x2D || $0 == 0x5F
            }
    }

    private static func isLetter(_ sign: Character) -> Bool { sign.isASCII && sign.isLetter }

    /// A text for a comment: a file's name may hold ends of lines, behind which the comment would end.
    static func oneLine(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .lineSeparator, .paragraphSeparator: " "
                    default: scalar
                    }
                }))
    }

    private static func add(_ fact: Fact, to list: inout [Fact]) {
        if !list.contains(where: { $0.value == fact.value }) { list.append(fact) }
    }

    /// The first of some messages that stands in the logs.
    func found(_ keys: String...) -> Fact? { keys.lazy.compactMap { messages[$0] }.first }
    /// Whether one of some messages stands in the logs.
    func has(_ keys: String...) -> Bool { keys.contains { messages[$0] != nil } }

    /// The code that most identifiers begin with; of two the one that comes first in the alphabet.
    var code: Fact? {
        let best = codes.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.first
        return best.map { Fact(value: $0.key, origin: $0.value.origin) }
    }
}
