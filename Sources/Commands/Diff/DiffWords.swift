import Emulation
import Pipeline
import SiteModel

/// Says in words what an entry of the trace tells, without the time: `SMS_SCHEDULER of site BPC activated job BPC00001`.
struct DiffWords {
    let names: LabNames

    /// The words of an entry.
    ///
    /// - Parameters:
    ///   - record: The entry.
    ///   - clients: How the client is called, where it stands for many.
    ///   - sites: How the site is called, where it stands for many.
    /// - Returns: The words, without the time.
    func sentence(_ record: TraceRecord, clients: String? = nil, sites: String? = nil) -> String {
        let at = sites ?? "of site \(names.site(record.site))"
        switch record.code.rawValue {
        case 80..<100:
            let machine = clients ?? names.client(record.a, record.site)
            return "\(machine) \(at) \(client(record))"
        case 100 where record.code == .eventRaised:
            let who = Component(rawValue: UInt8(truncatingIfNeeded: record.b))?.name ?? "a component"
            return "\(who) \(at) raised event \(record.value)\(about(record))"
        default:
            return "\(record.component.name) \(at) \(deed(record, clients, isWide: sites != nil))"
        }
    }

    /// The job of an entry, or nothing.
    private func about(_ record: TraceRecord) -> String {
        record.a == 0 ? "" : " about job \(names.job(record.a, record.site))"
    }

    private func deed(_ record: TraceRecord, _ clients: String?, isWide: Bool) -> String {
        switch record.code.rawValue {
        case 1..<20: scheduler(record, isWide: isWide)
        case 20..<30: sender(record)
        case 30..<50: despooler(record, clients)
        case 50..<80: collector(record, clients)
        default: other(record)
        }
    }

    /// What the Scheduler did; of many sites a request has no receiver that could be named.
    private func scheduler(_ record: TraceRecord, isWide: Bool) -> String {
        let site = record.site
        let job = names.job(record.a, site)
        let destination = names.site(UInt16(truncatingIfNeeded: record.b))
        let way = isWide ? "" : receiver(record, record.b).map { " to site \($0)" } ?? ""
        switch record.code {
        case .jobActivated: return "activated job \(job)"
        case .listsFrozen: return "made the list of targets of job \(job)"
        case .sourceInspected: return "looked at the source of package \(names.package(record.a, site))"
        case .compressionStarted: return "began to compress package \(names.package(record.a, site))"
        case .compressionEnded: return "compressed package \(names.package(record.a, site))"
        case .compressionFailed: return "could not compress package \(names.package(record.a, site))"
        case .compressionSkipped:
            return "used the compressed file of package \(names.package(record.a, site)) as it was"
        case .instructionWritten: return "wrote the instruction of job \(job) for site \(destination)"
        case .requestQueued: return "put a send request of job \(job)\(way) into the outbox"
        case .noAddress: return "found no address to site \(destination) for job \(job)"
        case .jobStatusChanged:
            return "changed the status of job \(job): "
                + Story.statuses(from: UInt32(truncatingIfNeeded: record.value), to: record.b)
        case .jobRepeated: return "made job \(names.job(record.b, site)), the successor of job \(job)"
        case .jobCancelled: return "cancelled job \(job)"
        case .systemJobQueued: return "queued a system job to site \(destination)"
        case .requestRescheduled: return "put a send request of job \(job)\(way) into an outbox again"
        case .requestAbandoned: return "gave up a send request of job \(job)\(way)"
        default: return wrote(record)
        }
    }

    private func sender(_ record: TraceRecord) -> String {
        let job = record.b == 0 ? "a system job" : "job \(names.job(record.b, record.site))"
        let way = receiver(record, record.a).map { " to site \($0)" } ?? ""
        switch record.code {
        case .sendStarted: return "began to send \(job)\(way)"
        case .sendEnded: return "sent \(job)\(way)"
        case .sendFailed: return "failed to send \(job)\(way)"
        case .sendGivenBack: return "gave the send request of \(job)\(way) back to the Scheduler"
        case .sendSuspended: return "suspended sending \(job)\(way)"
        default: return wrote(record)
        }
    }

    /// Where a request goes; nil where it is not known any more.
    private func receiver(_ record: TraceRecord, _ request: UInt32) -> String? {
        guard names.images.indices.contains(Int(record.site)) else { return nil }
        let counter = TraceReference.requestCounter(request)
        let request = names.images[Int(record.site)].requests.last { $0.id.counter == counter }
        return request.map { names.site($0.destination) }
    }

    private func despooler(_ record: TraceRecord, _ clients: String?) -> String {
        let site = record.site
        let job = names.job(record.a, site)
        let package = names.package(record.a, site)
        let server = names.server(Int64(record.b), site)
        switch record.code {
        case .instructionStarted:
            return "began with the instruction of job \(job)"
                + (record.value > 0 ? ", retry \(record.value)" : "")
        case .packageStored: return "stored package \(package)"
        case .decompressionStarted: return "began to decompress package \(package)"
        case .packageCopied: return "put package \(package) on server \(server)"
        case .copyFailed: return "could not put package \(package) on server \(server)"
        case .instructionEnded: return "ended the instruction of job \(job)"
        case .retryScheduled: return "scheduled retry \(record.b & 0xFF) of job \(job)"
        case .offersWritten: return "wrote the clients' instructions of job \(job)"
        case .statusExecuted:
            let machine = clients ?? names.client(record.b, site)
            return "took the status of \(machine) for job \(job)"
        case .offersStripped: return "took the clients' instructions of job \(job) away"
        case .serverSkipped: return "left server \(server) with package \(package) as it was"
        case .miniJobExecuted:
            return "executed a system job from site \(names.site(UInt16(truncatingIfNeeded: record.b)))"
        case .instructionForwarded:
            return "handed job \(job) on to site \(names.site(UInt16(truncatingIfNeeded: record.b)))"
        case .packageRemoved: return "took package \(package) off server \(server)"
        case .removeFailed: return "could not take package \(package) off server \(server)"
        case .storedRemoved: return "took package \(package) out of STORE"
        case .usersWarned: return "warned users of open files of package \(package) on server \(server)"
        case .filesClosed: return "closed open files of package \(package) on server \(server)"
        case .instructionHeld: return "could not open an instruction" + about(record)
        default: return wrote(record)
        }
    }

    private func collector(_ record: TraceRecord, _ clients: String?) -> String {
        let site = record.site
        let server = names.server(Int64(record.b), site)
        switch record.code {
        case .instructionsCopied:
            return "copied the instruction files of job \(names.job(record.a, site)) to server \(server)"
        case .statusesCollected: return "collected clients' statuses at server \(server)"
        case .locationReported:
            return "reported package \(names.package(record.a, site)) on server \(server)"
        case .logonServerUnreachable: return "could not reach logon server \(server)"
        case .dataLoaderTook: return "took \(loadType(record)) files from its box"
        case .detailUpdated:
            let status = JobStatus(rawValue: Int(record.value))?.word ?? ""
            let machine = clients ?? names.client(record.b, site)
            return "set the row of \(machine) in job \(names.job(record.a, site)) to "
                + (status.isEmpty ? "no status" : status)
        case .reportsLoaded: return "loaded \(loadType(record)) files"
        case .mifFailed: return "could not load a \(loadType(record)) file"
        case .mifDiscarded: return "moved a \(loadType(record)) file to BADMIFS"
        case .sqlLost: return "lost the SQL database"
        case .loaderThreadEnded: return "ended its thread for \(loadType(record)) files"
        case .serverListChanged:
            return "found the servers of package \(names.package(record.a, site)) changed"
        case .definitionSent:
            return "sent the definition of package \(names.package(record.a, site)) to the sites below"
        case .packageDisappeared:
            return "found package \(names.package(record.a, site)) gone from the database"
        case .groupsSent: return "sent program groups to the sites below"
        case .programItemsSet: return "set the program items of package \(names.package(record.a, site))"
        case .programItemRefused:
            return "could not set a program item of package \(names.package(record.a, site))"
        case .reportsBundled:
            return "bundled files for site \(names.site(UInt16(truncatingIfNeeded: record.b)))"
        default: return wrote(record)
        }
    }

    private func loadType(_ record: TraceRecord) -> String {
        LoadType(rawValue: UInt8(truncatingIfNeeded: record.a))?.word ?? "other"
    }

    private func client(_ record: TraceRecord) -> String {
        let job = record.b == 0 ? "" : names.job(record.b, record.site)
        switch record.code {
        case .pcmFound: return "found new packages"
        case .pcmOffered: return "got the offer of job \(job)"
        case .pcmCountdown: return "began the countdown of job \(job)"
        case .pcmStarted: return "started the command of job \(job)"
        case .pcmFinished: return "ended the command of job \(job)"
        case .pcmReported:
            let outcome = Outcome(rawValue: UInt32(truncatingIfNeeded: record.value & 0x7F))?.word ?? ""
            return "reported job \(job): \(outcome)"
        case .pcmExpired: return "let the offer of job \(job) expire"
        case .pcmArchived: return "put the offer of job \(job) aside"
        case .pcmRestarted: return "restarted, and lost the run of job \(job)"
        case .pcmNoServer: return "found no server for job \(job)"
        case .pcmWithdrawn: return "withdrew the offer of job \(job)"
        case .clientStateChanged:
            let state = ClientState(rawValue: UInt8(truncatingIfNeeded: record.value))
            if !state.contains(.powered) { return "was off from then on" }
            return "was on from then on, " + (state.contains(.loggedOn) ? "with" : "without")
                + " a user logged on"
        case .pcmServiceOnly: return "passed over job \(job), which is for the service only"
        default: return wrote(record)
        }
    }

    private func other(_ record: TraceRecord) -> String {
        switch record.code {
        case .executiveEnded:
            let thread = Component(rawValue: UInt8(truncatingIfNeeded: record.b))?.name ?? "?"
            return "ended by an access violation in \(thread)" + about(record)
        default: return wrote(record)
        }
    }

    /// What the log has of an entry that has no words here, else its name in `trace list`.
    private func wrote(_ record: TraceRecord) -> String {
        let lines = names.lines(record).map { $0.filter { $0 != "~" } }
        guard let line = lines.first(where: { !$0.isEmpty }) else {
            let (subject, object) = TraceCommands.subjects(record, names)
            return ([record.code.word] + [subject, object].filter { !$0.isEmpty }).joined(separator: " ")
        }
        return "wrote \"\(line)\""
    }

    /// What differs about two entries that correspond, such as `1000 bytes in A, 2000 bytes in B`.
    func content(_ a: TraceRecord, _ b: TraceRecord, _ other: DiffWords) -> String {
        "\(measure(a)) in A, \(other.measure(b)) in B"
    }

    /// What an entry has beside its sentence and may be otherwise in one that corresponds: bytes, an error, how many.
    func measure(_ record: TraceRecord) -> String {
        let value = record.value
        func few(_ unit: String) -> String { counted(Int(clamping: value), unit) }
        switch record.code {
        case .compressionStarted, .compressionEnded, .sendStarted, .sendEnded, .packageStored, .packageCopied,
            .packageRemoved, .storedRemoved, .controlImageTooLarge:
            return few("byte")
        case .sourceInspected, .compressionFailed, .instructionHeld: return "Win32 error \(value)"
        case .copyFailed, .removeFailed: return "event \(value)"
        case .listsFrozen: return few("target")
        case .offersWritten, .offersStripped, .instructionsCopied: return few("client")
        case .instructionEnded: return few("failed server")
        case .dataLoaderTook, .reportsLoaded, .statusesCollected: return few("file")
        case .pcmStarted: return "from server \(names.server(value, record.site))"
        case .pcmFinished: return "exit code \(value)"
        case .statusExecuted: return "error \(String(value >> 8 & 0xFFFF, radix: 16))"
        case .decompressionStarted:
            return "on drive \(Unicode.Scalar(record.b).map { String(Character($0)) } ?? "?")"
        case .pcmFound: return few("package")
        case .despoolerNoted: return "number \(record.b)"
        case .pcmNoted: return "number \(value >> 8)"
        default: return "number \(value)"
        }
    }

    /// A span of time: `1 h 5 min`.
    static func span(_ milliseconds: Int64) -> String {
        let total = milliseconds.magnitude
        if total < 1_000 { return "\(total) ms" }
        var parts: [String] = []
        var rest = total / 1_000
        for (unit, size) in [("d", UInt64(86_400)), ("h", 3_600), ("min", 60), ("s", 1)] where rest >= size {
            parts.append("\(rest / size) \(unit)")
            rest %= size
        }
        return parts.prefix(2).joined(separator: " ")
    }
}
