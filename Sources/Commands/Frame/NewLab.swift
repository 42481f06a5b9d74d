import CommandLineKit
import Glibc

/// Commands that make a lab beside those that are there.
extension CommandRun {
    /// The folder of a new lab as it was typed: `.lab` is added to a name without it.
    ///
    /// - Throws: `CommandFailure` when something is there already.
    func newLabFolder(_ name: String) throws -> (typed: String, path: String) {
        var typed = HostFiles.withoutSlashes(name)
        guard !typed.isEmpty else { throw usage("DIR is empty; write a name such as first.lab") }
        let last = HostFiles.name(of: typed)
        if !last.hasSuffix(".lab"), last != ".", last != ".." { typed += ".lab" }
        let path = hostPath(typed)
        _ = try LabPlace(path)
        try refuseInside(path, typed)
        return (typed, path)
    }

    /// Refuses a place within a lab: a copy of that lab would hold the new one, and whatever moves it moves both.
    private func refuseInside(_ path: String, _ typed: String) throws {
        let name = HostFiles.name(of: path)
        let above = String(path.dropLast(name.count))
        var folder = HostFiles.real(above.isEmpty ? "." : above) ?? HostFiles.withoutSlashes(above)
        while folder.count > 1 {
            if HostFiles.exists(folder + "/lab.db") {
                throw CommandFailure(
                    ExitCode.cannotCreate,
                    "\(typed) lies in the lab \(environment.withoutFolder(folder)), and a lab holds no other lab; choose a place beside it"
                )
            }
            guard let slash = folder.lastIndex(of: "/") else { return }
            folder = String(folder[..<slash])
        }
    }

    /// Shows how far something is, on a terminal and after a second.
    func progressLine(_ label: String) -> (Int64, Int64) -> Void {
        guard environment.errorIsTerminal, !isQuiet else { return { _, _ in } }
        let begin = Self.milliseconds()
        var last = begin
        return { [environment] done, total in
            let now = Self.milliseconds()
            guard now - begin > 1_000, now - last > 100 else { return }
            last = now
            environment.error(ProgressLine(label, done: done, of: total).text(width: environment.width))
        }
    }

    /// Wipes the progress line away.
    func endProgress() {
        guard environment.errorIsTerminal, !isQuiet else { return }
        environment.error(ProgressLine.cleared(width: environment.width))
    }

    /// A clock for the progress line only.
    private static func milliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
