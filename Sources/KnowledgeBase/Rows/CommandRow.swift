import CommandLineKit
import Pipeline
import SiteModel

/// A row that does something: the words of the command line, one handler each.
///
/// To add one: a line in `all`, and a function that reads its words and gives back what is to be done.
struct CommandRow: Sendable {
    /// The first words, as on the command line.
    let words: [String]
    /// What stands behind them.
    let form: String
    /// Reads the rest of the row.
    let read: @Sendable (inout RowWords) throws(RowError) -> RowCommand

    init(
        _ words: String, _ form: String,
        _ read: @escaping @Sendable (inout RowWords) throws(RowError) -> RowCommand
    ) {
        self.words = words.split(separator: " ").map { String($0) }
        self.form = form
        self.read = read
    }

    /// Every command.
    static let all: [CommandRow] = [
        CommandRow(
            "package create",
            "PACKAGE [--command NAME=LINE]... [--no-command] [--platform nt-x86] [--background|--needs-input]"
                + " [--system-exit] [--item TITLE[=LINE]]... [--definition] [--share NAME] [--access WORDS]",
            PackageRows.create),
        CommandRow(
            "package set",
            "PACKAGE [--access all|none|UserRead,GuestRead,...] [--comment TEXT] [--command NAME=LINE]...",
            PackageRows.set),
        CommandRow("package delete", "PACKAGE", PackageRows.delete),
        CommandRow(
            "program-group create", "NAME --item PACKAGE[:TITLE]... [--user-group G]...",
            ProgramGroupRows.create),
        CommandRow("program-group delete", "NAME", ProgramGroupRows.delete),
        CommandRow(
            "job create",
            "PACKAGE --on TARGET|--share|--remove all|selected [options of `sms12 job create`]",
            JobRows.create),
        CommandRow("job set", "N [--comment TEXT] [--as ACCOUNT] [--try]", JobRows.set),
        CommandRow("job cancel", "N [--try]", JobRows.cancel),
        CommandRow("job delete", "N", JobRows.delete),
        CommandRow("client add", "PC# [--count N] [--platform P] [--user NAME]", ClientRows.add),
        CommandRow("client remove", "CLIENT", ClientRows.remove),
        CommandRow("client on", "CLIENT...", ClientRows.on),
        CommandRow("client off", "CLIENT...", ClientRows.off),
        CommandRow("client logon", "CLIENT...", ClientRows.logon),
        CommandRow("client logoff", "CLIENT...", ClientRows.logoff),
        CommandRow("client run", "CLIENT [--job N] [--try]", ClientRows.run),
        CommandRow("client archive", "CLIENT [--job N] [--try]", ClientRows.archive),
        CommandRow(
            "client set", "CLIENT [settings as the lab's row `client`; others as shipped]", ClientRows.set),
        CommandRow("client lock", "CLIENT --for DURATION", ClientRows.lock),
        CommandRow("client details", "CLIENT [--closed]", ClientRows.details),
        CommandRow("client window", "CLIENT [--closed]", ClientRows.window),
        CommandRow("client forget-history", "CLIENT", ClientRows.forgetHistory),
        CommandRow("group set", "GROUP MEMBER...", ServerRows.setGroup),
        CommandRow("group remove", "GROUP", ServerRows.removeGroup),
        CommandRow("server add", "SERVER [--roles ...] [--drive C:ntfs:2GB] [--kind nt]", ServerRows.add),
        CommandRow(
            "server set",
            "SERVER [--offline|--online] [--roles ...] [--drive C:ntfs:2GB] [--kind nt] [--everyone]",
            ServerRows.set),
        CommandRow("server lock", "SERVER PACKAGE --for DURATION|--unlock [--shared]", ServerRows.lock),
        CommandRow("server remove", "SERVER", ServerRows.remove),
        CommandRow(
            "site set",
            "[--response WORD] [--pcm-polling MINUTES] [--name TEXT] [--sql-clock DURATION] [--select-into on|off]"
                + " [--of SITE]",
            SiteControlRows.setSite),
        CommandRow("site sender", "KIND --closed DAYS:FROM-TO | --always-open", SiteControlRows.sender),
        CommandRow(
            "site install", "CODE --parent CODE [--link lan|...] [--no-address]", SiteControlRows.install),
        CommandRow("site deinstall", "CODE", SiteControlRows.deinstall),
        CommandRow("site upgrade", "CODE", SiteControlRows.upgrade),
        CommandRow("sendcode", "SERVICE CODE", SiteControlRows.sendCode),
        CommandRow("client resync", "CLIENT", SiteControlRows.resync),
        CommandRow(
            "source set", "PACKAGE [--bytes N] [--files N] [--longest N] [--long-names] [--error N]",
            WorldRows.source),
        CommandRow("fault link", "CODE CODE [--state down|up]", HierarchyRows.link),
        CommandRow("fault site", "FAULT [--state down|up]", FaultRows.site),
        CommandRow("fault request", "N zero-length|no-instruction|deleted", FaultRows.request),
        CommandRow("site remove", "CODE", FaultRows.removeSite),
        CommandRow("tool preinst", "--delsite CODE", FaultRows.forgetSite),
        CommandRow("fault server", "SERVER [--state down|up]", HierarchyRows.server),
        CommandRow("fault client", "CLIENT [--state down|up]", HierarchyRows.client),
        CommandRow("fault sql", "[--state down|up]", LoaderRows.sql),
        CommandRow("fault file", "mif|corrupt-mif|corrupt-nil [--count N|--clear]", LoaderRows.file),
        CommandRow(
            "service pause", "SERVICE",
            { (words) throws(RowError) in try HierarchyRows.service(&words, .pause) }),
        CommandRow(
            "service continue", "SERVICE",
            { (words) throws(RowError) in try HierarchyRows.service(&words, .resume) }),
        CommandRow(
            "service restart", "SERVICE",
            { (words) throws(RowError) in try HierarchyRows.service(&words, .restart) }),
        CommandRow(
            "service stop", "SERVICE",
            { (words) throws(RowError) in try HierarchyRows.service(&words, .stop) }),
        CommandRow(
            "service start", "SERVICE",
            { (words) throws(RowError) in try HierarchyRows.service(&words, .start) }),
        CommandRow("stored set", "PACKAGE intact|missing|damaged", WorldRows.stored),
        CommandRow(
            "run", "N cycles | DURATION | until EXPECTATION within N cycles|DURATION [every=DURATION]",
            TimeRows.run),
        CommandRow("at", "+DURATION | \"1997-04-22 10:00\"", TimeRows.at),
    ]

    /// Whether words begin as a command does.
    static func isCommand(_ words: [RowWord]) -> Bool { find(words) != nil }

    private static func find(_ words: [RowWord]) -> CommandRow? {
        all.first { row in
            row.words.count <= words.count && zip(row.words, words).allSatisfy { $0 == $1.text }
        }
    }

    /// Reads a command.
    static func read(_ words: inout RowWords) throws(RowError) -> RowCommand {
        guard let row = find(words.rest) else {
            let names = all.map { $0.words.joined(separator: " ") }
            let written = words.rest.prefix(2).map(\.text).joined(separator: " ")
            let near = nearestNames(to: written, among: names).first
            throw RowError(
                "'\(written)' is no row of a case" + (near.map { "; did you mean `\($0)`?" } ?? ""),
                column: words.column)
        }
        for _ in row.words { words.drop() }
        return try row.read(&words)
    }
}
