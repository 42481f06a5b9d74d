import CommandLineKit
import Emulation
import Pipeline
import SiteModel

/// What goes wrong inside a site, with a send request, and with what a parent knows.
extension FaultCommands {
    private static let direction = Option<Direction>(
        "state", value: "WORD", .words, default: .down, help: "Whether it goes wrong or is put right.")
    private static let site = Operand<String>("SITE", .labObject("site"), help: "A site's code or name.")
    private static let what = Operand<SiteFault>("FAULT", .words, help: "What is wrong.")
    private static let request = Operand<String>(
        "REQUEST", .text, help: "An open send request, such as _001BPC.")

    /// What can be done to a send request.
    enum Damage: String, CaseIterable {
        case zeroLength = "zero-length"
        case noInstruction = "no-instruction"
        case deleted

        var fault: RequestFault { RequestFault.settable.first { $0.word == rawValue } ?? .none }
    }

    private static let damage = Operand<Damage>("DAMAGE", .words, help: "What is wrong with it.")

    static var siteFault: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["fault", "site"],
                "Let something go wrong at a site: its SQL Server, its accounts, its Senders.",
                discussion: """
                    What comes of it is the matter of the release: `sms12 kb list` names the articles. `explain` says of a \
                    job that is held by it which it is. `--state up` puts it right; a second LAN Sender is deleted then.
                    """, options: [direction], operands: [site, what],
                example: CommandExample("sms12 fault site BPC sql-log-full"),
                moreExamples: [CommandExample("sms12 fault site BPC self-rights --state up")]),
            run: { run in
                try LabEdit.change(run) { edit in
                    let code = edit.before.sites[try SiteEdit.place(try run.value(site), in: edit.before)]
                        .code
                    let fault = try run.value(what)
                    let isDown = try run.value(direction) == .down
                    try edit.perform([.setFault(.site(code, fault), isDown: isDown)])
                    run.done(
                        .changed, "site", fault.rawValue, site: code,
                        isDown
                            ? "Site \(code): \(fault.sentence)."
                            : "Site \(code): \(fault.rawValue) is put right.")
                    return ExitCode.done
                }
            })
    }

    static var requestFault: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["fault", "request"], "Damage a send request, or delete it or its instruction file.",
                discussion:
                    "`tool dumpsend` lists the requests; one that is done has nothing left to damage.",
                operands: [site, request, damage],
                example: CommandExample("sms12 fault request BPC _001BPC zero-length")),
            run: { run in
                try LabEdit.change(run) { edit in
                    let code = edit.before.sites[try SiteEdit.place(try run.value(site), in: edit.before)]
                        .code
                    let word = try run.value(request)
                    guard let id = SendRequestID(word) else {
                        throw run.usage("'\(word)' is no send request such as _001\(code)")
                    }
                    let fault = try run.value(damage).fault
                    try edit.perform([.setFault(.request(code, id, fault), isDown: true)])
                    run.done(
                        .changed, "request", id.description, site: code,
                        "Send request \(id) of site \(code): \(fault.word).")
                    return ExitCode.done
                }
            })
    }
}
