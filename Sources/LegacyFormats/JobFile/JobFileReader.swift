public import SiteModel

/// Reads jobs to make: a JSON5 job file, or the dump of old jobs, told apart by the first character.
///
/// A JSON5 file is one job or a list of jobs. Jobs with an error are left out.
public func readJobs(_ bytes: [UInt8], file: String) -> (drafts: [JobDraft], findings: [Finding]) {
    let begin = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let first = bytes[begin...].first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    switch first {
    case nil:
        return (
            [],
            [
                Finding(
                    .error, "no-job", "the file is empty: it holds no job", at: SourceLocation(file: file),
                    advice: jobFileAdvice)
            ]
        )
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "/"): return readJobFile(bytes, file: file)
    default: return readJobDump(bytes, file: file)
    }
}

/// What the least job file looks like, for whoever has none.
private let jobFileAdvice =
    "a job is such as { on: \"site:BPC\" } with the package behind --package, or { on: \"site:BPC\", package: \"Editor\" }"

/// Reads a JSON5 job file: one job or a list of jobs, in the words of `docs/reference/job-file.md`.
///
/// Every scalar may also be given by its SDK name, such as `"Activate time"`, but only in one of the two ways.
public func readJobFile(_ bytes: [UInt8], file: String) -> (drafts: [JobDraft], findings: [Finding]) {
    let (node, syntax) = parseJSON5(bytes, file: file)
    guard let node else { return ([], syntax) }
    var drafts: [JobDraft] = []
    var findings = syntax
    var nodes = [node]
    if case .array(let list) = node.value { nodes = list }
    if nodes.isEmpty {
        findings.append(
            Finding(.error, "no-job", "the list holds no job", at: node.location, advice: jobFileAdvice))
    }
    for item in nodes {
        let log = DecodingLog()
        var decoder = JobFileDecoder(log: log)
        decoder.decode(item)
        if !log.hasErrors { drafts.append(decoder.draft) }
        findings += log.findings
    }
    // A name given twice may hide what was meant, in whichever job it is.
    if syntax.contains(where: { $0.severity == .error }) { drafts = [] }
    return (drafts, inOrder(findings))
}

/// Decodes one job of a job file.
private struct JobFileDecoder {
    let log: DecodingLog
    var draft = JobDraft()

    init(log: DecodingLog) { self.log = log }

    mutating func decode(_ node: JSON5Node) {
        guard var job = ObjectReader(node, what: "a job", log: log) else { return }
        if let comment = job.node("comment") { set(.jobComment, comment, "'comment' of a job") }
        if let package = job.node("package") {
            draft.packageName = decodeParsed(
                package, "'package' of a job", "a package's name or identifier", log: log
            ) { $0.isEmpty ? nil : $0 }
        }
        if let type = job.node("type") { set(.jobType, type, "'type' of a job") }
        if let remove = job.node("remove") { decodeRemove(remove) }
        if let on = job.node("on") { decodeTarget(on) }
        if let limit = job.node("limitTo") { decodeLimit(limit) }
        if let send = job.node("send") { set(.sendPhase, send, "'send' of a job") }
        if let distribute = job.node("distribute") { decodeDistribute(distribute) }
        if let run = job.node("run") { decodeRun(run) }
        decodeSchedule(&job)
        if let schedule = job.node("schedule") {
            if var reader = ObjectReader(schedule, what: "the schedule", log: log) {
                decodeSchedule(&reader)
                reader.finish()
            }
        }
        for scalar in JobScalar.allCases {
            if let value = job.node(scalar.label) { set(scalar, value, "'\(scalar.label)' of a job") }
        }
        job.finish()
    }

    /// `remove: "all"` or `"selected"`, or an object with `from`, `type` and `servers`; the type of the job follows.
    private mutating func decodeRemove(_ node: JSON5Node) {
        if draft.type == nil { draft.type = .removePackage }
        guard case .object = node.value else { return set(.jobTasks, node, "'remove' of a job") }
        guard var reader = ObjectReader(node, what: "remove", log: log) else { return }
        if let from = reader.node("from") { set(.jobTasks, from, "'from' of remove") }
        if let type = reader.node("type") { set(.packageType, type, "'type' of remove") }
        if let servers = reader.node("servers") { decodePutOn(servers) }
        reader.finish()
    }

    private mutating func decodeSchedule(_ reader: inout ObjectReader) {
        if let start = reader.node("startAfter") {
            set(.activateTime, start, "'startAfter' of \(reader.what)")
        }
        if let priority = reader.node("priority") { set(.priority, priority, "'priority' of \(reader.what)") }
        if let interval = reader.node("repeat") { set(.repeatMode, interval, "'repeat' of \(reader.what)") }
    }

    // MARK: Scalars

    /// Notes where a scalar came from; false, after a finding, when it was already given.
    private mutating func claim(_ scalar: JobScalar, _ place: SourceLocation) -> Bool {
        if let first = draft.origins[scalar] {
            log.error(
                "given-twice", "'\(scalar.label)' was already given in line \(first.line)", at: place,
                advice: "keep one of the two")
            return false
        }
        draft.origins[scalar] = place
        return true
    }

    private mutating func set(_ scalar: JobScalar, _ node: JSON5Node, _ what: String) {
        let text: String
        switch node.value {
        case .string(let string): text = string
        case .integer(let number): text = String(number)
        case .bool(let flag): text = flag ? "1" : "0"
        case .null: text = ""
        case .number, .nonFinite, .array, .object:
            log.error(
                "wrong-type", "\(what) must be a text or a whole number, not \(node.kindInWords)",
                at: node.location)
            return
        }
        guard claim(scalar, node.location) else { return }
        if let expected = JobScalarText.set(scalar, text, in: &draft) {
            log.error(
                "bad-value", "\(what) is \(node.kindInWords), but must be \(expected)", at: node.location)
        }
    }

    // MARK: Groups of members

    private mutating func decodeTarget(_ node: JSON5Node) {
        var nodes = [node]
        if case .array(let list) = node.value { nodes = list }
        var words: [(text: String, location: SourceLocation?)] = []
        for item in nodes {
            guard case .string(let text) = item.value else {
                log.error(
                    "wrong-type",
                    "'on' of a job must hold texts such as \"site:BPC\", not \(item.kindInWords)",
                    at: item.location)
                return
            }
            words.append((text, item.location))
        }
        for var finding in draft.setTarget(words) {
            finding.location = finding.location ?? node.location
            log.add(finding)
        }
    }

    private mutating func decodeLimit(_ node: JSON5Node) {
        guard var reader = ObjectReader(node, what: "limitTo", log: log) else { return }
        let site = reader.node("site")
        let group = reader.node("siteGroup")
        if site != nil, let group {
            log.error(
                "given-twice", "a job is limited to a site or to a site group, not to both",
                at: group.location)
        } else if let named = site ?? group {
            set(.siteLimitName, named, "the name in 'limitTo'")
            if claim(.limitToSites, named.location) { draft.limitToSites = site == nil ? .siteGroup : .site }
        } else {
            log.error("missing-member", "limitTo needs a member 'site' or 'siteGroup'", at: node.location)
        }
        if let subsites = reader.node("includeSubsites") {
            set(.includeSubsites, subsites, "'includeSubsites' of limitTo")
        }
        reader.finish()
    }

    private mutating func decodeDistribute(_ node: JSON5Node) {
        guard var reader = ObjectReader(node, what: "the Distribute phase", log: log) else { return }
        var phase: DistributePhase = []
        if reader.flag("refreshExisting", or: false) { phase.insert(.existing) }
        if let servers = reader.node("putOn"), servers.value != .null, servers.value != .bool(false) {
            phase.insert(.specified)
            decodePutOn(servers)
        }
        reader.finish()
        if claim(.distributePhase, node.location) { draft.distributePhase = phase }
    }

    private mutating func decodePutOn(_ node: JSON5Node) {
        guard claim(.distributionServers, node.location) else { return }
        switch node.value {
        case .string(let text):
            // The Administrator program shows the NULL of the API under this name.
            draft.distributionServers = text.lowercased() == "default servers" ? "" : text
        case .array(let list):
            if list.isEmpty {
                log.error(
                    "missing-member", "'putOn' lists no server", at: node.location,
                    advice: "write \"Default Servers\" for those")
            }
            for item in list {
                if case .string(let name) = item.value, !name.isEmpty {
                    draft.servers.append(name)
                } else {
                    log.error(
                        "wrong-type", "'putOn' must list names of servers, not \(item.kindInWords)",
                        at: item.location)
                }
            }
        default:
            log.error(
                "wrong-type",
                "'putOn' must be a machine group, a list of servers or \"Default Servers\", not \(node.kindInWords)",
                at: node.location)
        }
    }

    private mutating func decodeRun(_ node: JSON5Node) {
        guard var reader = ObjectReader(node, what: "the Run phase", log: log) else { return }
        if claim(.runWorkstationCommand, node.location) { draft.runWorkstationCommand = true }
        if let command = reader.node("command") { set(.wclName, command, "'command' of the Run phase") }
        if let offer = reader.node("offerAfter") { set(.offerTime, offer, "'offerAfter' of the Run phase") }
        if let mandatory = reader.node("mandatoryAfter") {
            set(.mandatoryTime, mandatory, "'mandatoryAfter' of the Run phase")
            if claim(.useMandatoryTime, mandatory.location) { draft.useMandatoryTime = true }
        }
        if let expires = reader.node("expiresAfter") {
            set(.expireTime, expires, "'expiresAfter' of the Run phase")
            if claim(.useExpireTime, expires.location) { draft.useExpireTime = true }
        }
        if let slow = reader.node("notMandatoryOverSlowLink") {
            if case .bool(let flag) = slow.value {
                // The scalar is the box turned round.
                if claim(.forceOverSlowLink, slow.location) { draft.forceOverSlowLink = !flag }
            } else {
                log.error(
                    "wrong-type",
                    "'notMandatoryOverSlowLink' of the Run phase must be true or false, not "
                        + slow.kindInWords, at: slow.location)
            }
        }
        reader.finish()
    }
}
