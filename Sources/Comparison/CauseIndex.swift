import Emulation
import Pipeline

/// From which earlier entry of its run each entry follows.
///
/// Where a signal was given by an earlier one, that is known. What a poll found follows from what happened last to what it
/// is about: to the client's part of a job, to the job at that site, to the request that brought a file, to the package.
struct CauseIndex {
    /// The place of the cause of each entry; -1: it lies in what both runs begin with, or is not known; -2 - n: the n-th
    /// command.
    let causes: [Int]
    /// What each entry is about, as one number.
    let identities: [UInt64]
    /// Whether an entry is about many things at once, such as a batch of files, and what it follows from is only likely: then
    /// its cause does not tell it from others.
    let isLoose: [Bool]

    init(_ side: RunSide, _ reader: MatterReader) {
        var causes: [Int] = []
        var identities: [UInt64] = []
        var isLoose: [Bool] = []
        causes.reserveCapacity(side.entries.count)
        identities.reserveCapacity(side.entries.count)
        var last = LastEntries()
        var begin = 0
        var beginning: Matter?
        for (place, entry) in side.entries.enumerated() {
            let matter = reader.matter(entry.record)
            if place == 0 || entry.handling != side.entries[place - 1].handling {
                begin = place
                beginning = matter
            }
            // The Scheduler looks at many jobs in one poll: what it does for one does not follow from the other.
            let isOther = beginning.map { $0.job >= 0 && matter.job >= 0 && $0.job != matter.job } ?? false
            identities.append(matter.identity)
            isLoose.append(
                entry.cause == -1 && matter.job < 0 && matter.client < 0 && matter.package < 0)
            if let retry = last.retry(matter, entry.record) {
                causes.append(retry)
            } else if entry.cause <= -2 {
                causes.append(Int(entry.cause))
            } else if entry.cause >= 0 {
                causes.append(max(-1, Int(entry.cause - side.base)))
            } else {
                causes.append(
                    last.cause(of: matter, entry.record) ?? (place > begin && !isOther ? begin : -1))
            }
            last.note(place, matter, entry.record)
        }
        self.causes = causes
        self.identities = identities
        self.isLoose = isLoose
    }

    /// The command that an entry follows from, by its number; nil where none is known.
    func command(behind place: Int) -> Int? {
        var place = place
        while place >= 0 { place = causes[place] }
        return place <= -2 ? -2 - place : nil
    }
}

/// The entries that were made last about each thing.
private struct LastEntries {
    private var places: [UInt64: Int] = [:]

    private enum Kind: Int64 {
        case client = 1
        case job
        case jobAnywhere
        case package
        case request
        case offers
        /// A client's report at a site.
        case reported
        /// Statuses that Maintenance Manager collected, or the Despooler took, at a site.
        case statuses
        /// What was sent from one site to another.
        case sent
        /// What the Data Loader of a site loaded.
        case loaded
        /// What Site Reporter bundled for the parent.
        case bundled
        /// Requests that a Sender gave back to the Scheduler of a site.
        case givenBack
        /// A package on a server: what the Despooler did there.
        case placed
        /// A retry that the Despooler of a site scheduled for a job.
        case retry
    }

    private static func key(_ kind: Kind, _ first: Int64, _ second: Int64, _ third: Int64 = 0) -> UInt64 {
        var mix = Mix()
        mix.add(kind.rawValue)
        mix.add(first)
        mix.add(second)
        mix.add(third)
        return mix.value
    }

    mutating func note(_ place: Int, _ matter: Matter, _ record: TraceRecord) {
        switch record.code {
        case .pcmReported: places[Self.key(.reported, matter.site, 0)] = place
        case .statusesCollected, .statusExecuted: places[Self.key(.statuses, matter.site, 0)] = place
        case .sendEnded: places[Self.key(.sent, matter.site, matter.destination)] = place
        case .dataLoaderTook, .detailUpdated, .reportsLoaded:
            places[Self.key(.loaded, matter.site, 0)] = place
        case .reportsBundled: places[Self.key(.bundled, matter.site, 0)] = place
        case .packageCopied, .copyFailed:
            places[Self.key(.placed, matter.site, matter.package, matter.server)] = place
        case .retryScheduled: places[Self.key(.retry, matter.site, matter.job)] = place
        case .sendGivenBack: places[Self.key(.givenBack, matter.site, 0)] = place
        case .instructionsCopied, .offersWritten: places[Self.key(.offers, matter.site, -1)] = place
        default: break
        }
        if matter.client >= 0 {
            places[Self.key(.client, matter.site, matter.client, matter.job)] = place
        } else if matter.job >= 0 {
            places[Self.key(.job, matter.site, matter.job)] = place
            places[Self.key(.jobAnywhere, matter.job, 0)] = place
            if record.code == .instructionsCopied || record.code == .offersWritten {
                places[Self.key(.offers, matter.site, matter.job)] = place
            }
        }
        if matter.package >= 0 { places[Self.key(.package, matter.site, matter.package)] = place }
        if record.code == .sendEnded {
            let counter = Int64(TraceReference.requestCounter(record.a))
            places[Self.key(.request, Int64(record.site), counter)] = place
        }
    }

    /// Where a retry was scheduled that begins: the Despooler may have been told to look by the end of another instruction.
    func retry(_ matter: Matter, _ record: TraceRecord) -> Int? {
        guard record.code == .instructionStarted, record.value > 0 else { return nil }
        return places[Self.key(.retry, matter.site, matter.job)]
    }

    func cause(of matter: Matter, _ record: TraceRecord) -> Int? {
        if record.code == .pcmFound {
            let own = places[Self.key(.client, matter.site, matter.client, matter.job)]
            let offers = places[Self.key(.offers, matter.site, -1)]
            return own.map { max($0, offers ?? $0) } ?? offers
        }
        if matter.client >= 0 {
            return places[Self.key(.client, matter.site, matter.client, matter.job)]
                ?? places[Self.key(.offers, matter.site, matter.job)]
                ?? places[Self.key(.job, matter.site, matter.job)]
        }
        if record.code == .instructionStarted, record.b < 0x8000_0000, record.b >> 16 > 0 {
            let counter = Int64(TraceReference.requestCounter(record.b))
            if let place = places[Self.key(.request, Int64(record.b >> 16) - 1, counter)] { return place }
        }
        if matter.job >= 0 {
            return places[Self.key(.job, matter.site, matter.job)]
                ?? places[Self.key(.jobAnywhere, matter.job, 0)]
        }
        if record.code == .locationReported,
            let place = places[Self.key(.placed, matter.site, matter.package, matter.server)]
        {
            return place
        }
        if matter.package >= 0 { return places[Self.key(.package, matter.site, matter.package)] }
        // Statuses go up the tree: from clients by Maintenance Manager and the Data Loader to Site Reporter, which sends them.
        switch record.code {
        case .statusesCollected: return places[Self.key(.reported, matter.site, 0)]
        case .dataLoaderTook: return places[Self.key(.statuses, matter.site, 0)]
        case .reportsBundled:
            return places[Self.key(.loaded, matter.site, 0)] ?? places[Self.key(.statuses, matter.site, 0)]
        case .systemJobQueued: return places[Self.key(.bundled, matter.site, 0)]
        case .miniJobExecuted: return places[Self.key(.sent, matter.destination, matter.site)]
        // Event 316 tells of what Senders gave back since the Scheduler last looked.
        case .eventRaised where record.value == 316: return places[Self.key(.givenBack, matter.site, 0)]
        default: return nil
        }
    }
}
