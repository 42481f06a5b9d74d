import CommandLineKit
import Emulation
import LegacyFormats
import Pipeline
import SiteModel

/// One line of the story of a run.
struct StoryLine: Equatable {
    /// When, in milliseconds since 1970.
    var instant: Int64
    /// At which site, by its number.
    var site: UInt16
    /// `job`, `event`, `alert`, `file`, `client` or `package`.
    var kind: String
    /// What it is about.
    var subject: String
    /// What happened.
    var text: String
}

/// Tells what changed in a stretch of time: job lines, events, who ran what, new files.
struct Story {
    let names: LabNames
    /// The rules of each site's clients, for what a client said.
    let rules: [RuleBook]

    /// The lines of a commit, in order of time; files last.
    func lines(_ commit: CommitStory, at instant: Int64) -> [StoryLine] {
        var found: [StoryLine] = []
        var ran: [String: Int] = [:]
        for record in commit.records {
            if let line = line(record) { found.append(line) }
            if record.code == .pcmOffered || record.code == .pcmCountdown {
                ran[record.code.word, default: 0] += 1
            }
        }
        return found + files(commit.newFiles, at: instant)
    }

    /// The line of an entry; nil for one that a story does not tell.
    func line(_ record: TraceRecord) -> StoryLine? {
        let site = record.site
        func make(_ kind: String, _ subject: String, _ text: String) -> StoryLine {
            StoryLine(instant: record.instant, site: site, kind: kind, subject: subject, text: text)
        }
        switch record.code {
        case .jobStatusChanged:
            return make(
                "job", names.job(record.a, site),
                Self.statuses(from: UInt32(truncatingIfNeeded: record.value), to: record.b))
        case .jobRepeated:
            return make("job", names.job(record.a, site), "repeats as \(names.job(record.b, site))")
        case .eventRaised:
            let words = message(of: record)
            return make(
                "event", String(record.value),
                "\(Component(rawValue: UInt8(truncatingIfNeeded: record.b))?.name ?? ""): \(Self.short(words))"
                    + (record.a == 0 ? "" : " (\(names.job(record.a, site)))"))
        case .compressionEnded:
            return make(
                "package", names.package(record.a, site), "compressed, \(record.value) bytes declared")
        case .packageCopied:
            return make("package", names.package(record.a, site), "on \(names.server(Int64(record.b), site))")
        case .copyFailed:
            return make(
                "package", names.package(record.a, site),
                "not on \(names.server(Int64(record.b), site)): event \(record.value)")
        case .offersWritten:
            return make(
                "job", names.job(record.a, site),
                "instructions written for \(counted(Int(record.value), "client"))")
        case .instructionsCopied:
            return make(
                "job", names.job(record.a, site),
                "instructions at logon server \(names.server(Int64(record.b), site))")
        case .pcmOffered:
            return make("client", names.client(record.a, site), "is offered \(names.job(record.b, site))")
        case .pcmStarted:
            return make(
                "client", names.client(record.a, site),
                "runs \(names.job(record.b, site)) from \(names.server(record.value, site))")
        case .pcmReported:
            let outcome = Outcome(rawValue: UInt32(truncatingIfNeeded: record.value & 0x7F))?.word ?? ""
            return make(
                "client", names.client(record.a, site), "reports \(names.job(record.b, site)): \(outcome)")
        case .detailUpdated:
            let status = JobStatus(rawValue: Int(record.value))?.word ?? ""
            return make(
                "client", names.client(record.b, site),
                "is \(status.isEmpty ? "without status" : status) in the rows of \(names.job(record.a, site))"
            )
        case .alertRaised:
            return make(
                "alert", names.alert(record.b, site),
                "is raised: \(counted(Int(record.value), "computer")) found")
        default: return nil
        }
    }

    /// Which statuses changed, such as `Pending -> Active, sending Pending`.
    static func statuses(from before: UInt32, to after: UInt32) -> String {
        let (old, new) = (unpackStatus(before), unpackStatus(after))
        var parts: [String] = []
        func tell(_ name: String, _ was: String, _ becomes: String) {
            guard was != becomes else { return }
            let words = was.isEmpty ? becomes : "\(was) -> \(becomes.isEmpty ? "none" : becomes)"
            parts.append(name.isEmpty ? words : "\(name) \(words)")
        }
        tell("", old.overall.overallWord(cancel: old.cancel), new.overall.overallWord(cancel: new.cancel))
        tell("sending", old.sending.word, new.sending.word)
        tell("working", old.working.word, new.working.word)
        tell("cancel", old.cancel.word, new.cancel.word)
        return parts.joined(separator: ", ")
    }

    /// An event's text, its slots filled as `event list` fills them.
    private func message(of record: TraceRecord) -> String {
        guard let entry = EventCatalogue.entry(Int(record.value)) else { return "" }
        guard names.images.indices.contains(Int(record.site)), rules.indices.contains(Int(record.site)) else {
            return entry.message()
        }
        let image = names.images[Int(record.site)]
        let event = image.events.last {
            $0.instant == record.instant && $0.number == record.value
                && $0.component.rawValue == UInt8(truncatingIfNeeded: record.b)
                && ($0.job == noHandle ? 0 : image.jobNumber(Int($0.job))) == record.a
        }
        guard let event else { return entry.message() }
        return entry.message(
            EventWords(image: image, rules: rules[Int(record.site)], peers: names.images).insertions(
                of: event))
    }

    private static func short(_ text: String) -> String {
        // A full stop within a name or a path ends no sentence.
        let end = text.indices.first {
            guard text[$0] == "." else { return false }
            let next = text.index(after: $0)
            return next == text.endIndex || text[next].isWhitespace
        }
        return String(text[..<(end ?? text.endIndex)])
    }

    /// New files, many of one folder told as one.
    private func files(_ paths: [String], at instant: Int64) -> [StoryLine] {
        var folders: [(folder: String, names: [String])] = []
        for path in paths {
            let cut = path.lastIndex(of: "\\") ?? path.startIndex
            let folder = String(path[..<cut])
            let name = String(path[cut...].drop(while: { $0 == "\\" }))
            if let place = folders.firstIndex(where: { $0.folder == folder }) {
                folders[place].names.append(name)
            } else {
                folders.append((folder, [name]))
            }
        }
        return folders.map { entry in
            let shown =
                entry.names.count > 3
                ? "\(entry.names[0]) and \(entry.names.count - 1) more" : entry.names.joined(separator: ", ")
            return StoryLine(instant: instant, site: 0, kind: "file", subject: entry.folder, text: shown)
        }
    }
}

extension TraceCode {
    /// The name of the case, for lists.
    var word: String { "\(self)" }
}

extension Outcome {
    /// The word shown.
    var word: String {
        switch self {
        case .success: "success"
        case .failed: "failed"
        case .malformed: "malformed status MIF"
        case .expired: "expired"
        }
    }
}
