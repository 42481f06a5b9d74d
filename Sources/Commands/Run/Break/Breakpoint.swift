import Emulation
import LegacyFormats
import Pipeline
import SiteModel

/// A condition that a run stops behind: something that changed, as an entry of the trace tells it.
///
/// Entries are asked, never the state: what changes nothing costs nothing, however large the lab.
struct Breakpoint {
    /// What it waits for.
    enum Condition {
        /// A column of the Jobs window comes to show a status; nil: any job.
        case status(JobID?, JobColumn, String)
        /// Anything about a job.
        case job(JobID)
        /// An event is raised.
        case event(Int64)
        /// A component does something that changes anything.
        case component(Component)
        /// Something happens at a client, or its status is taken in: the site by number, the client by dwMachineID.
        case client(UInt16, UInt32)
        /// Something happens to a package.
        case package(PackageID)
        /// Something happens at a server: the site by number, the server by place.
        case server([(site: UInt16, place: UInt32)])
        /// Something changes at a site: by number.
        case site(UInt16)
        /// An entry of this kind.
        case code(TraceCode)
    }

    /// A column of the Jobs window.
    enum JobColumn: String, CaseIterable {
        case job, sending, working, cancel
    }

    /// As it was typed.
    let text: String
    /// What it waits for.
    let condition: Condition
    /// The site that it is limited to, by number.
    let site: UInt16?

    /// Whether an entry is what it waits for.
    func isMet(by record: TraceRecord, _ names: LabNames) -> Bool {
        if let site, record.site != site { return false }
        switch condition {
        case .status(let job, let column, let word):
            guard record.code == .jobStatusChanged else { return false }
            if let job, !Self.isJob(job, record.a, record.site, names) { return false }
            let old = Self.word(column, UInt32(truncatingIfNeeded: record.value))
            return Self.word(column, record.b) == word && old != word
        case .job(let job):
            return record.code.aIsJob && Self.isJob(job, record.a, record.site, names)
                || record.code.bIsJob && Self.isJob(job, record.b, record.site, names)
        case .event(let number): return record.code == .eventRaised && record.value == number
        case .component(let component): return Self.actor(of: record) == component
        case .client(let site, let machine): return record.site == site && Self.machine(record) == machine
        case .package(let package):
            guard Self.isAboutPackage(record.code) else { return false }
            return names.origin(record.a, record.site) == package.site
                && TraceReference(record.a).counter == package.counter
        case .server(let places):
            guard let server = Self.server(record) else { return false }
            return places.contains { $0.site == record.site && $0.place == server }
        case .site(let site): return record.site == site
        case .code(let code): return record.code == code
        }
    }

    private static func isJob(_ job: JobID, _ number: UInt32, _ site: UInt16, _ names: LabNames) -> Bool {
        number != 0 && TraceReference(number).counter == job.counter
            && names.origin(number, site) == job.site
    }

    /// What a column shows of packed statuses.
    private static func word(_ column: JobColumn, _ packed: UInt32) -> String {
        let status = unpackStatus(packed)
        switch column {
        case .job: return status.overall.overallWord(cancel: status.cancel)
        case .sending: return status.sending.word
        case .working: return status.working.word
        case .cancel: return status.cancel.word
        }
    }

    /// Who did what an entry tells: of an event the component that raised it.
    static func actor(of record: TraceRecord) -> Component {
        guard record.code == .eventRaised || record.code == .executiveEnded else { return record.component }
        return Component(rawValue: UInt8(truncatingIfNeeded: record.b)) ?? record.component
    }

    /// The dwMachineID of the client that an entry is about, at its own site.
    private static func machine(_ record: TraceRecord) -> UInt32? {
        switch record.code {
        case .statusExecuted, .detailUpdated: record.b
        default: record.code.component == .packageCommandManager ? record.a : nil
        }
    }

    private static func isAboutPackage(_ code: TraceCode) -> Bool {
        switch code {
        case .sourceInspected, .compressionStarted, .compressionEnded, .compressionFailed,
            .compressionSkipped:
            true
        default: code.isAboutPackage
        }
    }

    /// The place of the server that an entry is about.
    private static func server(_ record: TraceRecord) -> UInt32? {
        switch record.code {
        case .packageCopied, .copyFailed, .serverSkipped, .locationReported, .packageRemoved, .removeFailed,
            .usersWarned, .filesClosed, .instructionsCopied, .statusesCollected, .logonServerUnreachable:
            record.b
        case .pcmStarted: UInt32(exactly: record.value)
        default: nil
        }
    }
}
