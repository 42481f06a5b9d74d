import CommandLineKit
import LegacyFormats
import PackageArchive

/// Makes a proposed lab once, in a folder that is thrown away, and compares its logs with the real ones.
struct LogTrial {
    /// The lab file's lines.
    let labFile: [String]
    /// The command line that makes the package.
    let package: String
    /// The command lines behind it.
    let commands: [String]
    /// The folder of the package's files.
    let source: String

    /// What came of it.
    struct Outcome {
        /// Lines of the real logs.
        var lines: Int
        /// How many the lab writes in the same words, and how many but for names and numbers.
        var equal: Int
        var values: Int

        /// Whether no line of the real logs is among the lab's.
        var isNothing: Bool { equal + values == 0 }

        /// In a sentence.
        var words: String {
            let all = lines == 1 ? "the one line" : "\(lines) lines"
            if isNothing {
                return
                    "Tried: the proposed lab reproduces nothing of the logs: of \(all) it writes none. It shows at most the "
                    + "situation that they tell of."
            }
            return "Tried: of \(all) the lab writes \(equal) in the same words"
                + (values > 0 ? " and \(values) but for names and numbers" : "") + "."
        }
    }

    /// Logs of more lines are not tried: each has to be kept for it.
    private static let mostLines = 100_000

    /// Tries it; nil where it cannot be tried.
    func run(against surveys: [LogSurvey], _ run: CommandRun) -> Outcome? {
        guard surveys.reduce(0, { $0 + $1.records }) <= Self.mostLines, let scratch = try? SweepScratch(run)
        else { return nil }
        defer { scratch.remove() }
        do {
            guard try play(in: scratch.path, run) else { return nil }
            var timeline = try LogTimeline(surveys)
            var real: [LogEntry] = []
            while let entry = try timeline.next() { real.append(entry) }
            let reader = try LabReader(scratch.path + "/trial.lab")
            let lines = try LogDiff.lines(reader, components: Set(real.map(\.comparedComponent)))
            let (comparison, _) = try LogDiff.best(real, [lines], run)
            return Outcome(
                lines: real.count, equal: comparison.count(.equal), values: comparison.count(.values))
        } catch {
            return nil
        }
    }

    /// Gives the commands of the script; false where one is refused.
    private func play(in folder: String, _ run: CommandRun) throws -> Bool {
        let lab = folder + "/trial.json5"
        try HostFiles.write(Array((labFile.joined(separator: "\n") + "\n").utf8), to: lab)
        try HostFiles.makeFolder("\(folder)/\(source)")
        try HostFiles.write(Array("program\n".utf8), to: "\(folder)/\(source)/SETUP.EXE")
        guard give(["lab", "create", "trial.lab", "--from", "trial.json5", "--quiet"], folder, run) != nil
        else {
            return false
        }
        for command in [package] + commands {
            if command.hasPrefix("rm ") {
                HostFiles.removeTree("\(folder)/\(source)")
                continue
            }
            guard let words = words(of: command, folder, run), give(words, folder, run) != nil else {
                return false
            }
        }
        return true
    }

    /// The words of a command line behind `sms12`; a request that the shell would look up is looked up.
    private func words(of command: String, _ folder: String, _ run: CommandRun) -> [String]? {
        var line = command
        if !line.ranges(of: LogScene.lastRequest).isEmpty {
            guard let table = give(["tool", "dumpsend", "--format", "csv"], folder, run),
                let request = table.split(separator: "\n").last?.split(separator: ",").first
            else { return nil }
            line = line.replacing(LogScene.lastRequest, with: request)
        }
        return SweepWords.split(line, [:]).map { Array($0.dropFirst()) }
    }

    /// What a command prints; nil where it is refused.
    private func give(_ words: [String], _ folder: String, _ run: CommandRun) -> String? {
        var told = ""
        let variable = run.environment.variable
        let environment = Environment(
            out: { told += $0 }, error: { _ in },
            variable: { $0 == "SMS12_LAB" ? folder + "/trial.lab" : variable($0) }, folder: folder,
            commandLine: run.environment.commandLine)
        let code = Root.run(words, environment)
        return code == ExitCode.done || code == ExitCode.doneWithLosses ? told : nil
    }
}
