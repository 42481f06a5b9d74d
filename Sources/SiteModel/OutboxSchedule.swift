/// Which jobs an outbox lets go (SDK; RG; Q263356).
public enum OutboxJobs: UInt8, CaseIterable, Sendable {
    /// 0, all jobs.
    case all = 0
    /// 1, jobs of High priority only.
    case high = 1
    /// 2, no jobs.
    case none = 2

    /// The word of lab files.
    public var word: String {
        switch self {
        case .all: "all"
        case .high: "high"
        case .none: "none"
        }
    }

    /// Whether a job of some priority may go.
    public func lets(_ priority: JobPriority) -> Bool {
        switch self {
        case .all: true
        case .high: priority == .high
        case .none: false
        }
    }
}

/// The hours of a week at which an outbox is open, judged by the site server's clock.
///
/// How the product stored them is not documented; the default is all jobs at all times.
public struct OutboxSchedule: Equatable, Sendable {
    /// What goes in each hour: 168 entries from Sunday 0 to Saturday 23; empty: everything, always.
    public private(set) var hours: [OutboxJobs]

    /// All jobs at all times.
    public static let always = OutboxSchedule()

    /// Makes a schedule that is always open.
    public init() { hours = [] }

    /// Takes the hours of a week; anything but 168 of them is always open.
    public init(hours: [OutboxJobs]) {
        self.hours = hours.count == 168 && hours.contains { $0 != .all } ? hours : []
    }

    /// Sets the hours of a day.
    ///
    /// - Parameters:
    ///   - day: 0 Sunday to 6 Saturday.
    ///   - range: Hours of the day within 0 to 24.
    ///   - jobs: What goes then.
    public mutating func set(day: Int, _ range: Range<Int>, to jobs: OutboxJobs) {
        guard (0...6).contains(day) else { return }
        if hours.isEmpty { hours = [OutboxJobs](repeating: .all, count: 168) }
        for hour in range.clamped(to: 0..<24) { hours[day * 24 + hour] = jobs }
        if !hours.contains(where: { $0 != .all }) { hours = [] }
    }

    /// What goes at a time of the site server's clock.
    public func jobs(at time: LocalTime) -> OutboxJobs { hours.isEmpty ? .all : hours[Self.hour(of: time)] }

    /// Whether a job of some priority ever gets out.
    public func everLets(_ priority: JobPriority) -> Bool {
        hours.isEmpty || hours.contains { $0.lets(priority) }
    }

    /// The first time from a time on at which a job of some priority may go.
    ///
    /// - Parameters:
    ///   - priority: The job's.
    ///   - time: Where the search begins; it is the answer where the outbox is open then.
    /// - Returns: The time, or nil: never.
    public func opening(for priority: JobPriority, from time: LocalTime) -> LocalTime? {
        if jobs(at: time).lets(priority) { return time }
        let begin = Self.hour(of: time)
        let startOfHour = time.seconds - Self.floorRemainder(time.seconds, 3_600)
        for step in 1...168 where hours[(begin + step) % 168].lets(priority) {
            return LocalTime(seconds: startOfHour + Int64(step) * 3_600)
        }
        return nil
    }

    /// The hour of the week: 1970-01-01 was a Thursday.
    private static func hour(of time: LocalTime) -> Int {
        let day = floorRemainder(floorQuotient(time.seconds, 86_400) + 4, 7)
        return Int(day * 24 + floorRemainder(time.seconds, 86_400) / 3_600)
    }

    private static func floorQuotient(_ value: Int64, _ by: Int64) -> Int64 {
        value >= 0 ? value / by : -((-value + by - 1) / by)
    }

    private static func floorRemainder(_ value: Int64, _ by: Int64) -> Int64 {
        value - floorQuotient(value, by) * by
    }
}
