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
        return (typed, path)
    }

    /// Refuses a place within the lab that is copied there: the copy would be copied as well.
    func refuseInside(_ source: String, _ target: (typed: String, path: String)) throws {
        let name = HostFiles.name(of: target.path)
        let above = String(target.path.dropLast(name.count))
        let folder = HostFiles.real(above.isEmpty ? "." : above) ?? HostFiles.withoutSlashes(above)
        let lab = HostFiles.real(source) ?? HostFiles.withoutSlashes(source)
        guard folder == lab || folder.hasPrefix(lab + "/") else { return }
        throw CommandFailure(
            ExitCode.cannotCreate,
            "\(target.typed) lies in the lab \(environment.withoutFolder(lab)) of which it is to be a branch; choose a place beside it"
        )
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
