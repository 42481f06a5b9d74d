import SiteModel

// The axes of a plan, and the list of its cases.

/// `axes`: for each target a list of values, a range such as "1..1000", or `{ from, to, step }`.
func decodeAxes(_ node: JSON5Node, _ log: DecodingLog) -> [SweepPlan.Axis] {
    guard case .object(let members) = node.value else {
        log.error(
            "wrong-type",
            "'axes' of the plan must be an object such as { seed: \"1..100\" }, not "
                + node.kindInWords, at: node.location)
        return []
    }
    return members.compactMap { member in
        guard let points = decodePoints(member, log) else { return nil }
        return SweepPlan.Axis(name: member.name, location: member.nameLocation, points: points)
    }
}

private func decodePoints(_ member: JSON5Node.Member, _ log: DecodingLog) -> SweepPlan.Points? {
    switch member.node.value {
    case .array(let items):
        if items.isEmpty { noValue("the axis '\(member.name)'", member.node, log) }
        return .list(items.compactMap { decodeChoice($0, member, log) })
    case .string(let text):
        if let range = rangePoints(text) { return range }
        log.error(
            "bad-value",
            "the axis '\(member.name)' is '\(text)', but must be a range such as \"1..1000\" or \"0..100 step 10\"",
            at: member.node.location, advice: "one value alone is a list with one: [\"\(text)\"]")
    case .object:
        guard var reader = ObjectReader(member.node, what: "a range", log: log) else { return nil }
        let from = reader.int("from", or: 0)
        let upTo = reader.int("to", or: 0)
        let step = reader.int("step", or: 1)
        for name in ["from", "to"] where reader.nameLocation(name) == nil { reader.missing(name) }
        reader.finish()
        if let range = rangePoints(from, upTo, step) { return range }
        log.error(
            "bad-value",
            "the range of the axis '\(member.name)' goes from \(from) to \(upTo) by \(step): it must go up by at least 1",
            at: member.node.location)
    default:
        log.error(
            "wrong-type",
            "the axis '\(member.name)' must be a list [ ... ] or a range such as \"1..1000\", not "
                + member.node.kindInWords, at: member.node.location)
    }
    return nil
}

/// Without a value on each axis there is no variant at all.
private func noValue(_ what: String, _ node: JSON5Node, _ log: DecodingLog) {
    log.error(
        "bad-value", "\(what) has no value, so that the plan has no variant", at: node.location,
        advice: "write a value, or leave it out")
}

/// `A..B`, or `A..B step S`.
private func rangePoints(_ text: String) -> SweepPlan.Points? {
    var words = text.split(separator: " ").map(String.init)
    var step: Int64 = 1
    if words.count == 3, words[1] == "step", let number = Int64(words[2]) {
        step = number
        words = [words[0]]
    }
    guard words.count == 1, let dots = words[0].firstRange(of: ".."),
        let from = Int64(words[0][..<dots.lowerBound]), let upTo = Int64(words[0][dots.upperBound...])
    else { return nil }
    return rangePoints(from, upTo, step)
}

private func rangePoints(_ from: Int64, _ upTo: Int64, _ step: Int64) -> SweepPlan.Points? {
    let (width, over) = upTo.subtractingReportingOverflow(from)
    guard step >= 1, upTo >= from, !over else { return nil }
    let (count, more) = (width / step).addingReportingOverflow(1)
    return more ? nil : .range(first: from, step: step, count: count)
}

/// A value, or `{ label, value }` for one that is long.
private func decodeChoice(_ node: JSON5Node, _ axis: JSON5Node.Member, _ log: DecodingLog)
    -> SweepPlan.Choice?
{
    var value = node
    var label = labelText(node)
    if case .object(let members) = node.value,
        members.contains(where: { $0.name == "value" }) || members.contains(where: { $0.name == "label" })
    {
        guard var reader = ObjectReader(node, what: "a value of the axis '\(axis.name)'", log: log) else {
            return nil
        }
        guard let inner = reader.node("value") else {
            reader.missing("value")
            return nil
        }
        value = inner
        label = reader.text("label", or: labelText(inner))
        reader.finish()
    }
    return SweepPlan.Choice(
        label: label,
        settings: [
            SweepPlan.Setting(target: axis.name, targetLocation: axis.nameLocation, value: value)
        ], location: node.location)
}

/// `variants`: a list of objects, each with targets and values and perhaps a `label`; one axis of that many points.
func decodeCases(_ node: JSON5Node, _ log: DecodingLog) -> [SweepPlan.Axis] {
    guard case .array(let items) = node.value else {
        log.error(
            "wrong-type", "'variants' of the plan must be a list [ { ... }, ... ], not \(node.kindInWords)",
            at: node.location)
        return []
    }
    if items.isEmpty { noValue("the list 'variants'", node, log) }
    var choices: [SweepPlan.Choice] = []
    for item in items {
        guard case .object(let members) = item.value else {
            log.error(
                "wrong-type",
                "a variant must be an object such as { release: \"1.2\" }, not \(item.kindInWords)",
                at: item.location)
            continue
        }
        var choice = SweepPlan.Choice(label: labelText(item), settings: [], location: item.location)
        for member in members {
            if member.name == "label", case .string(let text) = member.node.value {
                choice.label = text
            } else {
                choice.settings.append(
                    SweepPlan.Setting(
                        target: member.name, targetLocation: member.nameLocation, value: member.node))
            }
        }
        choices.append(choice)
    }
    return [SweepPlan.Axis(name: "case", location: node.location, points: .list(choices))]
}

/// What a value is called where nobody named it: a text as it is, else strict JSON.
private func labelText(_ node: JSON5Node) -> String {
    if case .string(let text) = node.value { return text }
    return node.json.compact
}
