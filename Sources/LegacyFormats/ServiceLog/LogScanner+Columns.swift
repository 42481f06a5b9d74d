import SiteModel

/// The columns of SMSTRACE within a paragraph: component, date, clock and thread with blanks or tabs between, wherever
/// a page was wrapped.
extension LogScanner {
    /// What stands from the first byte of a component on.
    enum Columns: Equatable {
        /// The columns, up to a byte.
        case whole(Int)
        /// Their beginning: the bytes end before the thread.
        case open
        /// Another text.
        case other
    }

    /// Reads the columns that begin at a byte with `SMS_`, or with the name of a program; a thread may end at one of `breaks`,
    /// where lines were put together without a blank.
    static func columns(
        in bytes: ArraySlice<UInt8>, from start: Int, breaks: [Int] = [], isDayFirst: Bool
    ) -> Columns {
        var place = start
        func word() -> ArraySlice<UInt8> {
            while place < bytes.endIndex, Piece.isBlank(bytes[place]) { place += 1 }
            let begin = place
            while place < bytes.endIndex, !Piece.isBlank(bytes[place]) { place += 1 }
            return bytes[begin..<place]
        }
        if let end = LogClientLine.endOfProgram(in: bytes, from: start) {
            place = end
        } else if !word().allSatisfy({
            $0 == 0x5F || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0)
        }) {
            return .other
        }
        var parts = [word()]
        if parts[0].isEmpty { return .open }
        guard LogStamp.short(parts, isDayFirst: isDayFirst) != nil else { return .other }
        parts.append(word())
        if parts[1].isEmpty { return .open }
        guard LogStamp.short(parts, isDayFirst: isDayFirst) != nil else { return .other }
        var thread = word()
        if LogStamp.short(parts + [thread], isDayFirst: isDayFirst) != nil { thread = word() }
        if thread.isEmpty { return .open }
        if LogStamp.hexadecimal(thread) == nil {
            guard
                let end = breaks.first(where: {
                    $0 > thread.startIndex && $0 < thread.endIndex
                        && LogStamp.hexadecimal(bytes[thread.startIndex..<$0]) != nil
                })
            else { return .other }
            return .whole(end)
        }
        let end = place
        let second = word()
        // `A` and `M` were one word.
        if thread.elementsEqual("A".utf8), second.elementsEqual("M".utf8) { return .other }
        return second.starts(with: "(0x".utf8) && second.last == 0x29 ? .whole(place) : .whole(end)
    }

    /// Whether the next line may hold `(0x9C)`: the thread is in figures that can be decimal, and nothing stands behind.
    static func mayHaveNumber(_ tail: LogTail, _ record: [UInt8]) -> Bool {
        guard tail.grammar == .smsTrace, tail.thread != nil, let last = record.last else { return false }
        let number = record.reversed().prefix { !Piece.isBlank($0) }
        return !Piece.isBlank(last) && number.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Whether a component's name may begin at a byte: `SMS_` or a program, behind a blank or at the beginning of a line.
    static func beginsComponent(_ bytes: ArraySlice<UInt8>, at place: Int) -> Bool {
        guard bytes[place] == 0x53 || bytes[place] == 0x50,
            place == bytes.startIndex || Piece.isBlank(bytes[place - 1])
        else { return false }
        return bytes[place] == 0x53
            ? bytes[place...].prefix(4).elementsEqual("SMS_".utf8)
            : LogClientLine.endOfProgram(in: bytes, from: place) != nil
    }

    /// Where the columns end in a line that began on the lines before it; nil where they do not, or nothing follows.
    func endOfOpenColumns(in piece: Piece) -> Int? {
        guard !pieces.isEmpty, mode != .bare else { return nil }
        let before = Self.join(Array(pieces.suffix(6))).suffix(Self.maximumForm)
        guard
            let start = before.indices.last(where: { Self.beginsComponent(before, at: $0) }),
            before.endIndex - start <= 80
        else { return nil }
        let part = piece.bytes.prefix(Self.maximumForm)
        let joined = Array(before[start...]) + [0x20] + part
        let lead = before.endIndex - start + 1
        let breaks = piece.runs.filter(\.isLineBegin).map { $0.start + lead }
        guard
            case .whole(let end) = Self.columns(
                in: joined[...], from: 0, breaks: breaks, isDayFirst: setting.isDayFirst),
            end > lead
        else { return nil }
        return end - lead
    }

    /// Whether columns of another record stand within a text, perhaps cut: whole ones; in a text of SMSTRACE a component
    /// with the beginning of a date behind it as well, or a date, a clock and a thread.
    func hasColumns(_ text: ArraySlice<UInt8>, isTrace: Bool) -> Bool {
        for place in text.indices where text[place] == 0x53 || text[place] == 0x50 {
            guard Self.beginsComponent(text, at: place) else { continue }
            if case .whole = Self.columns(in: text, from: place, isDayFirst: setting.isDayFirst) {
                return true
            }
        }
        guard isTrace, text.contains(0x2F) else { return false }
        let words = LogStamp.words(text)
        for (place, word) in words.enumerated() where word.contains(0x2F) {
            guard let first = word.first, (0x30...0x39).contains(first), place > 0 else { continue }
            if words[place - 1].starts(with: "SMS_".utf8) { return true }
            var later = words[(place + 1)...].prefix(3)
            guard let clock = later.popFirst(), LogStamp.short([word, clock]) != nil else { continue }
            if let half = later.first, LogStamp.short([word, clock, half]) != nil { later.removeFirst() }
            if let thread = later.first, LogStamp.hexadecimal(thread) != nil { return true }
        }
        return false
    }
}
