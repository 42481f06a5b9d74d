import Foundation

/// A place where a pattern was found.
struct Match: Equatable {
    /// The line, from 1.
    let line: Int
    /// The whole match, then its groups; a group that took no part is empty.
    let groups: [String]
}

/// Every place of a regular expression in a text, in order; `^` and `$` stand for the ends of lines.
func matches(of pattern: String, in text: String) throws -> [Match] {
    let expression = try NSRegularExpression(pattern: pattern, options: [.anchorsMatchLines])
    let whole = text as NSString
    var line = 1
    var counted = 0
    return expression.matches(in: text, range: NSRange(location: 0, length: whole.length)).map { result in
        while counted < result.range.location {
            if whole.character(at: counted) == 0x0A { line += 1 }
            counted += 1
        }
        let groups = (0..<result.numberOfRanges).map { number in
            let range = result.range(at: number)
            return range.location == NSNotFound ? "" : whole.substring(with: range)
        }
        return Match(line: line, groups: groups)
    }
}
