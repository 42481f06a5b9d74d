import Emulation
import Pipeline
import SiteModel
import Testing

/// The window of the user's Package Command Manager: what brings it up, what is in it, what takes it away.
@Suite struct PCMWindowTests {
    static func lab(_ quirks: [String: Bool] = [:], release: Release = .v12) throws -> LabDefinition {
        var definition = try LabKit.definition()
        definition.release = release
        definition.quirks = quirks
        return definition
    }

    static func optional(_ job: inout Job) { job.useMandatoryTime = false }

    static func later(_ days: Int64) -> (inout Job) -> Void {
        {
            $0.useMandatoryTime = false
            $0.offerTime = $0.offerTime.adding(days: days)
        }
    }

    static func window(_ lab: borrowing Emulation, _ client: Int = 0) -> String {
        let clients = lab.clients[0]
        return !clients.hasWindow(client) ? "closed" : clients.isQueueEmpty(client) ? "empty" : "open"
    }

    /// Q149683: what is offered already is shown, whatever else comes with it; the window is then not blank.
    @Test func `a record that is offered later brings up no blank window where another one is pending`()
        throws
    {
        var definition = try Self.lab(release: .v11)
        definition.quirks["ins-only-if-touched"] = false
        var scene = ClientScene(definition)
        scene.job = Self.optional
        var lab = try scene.made()
        try LabKit.addJob(&lab, change: Self.later(2))
        try ClientScene.wait(&lab, hours: 6)
        #expect(LabKit.stages(lab, 0) == [.pending] && LabKit.stages(lab, 1) == [.waiting])
        #expect(ClientScene.count(lab, .blankWindow) == 0)
        #expect(Self.window(lab) == "open")
    }

    /// Q149683: "when initialized", so at each start of the program.
    @Test func `the blank window comes up again when the program starts`() throws {
        var definition = try Self.lab(release: .v11)
        definition.quirks["ins-only-if-touched"] = false
        var scene = ClientScene(definition)
        scene.job = Self.later(2)
        var lab = try scene.played()
        #expect(Self.window(lab) == "empty")
        try ClientScene.person(&lab, logon: false)
        #expect(Self.window(lab) == "closed")
        try ClientScene.person(&lab, logon: true)
        #expect(Self.window(lab) == "empty" && ClientScene.count(lab, .blankWindow) == 2)
    }

    /// Q168541: before SP3 the end of the queue leaves the window; from SP3 on it goes.
    @Test(arguments: [(Release.sp2, "empty"), (.sp3, "closed"), (.sp4Hotfixes, "closed")])
    func `the window behind the last command`(release: Release, expected: String) throws {
        let lab = try ClientScene(try Self.lab(release: release)).played()
        #expect(LabKit.stages(lab) == [.executed])
        #expect(Self.window(lab) == expected)
    }

    /// A command without a server leaves the queue like any other; the window goes with it.
    @Test func `a command that could not run closes the window as well`() throws {
        var definition = try Self.lab(release: .sp4)
        definition.sites[0].servers[0].roles = [.site, .logon]
        var lab = try ClientScene(definition).made()
        guard try ClientScene.wait(&lab, for: .countdown) else {
            Issue.record("no countdown")
            return
        }
        try LabKit.setServer(&lab, "SRV2") { $0.online = false }
        try lab.run(until: lab.now + 400_000, world: TableWorld())
        #expect(LabKit.records(lab, .pcmNoServer).count == 1)
        #expect(Self.window(lab) == "closed")
    }

    /// A lab in which an optional command has just become pending at a user who acts so many minutes later.
    private static func pending(userActsAfter minutes: Int64) throws -> Emulation {
        var definition = try lab(release: .sp4)
        definition.users = [UserRule(runsAfterMinutes: minutes)]
        var scene = ClientScene(definition)
        scene.job = optional
        var lab = try scene.made()
        try #require(try ClientScene.wait(&lab, for: .pending), "nothing pending")
        return lab
    }

    /// Q187287: whoever closes the window hears no more of it until the program starts again.
    @Test func `a window that its user closed comes back at the next logon`() throws {
        var lab = try Self.pending(userActsAfter: 120)
        try lab.perform(.clientWindow(site: try LabKit.site(), name: "PC1", open: false), who: "user")
        try ClientScene.wait(&lab, hours: 12)
        #expect(LabKit.stages(lab) == [.pending])
        try ClientScene.person(&lab, logon: false)
        try ClientScene.person(&lab, logon: true)
        try ClientScene.wait(&lab, hours: 3)
        #expect(LabKit.stages(lab) == [.executed])
    }

    /// Who was not logged on when his time came acts after the next logon.
    @Test func `a user who was away acts on what is pending when he is back`() throws {
        var lab = try Self.pending(userActsAfter: 60)
        try ClientScene.person(&lab, logon: false)
        try ClientScene.wait(&lab, hours: 5)
        #expect(LabKit.stages(lab) == [.pending])
        try ClientScene.person(&lab, logon: true)
        try ClientScene.wait(&lab, hours: 2)
        #expect(LabKit.stages(lab) == [.executed])
    }

    /// A window is no state that may get lost: whatever goes on from a snapshot goes on alike.
    @Test func `the window is in the snapshot`() throws {
        var scene = ClientScene(try Self.lab(release: .sp4))
        scene.job = Self.optional
        var lab = try scene.played()
        #expect(Self.window(lab) == "open")
        var shelf = SnapshotShelf()
        try shelf.reopen(&lab)
        #expect(Self.window(lab) == "open")
    }
}

/// What PCMMAC does alone: its connection to the logon server (Q160611), and how it opens programs (Q253578).
@Suite struct MacintoshTests {
    /// Q160611: a single connection is made, and only the polls use it; what is not connected is not tested.
    @Test func `a connection that was lost is made again by the next poll, and lost once each`() throws {
        let scene = ClientScene(
            ClientScene.withLogonServers(try PCMWindowTests.lab(release: .sp1), ["LOGON"]),
            platform: .macintosh)
        var lab = try scene.played()
        func turn(_ isOnline: Bool) throws { try LabKit.setServer(&lab, "LOGON") { $0.online = isOnline } }
        try turn(false)
        #expect(ClientScene.count(lab, .connectionLost) == 1)
        // Away again before its poll: there is nothing to lose.
        try turn(true)
        try turn(false)
        #expect(ClientScene.count(lab, .connectionLost) == 1)
        try turn(true)
        try ClientScene.wait(&lab, hours: 2)
        try turn(false)
        #expect(ClientScene.count(lab, .connectionLost) == 2)
    }

    /// Q253578: the files are a server's; whoever takes them from another one finds them free.
    @Test func `Macintoshes that take a package from two servers do not meet`() throws {
        var definition = try PCMWindowTests.lab(release: .sp4)
        definition.results = [ResultRule(durationSeconds: 1_200)]
        definition.sites[0].servers.append(ServerDefinition(name: "TWO", roles: [.logon, .distribution]))
        var scene = ClientScene(definition, clients: 2, platform: .macintosh)
        scene.job = { $0.mandatoryTime = $0.offerTime.adding(days: 1) }
        let lab = try scene.played(hours: 26)
        // Each has a logon server of its own, which holds the package.
        #expect(Set(ClientScene.sources(lab)).count == 2)
        #expect(ClientScene.count(lab, .errorZero) == 0)
    }

    /// Q253578: two jobs of one package open the same files.
    @Test func `two jobs of one package meet at its files`() throws {
        var definition = try PCMWindowTests.lab(release: .sp4)
        definition.results = [ResultRule(durationSeconds: 7_200)]
        var scene = ClientScene(definition, clients: 2, platform: .macintosh)
        scene.job = {
            $0.mandatoryTime = $0.offerTime.adding(days: 1)
            $0.machinePath = "*|*|PC1"
        }
        var lab = try scene.made()
        try LabKit.addJob(&lab) {
            $0.mandatoryTime = $0.offerTime.adding(days: 1)
            $0.machinePath = "*|*|PC2"
        }
        try ClientScene.wait(&lab, hours: 26)
        #expect(LabKit.records(lab, .pcmStarted).count == 1)
        #expect(ClientScene.count(lab, .errorZero) == 1)
    }
}
