import SiteModel

// The batch: RECEIVE is listed, what was found is executed in order, and only then it is listed again (Q168130).

extension Despooler {
    /// How many files the Despooler lists at a time where nobody set `MaxFileEnum`, and wherever the value is not read
    /// (Q168130).
    static let filesListed = 50

    /// How many files it lists at a time here: the value of the registry is read from the hotfix on (Q168130).
    public static func filesListed(_ image: SiteImage) -> Int {
        guard !image.quirks.contains(.sniFirst) else { return filesListed }
        return Int(min(max(image.definition.maximumFilesListed, 1), 10_000))
    }

    /// Takes the next file of the batch; behind the last one RECEIVE is listed anew.
    ///
    /// What arrives meanwhile waits for the next listing, whatever comes first there.
    mutating func next(
        _ context: Context, _ image: SiteImage, stripped: UInt32 = noHandle, _ effects: inout EffectBuffer
    ) {
        if plain != nil { plain = nil } else if other != nil { other = nil }
        if image.isPaused(.despooler) {
            // It lists anew when it is continued, by settings that it reads then (Q128458).
            batch.removeAll()
            step = .idle
            return
        }
        if takePlain(image, &effects) { return }
        var found = takeFromBatch(context, image, stripped, &effects)
        if found == nil, step != .stuck {
            image.listReady(into: &batch, Self.filesListed(image), at: context.now, without: stripped)
            if takePlain(image, &effects) { return }
            found = takeFromBatch(context, image, stripped, &effects)
        }
        if step == .stuck { return }
        guard let entry = found else {
            step = .idle
            return effects.trace(.despoolerWaiting)
        }
        execute(entry, context, image, &effects)
    }

    /// Begins with the first file of the batch where that is a client's status that may be executed: nearly all are, and
    /// need none of what else a file in RECEIVE may hold.
    private mutating func takePlain(_ image: SiteImage, _ effects: inout EffectBuffer) -> Bool {
        guard let number = batch.first, let status = image.plainStatus(number: number) else { return false }
        batch.removeFirst()
        plain = status
        effects.add(Effect(.takeReceived, number))
        step = .status
        effects.after(statusMilliseconds(status.entry, image), .despoolerStepEnded)
        return true
    }

    /// The first file of the batch that is still there and that nobody has open; nil: the batch is done.
    private mutating func takeFromBatch(
        _ context: Context, _ image: SiteImage, _ stripped: UInt32, _ effects: inout EffectBuffer
    ) -> ReceivedLive? {
        var place = 0
        while place < batch.count {
            place += 1
            // A cancel takes the instructions of its job away, also those that were listed.
            guard let entry = image.received(number: batch[place - 1]),
                entry.kind != .instruction || entry.subject != stripped
            else { continue }
            if entry.heldUntil > context.now {
                // Win32 error 32: the Sender has not let go of it; it is there at the next listing (Q161043).
                effects.trace(.instructionHeld, heldNumber(entry, image), entry.file(at: image.number), 32)
                guard image.quirks.contains(.insLock32) else { continue }
                batch.removeAll()
                step = .stuck
                return nil
            }
            batch.removeFirst(place)
            return entry
        }
        batch.removeAll(keepingCapacity: true)
        return nil
    }

    /// The job of an instruction as the trace writes it; 0 where it is of none.
    private func heldNumber(_ entry: ReceivedLive, _ image: SiteImage) -> UInt32 {
        entry.kind == .instruction || entry.kind == .cancel ? number(entry.subject, image) : 0
    }
}

extension SiteImage {
    /// Lists the files of RECEIVE whose time has come: by their extensions, and within one in the order in which they
    /// came (Q168130).
    ///
    /// - Parameters:
    ///   - batch: Takes the running numbers.
    ///   - limit: How many at most.
    ///   - now: The instant, in milliseconds since 1970.
    ///   - stripped: A job whose instructions are being taken away, or `noHandle`.
    package func listReady(into batch: inout [UInt32], _ limit: Int, at now: Int64, without stripped: UInt32)
    {
        let isStatusFirst = quirks.contains(.sniFirst)
        var listed: [(rank: Int, number: UInt32)] = []
        for entry in receivedInstructions where entry.notBefore <= now {
            if entry.kind == .instruction, entry.subject == stripped { continue }
            listed.append((entry.fileKind.rank(isStatusFirst: isStatusFirst), entry.number))
        }
        let rank = ReceivedLive.FileKind.standAlone.rank(isStatusFirst: isStatusFirst)
        // They stand in order of arrival: no more than a batch of them can be in it.
        for status in receivedStatuses[receivedHead...].prefix(limit) {
            listed.append((rank, status.number))
            // Each is a wait for memory when its turn comes; looked at one behind the other they wait together.
            if Int(status.detail) < details.count { looks &+= details[Int(status.detail)].job }
        }
        listed.sort { ($0.rank, $0.number) < ($1.rank, $1.number) }
        batch.removeAll(keepingCapacity: true)
        batch.append(contentsOf: listed.prefix(limit).lazy.map(\.number))
    }

    /// The client's status under a running number where it is the next to be taken; nil: it is another one, or no status.
    func plainStatus(number: UInt32) -> ReceivedStatus? {
        guard receivedHead < receivedStatuses.count, receivedStatuses[receivedHead].number == number else {
            return nil
        }
        return receivedStatuses[receivedHead]
    }

    /// What lies in RECEIVE under a running number; nil: it is not there any more.
    func received(number: UInt32) -> ReceivedLive? {
        if let status = plainStatus(number: number) { return status.entry }
        return instructionPlace(number: number).map { receivedInstructions[$0] }
    }

    /// Where an instruction with a running number stands, by halving: numbers are given out in order.
    func instructionPlace(number: UInt32) -> Int? {
        var low = 0
        var high = receivedInstructions.count
        while low < high {
            let middle = (low + high) / 2
            if receivedInstructions[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low < receivedInstructions.count && receivedInstructions[low].number == number ? low : nil
    }
}

extension ReceivedLive {
    /// Its file as the trace writes it.
    func file(at site: UInt16) -> UInt32 {
        let isNumbered = kind == .status || retries > 0 || request == 0
        return isNumbered
            ? TraceReference.numbered(number)
            : TraceReference.arrived(from: from == Hierarchy.none ? site : from, counter: request)
    }

    /// What the extension of a file in RECEIVE tells (sms12-server 3.2).
    enum FileKind: Equatable, Sendable {
        /// `.IST`: its execution had begun, and it has a package or is compressed.
        case begun
        /// `.NIL`: the execution of a stand-alone instruction had begun.
        case begunStandAlone
        /// `.SNI`: not compressed; a client's status, a retry of the Despooler (Q152468, RG).
        case standAlone
        /// `.INS`: what a Sender brought.
        case instruction

        /// The order of a listing: `.IST .NIL .SNI .INS`, or with the hotfix `.INS` before `.SNI` (Q168130).
        func rank(isStatusFirst: Bool) -> Int {
            switch self {
            case .begun: 0
            case .begunStandAlone: 1
            case .standAlone: isStatusFirst ? 2 : 3
            case .instruction: isStatusFirst ? 3 : 2
            }
        }
    }

    /// The kind of file that it is.
    var fileKind: FileKind {
        let isStandAlone = kind == .status || retries > 0
        if isBegun { return isStandAlone ? .begunStandAlone : .begun }
        return isStandAlone ? .standAlone : .instruction
    }
}
