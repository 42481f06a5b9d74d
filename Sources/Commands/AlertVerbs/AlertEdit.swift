import CommandLineKit
import Emulation
import SiteDatabase
import SiteModel

/// `alert add`, `alert set` and `alert remove`.
enum AlertEdit {
    static let name = Operand<String>("ALERT", .labObject("alert"), help: "The alert's name.")
    private static let newName = Operand<String>("NAME", .text, help: "The new alert's name.")
    private static let query = Option<String?>(
        "query", value: "QUERY", .labObject("query"), help: "The saved query that it runs.")
    private static let least = Option<Int64?>(
        "at-least", value: "N", .integer(in: 1...1_000_000_000), defaultText: "1 for a new alert",
        help: "How many computers the query has to find.")
    private static let every = Option<Int64?>(
        "every", value: "TIME", Duration.reader, defaultText: "1h for a new alert",
        help: "How long from one look to the next, such as 30m or 1d; a minute at least.")
    private static let tells = Option<String?>(
        "tells", value: "SERVER", .labObject("server"), defaultText: "nobody",
        help: "The server that gets a message; none for nobody.")

    static var add: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["alert", "add"], "Make an alert: a query that the Alerter runs again and again.",
                discussion: """
                    SMS_ALERTER runs the query and raises the alert when it finds as many computers as are wanted, once \
                    until it finds fewer. A query that cannot be run gives event 207, a server that cannot be told event \
                    380. The first look is one interval from now.
                    """, options: [query, least, every, tells, Naming.site], operands: [newName],
                example: CommandExample(
                    "sms12 alert add \"Full disks\" --query \"Small disks\" --at-least 5"),
                exitCodes: ExitCodeNote.reading("no alert was made")), run: runAdd)
    }

    static var set: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["alert", "set"], "Change an alert; its condition is looked at anew.",
                discussion: "Another interval holds from the next look on.",
                options: [query, least, every, tells, Naming.site], operands: [name],
                example: CommandExample("sms12 alert set \"Full disks\" --at-least 10")), run: runSet)
    }

    static var remove: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["alert", "remove"], "Remove an alert; its query stays.", options: [Naming.site],
                operands: [name], example: CommandExample("sms12 alert remove \"Full disks\"")),
            run: runRemove)
    }

    private static func runAdd(_ run: CommandRun) throws -> Int32 {
        guard let word = try run.value(query) else {
            throw run.parsed.usageError(.missingOption("--query", valueName: "QUERY"))
        }
        return try LabEdit.change(run) { edit in
            let site = edit.before.sites[try edit.site]
            let name = try run.value(newName)
            if site.alerts.contains(where: { $0.name.uppercased() == name.uppercased() }) {
                throw CommandFailure(
                    ExitCode.cannotCreate,
                    "there is an alert \(name) at site \(site.code) already; `sms12 alert set` changes it")
            }
            var alert = AlertDefinition(
                name: name, query: try QueryCommands.find(word, edit.lab.database, site.code).name)
            try apply(&alert, edit)
            try edit.perform([.setAlert(site: site.code, alert: alert)])
            run.done(
                .made, "alert", name, site: site.code,
                "Made alert \"\(name)\" at site \(site.code): query \"\(alert.query)\" every \(minutes(alert)), at least "
                    + "\(alert.atLeast).")
            run.advise("Next: sms12 run --for \(alert.minutes)m, then sms12 alert list")
            return ExitCode.done
        }
    }

    private static func runSet(_ run: CommandRun) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let site = edit.before.sites[try edit.site]
            let old = try find(try run.value(name), site)
            var alert = old
            if let word = try run.value(query) {
                alert.query = try QueryCommands.find(word, edit.lab.database, site.code).name
            }
            try apply(&alert, edit)
            guard alert != old else {
                throw run.usage("nothing to change is given, or alert \"\(old.name)\" is so already")
            }
            try edit.perform([.setAlert(site: site.code, alert: alert)])
            run.done(
                .changed, "alert", old.name, site: site.code,
                "Changed alert \"\(old.name)\" of site \(site.code).")
            return ExitCode.done
        }
    }

    private static func runRemove(_ run: CommandRun) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let site = edit.before.sites[try edit.site]
            let alert = try find(try run.value(name), site)
            try edit.perform([.removeAlert(site: site.code, name: alert.name)])
            run.done(
                .removed, "alert", alert.name, site: site.code,
                "Removed alert \"\(alert.name)\" from site \(site.code).")
            return ExitCode.done
        }
    }

    private static func find(_ word: String, _ site: SiteDefinition) throws -> AlertDefinition {
        try Naming.find(
            word, kind: "alert", in: site.alerts.map { NamedThing(name: $0.name, $0) }, list: "alert list")
    }

    private static func apply(_ alert: inout AlertDefinition, _ edit: LabEdit) throws {
        if let value = try edit.run.value(least) { alert.atLeast = value }
        if let value = try edit.run.value(every) {
            guard value >= 60_000, value <= 525_600 * 60_000 else {
                throw edit.run.usage("--every takes a minute to a year, such as 30m or 1d")
            }
            alert.minutes = value / 60_000
        }
        guard let server = try edit.run.value(tells) else { return }
        if server.lowercased() == "none" {
            alert.tells = ""
        } else {
            let place = try edit.server(server)
            alert.tells = edit.before.sites[try edit.site].servers[place].name
        }
    }

    static func minutes(_ alert: AlertDefinition) -> String {
        alert.minutes == 1 ? "minute" : "\(alert.minutes) minutes"
    }
}
