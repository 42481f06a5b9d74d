import SiteModel

/// A line of a client's log: `[mm/dd/yy hh:mm:ss] Program ==> message` (Q169491).
struct LogClientLine {
    var program: ArraySlice<UInt8>
    var stamp: LogStamp.Reading?
    /// Whether there are brackets, but no time in them.
    var hasBadTime: Bool
    /// Where the message begins.
    var textBegin: Int

    /// The programs whose lines may have lost their times (Q188578).
    private static let programs = [
        "Package Command Manager", "Program Group Control", "Program Group Control Start",
    ].map { Array($0.utf8) }

    /// Whether a name is one of the programs whose names have blanks.
    static func isKnown(_ name: ArraySlice<UInt8>) -> Bool {
        programs.contains { name.elementsEqual($0) }
    }

    /// Where the name of a known program ends that begins at a byte, with any blanks between its words; the longest.
    static func endOfProgram(in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
        guard bytes[start] == 0x50 else { return nil }
        return programs.compactMap { name -> Int? in
            var place = start
            for word in name.split(separator: 0x20) {
                while place > start, place < bytes.endIndex, bytes[place] == 0x20 || bytes[place] == 0x09 {
                    place += 1
                }
                guard bytes[place...].prefix(word.count).elementsEqual(word) else { return nil }
                place += word.count
            }
            return place
        }.max()
    }

    /// Whether a line begins a record: brackets with a date, or a known program before its arrow.
    static func begins(_ line: [UInt8]) -> Bool {
        guard let first = line.first else { return false }
        if first == 0x5B { return beginsWithDate(line) }
        guard let arrow = arrow(line[...]) else { return false }
        return isProgram(line[..<arrow.before])
    }

    /// `[12/02/94`, or what was put in its place, such as `[mm/dd/yy hh:mm:ss]`.
    private static func beginsWithDate(_ line: [UInt8]) -> Bool {
        let inside = line.dropFirst().prefix { $0 != 0x5D }
        guard let word = LogStamp.words(inside).first else { return false }
        let marks = word.filter { $0 == 0x2F || $0 == 0x2D || $0 == 0x2E }.count
        guard marks == 2, word.first != 0x2F else { return false }
        if word.allSatisfy({ (0x2D...0x39).contains($0) }) { return true }
        // A placeholder counts where the rest of the line leaves no doubt.
        return inside.endIndex < line.endIndex && arrow(line[inside.endIndex...]) != nil
    }

    /// Whether bytes are a head and nothing more: brackets with a date and a clock, a program and the arrow.
    static func isHead(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.first == 0x5B, let close = bytes.firstIndex(of: 0x5D), let arrow = arrow(bytes),
            arrow.behind == bytes.endIndex, close + 1 < arrow.before,
            LogStamp.words(bytes[(bytes.startIndex + 1)..<close]).count >= 2
        else { return false }
        let name = bytes[(close + 1)..<arrow.before]
        return name.contains { $0 != 0x20 } && !name.contains { [0x3C, 0x3E, 0x5B, 0x5D].contains($0) }
            && beginsWithDate(Array(bytes))
    }

    /// Where the name of a known program begins that stands before the arrow at the end, if no time stands before it.
    static func knownProgram(beforeArrow bytes: ArraySlice<UInt8>) -> Int? {
        guard let arrow = arrow(bytes.suffix(4)), arrow.behind == bytes.endIndex else { return nil }
        let begins = programs.filter { bytes[..<arrow.before].suffix($0.count).elementsEqual($0) }
            .map { arrow.before - $0.count }
        guard let begin = begins.min() else { return nil }
        // Behind another letter it is no name; behind a bracket it belongs to the time.
        let before = bytes[..<begin].last { $0 != 0x20 }
        guard before != 0x5D, begin == bytes.startIndex || bytes[begin - 1] <= 0x2E else { return nil }
        return begin
    }

    private static func isProgram(_ name: ArraySlice<UInt8>) -> Bool {
        if programs.contains(where: { name.elementsEqual($0) }) { return true }
        let end = name.suffix(4).map { $0 | 0x20 }
        // With a bracket it is the rest of a time that was wrapped.
        return !name.contains(0x5D) && end == Array(".exe".utf8) && name.contains(0x5C)
    }

    /// Where ` ==>` stands; one published line has ` =>`, a slip of the article (Q166765).
    private static func arrow(_ line: ArraySlice<UInt8>) -> (before: Int, behind: Int)? {
        var place = line.startIndex
        var short: (before: Int, behind: Int)?
        while let equals = line[place...].firstIndex(of: 0x3D) {
            if equals > line.startIndex, line[equals - 1] == 0x20 {
                if equals + 2 < line.endIndex, line[equals + 1] == 0x3D, line[equals + 2] == 0x3E {
                    return (equals - 1, equals + 3)
                }
                if short == nil, equals + 1 < line.endIndex, line[equals + 1] == 0x3E {
                    short = (equals - 1, equals + 2)
                }
            }
            place = equals + 1
        }
        return short
    }

    /// Takes a whole record apart; nil where no arrow stands in it.
    static func parse(_ record: [UInt8], isDayFirst: Bool) -> LogClientLine? {
        guard let arrow = arrow(record[...]) else { return nil }
        var begin = arrow.behind
        if begin < record.count, record[begin] == 0x20 { begin += 1 }
        guard record.first == 0x5B, let close = record.firstIndex(of: 0x5D), close < arrow.before else {
            return LogClientLine(
                program: record[..<arrow.before], stamp: nil, hasBadTime: false, textBegin: begin)
        }
        let stamp = LogStamp.short(LogStamp.words(record[1..<close]), isDayFirst: isDayFirst)
        var program = record[(close + 1)..<arrow.before]
        while program.first == 0x20 { program = program.dropFirst() }
        while program.last == 0x20 { program = program.dropLast() }
        return LogClientLine(program: program, stamp: stamp, hasBadTime: stamp == nil, textBegin: begin)
    }
}
