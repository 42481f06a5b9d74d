import SiteModel

/// What stands behind the text of a record in a service's log.
struct LogTail {
    /// How many bytes of the record are its text.
    var textEnd: Int
    var component: ArraySlice<UInt8>
    var grammar: LogGrammar
    /// Nil where time or thread cannot be read.
    var stamp: LogStamp.Reading?
    var thread: UInt32?
    /// Whether more of the tail may follow on the next line: the clock and the thread behind a date.
    var mayGoOn = false

    /// The tail that a record ends with, if it is whole.
    static func find(_ record: ArraySlice<UInt8>, isDayFirst: Bool) -> LogTail? {
        var end = record.endIndex
        while end > record.startIndex, record[end - 1] == 0x20 || record[end - 1] == 0x0D { end -= 1 }
        let body = record[record.startIndex..<end]
        switch body.last {
        case 0x3E: return service(body, opener: 0x3C, closer: 0x3E) ?? columns(body, isDayFirst)
        case 0x29:
            return service(body, opener: 0x28, closer: 0x29) ?? columns(body, isDayFirst)
                ?? blanks(body, isDayFirst)
        case nil: return nil
        default: return columns(body, isDayFirst) ?? blanks(body, isDayFirst)
        }
    }

    // MARK: `$$<COMPONENT><time~><thread=HEX>`

    /// The last mark `$$<` that a whole tail follows: an earlier record whose tail was damaged stays text.
    ///
    /// Hierarchy Manager's article has parentheses for the brackets (Q270218).
    private static func service(_ record: ArraySlice<UInt8>, opener: UInt8, closer: UInt8) -> LogTail? {
        var place = record.endIndex - 3
        while place >= record.startIndex {
            if record[place] == 0x24, record[place + 1] == 0x24, record[place + 2] == opener { break }
            place -= 1
        }
        guard place >= record.startIndex else { return nil }
        var rest = record[(place + 3)...]
        /// What stands behind the next bracket where a line may have been wrapped before it.
        func part(behind close: Int) -> ArraySlice<UInt8>? {
            let next = record[(close + 1)...].drop { $0 == 0x20 }
            return next.first == opener ? next.dropFirst() : nil
        }
        guard let first = rest.firstIndex(of: closer), let times = part(behind: first) else { return nil }
        let component = rest[..<first]
        rest = times
        guard let second = rest.firstIndex(of: closer) else { return nil }
        let time = rest[..<second]
        guard second + 1 < rest.endIndex else {
            // The line ends here: the thread stands on the next one, or nowhere.
            guard let stamp = LogStamp.ctime(time) else { return nil }
            return LogTail(
                textEnd: textEnd(before: place, record), component: component, grammar: .service,
                stamp: stamp,
                mayGoOn: true)
        }
        guard let threads = part(behind: second) else { return nil }
        rest = threads
        guard let third = rest.firstIndex(of: closer), third + 1 == rest.endIndex else { return nil }
        var thread: UInt32?
        if rest[..<third].starts(with: "thread=".utf8) {
            thread = LogStamp.hexadecimal(
                rest[..<third].dropFirst(7).filter { $0 != 0x20 }[...])
        }
        let stamp = LogStamp.ctime(time)
        return LogTail(
            textEnd: textEnd(before: place, record), component: component, grammar: .service,
            stamp: thread == nil ? nil : stamp,
            thread: stamp == nil ? nil : thread)
    }

    /// Where the text before a mark ends.
    ///
    /// Three blanks belong to the tail. Where a page was wrapped there may be any number below.
    private static func textEnd(before mark: Int, _ record: ArraySlice<UInt8>) -> Int {
        var end = mark
        while end > record.startIndex, record[end - 1] == 0x20, mark - end < 3 { end -= 1 }
        return end
    }

    // MARK: SMSTRACE

    /// `text TAB COMPONENT TAB m/d/yy h:mm:ss AM TAB HEX TAB` (Q214448); later viewers print `156 (0x9C)` for the thread.
    private static func columns(_ record: ArraySlice<UInt8>, _ isDayFirst: Bool) -> LogTail? {
        guard record.contains(0x09) else { return nil }
        var body = record
        if body.last == 0x09 { body = body.dropLast() }
        guard let last = body.lastIndex(of: 0x09),
            let middle = body[..<last].lastIndex(of: 0x09),
            let first = body[..<middle].lastIndex(of: 0x09)
        else { return nil }
        let words = LogStamp.words(body[(middle + 1)..<last])
        guard words.count >= 2, let stamp = LogStamp.short(words, isDayFirst: isDayFirst) else { return nil }
        var number = trimmed(body[(last + 1)...])
        if number.last == 0x29, let open = number.lastIndex(of: 0x28),
            number[open...].starts(with: "(0x".utf8)
        {
            number = number[(open + 3)...].dropLast()
        }
        let component = trimmed(body[(first + 1)..<middle])
        // A blank in the component took the place of a tab: the text goes further.
        if component.contains(0x20), !LogClientLine.isKnown(component), let tail = blanks(record, isDayFirst)
        {
            return tail
        }
        // With these columns it is a record whatever stands in the place of the thread.
        return LogTail(
            textEnd: first, component: component, grammar: .smsTrace, stamp: stamp,
            thread: LogStamp.hexadecimal(number))
    }

    /// The columns of SMSTRACE where a page made blanks of the tabs, and perhaps lost the end (Q172899).
    private static func blanks(_ record: ArraySlice<UInt8>, _ isDayFirst: Bool) -> LogTail? {
        // From the end: [COMPONENT, date, clock, AM, thread, (0xTHREAD)] of which the last four may be missing.
        var words: [ArraySlice<UInt8>] = []
        var isProgram = false
        var end = record.endIndex
        while words.count < 9, end > record.startIndex {
            var begin = end
            while begin > record.startIndex, record[begin - 1] != 0x20, record[begin - 1] != 0x09 {
                begin -= 1
            }
            if begin < end { words.insert(record[begin..<end], at: 0) }
            if record[begin..<end].starts(with: "SMS_".utf8) { break }
            if begin < end, let stop = LogClientLine.endOfProgram(in: record, from: begin) {
                words = [record[begin..<stop]] + words.filter { $0.startIndex >= stop }
                isProgram = true
                break
            }
            end = begin
            while end > record.startIndex, record[end - 1] == 0x20 || record[end - 1] == 0x09 { end -= 1 }
        }
        var number: ArraySlice<UInt8>?
        if let last = words.last, words.count > 2, last.last == 0x29, last.starts(with: "(0x".utf8) {
            number = last.dropFirst(3).dropLast()
            words.removeLast()
        }
        guard let component = words.first, (2...5).contains(words.count),
            isProgram
                || component.starts(with: "SMS_".utf8)
                    && component.allSatisfy({
                        $0 == 0x5F || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0)
                    }),
            component.startIndex > record.startIndex
        else { return nil }
        var time = Array(words.dropFirst())
        var thread: UInt32?
        if time.count == 4 || time.count == 3 && LogStamp.short(time, isDayFirst: isDayFirst) == nil {
            guard let value = LogStamp.hexadecimal(number ?? time[time.count - 1]) else { return nil }
            thread = value
            time.removeLast()
        }
        guard let stamp = LogStamp.short(time, isDayFirst: isDayFirst) else { return nil }
        var textEnd = component.startIndex
        while textEnd > record.startIndex, record[textEnd - 1] == 0x20 || record[textEnd - 1] == 0x09 {
            textEnd -= 1
        }
        return LogTail(
            textEnd: textEnd, component: component, grammar: .smsTrace, stamp: stamp, thread: thread,
            mayGoOn: thread == nil)
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes
        while bytes.first == 0x20 { bytes = bytes.dropFirst() }
        while bytes.last == 0x20 { bytes = bytes.dropLast() }
        return bytes
    }
}
