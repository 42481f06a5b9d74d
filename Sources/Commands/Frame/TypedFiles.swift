import CommandLineKit
import SiteModel

/// Files that the user names: errors speak of them as they were typed.
extension CommandRun {
    /// The host's path of a file or folder that the user typed.
    func hostPath(_ typed: String) -> String {
        HostFiles.absolute(typed, from: environment.folder)
    }

    /// Reads a file that the user typed.
    ///
    /// - Throws: `FileError` with the path as typed.
    func read(_ typed: String) throws(FileError) -> [UInt8] {
        do throws(FileError) {
            return try HostFiles.read(hostPath(typed))
        } catch {
            throw named(typed, error)
        }
    }

    /// Writes a file that the user typed, or standard output for nil and for `-`; says where it went.
    ///
    /// - Throws: `CommandFailure` with the path as typed, when the file cannot be made.
    func write(_ bytes: [UInt8], to typed: String?) throws {
        guard let typed, typed != "-" else { return environment.outBytes(bytes) }
        try checkIsNoPart(ofLab: typed)
        do throws(FileError) {
            if HostFiles.isFolder(hostPath(typed)) {
                throw FileError(
                    .isAFolder, doing: "write the file", path: typed, reason: "it is a folder",
                    advice: "name a file in it")
            }
            try HostFiles.write(bytes, to: hostPath(typed))
        } catch {
            throw CommandFailure(error.codeOfMaking, named(typed, error).description)
        }
        conclude("Wrote \(bytes.count) bytes to \(typed).")
    }

    private func named(_ typed: String, _ error: FileError) -> FileError {
        FileError(
            error.kind, doing: error.doing, path: typed, reason: error.reason, advice: error.advice)
    }
}

extension FileError {
    /// The exit code where this kept a file or a folder from being made.
    var codeOfMaking: Int32 {
        switch kind {
        case .accessDenied: ExitCode.notPermitted
        case .diskFull: ExitCode.inputOutput
        default: ExitCode.cannotCreate
        }
    }
}

/// A sheet about one thing: headings with labelled lines, for people as text, for programs as rows.
struct Blocks {
    private var rows: [(section: String, label: String, value: String, note: String)] = []

    /// Adds a line.
    ///
    /// - Parameters:
    ///   - section: The heading it stands under.
    ///   - label: What it is.
    ///   - value: The value; `-` for an empty one.
    ///   - note: A remark behind it, such as where a default comes from.
    mutating func add(_ section: String, _ label: String, _ value: String, note: String = "") {
        rows.append((section, label, value, note))
    }

    /// Adds the lines of another one behind.
    mutating func append(_ other: Blocks) { rows += other.rows }

    /// Several of them as one list, with what each is about in the first column if that has a name.
    static func table(_ sheets: [(name: String, blocks: Blocks)], named column: Column?) throws -> Table {
        var table = Table(
            (column.map { [$0] } ?? []) + [
                Column("Section", key: "section"), Column("Property", key: "property"),
                Column("Value", key: "value"), Column("Note", key: "note"),
            ])
        for sheet in sheets {
            for row in sheet.blocks.rows {
                let about: [Cell] = column == nil ? [] : [.text(sheet.name)]
                try table.add(
                    about + [.text(row.section), .text(row.label), .text(row.value), .text(row.note)])
            }
        }
        return table
    }

    /// Prints it: text, or JSON and CSV with the columns section, property, value, note.
    func print(_ run: CommandRun) throws {
        guard run.format == .table else { return run.print(try Self.table([("", self)], named: nil)) }
        let width = rows.reduce(0) { max($0, $1.label.unicodeScalars.count) }
        var current = ""
        for row in rows {
            if row.section != current {
                current = row.section
                run.print(run.styled.bold(current))
            }
            let gap = String(repeating: " ", count: width - row.label.unicodeScalars.count + 2)
            let note = row.note.isEmpty ? "" : run.styled.dim("  (\(row.note))")
            run.print("  \(row.label)\(gap)\(escapedForTerminal(row.value.isEmpty ? "-" : row.value))\(note)")
        }
    }
}

extension CommandRun {
    /// Files and folders of a lab that nothing but a command that changes the lab writes to.
    private static let ownNames: Set<String> = [
        "lab.db", "lab.db-wal", "lab.db-shm", "lab.json5", "lab.lock", "lab.sum", "sources.json5",
    ]
    private static let ownFolders: Set<String> = ["store", "servers", "lesson"]

    /// Refuses a file that would take the place of a part of a lab, or lie among its contents.
    ///
    /// - Parameter typed: The file as it was typed.
    /// - Throws: `CommandFailure` (cannot create) that names the lab.
    func checkIsNoPart(ofLab typed: String) throws {
        let path = hostPath(typed)
        // Links lead to what they name; a file that is not there yet lies in a folder that is.
        let name = HostFiles.name(of: path)
        let folder = HostFiles.withoutSlashes(String(path.dropLast(name.count)))
        var rest = (HostFiles.real(path) ?? HostFiles.real(folder).map { $0 + "/" + name } ?? path)
            .split(separator: "/").map(String.init)
        var below = ""
        while let part = rest.popLast() {
            let lab = "/" + rest.joined(separator: "/")
            let isOwn = below.isEmpty ? Self.ownNames.contains(part) : Self.ownFolders.contains(part)
            if isOwn, HostFiles.exists(lab + "/lab.db") {
                throw CommandFailure(
                    ExitCode.cannotCreate,
                    "\(typed) would take the place of a part of the lab \(HostFiles.name(of: lab)); name a file "
                        + "elsewhere")
            }
            below = part
        }
    }
}
