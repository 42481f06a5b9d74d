import CommandLineKit
import SiteModel
import Sweeps

/// `sweep gather`: shards put together in the order of their variants.
enum SweepGather {
    /// Puts the shards of a folder together.
    ///
    /// - Throws: `CommandFailure` (bad data) where a variant is missing, or two shards tell of it differently.
    static func run(_ run: CommandRun, _ folder: SweepFolder) throws -> (SweepSummary, SweepFolder.Kept) {
        guard HostFiles.isFolder(folder.path) else {
            throw CommandFailure(ExitCode.noInput, "there is no folder \(folder.name) to gather shards from")
        }
        guard let plan = try folder.kept() else {
            throw CommandFailure(
                ExitCode.noInput,
                "\(folder.name) holds no plan.json; copy it from where a shard was made, beside the shards")
        }
        var shards: [SweepShard] = []
        for name in folder.shards {
            let shard = try SweepShard.verify(folder.file(name))
            guard shard.digest == plan.digest else {
                throw CommandFailure(
                    ExitCode.badData,
                    "the shard \(folder.name)/\(name) is of another plan (digest \(shard.digest.prefix(16)), not "
                        + "\(plan.digest.prefix(16))); move it away")
            }
            shards.append(try SweepShard(folder.file(name)))
        }
        shards.sort {
            ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
        }
        try refuseGaps(shards, plan.base.space.count, folder)
        let summary = try SweepResults.write(folder, plan) { put in
            try merge(shards, plan.base.space.count, put)
        }
        return (summary, plan)
    }

    private static func refuseGaps(_ shards: [SweepShard], _ count: Int64, _ folder: SweepFolder) throws {
        var gaps: [String] = []
        var next: Int64 = 1
        func miss(_ upTo: Int64) { if next <= upTo { gaps.append("\(next)..\(upTo)") } }
        for shard in shards {
            guard shard.range.upperBound <= count else {
                throw CommandFailure(
                    ExitCode.badData,
                    "the shard \(shard.path) goes up to variant \(shard.range.upperBound), but the plan has \(count)"
                )
            }
            miss(shard.range.lowerBound - 1)
            next = max(next, shard.range.upperBound + 1)
        }
        miss(count)
        guard gaps.isEmpty else {
            let shown = gaps.prefix(10).joined(separator: ", ") + (gaps.count > 10 ? ", ..." : "")
            throw CommandFailure(
                ExitCode.badData,
                "variants \(shown) of \(count) are missing in \(folder.name); nothing was gathered. "
                    + "`sms12 sweep PLAN --shard \(gaps.first ?? "") --out \(shellWord(folder.name))` makes the first"
            )
        }
    }

    /// Gives the lines of all variants in order; where shards overlap, they must say the same.
    private static func merge(
        _ shards: [SweepShard], _ count: Int64, _ put: (String) throws -> Void
    ) throws {
        var active: [SweepShard] = []
        var next = 0
        guard count > 0 else { return }
        for variant in 1...count {
            while next < shards.count, shards[next].range.lowerBound == variant {
                active.append(shards[next])
                next += 1
            }
            var line: (text: String, path: String)?
            for shard in active {
                guard let read = try shard.next(), !read.isEnd else { continue }
                guard let first = line else {
                    line = (read.line, shard.path)
                    continue
                }
                guard first.text == read.line else {
                    throw CommandFailure(
                        ExitCode.badData,
                        "\(first.path) and \(shard.path) differ about variant \(variant); one of the machines ran another "
                            + "program: remove the wrong one and run it again")
                }
            }
            active.removeAll { $0.range.upperBound == variant }
            if let line { try put(line.text) }
        }
    }
}
