import SiteModel

/// SMS_INVENTORY_DATA_LOADER: loads MIFs of five types into the database, a thread each (RG S3D2B, Q169491).
///
/// A thread moves up to 1,000 files of its type from DELTAMIF.COL to PROCESS and loads them. A file that cannot be
/// loaded gets an X before its name and is tried three times, then it goes to BADMIFS (event 245). Without its SQL
/// Server it loads nothing (events 243 and 244).
public struct InventoryDataLoader: Equatable, Sendable {
    /// How many files of a type a thread takes at a time at most (RG S3D2B); one where there is one thread for all.
    public static let maximumFiles = 1_000
    /// How often a file that cannot be loaded is tried (RG S3D2B).
    public static let maximumTries: UInt8 = 3
    /// Milliseconds a file takes where no quirk makes it longer; our choice, no source has it.
    public static let fileMilliseconds: Int64 = 10

    /// What a thread has moved to PROCESS.
    public struct Taken: Equatable, Sendable {
        /// Statuses of own clients.
        public package(set) var statuses = 0
        /// Anything else.
        public package(set) var items = 0
        /// Files with an X.
        public package(set) var retries = 0

        /// How many files there are; 0: it waits.
        public var files: Int { statuses + items + retries }
    }

    /// The threads by the number of their type.
    public package(set) var threads = [Taken](repeating: Taken(), count: LoadType.allCases.count)

    /// Makes an idle Data Loader.
    public init() {}

    /// What the thread of a type has in PROCESS.
    public func thread(_ type: LoadType) -> Taken { threads[Int(type.rawValue)] }

    /// Decides what follows from a signal.
    public mutating func handle(
        _ signal: Signal, _ context: Context, _ image: SiteImage, into effects: inout EffectBuffer
    ) {
        switch signal.kind {
        case .dataLoaderArrival: take(image, &effects)
        case .dataLoaderEnded:
            let type = LoadType(rawValue: UInt8(truncatingIfNeeded: signal.a)) ?? .other
            if !image.isSQLDown, meetsCorruptFile(type, image) { return effects.endExecutive() }
            if image.isSQLDown {
                // What it holds stays in PROCESS.
                lose(image, &effects)
            } else {
                load(type, image, &effects)
                if isLast(type, image) { effects.trace(.loaderThreadEnded, UInt32(type.rawValue)) }
            }
            threads[Int(type.rawValue)] = Taken()
            effects.now(.dataLoaderArrival)
        default: preconditionFailure("the Data Loader was given \(signal.kind)")
        }
    }

    /// Its threads are gone; what they had taken lies in PROCESS still.
    public mutating func stop() {
        for place in threads.indices { threads[place] = Taken() }
    }

    /// Whether a thread reads bytes that are no text without looking whether they are (Q152468).
    private func meetsCorruptFile(_ type: LoadType, _ image: SiteImage) -> Bool {
        image.quirks.contains(.smsexecNil)
            && image.loadBox[type].items.prefix(thread(type).items).contains { $0.isCorrupt }
    }

    /// Lets each thread that waits take what there is of its type.
    private mutating func take(_ image: SiteImage, _ effects: inout EffectBuffer) {
        if image.isPaused(.dataLoader) { return }
        if image.isSQLDown {
            if !image.loadBox.isEmpty { lose(image, &effects) }
            return
        }
        if image.hasLostSQL { effects.event(244) }
        var isBusy = false
        for type in LoadType.inOrder {
            let place = Int(type.rawValue)
            if threads[place].files == 0, !image.loadBox.queues[place].isEmpty { take(type, image, &effects) }
            if threads[place].files > 0 { isBusy = true }
            // One thread for everything, before there were types.
            if isBusy, image.quirks.contains(.centralMIFFlood) { break }
        }
        if !isBusy { effects.trace(.dataLoaderIdle) }
    }

    private mutating func take(_ type: LoadType, _ image: SiteImage, _ effects: inout EffectBuffer) {
        let queue = image.loadBox[type]
        if queue.isEmpty { return }
        let most = image.quirks.contains(.centralMIFFlood) ? 1 : Self.maximumFiles
        var thread = Taken()
        // What failed is tried again beside what came since.
        thread.retries = min(queue.failed.count, most)
        thread.statuses = min(queue.statusCount, most - thread.retries)
        thread.items = min(queue.itemCount, most - thread.retries - thread.statuses)
        threads[Int(type.rawValue)] = thread
        effects.trace(.dataLoaderTook, UInt32(type.rawValue), 0, Int64(thread.files))
        effects.after(
            PeriodSpeed.overheadMilliseconds + Int64(thread.files) * Self.milliseconds(type, image),
            .dataLoaderEnded, UInt32(type.rawValue))
        effects.add(Effect(.touchLoadBox))
    }

    /// Milliseconds that a file of a type takes.
    private static func milliseconds(_ type: LoadType, _ image: SiteImage) -> Int64 {
        // Four seconds and the one of its start: 40,000 take two days and more (Q140389).
        if image.quirks.contains(.centralMIFFlood) { return 4_000 }
        guard type == .jobStatus || type == .events, image.quirks.contains(.slowJobDetails) else {
            return fileMilliseconds
        }
        // Without its index every row of the table is looked at: 50 times as long at 230,000 rows (Q162558).
        return fileMilliseconds + fileMilliseconds * 49 * image.jobDetailRows / 230_000
    }

    /// Notes that the database cannot be reached, unless that stands.
    private func lose(_ image: SiteImage, _ effects: inout EffectBuffer) {
        if image.hasLostSQL { return }
        effects.trace(.sqlLost)
        effects.event(243, noHandle, noHandle, once: true, image)
    }

    private func load(_ type: LoadType, _ image: SiteImage, _ effects: inout EffectBuffer) {
        let thread = thread(type)
        let number = UInt32(type.rawValue)
        if thread.retries > 0 { retry(type, thread.retries, image, &effects) }
        let count = min(thread.statuses, image.loadBox[type].statusCount)
        // Looked at one right behind the other, their details wait for memory together.
        for place in 0..<count {
            image.looks &+= image.details[Int(image.loadBox[type].status(place).detail)].job
        }
        for place in 0..<count {
            load(image.loadBox[type].status(place), place, type, image, &effects)
        }
        if thread.statuses > 0 { effects.add(Effect(.takeLoaded, UInt32(thread.statuses), number)) }
        guard thread.items > 0 else { return }
        var failed = 0
        for (place, item) in image.loadBox[type].items.prefix(thread.items).enumerated()
        where !image.canLoad(item) {
            failed += 1
            effects.trace(.mifFailed, number, image.loadBox[type].number(ofItem: place), 1)
        }
        if failed < thread.items { effects.trace(.reportsLoaded, number, 0, Int64(thread.items - failed)) }
        effects.add(Effect(.loadItems, UInt32(thread.items), number))
    }

    private func load(
        _ file: LeftStatus, _ place: Int, _ type: LoadType, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        guard image.canLoad(file) else {
            return effects.trace(
                .mifFailed, UInt32(type.rawValue), image.loadBox[type].number(ofStatus: place), 1)
        }
        let status = file.outcome.status
        let before = image.details[Int(file.detail)].status
        // What failed after its job was cancelled stays Canceled: nothing is tried again.
        if status == .retrying, before == UInt8(JobStatus.cancelled.rawValue) { return }
        if file.isOfJob {
            return rewrite(image.details[Int(file.detail)].job, status, image, &effects)
        }
        set(file.detail, status, image, &effects)
    }

    private func set(
        _ detail: UInt32, _ status: JobStatus, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        effects.add(Effect(.setDetail, detail, UInt32(status.rawValue)))
        effects.trace(
            .detailUpdated, image.jobNumber(detail: Int(detail)), image.details[Int(detail)].client + 1,
            Int64(status.rawValue))
    }

    /// A MIF that names no workstation changes all rows of its job, even those that are Complete (Q152229; sms12-client 5.4).
    private func rewrite(
        _ job: UInt32, _ status: JobStatus, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        image.forEachDetail(of: job) { detail in
            if image.details[detail].status != UInt8(status.rawValue) {
                set(UInt32(detail), status, image, &effects)
            }
        }
    }

    /// Whether nothing of a type is left behind what its thread has in hand.
    private func isLast(_ type: LoadType, _ image: SiteImage) -> Bool {
        let queue = image.loadBox[type]
        let taken = thread(type)
        return queue.statusCount == taken.statuses && queue.itemCount == taken.items
            && queue.failed.count == taken.retries
    }

    /// Tries files with an X again; the third try is the last.
    private func retry(
        _ type: LoadType, _ count: Int, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        let number = UInt32(type.rawValue)
        for file in image.loadBox[type].failed.prefix(count) where !image.canLoad(file.item) {
            effects.trace(.mifFailed, number, file.number, Int64(file.tries) + 1)
            guard file.tries + 1 >= Self.maximumTries else { continue }
            effects.trace(.mifDiscarded, number, file.number)
            effects.event(245, noHandle, file.number << 3 | number, once: false, image)
        }
        effects.add(Effect(.retryMIFs, UInt32(count), number))
    }
}
