import CommandLineKit
import Emulation
import Pipeline
import SiteDatabase
import SiteModel

/// `service list`: what SMS Service Manager shows, and when each component looks for work next.
enum ServiceList {
    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["service", "list"],
                "List the services of all sites, or of one, and when they look for work.",
                discussion: """
                    Threads stand behind the Executive, whose threads they are. By is the account that paused or stopped \
                    the service, or event 376, an access violation. Where there is no interval a component is told of its \
                    work at once, as a file appears in its box; Hierarchy Manager and Site Configuration Manager look by \
                    themselves in labs with siteProperties "components" alone.
                    """, options: [JobCommands.at, Naming.eachSite],
                example: CommandExample("sms12 service list"),
                moreExamples: [CommandExample("sms12 service list --site BPC --format json")]), run: run)
    }

    /// A service by its name in any case, with or without `SMS_`, dashes for the others' underscores.
    static let name = WordReader<ServiceName>(
        completion: .words(ServiceName.allCases.map(\.rawValue)), write: { $0.rawValue },
        read: { word throws(ValueProblem) in
            let names = ServiceName.allCases.map(\.rawValue)
            let plain = word.uppercased().replacing("-", with: "_")
            let wanted = plain.hasPrefix("SMS_") ? plain : "SMS_" + plain
            guard let found = ServiceName(rawValue: wanted) else {
                throw ValueProblem(
                    "is none of \(names.joined(separator: ", "))",
                    suggestions: nearestNames(to: wanted, among: names))
            }
            return found
        })

    private static func run(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let only = try run.namedSite(in: try reader.definition())
        let lab = try LabReader.restore(reader.database)
        // The journal tells who did it; an earlier state has the lab's own journal as well.
        let orders = try orders(in: try run.readLab().database)
        var table = Table([
            Column("Site", key: "site"), Column("Service", key: "service"), Column("Server", key: "server"),
            Column("State", key: "state"),
            Column("Since", key: "since"), Column("By", key: "by"),
            Column("Polls every (min)", key: "pollMinutes", .right), Column("Next poll", key: "nextPoll"),
        ])
        for image in lab.images where !image.isRemoved && (only == nil || only == image.definition.code) {
            for service in ServiceName.allCases {
                try table.add(row(of: service, at: image, lab, orders, isText: run.format == .table))
            }
        }
        run.print(table)
        return ExitCode.done
    }

    /// Who gave an order to a service, and when.
    private struct Order {
        var instant: Int64
        var who: String
        var site: SiteCode
        var threads: [ServiceName]
    }

    private static func orders(in database: LabDatabase) throws -> [Order] {
        try database.journal(from: 1).filter { $0.verb == "service.control" }.compactMap { record in
            guard
                case .service(let site, let service, let action) = try CommandJournal.command(
                    verb: record.verb, body: record.body), action == .pause || action == .stop
            else { return nil }
            return Order(
                instant: record.instant, who: record.who, site: site, threads: [service] + service.threads)
        }
    }

    private static func row(
        of service: ServiceName, at image: SiteImage, _ lab: borrowing Emulation, _ orders: [Order],
        isText: Bool
    ) -> [Cell] {
        let code = image.definition.code
        let isStopped = image.stopped.contains(service)
        let lost = image.lostHelper(of: service)
        let state =
            isStopped
            ? "stopped"
            : image.paused.contains(service) ? "paused" : lost == nil ? "running" : "server down"
        var since: Int64?
        var by: String?
        if state != "running" {
            let violation = image.events.last { $0.number == 376 && $0.source == Hierarchy.none }
            since = lab.downSince(service, at: code)
            if let lost { since = since ?? lab.downSince(FaultDefinition.Subject.server(code, lost)) }
            by = orders.last { $0.site == code && $0.instant == since && $0.threads.contains(service) }?.who
            if by == nil, isStopped, image.executiveIsStopped, let violation {
                by = "event 376"
                since = since ?? violation.instant
            }
        }
        let (minutes, next) = poll(of: service, at: image, lab)
        func clock(_ instant: Int64?) -> Cell {
            .optional(instant.map { image.definition.clock(at: $0).description })
        }
        let name = service.isService || !isText ? service.rawValue : "  " + service.rawValue
        return [
            .text(code.description), .text(name), .text(servers(of: service, at: image)),
            state == "running" ? .text(state) : .styled(state, .yellow), clock(since), .optional(by),
            .optional(minutes), state == "stopped" ? .none : clock(next),
        ]
    }

    /// The server that a service runs on; Senders may run on several.
    private static func servers(of service: ServiceName, at image: SiteImage) -> String {
        let own = image.definition.siteServer?.name ?? ""
        if let moved = MovableService(rawValue: service.rawValue) {
            return image.definition.helper(of: moved) ?? own
        }
        guard service == .senders else { return own }
        var names: [String] = []
        for sender in image.definition.allSenders {
            let name = image.definition.helper(of: MovableService(sender.kind)) ?? own
            if !names.contains(name) { names.append(name) }
        }
        return names.joined(separator: ", ")
    }

    /// How often a component looks for work by itself, in minutes, and when next; nil: it is told, or has no work.
    private static func poll(
        of service: ServiceName, at image: SiteImage, _ lab: borrowing Emulation
    ) -> (minutes: Int64?, next: Int64?) {
        let site = image.number
        let interval = image.definition.response.pollingMinutes
        let kinds: [ServiceName: SignalKind] = [
            .scheduler: .schedulerPoll, .despooler: .despoolerPoll,
            .maintenanceManager: .maintenancePoll, .siteReporter: .siteReporterPoll,
            .applicationsManager: .applicationsPoll, .hierarchyManager: .hierarchyPoll,
        ]
        if let kind = kinds[service] {
            guard let next = lab.upcoming(kind, site: site) else { return (nil, nil) }
            return (interval, next)
        }
        switch service {
        // Woken by each request; it looks again by itself where an outbox opens or a delay is over.
        case .senders: return (nil, lab.upcoming(.senderPoll, site: site))
        case .siteConfigurationManager:
            let next = lab.upcoming(.siteConfigurationWatchdog, site: site)
            return (next.map { _ in image.watchdogMilliseconds / 60_000 }, next)
        case .alerter:
            // Each alert has an interval of its own: `alert list` shows them.
            let looks = image.alerts.indices.filter { !image.alerts[$0].isRemoved }.compactMap {
                lab.upcoming(.alerterPoll, site: site, about: UInt32($0))
            }
            return (nil, looks.min())
        default: return (nil, nil)
        }
    }
}
