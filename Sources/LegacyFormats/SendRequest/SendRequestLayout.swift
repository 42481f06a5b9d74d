import SiteModel

/// How the bytes of our send request records are used; texts are UTF-8 with a NUL behind them.
enum SendRequestLayout {
    /// INFO: priority 4, site 4, job 12, request 12, outbox the rest of 300.
    private static let jobOffset = 8
    private static let requestOffset = 20
    private static let outboxOffset = 32
    private static let informationSize = 300
    /// STATUS: status 4, five times of 4, three counts of 8, file type 4, connects 4, Sender the rest of 80.
    private static let timesOffset = 4
    private static let countsOffset = 24
    private static let fileTypeOffset = 48
    private static let connectsOffset = 52
    private static let senderOffset = 56
    private static let statusSize = 80

    /// The bytes of a record.
    static func payload(of record: SendRequestRecord) throws(RecordFileError) -> [UInt8] {
        switch record.content {
        case .information(let value): return try information(value)
        case .status(let value): return try status(value)
        case .cancel(let isCancelled): return number(isCancelled ? 1 : 0)
        case .actionCode(let code): return number(UInt32(truncatingIfNeeded: code.rawValue))
        case .address(let text), .packageFile(let text), .instructionFile(let text):
            return Array(text.utf8) + [0]
        case .other(let type, let bytes):
            guard bytes.count == record.length, (0..<Int(Varfile.endType)).contains(type) else {
                throw RecordFileError(
                    subject: "send request record of type \(type)",
                    message: "\(bytes.count) bytes are known, its length is \(record.length)")
            }
            return bytes
        }
    }

    /// What bytes of a record mean, or nil.
    static func content(type: Int, _ bytes: [UInt8]) -> SendRequestRecord.Content? {
        switch type {
        case 3: return readInformation(bytes)
        case 4:
            guard let mode: UInt32 = bytes.littleEndian(at: 0), bytes.count == 4, mode <= 1 else {
                return nil
            }
            return .cancel(mode == 1)
        case 5: return text(bytes).map { .address($0) }
        case 7: return text(bytes).map { .packageFile($0) }
        case 8: return text(bytes).map { .instructionFile($0) }
        case 14:
            guard let code: UInt32 = bytes.littleEndian(at: 0), bytes.count == 4,
                let value = SendActionCode(rawValue: Int(code))
            else { return nil }
            return .actionCode(value)
        case 15: return readStatus(bytes)
        default: return .other(type: type, bytes: bytes)
        }
    }

    private static func number(_ value: UInt32) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendLittleEndian(value)
        return bytes
    }

    private static func text(_ bytes: [UInt8]) -> String? {
        guard bytes.last == 0 else { return nil }
        return String(decoding: bytes.dropLast(), as: UTF8.self)
    }

    private static func field(_ text: String, size: Int, _ name: String) throws(RecordFileError) -> [UInt8] {
        let bytes = Array(text.utf8)
        guard bytes.count < size, !bytes.contains(0) else {
            throw RecordFileError(
                subject: "send request", message: "\(name) \"\(text)\" is longer than \(size - 1) bytes")
        }
        return bytes + [UInt8](repeating: 0, count: size - bytes.count)
    }

    private static func information(_ value: SendRequestInformation) throws(RecordFileError) -> [UInt8] {
        var bytes = number(UInt32(truncatingIfNeeded: value.priority.rawValue))
        bytes += try field(value.destination.description, size: 4, "destination")
        bytes += try field(value.job, size: requestOffset - jobOffset, "job")
        bytes += try field(value.request, size: outboxOffset - requestOffset, "request")
        bytes += try field(value.outbox, size: informationSize - outboxOffset, "outbox")
        return bytes
    }

    private static func readInformation(_ bytes: [UInt8]) -> SendRequestRecord.Content? {
        guard bytes.count == informationSize, let code: UInt32 = bytes.littleEndian(at: 0),
            let priority = JobPriority(rawValue: Int(code)),
            let site = bytes.fixedText(at: 4, size: 4).flatMap({ SiteCode($0) }),
            let job = bytes.fixedText(at: jobOffset, size: requestOffset - jobOffset),
            let request = bytes.fixedText(at: requestOffset, size: outboxOffset - requestOffset),
            let outbox = bytes.fixedText(at: outboxOffset, size: informationSize - outboxOffset)
        else { return nil }
        return .information(
            SendRequestInformation(
                priority: priority, destination: site, job: job, request: request, outbox: outbox))
    }

    /// Seconds since 1970 in 32 bits; 0 is "not set".
    private static func time(_ time: LocalTime?) throws(RecordFileError) -> UInt32 {
        guard let time else { return 0 }
        guard let seconds = UInt32(exactly: time.seconds), seconds > 0 else {
            throw RecordFileError(
                subject: "send request", message: "a time is outside the years 1970 to 2106")
        }
        return seconds
    }

    private static func status(_ value: SendRequestStatus) throws(RecordFileError) -> [UInt8] {
        let place = SenderStatus.allCases.firstIndex(of: value.status) ?? 0
        var bytes = number(UInt32(truncatingIfNeeded: place))
        for time in [value.firstStarted, value.started, value.ended, value.heartbeat, value.restart] {
            bytes += number(try Self.time(time))
        }
        for count in [value.totalBytes, value.bytesLeft, value.syncPoint] {
            guard count >= 0 else {
                throw RecordFileError(subject: "send request", message: "a count of bytes is negative")
            }
            bytes.appendLittleEndian(Int64(count))
        }
        guard let connects = UInt32(exactly: value.connects) else {
            throw RecordFileError(
                subject: "send request", message: "\(value.connects) connects do not fit in 32 bits")
        }
        bytes += number(UInt32(truncatingIfNeeded: value.fileType.rawValue))
        bytes += number(connects)
        bytes += try field(value.senderID, size: statusSize - senderOffset, "sender ID")
        return bytes
    }

    private static func readStatus(_ bytes: [UInt8]) -> SendRequestRecord.Content? {
        guard bytes.count == statusSize, let code: UInt32 = bytes.littleEndian(at: 0),
            SenderStatus.allCases.indices.contains(Int(code)),
            let total: Int64 = bytes.littleEndian(at: countsOffset), total >= 0,
            let left: Int64 = bytes.littleEndian(at: countsOffset + 8), left >= 0,
            let sync: Int64 = bytes.littleEndian(at: countsOffset + 16), sync >= 0,
            let type: UInt32 = bytes.littleEndian(at: fileTypeOffset),
            let fileType = SendFileType(rawValue: Int(type)),
            let connects: UInt32 = bytes.littleEndian(at: connectsOffset),
            let sender = bytes.fixedText(at: senderOffset, size: statusSize - senderOffset)
        else { return nil }
        func time(_ place: Int) -> LocalTime? {
            guard let seconds: UInt32 = bytes.littleEndian(at: timesOffset + 4 * place), seconds > 0 else {
                return nil
            }
            return LocalTime(seconds: Int64(seconds))
        }
        var result = SendRequestStatus(status: SenderStatus.allCases[Int(code)])
        result.firstStarted = time(0)
        result.started = time(1)
        result.ended = time(2)
        result.heartbeat = time(3)
        result.restart = time(4)
        result.totalBytes = Int(total)
        result.bytesLeft = Int(left)
        result.syncPoint = Int(sync)
        result.fileType = fileType
        result.connects = Int(connects)
        result.senderID = sender
        return .status(result)
    }
}
