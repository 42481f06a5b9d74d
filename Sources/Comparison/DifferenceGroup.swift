import Pipeline

/// Differences of one kind about the same, however many clients they concern.
public struct DifferenceGroup: Equatable, Sendable {
    /// How they differ.
    public let kind: Difference.Kind
    /// What they are about; what tells the members apart is -1.
    public let matter: Matter
    /// The first member, by its place among the differences.
    public let first: Int
    /// How many members.
    public fileprivate(set) var count = 0
    /// How many clients they are about.
    public fileprivate(set) var clients = 0
    /// How many sites they are at.
    public fileprivate(set) var sites = 0
    /// When the first and the last is seen, in milliseconds since 1970.
    public fileprivate(set) var firstInstant: Int64
    /// See `firstInstant`.
    public fileprivate(set) var lastInstant: Int64
    /// The least and the most that it comes later in B, in milliseconds.
    public fileprivate(set) var leastDelay: Int64
    /// See `leastDelay`.
    public fileprivate(set) var mostDelay: Int64
    /// The group it follows from, by its place; in no run it begins before that one.
    public fileprivate(set) var parent: Int?
    /// How far it is below what follows from nothing.
    public fileprivate(set) var depth = 0

    /// Whether its members are the retries of one instruction, one behind the other.
    public var isOfRetries: Bool { Self.isOfRetries(matter) }

    fileprivate static func isOfRetries(_ matter: Matter) -> Bool {
        matter.code == .retryScheduled || matter.code == .instructionStarted && matter.detail > 0
    }

    /// Groups differences that are in order; the groups come in the order of their first members.
    public static func groups(of differences: [Difference]) -> [DifferenceGroup] {
        var builder = GroupBuilder()
        builder.countSites(differences)
        for place in differences.indices { builder.add(place, differences) }
        builder.hang(differences)
        return builder.groups
    }
}

/// Builds groups.
private struct GroupBuilder {
    /// More sites than that with the same are told together.
    private static let manySites = 3

    private struct Key: Hashable {
        let kind: Difference.Kind
        let matter: Matter
        /// The job that it was done for, of what is about a package.
        let job: Int64
        let inputs: UInt64
    }

    private struct Member: Hashable {
        let group: Int
        let site: Int64
        let client: Int64
    }

    private(set) var groups: [DifferenceGroup] = []
    private var places: [Key: Int] = [:]
    private var siteCounts: [Key: Int] = [:]
    private var groupOf: [Int] = []
    /// When each group begins in each run.
    private var begins: [(a: Int64, b: Int64)] = []
    private var knownClients: Set<Member> = []
    private var knownSites: Set<Member> = []

    /// What members of a group have in common; without the site if there are many.
    private func key(_ difference: Difference, _ all: [Difference], withSite: Bool) -> Key {
        var matter = difference.matter
        matter.client = -1
        matter.content = 0
        // A retry and the next ones: else what each of them did would stand below the first.
        if DifferenceGroup.isOfRetries(matter) { matter.detail = 1 }
        if !withSite {
            matter.site = -1
            matter.server = -1
            matter.destination = -1
        }
        return Key(
            kind: difference.kind, matter: matter, job: Self.job(behind: difference, all),
            inputs: difference.inputs)
    }

    /// The job of the nearest cause that is about one, of what is about a package and no job; else -1.
    private static func job(behind difference: Difference, _ all: [Difference]) -> Int64 {
        guard difference.matter.package >= 0, difference.matter.job < 0 else { return -1 }
        var cause = difference.cause
        while let above = cause, all[above].matter.job < 0 { cause = all[above].cause }
        return cause.map { all[$0].matter.job } ?? -1
    }

    mutating func countSites(_ differences: [Difference]) {
        var seen: [Key: Set<Int64>] = [:]
        for difference in differences {
            seen[key(difference, differences, withSite: false), default: []].insert(difference.matter.site)
        }
        siteCounts = seen.mapValues(\.count)
    }

    mutating func add(_ place: Int, _ differences: [Difference]) {
        let difference = differences[place]
        let wide = key(difference, differences, withSite: false)
        let isWide = siteCounts[wide, default: 0] > Self.manySites
        let key = isWide ? wide : key(difference, differences, withSite: true)
        let group = places[key] ?? make(key, place, difference)
        groupOf.append(group)
        groups[group].count += 1
        let times = difference.times
        begins[group] = (min(begins[group].a, times.a ?? .max), min(begins[group].b, times.b ?? .max))
        groups[group].lastInstant = max(groups[group].lastInstant, difference.instant)
        groups[group].leastDelay = min(groups[group].leastDelay, difference.delay)
        groups[group].mostDelay = max(groups[group].mostDelay, difference.delay)
        let matter = difference.matter
        if matter.client >= 0,
            knownClients.insert(Member(group: group, site: matter.site, client: matter.client)).inserted
        {
            groups[group].clients += 1
        }
        if knownSites.insert(Member(group: group, site: matter.site, client: 0)).inserted {
            groups[group].sites += 1
        }
    }

    private mutating func make(_ key: Key, _ place: Int, _ difference: Difference) -> Int {
        groups.append(
            DifferenceGroup(
                kind: key.kind, matter: key.matter, first: place, firstInstant: difference.instant,
                lastInstant: difference.instant, leastDelay: difference.delay, mostDelay: difference.delay))
        begins.append((.max, .max))
        places[key] = groups.count - 1
        return groups.count - 1
    }

    /// Hangs each group below that of what its first member follows from, or of what that follows from.
    ///
    /// A group may begin before the member that another one follows from: it is taken where it neither begins later than what
    /// is to hang below it nor hangs below that itself.
    mutating func hang(_ differences: [Difference]) {
        for place in groups.indices {
            var cause = differences[groups[place].first].cause
            while let above = cause {
                let group = groupOf[above]
                if mayHang(place, below: group) {
                    groups[place].parent = group
                    break
                }
                cause = differences[above].cause
            }
        }
        for place in groups.indices {
            var above = groups[place].parent
            while let next = above {
                groups[place].depth += 1
                above = groups[next].parent
            }
        }
    }

    private func mayHang(_ place: Int, below group: Int) -> Bool {
        let (upper, lower) = (begins[group], begins[place])
        for (one, other) in [(upper.a, lower.a), (upper.b, lower.b)]
        where one != .max && other != .max && one > other { return false }
        var above: Int? = group
        while let next = above {
            if next == place { return false }
            above = groups[next].parent
        }
        return true
    }
}
