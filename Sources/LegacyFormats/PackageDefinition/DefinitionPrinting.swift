public import SiteModel

/// A printed package definition file and what could not be written.
public struct PrintedPackageDefinition: Equatable, Sendable {
    /// The file whole, lines ended by CR LF.
    public var bytes: [UInt8]
    /// What the format cannot carry; without places, since there is no file yet.
    public var findings: [Finding]
}

/// Puts lines of an INI text together, guarding what reading would change.
struct DefinitionWriter {
    let grammar: PackageDefinitionGrammar
    var lines: [String] = []
    var findings = DefinitionFindings()

    init(_ grammar: PackageDefinitionGrammar) { self.grammar = grammar }

    /// Begins a section, with a blank line before all but the first.
    mutating func section(_ name: String) {
        if !lines.isEmpty { lines.append("") }
        lines.append("[\(name)]")
    }

    /// Writes a number, word or list that needs no guarding.
    mutating func line(_ key: String, _ value: String) { lines.append("\(key)=\(value)") }

    /// Writes `TRUE`/`FALSE` in 1.x and `True`/`False` in 2.0.
    mutating func boolean(_ key: String, _ value: Bool) {
        switch grammar {
        case .v1: line(key, value ? "TRUE" : "FALSE")
        case .v2: line(key, value ? "True" : "False")
        }
    }

    /// Writes a text so that reading gives it back, as far as the grammar can.
    mutating func text(_ key: String, _ value: String) {
        var scalars = Array(value.unicodeScalars)
        if scalars.contains(where: Self.isControl) {
            scalars = scalars.map { Self.isControl($0) ? " " : $0 }
            changed(key, "line ends and control characters became blanks")
        }
        let hasOuterBlank = trimmedRange(scalars[...]) != scalars.startIndex..<scalars.endIndex
        let quote = scalars.first
        let isQuoted = scalars.count >= 2 && (quote == "\"" || quote == "'") && scalars.last == quote
        var written = string(scalars)
        switch grammar {
        case .v1: if isQuoted || hasOuterBlank { written = "\"\(written)\"" }
        case .v2: if hasOuterBlank { changed(key, "blanks at its ends are lost") }
        }
        line(key, written)
    }

    private mutating func changed(_ key: String, _ what: String) {
        findings.add(.textChanged, "\(key) cannot be written as it is: \(what).", at: nil)
    }

    /// Reports a part of the package that the format has no place for.
    mutating func lose(_ message: String) { findings.add(.notPrinted, message, at: nil) }

    /// Characters that would end a line or make the file look binary.
    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        (scalar.value < 0x20 && scalar != "\t") || scalar == "\u{FEFF}"
    }

    /// A section name for each program: its own name, or a number where that is not possible.
    ///
    /// `taken` are names that may not be used, in small letters.
    static func sectionNames(_ names: [String], fallback: String, taken: [String]) -> [String] {
        var used = Set(taken)
        var result: [String] = []
        for (place, name) in names.enumerated() {
            let cleaned = name.unicodeScalars.map { scalar -> Unicode.Scalar in
                scalar == "," || scalar == "[" || scalar == "]" || isControl(scalar) ? " " : scalar
            }
            var candidate = string(cleaned[trimmedRange(cleaned[...])])
            // A quote at both ends of the list would be dropped by the 1.x reader; 128 is the sample's buffer.
            let isPlain = !candidate.isEmpty && !"\"'".contains(candidate.prefix(1)) && cleaned.count <= 100
            var number = place + 1
            if !isPlain { candidate = "\(fallback) \(number)" }
            while !used.insert(candidate.lowercased()).inserted {
                candidate = "\(fallback) \(number)"
                number += 1
            }
            result.append(candidate)
        }
        return result
    }

    /// The product and version whose joining gives the package's name.
    mutating func productAndVersion(_ package: Package) -> (product: String, version: String) {
        if !package.product.isEmpty,
            composedName(product: package.product, version: package.version) == package.name
        {
            return (package.product, package.version)
        }
        if !package.product.isEmpty {
            findings.add(
                .nameChanged,
                "Product and version (\(package.product), \(package.version)) do not give the package's name, "
                    + "\(package.name); they are written from the name.", at: nil)
        }
        let words = package.name.unicodeScalars.split(
            separator: " ", maxSplits: .max, omittingEmptySubsequences: false)
        guard words.count > 1, let last = words.last, !last.isEmpty else { return (package.name, "") }
        let product = words.dropLast().map { string($0) }.joined(separator: " ")
        return product.isEmpty ? (package.name, "") : (product, string(last))
    }

    /// The text in a code page, or in ASCII and else UTF-8 when there is none.
    mutating func finish(codePage: CodePage?) -> PrintedPackageDefinition {
        let text = lines.map { $0 + "\r\n" }.joined()
        guard let codePage else {
            return PrintedPackageDefinition(bytes: Array(text.utf8), findings: findings.list)
        }
        let (bytes, lost) = encodeText(text, codePage: codePage)
        if bytes.contains(where: { $0 >= 0x80 }), String(validating: bytes, as: UTF8.self) != nil {
            findings.add(
                .textChanged, "The characters over 127 happen to look like UTF-8 and will be read as that.",
                at: nil)
        }
        if !lost.isEmpty {
            findings.add(
                .unprintableCharacter,
                "\(lost.count) characters are not in code page \(codePage.rawValue) and became question marks.",
                at: nil)
        }
        return PrintedPackageDefinition(bytes: bytes, findings: findings.list)
    }
}
