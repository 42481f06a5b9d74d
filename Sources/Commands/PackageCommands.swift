import CommandLineKit
import Emulation
import LegacyFormats
import PackageArchive
import SiteDatabase
import SiteModel

/// The commands of `Package`.
enum PackageCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] {
        [
            PackageImport.entry, PackageCreate.entry, PackageSet.entry, PackageList.entry, PackageShow.entry,
            PackageExport.entry, PackageDelete.entry,
        ]
    }

    /// The operand that names a package.
    static let package = Operand<String>(
        "PACKAGE", .labObject("package"), help: "A package: its identifier, its name, or a beginning of one.")

    /// `--code-page N`.
    static let namesCodePage = Option<String?>(
        "names-code-page", value: "NAME", .text, defaultText: "CP1252",
        help:
            "How names of source files are read that are no UTF-8: CP437, CP850 or another that iconv knows.")

    /// What `--names-code-page` says, or the usual one.
    static func namesCodePage(_ run: CommandRun) throws -> String {
        let name = try run.value(namesCodePage) ?? SourceMap.usualCodePage
        do { _ = try SourceScanner(codePage: name) } catch {
            throw run.parsed.usageError(
                .other("--names-code-page: '\(name)' is no code page that this machine knows; CP437 is one"))
        }
        return name
    }

    static let codePage = Option(
        "code-page", value: "N", codePageReader, default: CodePage.windows1252,
        help: "The code page of a definition file that is neither marked nor UTF-8.")

    private static let codePageReader = WordReader<CodePage>(
        completion: .words(CodePage.allCases.map(\.rawValue)), write: { $0.rawValue },
        read: { (word: String) throws(ValueProblem) -> CodePage in
            let (page, finding) = CodePage.named(word)
            guard let page else {
                throw ValueProblem(
                    "is no code page that can be read here: "
                        + (finding?.advice ?? CodePage.allCases.map(\.rawValue).joined(separator: ", ")))
            }
            return page
        })

    /// The packages of a site that can be named.
    static func things(_ database: LabDatabase, _ site: SiteCode) throws -> [NamedThing<PackageID>] {
        try database.rows(of: PackageRow.self, site: site).map {
            NamedThing(id: $0.id.description, name: $0.name, $0.id)
        }
    }

    /// The package a word names.
    static func find(_ word: String, _ database: LabDatabase, _ site: SiteCode) throws -> Package {
        let id = try Naming.find(
            word, kind: "package", in: try things(database, site), list: "package list")
        guard let package = try database.store(for: site).package(id) else {
            throw CommandFailure(
                ExitCode.badData, "package \(id) of site \(site) has no row; `sms12 lab check`")
        }
        return package
    }

    /// A command line of a package on one line.
    static func describe(_ program: CommandLineProgram) -> String {
        var words = [program.flags.word, program.platforms.description]
        if program.synchronousSystemExit { words.append("synchronous system exit") }
        return "\(program.command)  [\(words.joined(separator: "; "))]"
    }

    /// Which of the three property sets a package has.
    static func sets(_ package: Package) -> String {
        let present = [
            package.workstation.map { _ in "workstation" }, package.sharing.map { _ in "sharing" },
            package.inventory.map { _ in "inventory" },
        ].compactMap { $0 }
        return present.isEmpty ? "no property set" : present.joined(separator: ", ")
    }
}

extension CommandLineFlags {
    /// The words shown.
    var word: String {
        switch self {
        case .needsInput: "needs input"
        case .automated: "automated"
        case .background: "automated, background"
        }
    }
}

extension AccessPermissions {
    /// The words of a definition file, or `none`.
    var wordList: String {
        let present = Self.words.filter { contains($0.bit) }.map(\.word)
        return present.isEmpty ? "none" : present.joined(separator: ", ")
    }
}
