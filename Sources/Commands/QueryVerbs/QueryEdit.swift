import CommandLineKit
import Emulation
import SiteModel

/// `query create`, `query set` and `query delete`.
enum QueryEdit {
    private static let newName = Operand("NAME", .text, help: "The new query's name.")
    private static let text = Operand("TEXT", .text, help: "What has to hold, in the query language.")
    private static let changedName = Option<String?>("name", value: "NAME", .text, help: "Another name.")
    private static let changedText = Option<String?>("text", value: "TEXT", .text, help: "Another text.")

    static var create: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["query", "create"], "Make a saved query.",
                discussion: """
                    A clause is a group, a dot, an attribute, an operator and a value; clauses are joined by and, or \
                    and brackets, and Group Not stands before those that no row may fulfil (Q184167). The text is \
                    kept as it is printed by `query check`. See docs/reference/query-language.md.
                    """,
                options: [QueryCommands.architecture, Naming.site], operands: [newName, text],
                example: CommandExample(
                    "sms12 query create \"Small disks\" '\"Disk\".\"Free Storage (MByte)\" is less than 50'"),
                exitCodes: ExitCodeNote.reading("no query was made")), run: runCreate)
    }

    static var set: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["query", "set"], "Change a saved query; Pending jobs that use it use it as it then is.",
                options: [changedName, changedText, Naming.site], operands: [QueryCommands.query],
                example: CommandExample("sms12 query set \"Small disks\" --name \"Full disks\"")),
            run: runSet)
    }

    static var delete: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["query", "delete"], "Delete a saved query.",
                discussion: "Pending jobs that use it are not told: the Scheduler fails them with event 318.",
                options: [Naming.site], operands: [QueryCommands.query],
                example: CommandExample("sms12 query delete \"Small disks\"")), run: runDelete)
    }

    private static func runCreate(_ run: CommandRun) throws -> Int32 {
        let architecture = try run.value(QueryCommands.architecture)
        let query = try QueryCommands.parse(try run.value(text), architecture, as: "TEXT", run)
        let definition = QueryDefinition(
            name: try run.value(newName), architecture: architecture, text: query.text)
        return try LabEdit.change(run) { edit in
            let site = try edit.site
            var after = edit.before
            after.sites[site].queries.append(definition)
            let result = try edit.judge(after)
            let code = after.sites[site].code
            let outcome = try edit.lab.perform(
                .createQuery(site: code, query: definition), who: try run.account)
            guard case .query(let id) = outcome else { return ExitCode.ourBug }
            run.done(
                .made, "query", id.description, site: code, "Made query \(id) \"\(definition.name)\".")
            if !architecture.isDirect {
                run.advise("Next: sms12 query run \(id), or sms12 job create PACKAGE --on query:\(id)")
            }
            return result
        }
    }

    private static func runSet(_ run: CommandRun) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let site = try edit.site
            let code = edit.before.sites[site].code
            let row = try QueryCommands.find(
                try run.value(QueryCommands.query), edit.lab.database, code)
            guard var changed = row.definition else {
                throw CommandFailure(ExitCode.badData, "query \(row.id) has an unknown architecture")
            }
            if let name = try run.value(changedName) { changed.name = name }
            if let text = try run.value(changedText) {
                changed.text = try QueryCommands.parse(text, changed.architecture, as: "--text", run).text
            }
            guard changed != row.definition else {
                throw run.usage("nothing to change is given, or \(row.id) is so already")
            }
            var after = edit.before
            if let place = after.sites[site].queries.firstIndex(where: { $0.name == row.name }) {
                after.sites[site].queries[place] = changed
            }
            // Alerts go with the name of their query.
            for alert in after.sites[site].alerts.indices
            where after.sites[site].alerts[alert].query.uppercased() == row.name.uppercased() {
                after.sites[site].alerts[alert].query = changed.name
            }
            let result = try edit.judge(after)
            try edit.perform([.updateQuery(site: code, id: row.id, query: changed)])
            run.done(
                .changed, "query", row.id.description, site: code,
                "Changed query \(row.id) \"\(changed.name)\".")
            return result
        }
    }

    private static func runDelete(_ run: CommandRun) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let code = edit.before.sites[try edit.site].code
            let row = try QueryCommands.find(
                try run.value(QueryCommands.query), edit.lab.database, code)
            let users = InUse.ofQuery(row.id, row.name, edit, at: code)
            try edit.perform([.deleteQuery(site: code, id: row.id)])
            run.done(
                .removed, "query", row.id.description, site: code,
                "Deleted query \(row.id) \"\(row.name)\".")
            return run.report(users) == nil ? ExitCode.done : ExitCode.doneWithLosses
        }
    }
}
