/// Which subjects are asked why at which frame, where a page has no room for the answers of every frame.
///
/// What something happened to is asked then and at the next frame, when times in the answer have passed; a job that is not
/// done is asked at each frame; sites, clients and events are asked in rounds besides. As the room of a kind fills, all of it
/// gets rarer, so that there is some left to the end. A job for so many workstations that a look at all of them at each frame
/// would take minutes is asked more rarely from the beginning.
struct WhyPlan {
    /// What is asked, by what it takes: jobs that are done and requests have short answers, and of one that is open each
    /// workstation is looked at.
    enum Kind {
        case openJob(workstations: Int)
        case endedJob, site, client, other
    }

    /// Room that gets used up: the more of it is gone, the rarer it is used.
    private struct Room {
        let answers: Int
        let bytes: Int
        private var answered = 0
        private var filled = 0

        init(answers: Int, bytes: Int) {
            self.answers = answers
            self.bytes = bytes
        }

        /// At every how many frames it may be used: 1, and twice as many with each half of what is left that is gone.
        var stride: Int { max(Self.stride(answered, of: answers), Self.stride(filled, of: bytes)) }

        mutating func take(_ size: Int) {
            answered += 1
            filled += size
        }

        private static func stride(_ used: Int, of limit: Int) -> Int {
            var left = max(0, limit - used)
            var stride = 1
            while left * 2 <= limit, stride < 4_096 {
                left = max(1, left * 2)
                stride *= 2
            }
            return stride
        }
    }

    /// How many answers a page holds, about.
    static let limit = 60_000
    /// At how many workstations one job is looked at, over all frames: some seconds.
    private static let looks = 600_000

    /// At every how many frames a round is; 1: everything is asked at every frame.
    let every: Int
    private var jobs: Room
    private var clients: Room
    private var others: Room
    /// What something happened to since it was asked.
    private var due: Set<String> = []
    /// What is asked once more, a frame behind a change.
    private var again: Set<String> = []
    private var next: Set<String> = []
    private var known: Set<String> = []
    private var isStirred = false
    private var isLast = false
    private var frame = 0
    private let frames: Int

    /// Makes a plan.
    ///
    /// - Parameters:
    ///   - subjects: How many subjects there are at the end.
    ///   - frames: How many frames.
    ///   - largestJob: For how many workstations the largest job is.
    ///   - answers: How many answers there is room for, about.
    init(subjects: Int, frames: Int, largestJob: Int = 0, answers: Int = limit) {
        self.frames = max(1, frames)
        let (asks, isTooMuch) = subjects.multipliedReportingOverflow(by: max(1, frames))
        if asks <= answers, !isTooMuch, Self.stride(workstations: largestJob, frames: frames) == 1 {
            every = 1
        } else {
            every = isTooMuch ? max(2, frames) : max(2, asks / max(1, answers / 4))
        }
        jobs = Room(answers: answers / 2, bytes: 8_000_000)
        clients = Room(answers: answers / 4, bytes: 4_000_000)
        others = Room(answers: answers / 4, bytes: 1_000_000)
    }

    /// At every how many frames a job for so many workstations is asked at most.
    private static func stride(workstations: Int, frames: Int) -> Int {
        let (all, isTooMuch) = workstations.multipliedReportingOverflow(by: frames)
        return isTooMuch ? max(1, frames) : max(1, all / looks)
    }

    /// Something happened to a subject.
    mutating func note(_ subject: String) {
        if every > 1 { due.insert(subject) }
    }

    /// Something happened that can have to do with everything: a command, a link that went down.
    mutating func stir() { isStirred = true }

    /// Begins a frame.
    mutating func begin(_ frame: Int, isLast: Bool) {
        self.frame = frame
        self.isLast = isLast
        again = next
        next = []
    }

    /// Ends a frame.
    mutating func end() {
        isStirred = false
        // What is not there any more is never asked.
        if frame % every == 0 { due = [] }
    }

    /// Whether nothing is asked at the frame that was begun; what is new is due.
    ///
    /// - Parameter smallestJob: For how many workstations the smallest job is that is not done; nil: all are done.
    /// - Returns: Whether it is so.
    func isIdle(smallestJob: Int?) -> Bool {
        if isLast || isStirred || frame % every == 0 || !due.isEmpty || !again.isEmpty { return false }
        guard let smallestJob else { return true }
        return frame % max(jobs.stride, Self.stride(workstations: smallestJob, frames: frames)) != 0
    }

    /// Whether a subject is asked at the frame that was begun.
    func wants(_ subject: String, _ kind: Kind) -> Bool {
        if every == 1 || isLast || !known.contains(subject) { return true }
        let isDue = isStirred || due.contains(subject) || again.contains(subject)
        switch kind {
        case .endedJob: return isDue
        case .openJob(let workstations):
            let least = Self.stride(workstations: workstations, frames: frames)
            return frame % max(least, isDue ? max(1, jobs.stride / 4) : jobs.stride) == 0
        case .client: return isDue && frame % clients.stride == 0 || isRound(clients.stride)
        // Their answers are short; others are what fills the room.
        case .site: return isDue && frame % min(4, others.stride) == 0 || isRound(1)
        case .other: return isDue && frame % others.stride == 0
        }
    }

    private func isRound(_ stride: Int) -> Bool { frame % every == 0 && frame / every % stride == 0 }

    /// A subject was asked.
    ///
    /// - Parameters:
    ///   - subject: The subject.
    ///   - kind: What it is.
    ///   - size: How many bytes of text came in addition.
    mutating func asked(_ subject: String, _ kind: Kind, size: Int) {
        if every == 1 { return }
        known.insert(subject)
        if due.remove(subject) != nil { next.insert(subject) }
        switch kind {
        case .openJob, .endedJob: jobs.take(size)
        case .client: clients.take(size)
        case .site, .other: others.take(size)
        }
    }
}
