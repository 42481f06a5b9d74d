import Emulation
import Pipeline
import SiteModel
import Testing

/// Choosing a distribution server: reference sms12-client 2.6.
@Suite struct ServerChoiceTests {
    /// Ten clients at 1.2SP4+hotfixes; the package is on SRV1 to SRV3, and SRV1 is their logon server unless `logon` is
    /// another one.
    private func scene(
        _ logon: String = "SRV1", platform: PlatformMask = .ntX86,
        change: (inout ClientSettings) -> Void = { _ in }
    ) throws -> ClientScene {
        var definition = try LabKit.definition(clients: 1)
        definition.release = .sp4Hotfixes
        definition.sites[0].servers[2].roles = [.distribution]
        definition.sites[0].servers[0].roles.remove(.logon)
        definition.sites[0].servers.append(ServerDefinition(name: "LOGON", roles: [.logon]))
        for place in definition.sites[0].servers.indices
        where definition.sites[0].servers[place].name == logon {
            definition.sites[0].servers[place].roles.insert(.logon)
        }
        var scene = ClientScene(definition, clients: 10, platform: platform, change: change)
        scene.definition.sites[0].clients[0].logonServers = [logon]
        return scene
    }

    private func used(_ scene: ClientScene) throws -> Set<String> {
        Set(ClientScene.sources(try scene.played()))
    }

    private func map(_ server: String, _ share: String = "APPS") -> MappedDrive {
        MappedDrive(letter: "M", server: server, share: share)
    }

    /// Q165508: the steps in their order.
    @Test func `logon server, mapped drive, then any`() throws {
        #expect(try used(scene("SRV2")) == ["SRV2"])
        #expect(try used(scene("SRV2") { $0.mappedDrives = [map("SRV3")] }) == ["SRV2"])
        #expect(try used(scene("LOGON") { $0.mappedDrives = [map("SRV3")] }) == ["SRV3"])
        #expect(try used(scene("LOGON") { $0.mappedDrives = [map("NOWHERE")] }).count == 3)
        #expect(try used(scene("LOGON")).count == 3)
    }

    /// Q180151, Q195944: what each value leaves of them.
    @Test(
        arguments: [
            (ServerChoice.localOnly, "SRV2", ["SRV2"]), (.localOnly, "LOGON", []),
            (.driveMappings, "LOGON", ["SRV3"]), (.driveMappings, "SRV2", ["SRV2"]),
            (.randomOnly, "SRV2", ["SRV1", "SRV2", "SRV3"]), (.preferredOnly, "SRV2", ["SRV1"]),
            (.preferredFirst, "SRV2", ["SRV1"]), (.random, "SRV2", ["SRV2"]),
        ] as [(ServerChoice, String, [String])])
    func `DisableRandomPCMServers leaves some steps out`(
        choice: ServerChoice, logon: String, expected: [String]
    )
        throws
    {
        let scene = try scene(logon) {
            $0.serverChoice = choice
            $0.mappedDrives = [map("SRV3")]
            $0.preferredServers = ["SRV1"]
        }
        #expect(try used(scene) == Set(expected))
    }

    /// Q195944: preferred servers in 32 bits only; where none has the package, the logon server or the usual steps.
    @Test func `preferred servers that do not have the package`() throws {
        let change: (inout ClientSettings) -> Void = {
            $0.serverChoice = .preferredOnly
            $0.preferredServers = ["LOGON"]
        }
        #expect(try used(scene("SRV2", change: change)) == ["SRV2"])
        #expect(try used(scene("LOGON", change: change)) == [])
        #expect(
            try used(
                scene("SRV2", platform: .windows95) {
                    $0.serverChoice = .preferredFirst
                    $0.preferredServers = ["SRV1"]
                }) == ["SRV2"])
    }

    @Test func `a server that is down is passed over`() throws {
        var scene = try scene("LOGON")
        var lab = try scene.made()
        scene = try self.scene("SRV2")
        #expect(try LabKit.pass(&lab, limit: 30) { $0.locations.count == 3 })
        for name in ["SRV1", "SRV3"] { try LabKit.setServer(&lab, name) { $0.online = name == "SRV1" } }
        try ClientScene.wait(&lab, hours: 4)
        #expect(Set(ClientScene.sources(lab)) == ["SRV1", "SRV2"])
    }

    /// Q150727, Q185347: no letter is free, and the error comes once for each server that is tried.
    @Test func `without a free letter every server gives error 92`() throws {
        let all = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        var scene = try scene("SRV2") { $0.localDrives = all }
        scene.definition.sites[0].clients[0].count = 1
        var lab = try scene.made()
        #expect(try ClientScene.wait(&lab, for: .failed))
        let errors = LabKit.records(lab, .pcmNoted).filter { PCMNote.read($0.value)?.note == .noFreeDrive }
        #expect(Set(errors.map(\.value)).count == 3 && errors.count == 3)
        #expect(LabKit.records(lab, .pcmNoServer).count == 1)
        // A Macintosh needs none, and a connection to the very share serves.
        #expect(try used(self.scene("SRV2", platform: .macintosh) { $0.localDrives = all }) == ["SRV2"])
        let connected = try self.scene("LOGON") {
            $0.localDrives = all.replacing("M", with: "")
            $0.mappedDrives = [map("SRV3", "SMS_PKGC")]
        }
        #expect(try used(connected) == ["SRV3"])
    }

    /// Q161310: the record names ten servers, and the logon server may hold the package beyond them.
    @Test func `the logon server is tried by explicit path`() throws {
        var scene = try scene("LOGON")
        let more = (4...12).map { ServerDefinition(name: "SRV\($0)", roles: [.distribution]) }
        scene.definition.sites[0].servers.insert(contentsOf: more, at: 3)
        scene.definition.sites[0].servers[12].roles = [.logon, .distribution]
        let lab = try scene.played()
        #expect(lab.images[0].jobs[0].offeredServers.count == 10)
        #expect(Set(ClientScene.sources(lab)) == ["LOGON"])
    }
}
