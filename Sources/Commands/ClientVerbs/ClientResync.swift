import CommandLineKit
import Emulation
import Pipeline
import SiteModel

/// `client resync`: a system job that has a client's whole inventory sent again.
enum ClientResync {
    private static let client = Operand<String>(
        "CLIENT", .labObject("client"), help: "The client's name or SMSID.")

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["client", "resync"], "Have a client's whole inventory sent again.",
                discussion:
                    "A system job of Medium priority, with event 186 (SDK). It arrives at the Despooler of the client's site "
                    + "as any job does; what the client sends then goes up with Site Reporter.",
                options: [Naming.anySite], operands: [client],
                example: CommandExample("sms12 client resync PC7")),
            run: { run in
                try LabEdit.change(run) { edit in
                    let word = try run.value(client)
                    let sites =
                        try run.namedSite(in: edit.before).map { [$0] } ?? edit.before.sites.map(\.code)
                    var found: (site: SiteCode, name: String)?
                    for image in edit.lab.emulation.images where sites.contains(image.definition.code) {
                        guard found == nil, !image.isRemoved, let place = image.clients.index(word) else {
                            continue
                        }
                        found = (image.definition.code, image.clients.name(place))
                    }
                    guard let found else {
                        throw CommandFailure(
                            ExitCode.noInput, "no client \(word); `sms12 client list` shows the clients")
                    }
                    try edit.perform([.resyncClient(site: found.site, name: found.name)])
                    run.done(
                        .changed, "client", found.name, site: found.site,
                        "Asked for the whole inventory of \(found.name) again.")
                    return ExitCode.done
                }
            })
    }
}
