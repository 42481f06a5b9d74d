import Testing

@testable import Commands

/// Watchdog cycles are counted as long as Response made them when they went by.
@Suite struct WatchdogCycleTests {
    /// Response Fast up to 09:32, then Medium, and from some minutes after 10:20 on Very Fast; the site's own control
    /// file makes it so within a cycle.
    private func changed() throws -> Shell {
        let shell = try Shell()
        _ = shell.out("lab", "create", "t.lab", "--quiet")
        _ = shell.out("run", "--until", "1997-04-21 09:30", "--quiet")
        _ = shell.out("site", "set", "BPC", "--response", "medium", "--quiet")
        _ = shell.out("run", "--until", "1997-04-21 12:00", "--quiet")
        return shell
    }

    @Test func `a rewind, an undo and a replay count the cycles that went by`() throws {
        let shell = try changed()
        let all = shell.out("rewind", "--to", "1997-04-21 09:00")
        #expect(all.contains("1997-04-21 09:00 (site BPC), after 12 watchdog cycles."), "\(all)")
        // 18 of five minutes up to 09:30, the one in which the change took effect ends at 09:35 or 09:45.
        let back = shell.out("rewind", "--undo")
        #expect(back.contains("1997-04-21 12:00 (site BPC), after 28 watchdog cycles."), "\(back)")
        let stops = [(0, "08:00"), (12, "09:00"), (18, "09:30"), (19, "09:45"), (20, "10:00"), (28, "12:00")]
        for (number, time) in stops {
            let replay = shell.run("replay", "--to", "cycle:\(number)")
            #expect(
                replay.code == 0 && replay.out.contains("stands at 1997-04-21 \(time)"), "\(number) \(replay)"
            )
        }
        let far = shell.run("replay", "--to", "29")
        #expect(far.code == 64 && far.err.contains("the lab stands in cycle 29 of site BPC"), "\(far.err)")
        // Nine of fifteen minutes, then one in which it changed, and one of five.
        let two = shell.out("rewind", "--cycles", "11")
        #expect(two.contains("1997-04-21 09:25 (site BPC), after 17 watchdog cycles."), "\(two)")
    }

    @Test func `a run goes on counting where Response was changed`() throws {
        let shell = try changed()
        _ = shell.run(
            "package", "create", "Ed", "--source", "x", "--command", "Install=SETUP.EXE", "--quiet")
        _ = shell.run("job", "create", "Ed", "--on", "site:BPC", "--quiet")
        // 28 cycles have ended at noon.
        let told = try shell.list("run", "--cycles", "1")
        #expect(!told.isEmpty && told.allSatisfy { $0["cycle"] as? Int == 29 }, "\(told)")
    }

    @Test func `a page says that its moments are no cycles, and a lab without a change has nothing of it`()
        throws
    {
        let shell = try changed()
        let json = try shell.report([])
        #expect((json["spans"] as? [[Int]])?.map { $0[1] } == [300_000, 900_000])
        _ = shell.out("rewind", "--to", "1997-04-21 09:00")
        #expect(try shell.report([])["spans"] == nil)
    }
}
