public import SiteModel

/// Reads a lab file: JSON5 in UTF-8, in the words of `docs/reference/lab-file.md`.
///
/// Every finding has a line and a column. The definition is nil when there is an error among them; otherwise its
/// computer names, domains and drive letters are in capitals. Rules between members are those of
/// `LabDefinition.problems()`; they are looked at once the file has no other error.
public func readLabDefinition(_ bytes: [UInt8], file: String) -> (
    definition: LabDefinition?, findings: [Finding]
) {
    let (node, syntax) = parseJSON5(bytes, file: file)
    guard let node else { return (nil, syntax) }
    return readLabDefinition(node, findings: syntax)
}

/// Reads a lab that stands in another file: the value of its member there.
///
/// - Parameters:
///   - node: The lab.
///   - findings: What was found before, such as mistakes of syntax.
/// - Returns: The definition, nil where there is an error among the findings.
public func readLabDefinition(_ node: JSON5Node, findings: [Finding] = []) -> (
    definition: LabDefinition?, findings: [Finding]
) {
    let log = DecodingLog()
    for finding in findings { log.add(finding) }
    let lab = decodeLab(node, log)?.normalized
    guard let lab, !log.hasErrors else { return (nil, inOrder(log.findings)) }
    let problems = lab.problems()
    if !problems.isEmpty {
        var places: [String: SourceLocation] = [:]
        collectPlaces(node, path: "", into: &places)
        for problem in problems {
            var finding = problem.finding
            finding.location = place(of: problem.path, in: places) ?? node.location
            log.add(finding)
        }
    }
    return (log.hasErrors ? nil : lab, inOrder(log.findings))
}

/// Findings in the order of the file, those of one place in the order they were made.
func inOrder(_ findings: [Finding]) -> [Finding] {
    findings.enumerated().sorted { left, right in
        let first = (left.element.location?.line ?? 0, left.element.location?.column ?? 0, left.offset)
        let second = (right.element.location?.line ?? 0, right.element.location?.column ?? 0, right.offset)
        return first < second
    }.map(\.element)
}

/// Notes where the value of every path stands: `sites[0].servers[1].name`.
private func collectPlaces(_ node: JSON5Node, path: String, into places: inout [String: SourceLocation]) {
    places[path] = node.location
    switch node.value {
    case .object(let members):
        for member in members {
            let deeper = path.isEmpty ? member.name : "\(path).\(member.name)"
            collectPlaces(member.node, path: deeper, into: &places)
        }
    case .array(let items):
        for (place, item) in items.enumerated() {
            collectPlaces(item, path: "\(path)[\(place)]", into: &places)
        }
    default: break
    }
}

/// The place of a path, or of the nearest thing around it that was written: a default has no place of its own.
private func place(of path: String, in places: [String: SourceLocation]) -> SourceLocation? {
    var path = path[...]
    while true {
        if let place = places[String(path)] { return place }
        guard let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return places[""] }
        path = path[..<end]
    }
}
