import Emulation
import Pipeline
import SiteModel

/// Says how what an entry of the trace is about stands in a lab: the job with its details, the package, the client; the site
/// where it is about none of them.
enum SubjectState {
    /// How many details of a job are told.
    private static let shown = 12

    /// The lines about an entry's subjects.
    static func lines(
        of record: TraceRecord, _ images: [SiteImage], _ clients: [PackageCommandManager], _ names: LabNames
    ) -> [String] {
        guard images.indices.contains(Int(record.site)) else { return ["site: not there yet"] }
        let image = images[Int(record.site)]
        var lines: [String] = []
        let code = record.code
        if code.aIsJob, record.a != 0 { lines += job(record.a, image, names) }
        if code.bIsJob, record.b != 0 { lines += job(record.b, image, names) }
        let isOfSource =
            code == .sourceInspected || code == .compressionStarted || code == .compressionEnded
            || code == .compressionFailed || code == .compressionSkipped
        if code.isAboutPackage || isOfSource { lines += package(record.a, image, names) }
        if code.component == .packageCommandManager, record.a > 0 {
            lines += client(record.a, image, clients[Int(record.site)], names)
        }
        if code == .detailUpdated || code == .statusExecuted {
            lines += client(record.b, image, clients[Int(record.site)], names)
        }
        return lines.isEmpty ? [site(image)] : lines
    }

    /// For an entry about none of these, such as one of a service or a server.
    private static func site(_ image: SiteImage) -> String {
        let jobs = image.jobs.prefix(shown).map { "\($0.job.id) \($0.job.statusWord)" }
        let more = image.jobs.count > shown ? ", and more" : ""
        let offline = image.definition.servers.filter { !$0.online }.map(\.name)
        return "site \(image.definition.code): "
            + (jobs.isEmpty
                ? "no job" : "\(counted(image.jobs.count, "job")) (\(jobs.joined(separator: ", "))\(more))")
            + ", \(counted(image.packages.count, "package")); stopped: "
            + (image.stopped.isEmpty ? "no service" : image.stopped.map(\.rawValue).joined(separator: ", "))
            + "; offline: " + (offline.isEmpty ? "no server" : offline.prefix(shown).joined(separator: ", "))
    }

    private static func job(_ number: UInt32, _ image: SiteImage, _ names: LabNames) -> [String] {
        let id = names.job(number, image.number)
        guard let place = image.jobs.indices.first(where: { image.jobNumber($0) == number }) else {
            return ["job \(id): not at site \(image.definition.code)"]
        }
        let live = image.jobs[place]
        let status = live.job
        var columns = [status.statusWord]
        for (name, word) in [
            ("sending", status.sendingStatus.word), ("working", status.workingStatus.word),
            ("cancel", status.cancelStatus.word),
        ] where !word.isEmpty { columns.append("\(name) \(word)") }
        var lines = [
            "job \(id): \(columns.joined(separator: ", ")); stage \(live.stage); "
                + "\(live.completed) of \(counted(Int(live.details), "workstation")) Complete, \(live.retrying) Retrying"
        ]
        var details: [String] = []
        for row in live.siteRows where image.siteDetails.indices.contains(Int(row)) {
            let detail = image.siteDetails[Int(row)]
            let server = detail.kind == .server ? " \(names.server(Int64(detail.server), image.number))" : ""
            details.append("\(names.site(detail.site)) \(detail.kind.word)\(server): \(word(detail.status))")
        }
        let (first, count) = (Int(live.firstDetail), Int(live.localDetails))
        for place in first..<(first + count) where image.details.indices.contains(place) {
            if details.count > shown { break }
            let detail = image.details[place]
            details.append(
                "\(names.client(detail.client &+ 1, image.number)): \(word(JobStatus(rawValue: Int(detail.status)) ?? .none))"
            )
        }
        let more = details.count > shown ? ", and more" : ""
        if !details.isEmpty {
            lines.append("job \(id), details: \(details.prefix(shown).joined(separator: ", "))\(more)")
        }
        return lines
    }

    private static func word(_ status: JobStatus) -> String {
        status.word.isEmpty ? "no status" : status.word
    }

    private static func package(_ number: UInt32, _ image: SiteImage, _ names: LabNames) -> [String] {
        let id = names.package(number, image.number)
        let places = image.packages.indices.filter { image.packages[$0].package.id.description == id }
        guard !places.isEmpty else { return ["package \(id): not at site \(image.definition.code)"] }
        return places.map { place in
            let live = image.packages[place]
            let servers = image.locations.filter { Int($0.package) == place && !$0.isRemoved }.map {
                "\(names.server(Int64($0.server), image.number)) (version \($0.version))"
            }
            return "package \(id)\(live.isSharing ? ", sharing set" : ""): version \(live.version), in STORE "
                + (live.storedVersion == 0 ? "none" : "version \(live.storedVersion)") + ", on "
                + (servers.isEmpty ? "no server" : servers.prefix(shown).joined(separator: ", "))
        }
    }

    private static func client(
        _ machine: UInt32, _ image: SiteImage, _ clients: PackageCommandManager, _ names: LabNames
    ) -> [String] {
        let place = Int(machine) - 1
        guard place >= 0, place < image.clients.count, clients.state.indices.contains(place) else {
            return []
        }
        let state = ClientState(rawValue: clients.state[place])
        var parts = [
            state.contains(.active) ? "logged on" : state.contains(.powered) ? "on, nobody logged on" : "off"
        ]
        for detail in image.details.indices
        where Int(image.details[detail].client) == place && clients.stage(detail) != .absent {
            let job = Int(image.details[detail].job)
            guard image.jobs.indices.contains(job) else { continue }
            parts.append("offer of \(image.jobs[job].job.id) \(clients.stage(detail).word)")
            if parts.count > shown { break }
        }
        return ["client \(names.client(machine, image.number)): \(parts.joined(separator: ", "))"]
    }
}
