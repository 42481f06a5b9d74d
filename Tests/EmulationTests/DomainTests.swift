import Emulation
import Pipeline
import SiteModel
import Testing

/// Sms12-server 3.3 step 21, Q126644: instructions go to every logon server of a client's domain.
@Suite struct DomainTests {
    private func definition() throws -> LabDefinition {
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].domains = ["D1", "D2", "D3"]
        definition.sites[0].servers.append(ServerDefinition(name: "LOG2", domain: "D2", roles: .logon))
        definition.sites[0].clients = [
            ClientRange(pattern: "A#", count: 3), ClientRange(pattern: "B#", count: 2, domain: "d2"),
        ]
        return definition
    }

    private func logonServers(_ lab: borrowing Emulation) -> [String] {
        let image = lab.images[0]
        return (0..<image.clients.count).map {
            image.servers[Int(lab.clients[0].logonServer(of: $0, image))].definition.name
        }
    }

    @Test func `a client is dealt the logon servers of its domain`() throws {
        var lab = try LabKit.started(try definition())
        #expect(logonServers(lab) == ["SRV1", "SRV1", "SRV1", "LOG2", "LOG2"])
        try LabKit.pass(&lab, until: .complete)
        let copied = LabKit.records(lab, .instructionsCopied).sorted { $0.b < $1.b }
        #expect(copied.map { $0.b } == [0, 3])
        #expect(copied.map(\.value) == [3, 2])
    }

    @Test func `a logon server that is off holds up its own domain only`() throws {
        var definition = try definition()
        definition.sites[0].servers[3].online = false
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, cycles: 40)
        #expect(LabKit.rows(lab) == [.complete, .complete, .complete, .none, .none])
        #expect(LabKit.stages(lab).suffix(2) == [.absent, .absent])
    }

    @Test func `a domain without a logon server uses any of the site, and a name given stands`()
        throws
    {
        var definition = try definition()
        definition.sites[0].clients += [
            ClientRange(pattern: "C#", count: 2, domain: "D3"),
            ClientRange(pattern: "NAMED", domain: "D2", logonServers: ["SRV1"]),
        ]
        var lab = try LabKit.started(definition)
        #expect(logonServers(lab).suffix(3) == ["SRV1", "LOG2", "SRV1"])
        try LabKit.pass(&lab, until: .complete)
        let copied = LabKit.records(lab, .instructionsCopied).sorted { $0.b < $1.b }
        // SRV1: three of D1, two of D3, one by name; LOG2: three of D2, two of D3.
        #expect(copied.map(\.value) == [6, 5])
    }

    @Test func `a client that moves to another domain finds its offers there`() throws {
        var definition = try definition()
        definition.sites[0].servers[3].online = false
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, cycles: 40)
        var range = lab.images[0].clients.block(of: 3).range
        range.domain = "D1"
        try lab.perform(.setClient(site: try LabKit.site(), name: "B1", range: range), who: "ADMIN")
        try LabKit.pass(&lab, cycles: 30)
        #expect(LabKit.rows(lab) == [.complete, .complete, .complete, .complete, .none])
    }
}
