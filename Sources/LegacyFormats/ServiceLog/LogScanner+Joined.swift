import SiteModel

/// Several records on one line: files put together without a line end between them, lines that lost their ends, and
/// paragraphs that were filled anew.
///
/// The complete tail of a service's record ends it wherever it stands, and the complete head of a client's begins one.
extension LogScanner {
    /// A line of the file, or what is left of one, that belongs to no record yet.
    struct Piece {
        /// Where bytes of a piece stand in the file, from one of them on: a cut line, or bytes that were left out.
        struct Run {
            /// The first of the bytes within the piece.
            var start: Int
            /// Where it stands in the file, on which line and how many bytes of that line stand before it.
            var offset: Int
            var place: Int
            var column: Int
            /// Whether a line of the file begins here that was put behind the one before without a blank.
            var isLineBegin = false
        }

        var bytes: [UInt8]
        var place: Int
        /// Where reading can begin to find the piece again: its line, or the piece itself where a record ends before it.
        var offset: Int
        /// How many bytes of the line stand before those of the piece: the marks of a mail, or other records.
        var column = 0
        /// How many bytes of the line stand before `offset`.
        var lead = 0
        /// Empty where the bytes stand in the file as they stand here.
        var runs: [Run] = []

        /// What stands before a byte, without the blanks that part two records.
        func prefix(_ end: Int) -> Piece {
            var part = self
            var end = end
            while end > 0, Self.isBlank(bytes[end - 1]) { end -= 1 }
            part.bytes = Array(bytes[..<end])
            part.runs = runs.filter { $0.start < end }
            return part
        }

        /// What stands from a byte on, without the blanks that part two records; nil where there are only such.
        ///
        /// Blanks behind the column at which lines were cut belong to the text.
        func rest(from start: Int) -> Piece? {
            var begin = start
            if !runs.contains(where: { $0.start == start && $0.isLineBegin }) {
                while begin < bytes.count, Self.isBlank(bytes[begin]) { begin += 1 }
            }
            guard bytes[begin...].contains(where: { !Self.isBlank($0) }) else { return nil }
            let run =
                runs.last { $0.start <= begin }
                ?? Run(start: 0, offset: offset + column - lead, place: place, column: column)
            let column = run.column + begin - run.start
            return Piece(
                bytes: Array(bytes[begin...]), place: run.place, offset: run.offset + begin - run.start,
                column: column, lead: column,
                runs: runs.filter { $0.start > begin }.map { later in
                    var later = later
                    later.start -= begin
                    return later
                })
        }

        /// Puts a line behind the piece, as `LogScanner.join` does.
        func joined(_ next: Piece) -> Piece {
            var whole = self
            whole.bytes = LogScanner.join([self, next])
            let start = whole.bytes.count - next.bytes.drop(while: Self.isBlank).count
            let blanks = next.bytes.prefix(while: Self.isBlank).count
            whole.runs.append(
                Run(
                    start: start, offset: next.offset + next.column - next.lead + blanks, place: next.place,
                    column: next.column + blanks))
            whole.runs += next.runs.map { run in
                var run = run
                run.start += start - blanks
                return run
            }
            return whole
        }

        /// The line of the file on which it ends.
        var lastPlace: Int { runs.last?.place ?? place }

        /// Whether it ends with a bracket that may close the time of a client's record.
        var endsTime: Bool { bytes.last { !Self.isBlank($0) } == 0x5D }

        /// Leaves bytes out, and remembers where the others stand in the file.
        mutating func remove(where isOut: (UInt8) -> Bool) {
            var kept: [UInt8] = []
            var found: [Run] = []
            var run = Run(start: 0, offset: offset + column - lead, place: place, column: column)
            var later = runs[...]
            var isApart = false
            for (index, byte) in bytes.enumerated() {
                while let next = later.first, next.start <= index {
                    run = next
                    isApart = true
                    later = later.dropFirst()
                }
                if isOut(byte) {
                    isApart = true
                    continue
                }
                if isApart {
                    let distance = index - run.start
                    found.append(
                        Run(
                            start: kept.count, offset: run.offset + distance, place: run.place,
                            column: run.column + distance))
                    isApart = false
                }
                kept.append(byte)
            }
            (bytes, runs) = (kept, found)
        }

        static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
    }

    /// Where a record ends within a line.
    private enum Boundary {
        /// Before a byte of the line at hand.
        case inside(Int)
        /// Before a byte of an earlier line, on which a head began that is whole only now.
        case before(piece: Int, byte: Int)
        /// So, and the head is known for one only as a whole: a program without a time.
        case wrapped(piece: Int, byte: Int)
    }

    /// How many bytes a tail, or a head before its message, has at most.
    static let maximumForm = 320
    /// Over how many lines a head may be wrapped.
    private static let maximumHeadWrap = 12

    /// Takes a line: each of the records that stand on it.
    mutating func take(_ piece: Piece) {
        var piece = piece
        while let boundary = boundary(in: piece) {
            switch boundary {
            case .inside(let place):
                let first = piece.prefix(place)
                if !first.bytes.isEmpty { takePart(first) }
                guard let rest = piece.rest(from: place) else { return }
                piece = rest
            case .wrapped(let index, let byte):
                var whole = pieces[index...].reduce(nil as Piece?) { $0?.joined($1) ?? $1 } ?? piece
                whole = whole.joined(piece)
                pieces = Array(pieces[..<index])
                let first = whole.prefix(byte)
                if !first.bytes.isEmpty { pieces.append(first) }
                guard let rest = whole.rest(from: byte) else { return }
                piece = rest
            case .before(let index, let byte):
                var others = Array(pieces[index...])
                let split = others.removeFirst()
                pieces = Array(pieces[..<index])
                let first = split.prefix(byte)
                if !first.bytes.isEmpty { pieces.append(first) }
                if let head = split.rest(from: byte) { takePart(head) }
                for other in others { takePart(other) }
            }
        }
        takePart(piece)
    }

    /// The first place in a line, with those before it, at which a record ends or begins.
    private func boundary(in piece: Piece) -> Boundary? {
        let bytes = piece.bytes
        var end = bytes.count
        while end > 0, Piece.isBlank(bytes[end - 1]) { end -= 1 }
        if let place = endOfOpenColumns(in: piece), place < end { return .inside(place) }
        var place = 0
        let breaks = piece.runs.filter(\.isLineBegin).map(\.start)
        var later = breaks[...]
        while place < end {
            defer { place += 1 }
            if later.first == place {
                later = later.dropFirst()
                if Self.endsColumns(Array(bytes[..<place]), before: bytes[place...]) { return .inside(place) }
            }
            switch bytes[place] {
            case 0x53, 0x50:
                if Self.beginsComponent(bytes[...], at: place),
                    case .whole(let stop) = Self.columns(
                        in: bytes[...], from: place, breaks: breaks, isDayFirst: setting.isDayFirst),
                    stop < end, place > 0 || !pieces.isEmpty
                {
                    return .inside(stop)
                }
            case 0x3E, 0x29:
                if place > 0, bytes[place] == 0x3E, bytes[place - 1] == 0x3D {
                    if let head = head(before: place, piece) { return head }
                } else if place + 1 < end, endsTail(at: place, piece) {
                    return .inside(place + 1)
                }
            case 0x09:
                if place + 1 < end, endsColumns(at: place, bytes) { return .inside(place + 1) }
            default: break
            }
        }
        return nil
    }

    /// Whether the bracket at a byte closes a whole tail, which may have begun on the lines before.
    private func endsTail(at place: Int, _ piece: Piece) -> Bool {
        let bytes = piece.bytes
        var begin = place
        while begin > 0, place - begin < 12, bytes[begin - 1] == 0x20 || Self.isHexadecimal(bytes[begin - 1])
        {
            begin -= 1
        }
        guard begin < place || place == 0 else { return false }
        // Either the word stands before the number, or the line was broken before the number.
        if begin > 0 {
            guard begin >= 7, bytes[(begin - 7)..<begin].elementsEqual("thread=".utf8) else { return false }
        }
        var part = piece
        part.bytes = Array(bytes[max(0, place - Self.maximumForm)...place])
        let context = place < Self.maximumForm ? Array(pieces.suffix(Self.maximumHeadWrap)) + [part] : [part]
        let tail = LogTail.find(Self.join(context).suffix(Self.maximumForm), isDayFirst: setting.isDayFirst)
        return tail.map { $0.grammar == .service && !$0.mayGoOn } ?? false
    }

    /// Whether the tab at a byte ends the columns of SMSTRACE: the component, time and thread before it are whole.
    private func endsColumns(at place: Int, _ bytes: [UInt8]) -> Bool {
        guard place > 0, Self.isHexadecimal(bytes[place - 1]) || bytes[place - 1] == 0x29,
            let tail = LogTail.find(bytes[...place], isDayFirst: setting.isDayFirst),
            tail.grammar == .smsTrace, tail.thread != nil, tail.stamp?.hasDateOnly == false
        else { return false }
        return !tail.component.isEmpty
            && tail.component.allSatisfy {
                $0 == 0x5F || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0)
            }
    }

    /// Where the head of a client's record begins whose arrow ends at a byte; nil where it is the line's own.
    private func head(before arrow: Int, _ piece: Piece) -> Boundary? {
        let bytes = piece.bytes
        let lowest = max(0, arrow - Self.maximumForm)
        if let open = bytes[lowest...arrow].lastIndex(of: 0x5B) {
            return open > 0 && LogClientLine.isHead(bytes[open...arrow]) ? .inside(open) : nil
        }
        if let begin = LogClientLine.knownProgram(beforeArrow: bytes[...arrow]) {
            if begin > 0 { return .inside(begin) }
            // Behind a bracket that ended a line it belongs to a time.
            guard pieces.last?.endsTime == true else { return nil }
        }
        guard lowest == 0, openTail == nil else { return nil }
        var part = piece
        part.bytes = Array(bytes[...arrow])
        for index in pieces.indices.suffix(Self.maximumHeadWrap).reversed() {
            let joined = Self.join(Array(pieces[index...]) + [part])
            let length = pieces[index].bytes.count
            if let open = joined.prefix(length).lastIndex(of: 0x5B) {
                // By itself it has to begin a record too, else it would be looked for again and again.
                guard open > 0, LogClientLine.isHead(joined[open...]),
                    LogClientLine.begins(Array(pieces[index].bytes[open...]))
                else { return nil }
                return .before(piece: index, byte: open)
            }
            if let begin = LogClientLine.knownProgram(beforeArrow: joined[...]), begin < length {
                // A line before it that ends with a bracket holds its time: the head is longer.
                if begin == 0, index > 0, pieces[index - 1].endsTime { continue }
                return .wrapped(piece: index, byte: begin)
            }
        }
        return nil
    }

    static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }
}
