/// The words of a plain shell command line, as a POSIX shell would split it; nil if it is no plain command.
///
/// Quotes and backslashes are understood. Anything that only a shell can do (variables, pipes, redirection,
/// patterns, several commands) and an open quote give nil.
public func plainShellWords(_ line: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var rest = Substring(line)
    while let character = rest.popFirst() {
        switch (quote, character) {
        case ("'", "'"), ("\"", "\""): quote = nil
        case ("'", _): word = (word ?? "") + String(character)
        case ("\"", "$"), ("\"", "`"), ("\"", "\\"): return nil
        case ("\"", _): word = (word ?? "") + String(character)
        case (_, "'"), (_, "\""):
            quote = character
            word = word ?? ""
        case (_, "\\"):
            guard let next = rest.popFirst() else { return nil }
            word = (word ?? "") + String(next)
        case (_, " "), (_, "\t"):
            if let done = word { words.append(done) }
            word = nil
        case (_, "#") where word == nil: return nil
        case (_, "~") where word == nil: return nil
        default:
            if "|&;<>()$`*?[]{}!\n".contains(character) { return nil }
            word = (word ?? "") + String(character)
        }
    }
    guard quote == nil else { return nil }
    if let word { words.append(word) }
    return words
}
