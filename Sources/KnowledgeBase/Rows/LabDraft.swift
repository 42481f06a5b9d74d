import SiteModel

/// The lab of a case while its rows are read, with defaults for what no row says.
struct LabDraft {
    /// The lab so far.
    var lab: LabDefinition
    /// Sources and stored files.
    let world = ScenarioWorld()
    private let values: RowValues

    init(_ values: RowValues) {
        self.values = values
        lab = LabDefinition(name: "case")
        lab.fidelity = .modelled
        lab.trace = .full
    }

    /// The place of the site that a row of the lab is about, which is made where there is none yet.
    mutating func site(_ word: RowWord?) throws(RowError) -> Int {
        let text = word?.text ?? values["site"] ?? "BPC"
        guard let code = SiteCode(text) else {
            throw RowError("'\(text)' is no site code", column: word?.column ?? 0)
        }
        if word == nil, !lab.sites.isEmpty { return 0 }
        if let place = lab.sites.firstIndex(where: { $0.code == code }) { return place }
        var site = SiteDefinition(code: code, name: "Site \(code)")
        site.response = ServiceResponse(rawValue: values["response"] ?? "") ?? .fast
        lab.sites.append(site)
        return lab.sites.count - 1
    }

    /// The lab with its defaults, and what is wrong with it.
    ///
    /// A site without site server gets SRV1, which is everything, with drives C and D; the first site without clients
    /// gets as many NT clients PC1, PC2, … as the parameter `clients` says.
    mutating func finished(at location: SourceLocation) -> (lab: LabDefinition, findings: [Finding]) {
        if lab.sites.isEmpty { _ = try? site(nil) }
        for place in lab.sites.indices {
            let number = place == 0 ? "" : String(lab.sites[place].code.description)
            if lab.sites[place].siteServer == nil {
                lab.sites[place].servers.insert(
                    ServerDefinition(
                        name: "\(number)SRV1", roles: [.site, .logon, .distribution],
                        drives: [DriveDefinition(letter: "C"), DriveDefinition(letter: "D")]), at: 0)
            }
        }
        if !lab.sites.isEmpty, lab.sites[0].clients.isEmpty {
            lab.sites[0].clients = [ClientRange(pattern: "PC#", count: Int(values["clients"] ?? "") ?? 3)]
        }
        let findings = lab.validate().filter { $0.severity == .error }.map { finding in
            Finding(.error, finding.code, "the lab of the case: \(finding.message)", at: location)
        }
        return (lab, findings)
    }
}
