public import SiteModel

/// Results of many variants put together: all of them, those of each value of an axis, and those of the plan's groups.
///
/// Results are added one by one and forgotten; of each only the numbers stay that percentiles need.
public struct SweepSummary {
    /// What is told of a measured job in a group of variants.
    public struct JobRow: Equatable, Sendable {
        /// The axes of the group; empty: all variants.
        public var group: String
        /// The values on these axes.
        public var value: String
        /// The job.
        public var job: JobID
        /// How many variants are in the group.
        public var variants: Int64
        /// In how many the job ended with each status: Complete, Failed, Canceled.
        public var complete: Int64
        /// See `complete`.
        public var failed: Int64
        /// See `complete`.
        public var cancelled: Int64
        /// In how many it was deleted before it had ended.
        public var deleted: Int64
        /// In how many it has not ended.
        public var open: Int64
        /// In how many it was Retrying at some time.
        public var retrying: Int64
        /// Tenths of a percent of the time from being made to its end for which it was Retrying.
        public var retryingPermille: Int64?
        /// Milliseconds from being made to Complete, over those that are.
        public var times: SweepStatistics
    }

    /// What is told of a link in a group of variants.
    public struct LinkRow: Equatable, Sendable {
        /// The axes of the group; empty: all variants.
        public var group: String
        /// The values on these axes.
        public var value: String
        /// The site that sent.
        public var from: SiteCode
        /// The next site on the way.
        public var to: SiteCode
        /// How many variants are in the group.
        public var variants: Int64
        /// Bytes of all variants.
        public var bytes: Int64
        /// Requests of all variants.
        public var requests: Int64
        /// Bytes of each variant, none counting as 0.
        public var perVariant: SweepStatistics
    }

    private struct JobTally {
        var ends = [Int64](repeating: 0, count: JobStatus.allCases.count)
        var deleted: Int64 = 0
        var retrying: Int64 = 0
        var retryingTime: Int64 = 0
        var time: Int64 = 0
        var times: [Int64] = []
    }

    private struct LinkTally {
        var bytes: Int64 = 0
        var requests: Int64 = 0
        var perVariant: [Int64] = []
    }

    private struct Ways: Hashable {
        var from: SiteCode
        var to: SiteCode
    }

    private struct Cell {
        var variants: Int64 = 0
        var jobs: [JobID: JobTally] = [:]
        var links: [Ways: LinkTally] = [:]

        mutating func add(_ result: VariantResult) {
            variants += 1
            for job in result.jobs {
                var tally = jobs[job.id] ?? JobTally()
                if job.isDeleted { tally.deleted += 1 } else { tally.ends[job.status.rawValue] += 1 }
                if job.retryings > 0 { tally.retrying += 1 }
                if job.made >= 0 {
                    tally.retryingTime += job.retryingMilliseconds
                    tally.time += job.ended >= 0 ? job.ended : result.stopped - job.made
                }
                if job.status == .complete, job.complete >= 0 { tally.times.append(job.complete) }
                jobs[job.id] = tally
            }
            for link in result.links {
                let way = Ways(from: link.from, to: link.to)
                var tally = links[way] ?? LinkTally()
                tally.bytes = tally.bytes.addingReportingOverflow(link.bytes).partialValue
                tally.requests += link.requests
                tally.perVariant.append(link.bytes)
                links[way] = tally
            }
        }
    }

    /// The axes of one grouping, and its cells by number.
    private struct Grouping {
        var axes: [Int]
        var name: String
        var cells: [Int64: Cell] = [:]
    }

    private let space: SweepSpace
    private var groupings: [Grouping]

    /// An axis of more points than this is not put together point by point unless the plan asks for it.
    public static let mostPoints: Int64 = 200

    /// Begins with nothing.
    public init(_ base: SweepBase) {
        space = base.space
        let axes = base.axes
        var sets: [[Int]] = [[]]
        sets += axes.indices.filter { !axes[$0].isSeedAlone && axes[$0].count <= Self.mostPoints }.map {
            [$0]
        }
        for group in base.groups {
            let set = group.compactMap { name in axes.firstIndex { $0.name == name } }
            if !sets.contains(set) { sets.append(set) }
        }
        groupings = sets.map { set in
            Grouping(axes: set, name: set.map { axes[$0].name }.joined(separator: ", "))
        }
    }

    /// Adds what a variant came to.
    public mutating func add(_ result: VariantResult) {
        let places = space.places(of: result.variant)
        for grouping in groupings.indices {
            let cell = space.cell(of: places, on: groupings[grouping].axes)
            groupings[grouping].cells[cell, default: Cell()].add(result)
        }
    }

    /// The rows of jobs: by grouping, then in the order of the axes, then by job.
    public var jobRows: [JobRow] {
        rows { name, value, cell in
            cell.jobs.sorted { ($0.key.site, $0.key.counter) < ($1.key.site, $1.key.counter) }.map {
                id, tally in
                func ends(_ status: JobStatus) -> Int64 { tally.ends[status.rawValue] }
                let closed = ends(.complete) + ends(.failed) + ends(.cancelled) + tally.deleted
                return JobRow(
                    group: name, value: value, job: id, variants: cell.variants, complete: ends(.complete),
                    failed: ends(.failed), cancelled: ends(.cancelled), deleted: tally.deleted,
                    open: cell.variants - closed,
                    retrying: tally.retrying,
                    retryingPermille: SweepStatistics.permille(tally.retryingTime, of: tally.time),
                    times: SweepStatistics(tally.times))
            }
        }
    }

    /// The rows of links: by grouping, then in the order of the axes, then by sites.
    public var linkRows: [LinkRow] {
        rows { name, value, cell in
            cell.links.sorted { ($0.key.from, $0.key.to) < ($1.key.from, $1.key.to) }.map { way, tally in
                let silent = Int(cell.variants) - tally.perVariant.count
                return LinkRow(
                    group: name, value: value, from: way.from, to: way.to, variants: cell.variants,
                    bytes: tally.bytes, requests: tally.requests,
                    perVariant: SweepStatistics(
                        tally.perVariant + [Int64](repeating: 0, count: max(silent, 0))))
            }
        }
    }

    private func rows<Row>(_ make: (String, String, Cell) -> [Row]) -> [Row] {
        groupings.flatMap { grouping in
            grouping.cells.sorted { $0.key < $1.key }.flatMap { number, cell in
                make(
                    grouping.name,
                    space.labels(ofCell: number, on: grouping.axes).joined(separator: ", "), cell)
            }
        }
    }
}
