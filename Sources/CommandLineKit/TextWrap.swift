/// A paragraph broken at blanks into lines of at most that many columns; longer words stand alone.
package func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
        let columns = displayWidth(String(word))
        if line.isEmpty {
            line = String(word)
            used = columns
        } else if used + 1 + columns <= width {
            line += " " + word
            used += 1 + columns
        } else {
            lines.append(line)
            line = String(word)
            used = columns
        }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
}

/// The paragraphs of a text, which empty lines divide.
func paragraphs(of text: String) -> [String] {
    var found: [String] = []
    var current = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        if line.allSatisfy({ $0 == " " }) {
            if !current.isEmpty { found.append(current) }
            current = ""
        } else {
            current += current.isEmpty ? String(line) : " \(line)"
        }
    }
    if !current.isEmpty { found.append(current) }
    return found
}
