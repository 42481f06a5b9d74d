import SiteModel

/// Lines of several kinds in one file: nothing that has a form of its own is taken for the rest of another record.
///
/// Where only the meaning tells which lines belong together, the table of messages is asked.
extension LogScanner {
    // MARK: Mails

    /// Whether a mail program put its marks before the lines: before all of them, or before three in a row.
    ///
    /// The service of Package Command Manager begins messages with `>>> ` itself (Q149672): marks count where a record
    /// of some form stands behind one of them, or where every line has one `> `.
    /// - Parameter bytes: The beginning of the file.
    /// - Returns: whether they are to be left out.
    public static func isQuoted(_ bytes: ArraySlice<UInt8>) -> Bool {
        var (run, all, longest) = (0, 0, 0)
        var (hasForm, isPlain) = (false, true)
        for line in withoutMark(bytes).split(separator: 0x0A)
        where line.contains(where: { $0 != 0x20 && $0 != 0x0D }) {
            all += 1
            let line = Array(line.last == 0x0D ? line.dropLast() : line)
            let marks = quoteMarks(line)
            run = marks > 0 ? run + 1 : 0
            longest = max(longest, run)
            if marks > 2 { isPlain = false }
            guard marks > 0, !hasForm else { continue }
            let rest = Array(line[marks...])
            hasForm =
                hasMark(rest) || LogClientLine.begins(rest)
                || LogTail.find(rest[...], isDayFirst: false) != nil
        }
        guard longest > 0, hasForm || isPlain else { return false }
        return longest == all || hasForm && longest >= 3
    }

    /// The bytes of a file without the mark of UTF-8 before them.
    static func withoutMark(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        bytes.starts(with: byteOrderMark) ? bytes.dropFirst(byteOrderMark.count) : bytes
    }

    /// How many bytes the marks before a line take: `> `, `>> ` or `> > `; 0 where there is none.
    static func quoteMarks(_ line: [UInt8]) -> Int {
        let depth = line.prefix { $0 == 0x3E }.count
        // A tail that was wrapped begins with `><`: a mark is followed by a blank, or by nothing.
        guard depth > 0, depth == line.count || line[depth] == 0x20 else { return 0 }
        var place = min(depth + 1, line.count)
        while place + 1 < line.count, line[place] == 0x3E, line[place + 1] == 0x20 { place += 2 }
        return place
    }

    // MARK: Clients' logs

    /// In a client's log: whether a line, or it with those before it, is a record of a service; takes it then.
    mutating func takeOther(_ piece: Piece) -> Bool {
        guard let last = piece.bytes.last(where: { $0 != 0x20 }), let first = pieces.first else {
            return false
        }
        if let tail = LogTail.find(piece.bytes[...], isDayFirst: setting.isDayFirst), tail.mayGoOn {
            close()
            mode = .tailed
            takeTailed(piece)
            return true
        }
        guard last == 0x3E || last == 0x29, pieces.count > 1 else { return false }
        let others = Array(pieces.dropFirst()) + [piece]
        guard let tail = LogTail.find(Self.join(others)[...], isDayFirst: setting.isDayFirst),
            tail.grammar == .service
        else { return false }
        let count = (1..<pieces.count).first { clientMeans(Array(pieces.prefix($0))) } ?? 1
        let rest = Array(pieces.dropFirst(count)) + [piece]
        pieces = count == 1 ? [first] : Array(pieces.prefix(count))
        close()
        mode = .tailed
        for piece in rest { take(piece) }
        return true
    }

    /// Takes the lines from the pieces of a client's record that are no part of its message, and gives them.
    mutating func splitClient() -> [Piece] {
        guard pieces.count > 1, !clientMeans(pieces),
            let count = (1..<pieces.count).first(where: { clientMeans(Array(pieces.prefix($0))) })
        else { return [] }
        let others = Array(pieces.dropFirst(count))
        pieces = Array(pieces.prefix(count))
        return others
    }

    private func clientMeans(_ pieces: [Piece]) -> Bool {
        let joined = Self.join(pieces)
        guard let parsed = LogClientLine.parse(joined, isDayFirst: setting.isDayFirst) else { return false }
        return means(joined[parsed.textBegin...], parsed.program)
    }

    // MARK: Services' logs

    /// Gives the lines before a record that are none of it as records of their own.
    ///
    /// - Returns: the tail and the bytes of the record that is left; nil where nothing was split off.
    mutating func splitTailed(_ tail: LogTail, _ joined: [UInt8]) -> (LogTail, [UInt8])? {
        guard pieces.count > 1 else { return nil }
        func rest(_ place: Int) -> (tail: LogTail, joined: [UInt8])? {
            let joined = Self.join(Array(pieces[place...]))
            return LogTail.find(joined[...], isDayFirst: setting.isDayFirst).map { ($0, joined) }
        }
        // A record whose tail is damaged is one by itself.
        for place in pieces.indices.dropFirst().reversed() where Self.hasMark(pieces[place - 1].bytes) {
            guard let found = rest(place), !found.tail.mayGoOn || tail.mayGoOn else { continue }
            let others = Array(pieces[place...])
            pieces = Array(pieces[..<place])
            report(
                .warning, "log-tail", "the time or the thread behind the text is unreadable",
                line: pieces[0].place)
            emitCut()
            pieces = others
            return found
        }
        guard !means(joined[..<min(tail.textEnd, joined.count)], tail.component) else { return nil }
        for place in pieces.indices.dropFirst() {
            guard let found = rest(place), found.tail.textEnd > 0,
                means(found.joined[..<found.tail.textEnd], found.tail.component)
            else { continue }
            let others = Array(pieces[place...])
            pieces = Array(pieces[..<place])
            emitBare()
            pieces = others
            return found
        }
        return nil
    }

    /// Makes a record of pieces whose tail is not whole, with what it tells of the component.
    mutating func emitCut() {
        let joined = Self.join(pieces)
        let cut = Self.mark(joined) ?? joined.count
        var end = cut
        while end > 0, joined[end - 1] == 0x20 { end -= 1 }
        append(LogLine(text(joined[..<end])), .service, pieces, message: joined[...])
        pieces = []
    }

    private func means(_ bytes: ArraySlice<UInt8>, _ component: ArraySlice<UInt8>) -> Bool {
        LogCatalogue.shared.meaning(of: text(bytes), component: text(component)) != nil
    }
}
