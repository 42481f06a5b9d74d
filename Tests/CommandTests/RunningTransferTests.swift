import TestKit
import Testing

/// A transfer that is under way, as DUMPSEND and explain show it (Q123221: the sync point is what was confirmed).
@Suite struct RunningTransferTests {
    private func figures(_ shell: Shell) throws -> (left: Int, sync: Int, total: Int) {
        let lines = shell.run("tool", "dumpsend", "_001CEN").out.split(separator: "\n")
        func number(_ label: String) throws -> Int {
            let line = try #require(lines.first { $0.contains(label) })
            return try #require(Int(line.split(separator: " ").last ?? ""))
        }
        return (
            try number("Bytes left to send"), try number("Sync Point is"), try number("Total bytes to send")
        )
    }

    @Test func `dumpsend shows how far a transfer is`() throws {
        let scene = BlockerScene(
            title: "a slow line",
            sites: BlockerScene.two(#"addresses: [{to: "LOW", bitsPerSecond: 9600}]"#), done: [],
            blocker: "sending")
        let shell = try scene.play()
        try shell.scratch.write("big/SETUP.EXE", String(repeating: "x", count: 2_500_000))
        _ = shell.out(
            "package", "create", "Big", "--source", "big", "--command", "Install=SETUP.EXE", "--quiet")
        _ = shell.out("job", "create", "Big", "--on", "site:LOW", "--quiet")
        // 1,500,000 bytes at 1,200 a second take 20 minutes, from the Scheduler's first poll on.
        _ = shell.out("run", "--for", "15m", "--quiet")
        let first = try figures(shell)
        #expect(first.sync > 0 && first.left > 0)
        #expect(first.left + first.sync == first.total)
        // 1,200 bytes a second for a quarter of an hour and less.
        #expect(first.sync < 1_200 * 900)
        #expect(shell.run("explain", "request", "_001CEN").out.contains("\(first.left) of them still to go"))
        _ = shell.out("run", "--for", "5m", "--quiet")
        #expect(try figures(shell).sync > first.sync)
    }
}
