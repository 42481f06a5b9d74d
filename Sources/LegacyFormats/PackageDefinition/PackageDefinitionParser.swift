import SiteModel

/// How much of a file that no SMS would take is read all the same.
public enum PackageDefinitionLeniency: Sendable {
    /// Only what an SMS takes.
    case files
    /// Also the layout that writes `Version=4` and `[Package Definition - …]`, read as if it were 2.0.
    case version4
}

/// Reads a package definition file of either grammar.
///
/// Nothing throws: what is wrong is in the findings, and the definition is nil when an error forbids the
/// import. Sources: SMS SDK (she03_8lys), Microsoft's importer sample, ConfigMgr's "package definition files".
/// - Parameters:
///   - bytes: The file whole.
///   - file: The name for findings.
///   - codePage: The code page of a file that is neither marked nor valid UTF-8.
///   - neighbours: The names of the files beside it, to check icons; nil when not known.
///   - leniency: Whether to read what no SMS would take.
/// - Returns: The definition, the findings and the file taken apart.
public func parsePackageDefinition(
    _ bytes: [UInt8], file: String, codePage: CodePage = .windows1252, neighbours: [String]? = nil,
    leniency: PackageDefinitionLeniency = .files
) -> PackageDefinitionReading {
    if let finding = refuse(bytes, file: file) {
        let document = DefinitionDocument(
            file: file, bytes: bytes, encoding: .ascii, prefixLength: bytes.count, lines: [], sections: [])
        return PackageDefinitionReading(
            definition: nil, findings: [finding], document: document, isDraft: false, loadPDFWarnings: 0)
    }
    let text = decodeText(bytes, codePage: codePage, file: file)
    var lexer = DefinitionLexer(text, file: file)
    let document = lexer.run(bytes: bytes)
    var findings = lexer.findings
    findings.list.insert(contentsOf: text.findings, at: 0)
    var grammar = GrammarDecision(document: document, findings: findings, leniency: leniency)
    guard let choice = grammar.decide() else {
        return PackageDefinitionReading(
            definition: nil, findings: grammar.findings.sorted, document: document, isDraft: false,
            loadPDFWarnings: 0)
    }
    var context = DefinitionContext(
        document: document, grammar: choice.grammar, neighbours: neighbours, findings: grammar.findings)
    var definition = PackageDefinition(grammar: choice.grammar, location: choice.section.location)
    definition.pdfVersion = grammar.pdfVersion?.value ?? ""
    context.usedSections = ["pdf", "package definition", choice.section.folded]
    switch choice.grammar {
    case .v1:
        context.readVersion1(choice.section, into: &definition)
        context.loadPDFWarnings |= 1 << 9
    case .v2:
        context.readVersion2(choice.section, isVersion4: choice.isVersion4, into: &definition)
    }
    return PackageDefinitionReading(
        definition: definition, findings: context.findings.sorted, document: document,
        isDraft: context.isDraft, loadPDFWarnings: context.loadPDFWarnings)
}

/// The finding on a file that is no text at all; nil when it may be read.
private func refuse(_ bytes: [UInt8], file: String) -> Finding? {
    func finding(_ code: PackageDefinitionCode, _ message: String, _ advice: String) -> Finding {
        Finding(code.severity, code.rawValue, message, at: SourceLocation(file: file), advice: advice)
    }
    if bytes.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D, 0x1A].contains($0) }) || bytes == [0xEF, 0xBB, 0xBF] {
        return finding(.emptyFile, "The file is empty.", "name a package definition file")
    }
    if bytes.starts(with: Array("%PDF-".utf8)) {
        return finding(
            .adobePDF, "This is a document in Adobe's Portable Document Format.",
            "package definition files share the name ending .pdf; name one of those")
    }
    // Windows 95 itself reads no INI file over 64 KiB; four times that leaves room for comments.
    if bytes.count > 256 << 10 {
        return finding(.fileTooLarge, "The file has \(bytes.count) bytes.", "name a package definition file")
    }
    let isMarked = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    if !isMarked, bytes.contains(0) {
        let isHalfZero = bytes.count { $0 == 0 } * 3 > bytes.count
        return finding(
            .binaryFile, "The file holds zero bytes, so it is no text.",
            isHalfZero
                ? "if it is UTF-16, save it with a byte order mark or as UTF-8"
                : "name a package definition file")
    }
    return nil
}

/// Decides which grammar a file follows.
struct GrammarDecision {
    let document: DefinitionDocument
    var findings: DefinitionFindings
    let leniency: PackageDefinitionLeniency

    /// `[PDF] Version`.
    var pdfVersion: DefinitionEntry? { document.section("PDF")?.entry("Version") }

    private var wholeFile: SourceLocation { SourceLocation(file: document.file) }

    /// The grammar and the section of the package, or nil after an error finding.
    mutating func decide() -> (
        grammar: PackageDefinitionGrammar, section: DefinitionSection, isVersion4: Bool
    )? {
        if let (section, version) = version4() {
            guard leniency == .version4 else {
                findings.add(
                    .version4Definition,
                    "The package is described in [\(section.name)], a layout that no SMS reads.",
                    at: version.valueLocation,
                    advice: "it can be read as if it were 2.0 when you ask for it, or write a 2.0 file")
                return nil
            }
            return (.v2, section, true)
        }
        guard let section = document.section("Package Definition") else {
            findings.add(
                .notAPackageDefinition,
                "There is no section [Package Definition], so this is no package definition file.",
                at: document.section("PDF")?.location ?? wholeFile,
                advice: "name a file with the sections [PDF] and [Package Definition]")
            return nil
        }
        guard let grammar = grammar(section) else { return nil }
        return (grammar, section, false)
    }

    /// The section that holds the data when `[Package Definition]` has nothing but `Version=4`.
    private func version4() -> (DefinitionSection, DefinitionEntry)? {
        guard let package = document.section("Package Definition"), package.entries.count == 1,
            let version = package.entry("Version"), version.value == "4",
            let section = document.sections.first(where: { $0.folded.hasPrefix("package definition -") })
        else { return nil }
        return (section, version)
    }

    private mutating func grammar(_ section: DefinitionSection) -> PackageDefinitionGrammar? {
        let hasVersion2 = section.entry("Name") != nil && section.entry("Programs") != nil
        let hasVersion1 = section.entry("Product") != nil
        let byKeys: PackageDefinitionGrammar? = hasVersion2 ? .v2 : hasVersion1 ? .v1 : nil
        let place = pdfVersion?.valueLocation ?? document.section("PDF")?.location ?? section.location
        let written = pdfVersion.map { trimQuotes($0.value) } ?? ""
        let byVersion: PackageDefinitionGrammar? =
            if written.hasPrefix("1.0") || written == "1.1" || written == "1.2" {
                .v1
            } else if written == "2.0" { .v2 } else { nil }
        if let byVersion {
            if byVersion == .v1, written != "1.0" {
                findings.add(
                    .olderPDFVersion, "[PDF] Version is \(written); it is read as 1.0.", at: place,
                    advice: written.hasPrefix("1.0")
                        ? nil : "Microsoft's importer refuses it with error 4: write 1.0")
            }
            if let byKeys, byKeys != byVersion {
                findings.add(
                    .versionContradictsKeys,
                    "[PDF] Version says \(byVersion.rawValue), and the keys are those of \(byKeys.rawValue).",
                    at: place, advice: "write the Version that fits the keys")
            }
            return byVersion
        }
        guard let byKeys else {
            findings.add(
                .notAPackageDefinition,
                "[Package Definition] has neither Product nor Name and Programs, and [PDF] Version "
                    + (written.isEmpty ? "is missing." : "is \"\(written)\"."),
                at: place, advice: "write [PDF] with Version=1.0 or Version=2.0 if it is one")
            return nil
        }
        let taken = "the keys are those of \(byKeys.rawValue), so it is read as that."
        let advice = "write [PDF] with Version=\(byKeys == .v1 ? "1.0" : "2.0")"
        if document.section("PDF") == nil {
            findings.add(
                .missingPDFSection, "There is no section [PDF]; \(taken)", at: wholeFile, advice: advice)
        } else if written.isEmpty {
            findings.add(
                .missingPDFVersion, "[PDF] has no Version; \(taken)", at: place, advice: advice)
        } else {
            findings.add(
                .unknownPDFVersion, "[PDF] Version is \"\(written)\"; \(taken)", at: place, advice: advice)
        }
        return byKeys
    }

    private func trimQuotes(_ text: String) -> String {
        guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        return String(text.dropFirst().dropLast())
    }
}
