import SiteModel

/// Reads and writes the small MIFs of our own: one component, one group of a class that begins with `SMS12|`.
///
/// The product wrote MIFs of kinds job status, event and package location into DELTAMIF.COL, but their groups were
/// never published (reference sms12-server 3.2); ours are never to be taken for them.
enum OwnMIF {
    /// The text of a file.
    static func write(_ name: String, class className: String, _ values: [(String, String?)]) -> String {
        var attributes: [MIFGroup.Attribute] = []
        for (key, value) in values {
            guard let value else { continue }
            attributes.append(MIFGroup.Attribute(key, id: attributes.count + 1, value))
        }
        let group = MIFGroup(name: name, id: 1, className: className, attributes: attributes)
        return MIFWriter.write(component: "SMS12", groups: [group], spelling: .mixedCase)
    }

    /// The values of a file, or nil with an error finding when the group is not there.
    static func read(
        _ text: String, class className: String, file name: String, findings: inout [Finding]
    ) -> OwnMIFValues? {
        let document = MIFDocument.parse(text, file: name)
        findings += document.findings
        guard let group = document.group(class: className) else {
            findings.append(
                Finding(
                    .error, "mif-no-group", "no group has the class \(className)",
                    at: SourceLocation(file: name)))
            return nil
        }
        return OwnMIFValues(group: group, file: name)
    }
}

/// The values of a group by name.
struct OwnMIFValues {
    let group: MIFNode
    let file: String

    /// The value of an attribute, or nil.
    subscript(_ name: String) -> String? { group.attribute(name)?.value("Value") }

    /// The finding for a value that cannot be read.
    func unreadable(_ what: String) -> Finding {
        Finding(
            .error, "mif-value", "\(what) is missing or unreadable",
            at: SourceLocation(file: file, line: group.line))
    }
}
