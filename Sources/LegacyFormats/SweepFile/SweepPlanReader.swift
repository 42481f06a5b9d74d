public import SiteModel

/// Reads a plan of a sweep: JSON5 in UTF-8, in the words of `docs/reference/sweep-plan.md`.
///
/// Every finding has a line and a column. Paths into the lab and command lines are only taken apart here; whether the lab
/// has what they name is found against it.
///
/// - Parameters:
///   - bytes: The file.
///   - file: Its name for findings.
/// - Returns: The plan, nil where there is an error among the findings.
public func readSweepPlan(_ bytes: [UInt8], file: String) -> (plan: SweepPlan?, findings: [Finding]) {
    let (node, syntax) = parseJSON5(bytes, file: file)
    guard let node else { return (nil, syntax) }
    let log = DecodingLog()
    for finding in syntax { log.add(finding) }
    let plan = decodePlan(node, log)
    return (log.hasErrors ? nil : plan, inOrder(log.findings))
}

private func decodePlan(_ node: JSON5Node, _ log: DecodingLog) -> SweepPlan? {
    guard var reader = ObjectReader(node, what: "the plan", log: log) else { return nil }
    var plan = SweepPlan(
        name: reader.text("name", or: ""), lab: .path(""), labLocation: node.location, sources: [],
        commands: [], axes: [], until: .jobs(atMost: SweepPlan.usualAtMost), untilLocation: node.location,
        jobs: [], groups: [])
    decodeBase(&plan, &reader, log)
    if let variants = reader.node("variants") { plan.axes += decodeCases(variants, log) }
    if let axes = reader.node("axes") { plan.axes += decodeAxes(axes, log) }
    decodeEnd(&plan, &reader, log)
    plan.jobs = reader.list("jobs", or: []) { item in
        decodeParsed(
            item, "a measured job", "a job's identifier such as \"BPC00001\"", log: log, { JobID($0) }
        ).map { SweepPlan.MeasuredJob(id: $0, location: item.location) }
    }
    plan.groups = reader.list("groups", or: []) { decodeGrouping($0, plan.axes, log) }
    reader.finish()
    countVariants(plan, node, log)
    return plan
}

/// The lab, its sources and its commands.
private func decodeBase(_ plan: inout SweepPlan, _ reader: inout ObjectReader, _ log: DecodingLog) {
    if let lab = reader.node("lab") {
        plan.labLocation = lab.location
        switch lab.value {
        case .string(let path) where !path.isEmpty: plan.lab = .path(path)
        case .object: plan.lab = .inline(lab)
        default:
            log.error(
                "wrong-type",
                "'lab' of the plan must be a lab file, the folder of a lab or a lab { ... }, not \(lab.kindInWords)",
                at: lab.location)
        }
    } else {
        reader.missing("lab")
    }
    if let sources = reader.node("sources") {
        guard case .object(let members) = sources.value else {
            log.error(
                "wrong-type",
                "'sources' of the plan must be an object such as { editor: { size: \"20MB\", files: 40 } }, not "
                    + sources.kindInWords, at: sources.location)
            return
        }
        plan.sources = members.compactMap { decodeSource($0, log) }
    }
    let commands = reader.list("commands", or: []) { decodeSweepCommand($0, log) }
    // A command of an earlier time comes first; those of one time keep their order. Times of two kinds can only be
    // compared in a lab.
    plan.commands = commands
}

private func decodeSource(_ member: JSON5Node.Member, _ log: DecodingLog) -> SweepPlan.Source? {
    guard var reader = ObjectReader(member.node, what: "a source", log: log) else { return nil }
    var source = SweepPlan.Source(root: member.name, bytes: 0, files: 1)
    if let size = reader.node("size") {
        let expected = "a size such as \"20MB\", or a number of bytes"
        if case .integer(let bytes) = size.value {
            source.bytes = bytes
        } else {
            source.bytes =
                decodeParsed(size, "'size' of a source", expected, log: log) { ByteSize.parse($0) } ?? 0
        }
        if !(0...SourceManifest.maximumBytes).contains(source.bytes) {
            log.error(
                "out-of-range", "'size' of a source is \(source.bytes), but must be from 0 to 1 PB",
                at: size.location)
        }
    } else {
        reader.missing("size")
    }
    source.files = reader.int("files", or: 1)
    if !(1...100_000).contains(source.files) {
        log.error(
            "out-of-range", "'files' of a source is \(source.files), but must be from 1 to 100000",
            at: member.node.location)
    }
    reader.finish()
    return source
}

/// A command line, or an object with `do`, `at` and `as`.
private func decodeSweepCommand(_ node: JSON5Node, _ log: DecodingLog) -> SweepPlan.Command? {
    if case .string(let line) = node.value {
        return SweepPlan.Command(
            at: .after(0), who: "ADMINISTRATOR", line: line, location: node.location)
    }
    guard var reader = ObjectReader(node, what: "a command", log: log) else { return nil }
    var command = SweepPlan.Command(
        at: .after(0), who: reader.text("as", or: "ADMINISTRATOR"), line: reader.requiredText("do"),
        location: reader.node("do")?.location ?? node.location)
    if let at = reader.node("at") {
        command.at = decodeMoment(at, "'at' of a command", log) ?? command.at
    }
    reader.finish()
    return command
}

private let momentWords = "a time such as \"+2h\", \"1997-04-22 10:00\" or \"1997-04-22 15:00Z\""

func decodeMoment(_ node: JSON5Node, _ what: String, _ log: DecodingLog) -> SweepPlan.Moment? {
    decodeParsed(node, what, momentWords, log: log) { text in
        if text.hasPrefix("+") { return TimeSpan.milliseconds(String(text.dropFirst())).map { .after($0) } }
        if text.hasSuffix("Z") { return LocalTime(text.dropLast()).map { .utc($0) } }
        return LocalTime(text).map { .local($0) }
    }
}

private func decodeEnd(_ plan: inout SweepPlan, _ reader: inout ObjectReader, _ log: DecodingLog) {
    var atMost: Int64?
    if let node = reader.node("atMost") {
        atMost = decodeParsed(
            node, "'atMost' of the plan", "a span of time such as \"14d\" or \"36h\"", log: log
        ) { TimeSpan.milliseconds($0) }
    }
    guard let until = reader.node("until") else {
        plan.until = .jobs(atMost: atMost ?? SweepPlan.usualAtMost)
        return
    }
    plan.untilLocation = until.location
    if case .string("jobs-end") = until.value {
        plan.until = .jobs(atMost: atMost ?? SweepPlan.usualAtMost)
        return
    }
    if let moment = decodeMoment(until, "'until' of the plan", log) { plan.until = .at(moment) }
    if let place = reader.nameLocation("atMost") {
        log.error(
            "without-effect", "'atMost' goes with until: \"jobs-end\"; here 'until' names the end itself",
            at: place, advice: "leave it out")
    }
}

private func decodeGrouping(_ node: JSON5Node, _ axes: [SweepPlan.Axis], _ log: DecodingLog)
    -> SweepPlan.Group?
{
    guard case .array(let items) = node.value else {
        log.error(
            "wrong-type",
            "a group must be a list of axes such as [\"release\", \"quirks\"], not \(node.kindInWords)",
            at: node.location)
        return nil
    }
    let names = axes.map(\.name)
    var group = SweepPlan.Group(axes: [])
    for item in items {
        guard case .string(let name) = item.value, names.contains(name) else {
            let near = NearestName.of(item.json.text ?? "", among: names)
            log.error(
                "unknown-axis",
                "a group names \(item.kindInWords), but the axes are \(names.joined(separator: ", "))",
                at: item.location, advice: near.map { "did you mean '\($0)'?" })
            continue
        }
        if !group.axes.contains(name) { group.axes.append(name) }
    }
    return group
}

/// Refuses a plan of more variants than one table can hold.
private func countVariants(_ plan: SweepPlan, _ node: JSON5Node, _ log: DecodingLog) {
    var total: Int64 = 1
    for axis in plan.axes {
        let (product, over) = total.multipliedReportingOverflow(by: axis.count)
        guard !over, product <= SweepPlan.maximumVariants else {
            log.error(
                "too-many-variants",
                "with the axis '\(axis.name)' the plan has more than \(SweepPlan.maximumVariants) variants",
                at: axis.location, advice: "shorten an axis, or make several plans")
            return
        }
        total = product
    }
}
