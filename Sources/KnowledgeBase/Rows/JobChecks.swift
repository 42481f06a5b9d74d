import Emulation
import Pipeline
import SiteModel

/// What can be asked of jobs, their rows, offers and requests.
enum JobChecks {
    static func job(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let number = try RowWords.number(try words.operand("the job's number"), 1...100_000)
        let column = words.take(
            "status", "sending", "working", "cancel", "targets", "rows", "site-arrival", "completion",
            "server")
        switch column {
        case "targets":
            let count = try RowCount(&words)
            return { (play: borrowing ScenarioPlay) throws(RowError) in
                count.check(Int(play.image.jobs[try play.job(number)].details), "targets")
            }
        case "rows":
            let wanted = try status(&words)
            let count = try RowCount(&words)
            return { (play: borrowing ScenarioPlay) throws(RowError) in
                let live = play.image.jobs[try play.job(number)]
                let range = Int(live.firstDetail)..<(Int(live.firstDetail) + Int(live.details))
                let found = range.count { play.image.details[$0].status == UInt8(wanted.rawValue) }
                return count.check(found, "rows \(named(wanted))")
            }
        case "site-arrival": return try siteDetail(number, .siteArrival, &words)
        case "completion": return try siteDetail(number, .completion, &words)
        case "server": return try siteDetail(number, .server, &words)
        default: return try statuses(number, column ?? "status", &words)
        }
    }

    private static func statuses(_ number: Int64, _ column: String, _ words: inout RowWords) throws(RowError)
        -> RowExpectation
    {
        let wanted = try status(&words)
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let job = play.image.jobs[try play.job(number)].job
            let found =
                switch column {
                case "sending": job.sendingStatus
                case "working": job.workingStatus
                case "cancel": job.cancelStatus
                default: job.status
                }
            return RowCheck(found == wanted, named(found))
        }
    }

    /// A row of a job that is no workstation; `absent` when there is none.
    private static func siteDetail(
        _ number: Int64, _ kind: JobDetailKind, _ words: inout RowWords
    ) throws(RowError) -> RowExpectation {
        let server = kind == .server ? try words.operand("the server").text : nil
        let isAbsent = words.take("absent") != nil
        let wanted = isAbsent ? JobStatus.none : try status(&words)
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let place = UInt32(try play.job(number))
            let about =
                try server.map { (name) throws(RowError) in UInt32(try play.server(name)) } ?? noHandle
            guard let row = play.image.siteDetailIndex(job: place, kind: kind, server: about) else {
                return RowCheck(isAbsent, "no such row")
            }
            let found = play.image.siteDetails[row].status
            return RowCheck(!isAbsent && found == wanted, named(found))
        }
    }

    static func jobs(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let count = try RowCount(&words)
        return { (play: borrowing ScenarioPlay) throws(RowError) in count.check(play.image.jobs.count, "jobs")
        }
    }

    static func detail(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let number = try job(of: &words)
        let name = try words.operand("the client").text
        let isAbsent = words.take("absent") != nil
        let wanted = isAbsent ? JobStatus.none : try status(&words)
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            guard let row = play.detail(client: try play.client(name), job: try play.job(number)) else {
                return RowCheck(isAbsent, "no row")
            }
            let found = JobStatus(rawValue: Int(play.image.details[row].status)) ?? .none
            return RowCheck(!isAbsent && found == wanted, named(found))
        }
    }

    static func offer(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let number = try job(of: &words)
        let name = try words.operand("the client").text
        let wanted = try RowWords.choice(
            try words.operand("how far the offer has come"), OfferStage.allCases.map { ($0.word, $0) })
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            guard let row = play.detail(client: try play.client(name), job: try play.job(number)) else {
                return RowCheck(wanted == .absent, "no row")
            }
            let found = play.lab.clients[play.here].stage(row)
            return RowCheck(found.word == wanted.word, found.word)
        }
    }

    static func request(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let number = try RowWords.number(try words.operand("the request's number"), 1...100_000)
        if words.take("sent") != nil {
            let count = try RowCount(&words)
            return { (play: borrowing ScenarioPlay) throws(RowError) in
                guard number <= Int64(play.image.requests.count) else {
                    return RowCheck(false, "no such request")
                }
                let request = play.image.requests[Int(number) - 1]
                return count.check(Int(request.bytes - request.bytesLeft), "of \(request.bytes) bytes")
            }
        }
        let wanted = try RowWords.choice(
            try words.operand("the status of a request"), RequestStatus.allCases.map { ("\($0)", $0) })
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            guard number <= Int64(play.image.requests.count) else {
                return RowCheck(false, "no such request")
            }
            let found = play.image.requests[Int(number) - 1].status
            return RowCheck(found == wanted, "\(found)")
        }
    }

    static func requests(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let count = try RowCount(&words)
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            count.check(play.image.requests.count, "requests")
        }
    }

    // MARK: Words

    /// The number of the job that `--job` names, or 1.
    static func job(of words: inout RowWords) throws(RowError) -> Int64 {
        guard let word = try words.option("job") else { return 1 }
        return try RowWords.number(word, 1...100_000)
    }

    private static func status(_ words: inout RowWords) throws(RowError) -> JobStatus {
        try RowWords.choice(try words.operand("a status"), JobStatus.allCases.map { (named($0), $0) })
    }

    private static func named(_ status: JobStatus) -> String { status == .none ? "None" : status.word }
}
