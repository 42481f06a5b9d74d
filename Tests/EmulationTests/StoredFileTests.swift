import Emulation
import Pipeline
import SiteModel
import Testing

/// A world in which the files of STORE are found as a table says.
final class StoredWorld: OutsideWorld {
    /// How each look finds the file, in order; the last holds from then on.
    var found: [StoredFile]
    /// How often it was looked at.
    private(set) var looks = 0

    init(_ found: [StoredFile]) { self.found = found }

    func inspectSource(site: SiteCode, package: Package, ordinal: Int64, instant: Int64) -> SourceManifest {
        TableWorld.smallSource
    }

    func inspectStored(_ image: SiteImage, package: Int, ordinal: Int64) -> StoredFile {
        defer { looks += 1 }
        return found[min(looks, found.count - 1)]
    }
}

/// What the Despooler does about a package file that is not what it stored (9.3: events 11 and 375).
@Suite struct StoredFileTests {
    static let rows: [(StoredFile, Int64)] = [(.missing, 11), (.damaged, 375)]

    @Test(arguments: rows)
    func `a file that is not as stored serves no server, is told once and tried again`(
        found: StoredFile, event: Int64
    ) throws {
        let world = StoredWorld([found, found, .intact])
        var lab = try LabKit.started(try LabKit.definition(clients: 1))
        try LabKit.pass(&lab, world, until: .retrying)
        #expect(LabKit.events(lab) == [event])
        #expect(lab.images[0].events[0].component == .despooler)
        #expect(LabKit.holding(lab).isEmpty)
        #expect(LabKit.records(lab, .decompressionStarted).isEmpty)
        let isDone = try LabKit.pass(&lab, limit: 100, world, until: .complete)
        #expect(isDone)
        #expect(LabKit.events(lab) == [event])
        #expect(LabKit.holding(lab) == ["SRV1": 1, "SRV2": 1])
        #expect(world.looks == 3)
        let tries = LabKit.records(lab, .instructionStarted)
        #expect(tries.map(\.value) == [0, 1, 2])
        let wait = 24 * lab.images[0].pollMilliseconds
        #expect(zip(tries, tries.dropFirst()).allSatisfy { $1.instant - $0.instant == wait })
    }

    /// One condition at a time: what was found before is gone.
    @Test func `each kind of fault is told when it comes`() throws {
        let world = StoredWorld([.missing, .damaged, .missing, .intact])
        var lab = try LabKit.started(try LabKit.definition(clients: 1))
        let isDone = try LabKit.pass(&lab, limit: 200, world, until: .complete)
        #expect(isDone)
        #expect(LabKit.events(lab) == [11, 375, 11])
        #expect(lab.images[0].jobs[0].raised.isEmpty)
    }

    /// Q140374: given up after 100 tries, as any instruction.
    @Test func `a file that stays away fails the job after 100 tries`() throws {
        let world = StoredWorld([.missing])
        var definition = try LabKit.definition(clients: 1)
        definition.trace = .changes
        var lab = try LabKit.started(definition)
        let hasFailed = try LabKit.pass(&lab, limit: 100 * 25, world, until: .failed)
        #expect(hasFailed)
        #expect(world.looks == 100)
        #expect(LabKit.events(lab) == [11, 14])
    }
}
