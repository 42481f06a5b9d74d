import CommandLineKit

/// The words `$name` of a plan's command lines.
enum SweepWords {
    /// The names in a line, each once, in order; `$$` is no name.
    static func words(in line: String) -> [String] {
        var found: [String] = []
        for case .word(let name) in pieces(line) where !found.contains(name) { found.append(name) }
        return found
    }

    /// The words of a line as a shell would split it, with values for the names; nil: it is no plain line.
    ///
    /// A value stays inside its word, whatever is in it.
    static func split(_ line: String, _ values: [String: String]) -> [String]? {
        var texts: [String] = []
        var marked = ""
        for piece in pieces(line) {
            switch piece {
            case .text(let text): marked += text
            case .word(let name):
                marked += mark(texts.count)
                texts.append(values[name] ?? "")
            case .sign:
                marked += mark(texts.count)
                texts.append("$")
            }
        }
        return plainShellWords(marked)?.map { word in
            var word = word
            for (number, text) in texts.enumerated() { word = word.replacing(mark(number), with: text) }
            return word
        }
    }

    /// What stands for a value while the line is split: signs of Unicode's private use, which no shell reads.
    private static func mark(_ number: Int) -> String { "\u{F8F0}\(number)\u{F8F1}" }

    private enum Piece {
        case text(String)
        case word(String)
        case sign
    }

    private static func pieces(_ line: String) -> [Piece] {
        var pieces: [Piece] = []
        var text = ""
        var rest = Substring(line)
        while let character = rest.popFirst() {
            guard character == "$" else {
                text.append(character)
                continue
            }
            if !text.isEmpty { pieces.append(.text(text)) }
            text = ""
            if rest.first == "$" {
                rest.removeFirst()
                pieces.append(.sign)
                continue
            }
            let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            rest = rest.dropFirst(name.count)
            pieces.append(.word(String(name)))
        }
        if !text.isEmpty { pieces.append(.text(text)) }
        return pieces
    }
}
