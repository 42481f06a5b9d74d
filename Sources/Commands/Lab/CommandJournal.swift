import Emulation
import LegacyFormats
import Pipeline
import SiteModel

/// Commands as journal records, and back.
enum CommandJournal {
    /// The verb of records that let time pass; neighbours merge.
    static let runVerb = "run"
    /// The instants that a record can name: those of the years 1970 to 9999, in milliseconds since 1970.
    static let instants: ClosedRange<Int64> = 0...253_402_300_799_999
    /// The verb of record 0.
    static let createVerb = "lab.create"

    /// The arguments of a command, JSON on one line.
    static func body(_ command: LabCommand) -> String {
        let members: [(String, JSONValue)]
        switch command {
        case .createPackage(let site, let package), .updatePackage(let site, let package):
            members = [("site", name(site)), ("package", package.json)]
        case .deletePackage(let site, let id): members = [("site", name(site)), ("id", name(id))]
        case .createJob(let site, let job), .updateJob(let site, let job):
            members = [("site", name(site)), ("job", job.json)]
        case .deleteJob(let site, let id), .cancelJob(let site, let id):
            members = [("site", name(site)), ("id", name(id))]
        case .addSite(let site), .setSite(let site): members = [("definition", site.json)]
        case .removeSite(let site): members = [("site", name(site))]
        case .forgetSite(let site, let child): members = [("site", name(site)), ("child", name(child))]
        case .addServer(let site, let server), .setServer(let site, let server):
            members = [("site", name(site)), ("server", server.json)]
        case .removeServer(let site, let server): members = [("site", name(site)), ("name", .string(server))]
        case .addClients(let site, let range): members = [("site", name(site)), ("range", range.json)]
        case .setClient(let site, let client, let range):
            members = [("site", name(site)), ("name", .string(client)), ("range", range.json)]
        case .removeClient(let site, let client): members = [("site", name(site)), ("name", .string(client))]
        case .setGroup(let site, let group): members = [("site", name(site)), ("group", group.json)]
        case .removeGroup(let site, let group): members = [("site", name(site)), ("name", .string(group))]
        case .clientPower, .clientLogon, .clientRun, .clientArchive, .clientDetails, .clientForgetHistory,
            .holdInstructions, .resyncClient, .clientWindow:
            members = clientMembers(command)
        case .setFault(let subject, let isDown):
            // The time is the record's own.
            let fault = FaultDefinition(subject, from: LocalTime(seconds: 0), until: nil)
            members = [("fault", fault.json), ("down", .bool(isDown))]
        case .dropFault(let fault): members = [("fault", fault.json)]
        case .attachSite(let site, let parent): members = [("site", name(site)), ("parent", name(parent))]
        case .detachSite(let site): members = [("site", name(site))]
        case .service(let site, let service, let action):
            members = [
                ("site", name(site)), ("service", .string(service.rawValue)),
                ("action", .string(action.rawValue)),
            ]
        case .setProgramGroup, .setUserGroup, .removeProgramGroup, .removeUserGroup, .damageFile, .setAlert,
            .removeAlert:
            members = groupMembers(command)
        case .setRelease(let release, let quirks):
            let switched = quirks.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .bool($0.value)) }
            members = [("release", .string(release.rawValue)), ("quirks", .object(switched))]
        case .createQuery(let site, let query): members = [("site", name(site)), ("query", query.json)]
        case .updateQuery(let site, let id, let query):
            members = [("site", name(site)), ("id", name(id)), ("query", query.json)]
        case .deleteQuery(let site, let id): members = [("site", name(site)), ("id", name(id))]
        case .holdFile(let site, let server, let package, let until):
            members = [
                ("site", name(site)), ("name", .string(server)), ("package", name(package)),
                ("until", .integer(until)),
            ]
        case .proposeSite(let site, let database):
            members = [("definition", site.json), ("at", name(database))]
        case .installSecondary(let site): members = [("definition", site.json)]
        case .deinstallSecondary(let site), .upgradeSecondary(let site): members = [("site", name(site))]
        case .sendCode(let site, let service, let code):
            members = [
                ("site", name(site)), ("service", .string(service.rawValue)), ("code", .integer(Int64(code))),
            ]
        }
        return JSONValue.object(members.map { .init($0.0, $0.1) }).compact
    }

    /// The arguments of a command about one client.
    private static func clientMembers(_ command: LabCommand) -> [(String, JSONValue)] {
        switch command {
        case .clientPower(let site, let client, let on), .clientLogon(let site, let client, let on):
            return [("site", name(site)), ("name", .string(client)), ("on", .bool(on))]
        case .clientRun(let site, let client, let request), .clientArchive(let site, let client, let request):
            return [("site", name(site)), ("name", .string(client)), ("request", name(request))]
        case .clientDetails(let site, let client, let isOpen),
            .clientWindow(let site, let client, let isOpen):
            return [("site", name(site)), ("name", .string(client)), ("open", .bool(isOpen))]
        case .clientForgetHistory(let site, let client):
            return [("site", name(site)), ("name", .string(client))]
        case .holdInstructions(let site, let client, let until):
            return [("site", name(site)), ("name", .string(client)), ("until", .integer(until))]
        case .resyncClient(let site, let client): return [("site", name(site)), ("name", .string(client))]
        default: preconditionFailure("\(command.verb) is no command about a client")
        }
    }

    private static func name(_ value: some CustomStringConvertible) -> JSONValue {
        .string(value.description)
    }

    /// The command of a record.
    ///
    /// - Throws: `CommandFailure` (bad data) that names the record's verb.
    static func command(verb: String, body: String) throws -> LabCommand {
        let reader = try RecordReader(verb: verb, body: body)
        switch verb {
        case "package.create":
            return .createPackage(site: try reader.site(), package: try reader.model("package"))
        case "package.set":
            return .updatePackage(site: try reader.site(), package: try reader.model("package"))
        case "package.delete": return .deletePackage(site: try reader.site(), id: try reader.identifier("id"))
        case "job.create": return .createJob(site: try reader.site(), job: try reader.model("job"))
        case "job.set": return .updateJob(site: try reader.site(), job: try reader.model("job"))
        case "job.delete": return .deleteJob(site: try reader.site(), id: try reader.identifier("id"))
        case "job.cancel": return .cancelJob(site: try reader.site(), id: try reader.identifier("id"))
        case "site.add": return .addSite(try reader.model("definition"))
        case "site.set": return .setSite(try reader.model("definition"))
        case "site.remove": return .removeSite(try reader.site())
        case "server.add": return .addServer(site: try reader.site(), server: try reader.model("server"))
        case "server.set": return .setServer(site: try reader.site(), server: try reader.model("server"))
        case "server.remove": return .removeServer(site: try reader.site(), name: try reader.text("name"))
        case "client.add": return .addClients(site: try reader.site(), range: try reader.model("range"))
        case "client.set":
            return .setClient(
                site: try reader.site(), name: try reader.text("name"), range: try reader.model("range"))
        case "client.remove": return .removeClient(site: try reader.site(), name: try reader.text("name"))
        case "group.set": return .setGroup(site: try reader.site(), group: try reader.model("group"))
        case "group.remove": return .removeGroup(site: try reader.site(), name: try reader.text("name"))
        case "client.power", "client.logon", "client.run", "client.archive", "client.details",
            "client.forget-history", "client.lock", "client.window":
            return try clientCommand(verb, reader)
        case "fault.set", "fault.drop", "site.attach", "site.detach", "service.control", "site.forget":
            return try hierarchyCommand(verb, reader)
        case "program-group.set", "program-group.remove", "user-group.set", "user-group.remove", "fault.file",
            "alert.set", "alert.remove":
            return try groupCommand(verb, reader)
        case "lab.release":
            guard let release = Release(rawValue: try reader.text("release")),
                let switched = reader.json["quirks"]?.members
            else { throw reader.failure("no such release, or no quirks") }
            var quirks: [String: Bool] = [:]
            for member in switched {
                guard let isOn = member.value.flag, Quirk.all.contains(where: { $0.name == member.name })
                else {
                    throw reader.failure("`\(member.name)` is no quirk, or neither true nor false")
                }
                quirks[member.name] = isOn
            }
            return .setRelease(release, quirks: quirks)
        case "query.create": return .createQuery(site: try reader.site(), query: try reader.model("query"))
        case "query.set":
            return .updateQuery(
                site: try reader.site(), id: try reader.identifier("id"), query: try reader.model("query"))
        case "query.delete": return .deleteQuery(site: try reader.site(), id: try reader.identifier("id"))
        case "server.lock":
            guard let package = PackageSetID(try reader.text("package")) else {
                throw reader.failure("member `package` is no package")
            }
            let until = try reader.instant("until")
            return .holdFile(
                site: try reader.site(), server: try reader.text("name"), package: package, until: until)
        case "site.propose", "site.install", "site.deinstall", "site.upgrade", "service.sendcode",
            "client.resync":
            return try siteControlCommand(verb, reader)
        default: throw reader.failure("this program does not know the verb; use the program that recorded it")
        }
    }

    /// The command of a record about one client; `client.lock` is the last of them.
    private static func clientCommand(_ verb: String, _ reader: RecordReader) throws -> LabCommand {
        switch verb {
        case "client.power":
            return .clientPower(
                site: try reader.site(), name: try reader.text("name"), on: try reader.flag("on"))
        case "client.logon":
            return .clientLogon(
                site: try reader.site(), name: try reader.text("name"), on: try reader.flag("on"))
        case "client.run":
            return .clientRun(
                site: try reader.site(), name: try reader.text("name"),
                request: try reader.identifier("request"))
        case "client.archive":
            return .clientArchive(
                site: try reader.site(), name: try reader.text("name"),
                request: try reader.identifier("request"))
        case "client.details":
            return .clientDetails(
                site: try reader.site(), name: try reader.text("name"), open: try reader.flag("open"))
        case "client.window":
            return .clientWindow(
                site: try reader.site(), name: try reader.text("name"), open: try reader.flag("open"))
        case "client.forget-history":
            return .clientForgetHistory(site: try reader.site(), name: try reader.text("name"))
        default:
            let until = try reader.instant("until")
            return .holdInstructions(
                site: try reader.site(), name: try reader.text("name"), until: until)
        }
    }

    private static func siteControlCommand(_ verb: String, _ reader: RecordReader) throws -> LabCommand {
        switch verb {
        case "site.propose":
            guard let database = SiteCode(try reader.text("at")) else {
                throw reader.failure("member `at` is no site code")
            }
            return .proposeSite(try reader.model("definition"), at: database)
        case "site.install": return .installSecondary(try reader.model("definition"))
        case "site.deinstall": return .deinstallSecondary(try reader.site())
        case "site.upgrade": return .upgradeSecondary(try reader.site())
        case "client.resync": return .resyncClient(site: try reader.site(), name: try reader.text("name"))
        default:
            guard let service = ServiceName(rawValue: try reader.text("service")),
                let code = reader.json["code"]?.int, let number = Int(exactly: code)
            else { throw reader.failure("no such service or code") }
            return .sendCode(site: try reader.site(), service: service, code: number)
        }
    }

    /// The members of commands about program groups and damaged files.
    private static func groupMembers(_ command: LabCommand) -> [(String, JSONValue)] {
        switch command {
        case .setProgramGroup(let site, let group): return [("site", name(site)), ("group", group.json)]
        case .setUserGroup(let site, let group): return [("site", name(site)), ("group", group.json)]
        case .removeProgramGroup(let site, let group), .removeUserGroup(let site, let group):
            return [("site", name(site)), ("name", .string(group))]
        case .setAlert(let site, let alert): return [("site", name(site)), ("alert", alert.json)]
        case .removeAlert(let site, let alert): return [("site", name(site)), ("name", .string(alert))]
        case .damageFile(let site, let kind, let count):
            return [
                ("site", name(site)), ("kind", .string(kind.rawValue)), ("count", .integer(Int64(count))),
            ]
        default: return []
        }
    }

    private static func groupCommand(_ verb: String, _ reader: RecordReader) throws -> LabCommand {
        switch verb {
        case "program-group.set":
            return .setProgramGroup(site: try reader.site(), group: try reader.model("group"))
        case "program-group.remove":
            return .removeProgramGroup(site: try reader.site(), name: try reader.text("name"))
        case "user-group.set":
            return .setUserGroup(site: try reader.site(), group: try reader.model("group"))
        case "user-group.remove":
            return .removeUserGroup(site: try reader.site(), name: try reader.text("name"))
        case "alert.set": return .setAlert(site: try reader.site(), alert: try reader.model("alert"))
        case "alert.remove":
            return .removeAlert(site: try reader.site(), name: try reader.text("name"))
        default:
            guard let kind = DamagedFileKind(rawValue: try reader.text("kind")),
                let count = reader.json["count"]?.int.flatMap({ Int(exactly: $0) })
            else { throw reader.failure("no such kind of file, or no count") }
            return .damageFile(site: try reader.site(), kind: kind, count: count)
        }
    }

    private static func hierarchyCommand(_ verb: String, _ reader: RecordReader) throws -> LabCommand {
        switch verb {
        case "fault.set":
            let fault: FaultDefinition = try reader.model("fault")
            return .setFault(fault.subject, isDown: try reader.flag("down"))
        case "fault.drop": return .dropFault(try reader.model("fault"))
        case "site.attach":
            guard let parent = SiteCode(try reader.text("parent")) else {
                throw reader.failure("member `parent` is no site code")
            }
            return .attachSite(try reader.site(), to: parent)
        case "site.detach": return .detachSite(try reader.site())
        case "site.forget":
            guard let child = SiteCode(try reader.text("child")) else {
                throw reader.failure("member `child` is no site code")
            }
            return .forgetSite(site: try reader.site(), child: child)
        default:
            guard let service = ServiceName(rawValue: try reader.text("service")),
                let action = ServiceAction(rawValue: try reader.text("action"))
            else { throw reader.failure("no such service or action") }
            return .service(site: try reader.site(), service: service, action: action)
        }
    }

    /// The record of letting time pass to where a lab stands.
    ///
    /// Everything before `until` has happened; where the lab stands between two events of that instant, `handled` says
    /// how many events there were since the lab began.
    static func runBody(_ emulation: borrowing Emulation) -> String {
        let until = JSONValue.integer(emulation.now)
        guard emulation.isWithinInstant else { return JSONValue.object([.init("until", until)]).compact }
        return JSONValue.object([.init("until", until), .init("handled", .integer(emulation.handled))])
            .compact
    }

    /// The record of letting time pass up to an instant, in milliseconds since 1970.
    static func runBody(until instant: Int64) -> String {
        JSONValue.object([.init("until", .integer(instant))]).compact
    }

    /// The instant of a run's record.
    static func until(_ body: String) throws -> Int64 { try target(body).until }

    /// Where a run's record ends: everything before `until` has happened, and behind that events until `handled` of
    /// the lab's whole life were; nil: none of that instant.
    static func target(_ body: String) throws -> (until: Int64, handled: Int64?) {
        let reader = try RecordReader(verb: runVerb, body: body)
        let instant = try reader.instant("until")
        guard let handled = reader.json["handled"] else { return (instant, nil) }
        guard let count = handled.int, count > 0 else {
            throw reader.failure("`handled` is no number of events")
        }
        return (instant, count)
    }
}

/// Reads the members of a journal record.
private struct RecordReader {
    let verb: String
    let json: JSONValue

    init(verb: String, body: String) throws {
        self.verb = verb
        do throws(JSONError) {
            json = try parseJSON(body)
        } catch {
            throw CommandFailure(65, "journal record `\(verb)`: \(error)")
        }
    }

    func failure(_ why: String) -> CommandFailure { CommandFailure(65, "journal record `\(verb)`: \(why)") }

    func text(_ name: String) throws -> String {
        guard let text = json[name]?.text else { throw failure("member `\(name)` is no text") }
        return text
    }

    func flag(_ name: String) throws -> Bool {
        guard let flag = json[name]?.flag else { throw failure("member `\(name)` is not true or false") }
        return flag
    }

    func instant(_ name: String) throws -> Int64 {
        guard let instant = json[name]?.int else { throw failure("`\(name)` is no instant") }
        guard CommandJournal.instants.contains(instant) else {
            throw failure("`\(name)` is no instant of the years 1970 to 9999")
        }
        return instant
    }

    func site() throws -> SiteCode {
        guard let site = SiteCode(try text("site")) else { throw failure("member `site` is no site code") }
        return site
    }

    func identifier<Identifier: CountedIdentifier>(_ name: String) throws -> Identifier {
        guard let id = Identifier(try text(name)) else { throw failure("member `\(name)` is no identifier") }
        return id
    }

    func model<Model: ModelJSON>(_ name: String) throws -> Model {
        guard let value = json[name] else { throw failure("member `\(name)` is missing") }
        do throws(ModelJSONError) {
            return try Model(json: value)
        } catch {
            throw failure(error.description)
        }
    }
}
