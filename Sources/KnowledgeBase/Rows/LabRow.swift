import SiteModel

/// A row that says what the lab of a case is: one word, one handler.
struct LabRow: Sendable {
    /// The first word.
    let word: String
    /// How it is written.
    let form: String
    /// Takes the rest of the row.
    let apply: @Sendable (inout RowWords, inout LabDraft) throws(RowError) -> Void

    /// Every row of the lab.
    static let all: [LabRow] = [
        LabRow(
            word: "site",
            form: "site CODE [response=fast] [pcm=MINUTES] [zone=RULE] [sql-clock=DURATION] [domains=A,B]"
                + " [no-self-address] [sms-drive=D] [status=DURATION] [batch=N]"
                + " [preferred=D] [forced=RETRIES] [parent=CODE [secondary] [link=lan|ras-async|...] [bits=N]]",
            apply: site),
        LabRow(
            word: "sender",
            form: "sender KIND [site=CODE] [sendings=N] [site-sendings=N] [retries=N] [delay=DURATION]",
            apply: HierarchyRows.sender),
        LabRow(
            word: "outage",
            form:
                "fault link CODE CODE | server SERVER | client CLIENT | sql, from=DURATION [until=DURATION] [site=CODE]",
            apply: HierarchyRows.fault),
        LabRow(
            word: "server",
            form: "server NAME [site=CODE] [roles=site,logon,distribution] [kind=nt] [drive=C:ntfs:2GB]"
                + " [domain=D] [offline] [mac] [no-everyone] [share=NAME:DRIVE]", apply: server),
        LabRow(
            word: "client",
            form:
                "client PC# [count=N] [first=N] [site=CODE] [platform=nt-x86] [user=NAME|none] [clock=DURATION]"
                + " [behind=DURATION] [zone=RULE] [logon=SRV] [domain=D] [role=logon-server] [service]"
                + " [account=administrator|user|expired] [nt=3.51] [redirector=netx] [server-choice=WORD]"
                + " [preferred=A,B] [local-drives=ABC] [mapped=M:\\\\SRV\\SHARE] [logon-search=N] [slow-link]"
                + " [no-countdown] [reminder=DURATION]", apply: client),
        LabRow(word: "group", form: "group NAME MEMBER...", apply: group),
        LabRow(
            word: "result",
            form:
                "result [CLIENTS] [command=NAME] [attempt=N] [lasts=DURATION] [exit=N] [mif=WORD] [text=TEXT with '' for \"]"
                + " [reboot=WORD] [program=package|mstest|missing] [handle=N] [launcher] [hangs] [leaves-open]"
                + " [ends-elsewhere]", apply: result),
        LabRow(word: "user", form: "user [CLIENTS] [command=NAME] runs=DURATION", apply: user),
        LabRow(
            word: "source",
            form: "source PACKAGE [bytes=N] [files=N] [longest=N] [long-names] [error=N]", apply: source),
        LabRow(word: "site-group", form: "site-group NAME CODE... [site=CODE]", apply: FaultRows.siteGroup),
        LabRow(word: "query", form: "query NAME TEXT [site=CODE]", apply: FaultRows.query),
        LabRow(word: "switch", form: "switch QUIRK on|off", apply: quirk),
        LabRow(word: "seed", form: "seed N", apply: seed),
        LabRow(word: "start", form: "start \"1997-04-21 08:00\"", apply: start),
        LabRow(
            word: "site-properties", form: "site-properties immediate|components",
            apply: SiteControlRows.properties),
        LabRow(
            word: "sites", form: "sites COUNT parent=CODE [link=lan|...]: secondary sites X01, X02, …",
            apply: SiteControlRows.sites),
        LabRow(
            word: "addresses", form: "addresses COUNT [site=CODE]: to sites that are not in the lab",
            apply: SiteControlRows.addresses),
        LabRow(
            word: "alert", form: "alert NAME QUERY [at-least=N] [every=DURATION] [tells=SERVER]",
            apply: SiteControlRows.alert),
        LabRow(
            word: "address-server", form: "address-server FROM TO SERVER: what the address names",
            apply: SiteControlRows.addressServer),
        LabRow(
            word: "rights", form: "rights ACCOUNT OBJECT=none|view|full...: of the Administrator program",
            apply: SiteControlRows.rights),
        LabRow(word: "phases", form: "phases seeded|aligned", apply: phases),
    ]

    private static func site(_ words: inout RowWords, _ draft: inout LabDraft) throws(RowError) {
        let response = try words.option("response")
        let pcm = try words.option("pcm")
        let zone = try words.option("zone")
        let sqlClock = try words.option("sql-clock")
        let domains = try words.option("domains")
        let drive = try words.option("sms-drive")
        let status = try words.option("status")
        let batch = try words.option("batch")
        let noAddress = words.flag("no-self-address")
        let preferred = try words.option("preferred")
        let forced = try words.option("forced")
        let tree = try HierarchyRows.Place(&words)
        let place = try draft.site(try words.operand("the site code"))
        try tree.apply(&draft, place)
        if let response {
            draft.lab.sites[place].response = try RowWords.choice(
                response, ServiceResponse.allCases.map { ($0.rawValue, $0) })
        }
        if let pcm { draft.lab.sites[place].pcmPollingMinutes = try RowWords.number(pcm, 1...100_000) }
        if let zone { draft.lab.sites[place].zone = try Self.zone(zone) }
        if let sqlClock {
            draft.lab.sites[place].sqlClockOffsetMilliseconds = try RowWords.duration(sqlClock)
        }
        if let domains {
            draft.lab.sites[place].domains = domains.text.split(separator: ",").map { String($0) }
        }
        if let drive { draft.lab.sites[place].smsDrive = drive.text.uppercased() }
        if let status { draft.lab.sites[place].statusMilliseconds = try RowWords.duration(status) }
        if let batch { draft.lab.sites[place].maximumFilesListed = try RowWords.number(batch) }
        if let preferred { draft.lab.sites[place].preferredDrive = preferred.text.uppercased() }
        if let forced {
            draft.lab.sites[place].useForcedDisconnect = true
            draft.lab.sites[place].retriesBeforeForcedDisconnection = try RowWords.number(forced, 0...100)
        }
        if noAddress { draft.lab.sites[place].removeSelfAddress = true }
    }

    private static func server(_ words: inout RowWords, _ draft: inout LabDraft) throws(RowError) {
        let place = try draft.site(try words.option("site"))
        draft.lab.sites[place].servers.append(try Definitions.server(&words))
    }

    private static func client(_ words: inout RowWords, _ draft: inout LabDraft) throws(RowError) {
        let place = try draft.site(try words.option("site"))
        draft.lab.sites[place].clients.append(try Definitions.client(&words))
    }

    private static func group(_ words: inout RowWords, _ draft: inout LabDraft) throws(RowError) {
        let place = try draft.site(try words.option("site"))
        draft.lab.sites[place].groups.append(try Definitions.group(&words))
    }

    private static func result(_ words: inout RowWords, _ draft: inout LabDraft) throws(RowError) {
        draft.lab.results.append(try ClientWords.result(&words))
    }

    private static func user(_ words: inout RowWords, _ draft: inout LabDraft) throws(RowError) {
        var rule = UserRule(runsAfterMinutes: nil)
        if let word = try words.option("command") { rule.command = word.text }
        if let word = try words.option("runs") {
            rule.runsAfterMinutes = try RowWords.duration(word) / 60_000
        }
        if let word = words.optional() { rule.clients = word.text }
        draft.lab.users.append(rule)
    }

    private static func source(_ words: inout RowWords, _ draft: inout LabDraft) throws(RowError) {
        let manifest = try Definitions.source(&words)
        draft.world.sources[try words.operand("the package").text.uppercased()] = manifest
    }

    private static func quirk(_ words: inout RowWords, _ draft: inout LabDraft) throws(RowError) {
        let name = try words.operand("the quirk")
        let isOn = try RowWords.choice(try words.operand("on or off"), [("on", true), ("off", false)])
        draft.lab.quirks[name.text] = isOn
    }

    private static func seed(_ words: inout RowWords, _ draft: inout LabDraft) throws(RowError) {
        draft.lab.seed = UInt64(clamping: try RowWords.number(try words.operand("the seed")))
    }

    private static func start(_ words: inout RowWords, _ draft: inout LabDraft) throws(RowError) {
        let word = try words.operand("the time")
        guard let time = LocalTime(word.text) else {
            throw RowError("'\(word.text)' is no time such as \"1997-04-21 08:00\"", column: word.column)
        }
        draft.lab.start = time
    }

    private static func phases(_ words: inout RowWords, _ draft: inout LabDraft) throws(RowError) {
        draft.lab.phases = try RowWords.choice(
            try words.operand("seeded or aligned"), PhaseMode.allCases.map { ($0.rawValue, $0) })
    }

    /// A time zone rule.
    static func zone(_ word: RowWord) throws(RowError) -> TimeZoneRule {
        guard let zone = TimeZoneRule(word.text) else {
            throw RowError("'\(word.text)' is no zone such as EST5EDT,M4.1.0,M10.5.0", column: word.column)
        }
        return zone
    }
}
