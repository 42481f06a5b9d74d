/// Hangs differences below one another, so that nothing stands below what happened after it in a run that has both.
///
/// What comes earlier in one run and later in the other may follow from something that is told behind it: then it waits
/// until that has its place. Only what has a place is hung below, so that nothing is below itself.
struct DifferenceTree {
    /// When something happened in each run; `Int64.min` where that run does not have it.
    struct Times {
        var a: Int64
        var b: Int64

        static let never = Times(a: .min, b: .min)

        /// Whether neither run has this after the other.
        func precedes(_ other: Times) -> Bool {
            (other.a == .min || a <= other.a) && (other.b == .min || b <= other.b)
        }

        func latest(_ other: Times) -> Times { Times(a: max(a, other.a), b: max(b, other.b)) }
    }

    /// What a difference may hang below.
    struct Candidate {
        let place: Int
        /// Whether the other run did that instead: then what that hangs below is meant.
        let isInstead: Bool
    }

    /// What each difference hangs below; nil where it is below none or has no place yet.
    private(set) var parents: [Int?]
    private let times: [Times]
    /// For what has a place: when the last of it and of all above it happened.
    private var latest: [Times?]
    /// The inputs that each may come of, a bit for each: for what has a place those of all above it as well.
    private(set) var shares: [UInt64]
    /// What may be above those that wait, the likeliest first.
    private var candidates: [Int: [Candidate]] = [:]
    /// Those that wait for one to get its place.
    private var waiting: [Int: [Int]] = [:]

    /// A tree of differences that have no places yet, by when each happens in A and in B.
    ///
    /// - Parameters:
    ///   - times: When.
    ///   - shares: The inputs that each may come of, a bit for each; nil: any.
    init(_ times: [(a: Int64?, b: Int64?)], shares: [UInt64]? = nil) {
        self.shares = shares ?? Array(repeating: .max, count: times.count)
        self.times = times.map { Times(a: $0.a ?? .min, b: $0.b ?? .min) }
        parents = Array(repeating: nil, count: times.count)
        latest = Array(repeating: nil, count: times.count)
    }

    /// Gives a difference its place below the first of some that it may be below, as soon as that has one.
    mutating func add(_ place: Int, below candidates: [Candidate]) {
        if !settle(place, candidates, mayWait: true) { self.candidates[place] = candidates }
        release(place)
    }

    /// Gives those a place that wait for each other: first what only one run has, which is the cause of a delay, not its effect.
    mutating func finish() {
        let left = candidates.keys.sorted()
        let times = times
        let isShared = { (place: Int) in times[place].a != .min && times[place].b != .min }
        for place in left.filter({ !isShared($0) }) + left.filter(isShared) {
            guard let left = candidates.removeValue(forKey: place) else { continue }
            _ = settle(place, left, mayWait: false)
            release(place)
        }
    }

    /// Gives a difference its place unless it has to wait.
    private mutating func settle(_ place: Int, _ candidates: [Candidate], mayWait: Bool) -> Bool {
        for candidate in candidates {
            let isLate = !candidate.isInstead && !times[candidate.place].precedes(times[place])
            if isLate || candidate.place == place { continue }
            // What comes of something else that was put in does not wait for it.
            if shares[candidate.place] & shares[place] == 0 { continue }
            guard latest[candidate.place] != nil else {
                guard mayWait else { continue }
                waiting[candidate.place, default: []].append(place)
                return false
            }
            guard let parent = candidate.isInstead ? parents[candidate.place] : candidate.place else {
                put(place, below: nil)
                return true
            }
            guard let above = latest[parent], above.precedes(times[place]),
                shares[parent] & shares[place] != 0
            else { continue }
            put(place, below: parent)
            return true
        }
        put(place, below: nil)
        return true
    }

    private mutating func put(_ place: Int, below parent: Int?) {
        parents[place] = parent
        if let parent { shares[place] &= shares[parent] }
        latest[place] = times[place].latest(parent.flatMap { latest[$0] } ?? .never)
    }

    /// Looks again at those that waited for one that may have its place now.
    private mutating func release(_ place: Int) {
        var open = [place]
        while let next = open.popLast() {
            guard latest[next] != nil, let waiters = waiting.removeValue(forKey: next) else { continue }
            for waiter in waiters {
                guard let left = candidates[waiter], settle(waiter, left, mayWait: true) else { continue }
                candidates[waiter] = nil
                open.append(waiter)
            }
        }
    }
}
