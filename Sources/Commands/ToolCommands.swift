import CommandLineKit
import Emulation
import LegacyFormats
import Pipeline
import SiteDatabase
import SiteModel

/// The historical support tools: PCMDUMP, DUMPSEND, SNIRDR, VIEWNAD, SENDCODE, PREINST.
enum ToolCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] {
        [pcmDump, dumpSend, sniReader, ViewNADCommand.entry] + ServiceTools.entries
    }

    static let client = Operand<String?>(
        "CLIENT|FILE", .file, help: "A client of the lab, or an .INS file of sms12.")
    static let all = Option("all", letter: "a", help: "Every client that has instructions (PCMDUMP /a).")
    static let listOnly = Option(
        "list", letter: "l", help: "Names of the files in the box only (PCMDUMP /l).")

    private static let pcmDump = CommandEntry(
        declaration: CommandDeclaration(
            ["tool", "pcmdump"], "Print client instructions as PCMDUMP does (Q123499).",
            options: [all, listOnly, JobCommands.at], operands: [client],
            example: CommandExample("sms12 tool pcmdump PC7")),
        run: { run in
            if try !run.value(listOnly) { try run.onlyText() }
            if let name = try run.value(client),
                HostFiles.exists(HostFiles.absolute(name, from: run.environment.folder))
            {
                let path = HostFiles.absolute(name, from: run.environment.folder)
                let (file, findings) = InstructionFile.decode(
                    try HostFiles.read(path), fileName: HostFiles.name(of: path))
                let isDamaged = findings.contains { $0.severity == .error }
                // Of a damaged file what can be read is printed; of a foreign one nothing.
                if !isDamaged || !file.instructions.isEmpty {
                    run.environment.out(PCMDump.print(file, style: PCMDump.Style(showsBanner: true)))
                }
                run.report(findings)
                return isDamaged ? ExitCode.badData : ExitCode.done
            }
            let reader = try run.readLabThen()
            let emulation = try LabReader.restore(reader.database)
            let files = try instructionFiles(run, emulation)
            if try run.value(listOnly) {
                try list(files, run)
            } else {
                var style = dumpStyle(emulation)
                for file in files {
                    run.environment.out(PCMDump.print(file, style: style))
                    // The tool introduces itself once.
                    style.showsBanner = false
                }
            }
            return ExitCode.done
        })

    /// The names alone, as PCMDUMP /l has them; for programs with what the files hold.
    private static func list(_ files: [InstructionFile], _ run: CommandRun) throws {
        if run.format == .table { return files.forEach { run.print($0.fileName) } }
        var table = Table([Column("File", key: "file"), Column("Entries", key: "entries", .right)])
        for file in files { try table.add([.text(file.fileName), .number(file.instructions.count)]) }
        run.print(table)
    }

    private static func instructionFiles(_ run: CommandRun, _ lab: borrowing Emulation) throws
        -> [InstructionFile]
    {
        var files: [InstructionFile] = []
        let everything = try run.value(all) || run.value(listOnly)
        let name = try run.value(client)
        guard everything || name != nil else {
            throw run.parsed.usageError(.other("name a client or a file, or give --all"))
        }
        for site in lab.images.indices {
            let image = lab.images[site]
            let wanted: [Int]
            if let name {
                wanted = image.clients.index(name).map { [$0] } ?? []
            } else {
                wanted = Set(image.details.map(\.client)).sorted().map { Int($0) }
            }
            for client in wanted {
                guard let file = instructionFile(lab, site, client) else { continue }
                if name == nil, !hasCopy(lab, site, client) { continue }
                files.append(file)
            }
        }
        if let name, files.isEmpty {
            throw CommandFailure(
                ExitCode.noInput, "no client and no file \(name); `sms12 client list` shows the clients")
        }
        return files
    }

    /// Whether a client's file lies in PCMINS.BOX: once it was copied there it stays, and may hold no record any more.
    private static func hasCopy(_ lab: borrowing Emulation, _ site: Int, _ client: Int) -> Bool {
        let image = lab.images[site]
        return tree(lab, site).offers(of: client).contains {
            !image.jobs[Int(image.details[$0].job)].publishedTo.isEmpty
        }
    }

    private static func tree(_ lab: borrowing Emulation, _ site: Int) -> FileTree {
        FileTree(
            image: lab.images[site], clients: lab.clients[site], release: lab.definition.release,
            manifests: { _, _ in nil }, archives: { _, _ in nil }, loader: lab.dataLoaders[site])
    }

    /// What lies for a client at its logon server; nil for a client that has no SMSID.
    private static func instructionFile(_ lab: borrowing Emulation, _ site: Int, _ client: Int)
        -> InstructionFile?
    {
        let image = lab.images[site]
        guard let id = SMSID(site: image.definition.code, counter: UInt32(client) + 1) else { return nil }
        let tree = tree(lab, site)
        let offers = tree.offers(of: client).filter {
            DetailFlags(rawValue: image.details[$0].flags).contains(.inCopy)
        }
        return tree.instructions(id, offers)
    }

    /// How PCMDUMP shows files of a lab: under the one banner that is published (Q123499); months and years follow the
    /// quirks.
    private static func dumpStyle(_ lab: borrowing Emulation) -> PCMDump.Style {
        let quirks = QuirkSet(release: lab.definition.release, overrides: lab.definition.quirks)
        return PCMDump.Style(
            showsBanner: true, zeroBasedMonths: quirks.contains(.insZeroBasedMonth),
            yearsAbove99: quirks.contains(.pcmdumpYear100))
    }

    /// The lines of PCMDUMP over a client's instruction file, for cases of the Knowledge Base.
    @Sendable static func dumpLines(_ lab: borrowing Emulation, _ site: Int, _ client: Int) -> [String] {
        guard let file = instructionFile(lab, site, client) else { return [] }
        return PCMDump.print(file, style: dumpStyle(lab)).split(separator: "\n")
            .map { String($0) }
    }

    static let request = Operand<String?>(
        "REQUEST|FILE", .file, help: "A send request such as _001BPC, or a file of sms12.")

    private static let dumpSend = CommandEntry(
        declaration: CommandDeclaration(
            ["tool", "dumpsend"], "Print a send request as DUMPSEND does (Q123221).",
            options: [JobCommands.at],
            operands: [request],
            example: CommandExample("sms12 tool dumpsend _001BPC", "without a name: lists the requests")),
        run: { run in
            if try run.value(request) != nil { try run.onlyText() }
            if let name = try run.value(request),
                HostFiles.exists(HostFiles.absolute(name, from: run.environment.folder))
            {
                let path = HostFiles.absolute(name, from: run.environment.folder)
                let (request, findings) = SendRequest.decode(
                    try HostFiles.read(path), fileName: HostFiles.name(of: path))
                if run.report(findings) == .error { return ExitCode.badData }
                run.environment.out(DumpSend.print(request))
                return ExitCode.done
            }
            let reader = try run.readLabThen()
            let name = try run.value(request)
            if name == nil { return try listRequests(run, reader) }
            let lab = try LabReader.restore(reader.database)
            for site in lab.images.indices {
                let image = lab.images[site]
                let tree = tree(lab, site)
                for (place, live) in image.requests.enumerated() {
                    let id = live.id.description
                    guard [id, "1" + id].contains(name?.uppercased() ?? "") else { continue }
                    // The file on disk has what the Sender wrote when it began; this is as it is now.
                    let left = lab.bytesLeft(ofRequest: place, at: image.number)
                    let isMoving = left != live.bytesLeft
                    let request = try tree.request(place, underway: isMoving ? (left, lab.now) : nil)
                    run.environment.out(DumpSend.print(request))
                    return ExitCode.done
                }
            }
            throw CommandFailure(
                ExitCode.noInput,
                "no send request and no file \(name ?? ""); `sms12 tool dumpsend` lists them")
        })

    private static func listRequests(_ run: CommandRun, _ reader: LabReader) throws -> Int32 {
        var table = Table([
            Column("Request", key: "request"), Column("Job", key: "job"), Column("To", key: "destination"),
            Column("Priority", key: "priority"), Column("Status", key: "status"),
            Column("Bytes", key: "bytes", .right), Column("Left", key: "left", .right),
        ])
        for row in try reader.database.rows(of: RequestRow.self) {
            try table.add([
                .text(row.requestID.description), .text(row.jobID.description),
                .text(row.destination.description),
                .text(row.priority.word), .text("\(row.status)"), .integer(row.bytesTotal),
                .integer(row.bytesLeft),
            ])
        }
        run.print(table)
        return ExitCode.done
    }

    static let statusFile = Operand<String>("FILE", .file, help: "An .SNI file of sms12.")

    private static let sniReader = CommandEntry(
        declaration: CommandDeclaration(
            ["tool", "snirdr"], "Print a client's status or a retry instruction as SNIRDR does (Q140374).",
            operands: [statusFile],
            example: CommandExample("sms12 tool snirdr SNI00000.SNI")),
        run: { run in
            try run.onlyText()
            let path = HostFiles.absolute(try run.value(statusFile), from: run.environment.folder)
            let bytes = try HostFiles.read(path)
            let retry = RetryInstruction.decode(bytes, fileName: HostFiles.name(of: path))
            if let instruction = retry.instruction {
                run.environment.out(instruction.printSNIRDR())
                run.report(retry.findings)
                return ExitCode.done
            }
            let (status, findings) = StatusInstruction.decode(bytes, fileName: HostFiles.name(of: path))
            if let status { run.environment.out(status.printSNIRDR()) }
            return run.report(findings) == .error ? ExitCode.badData : ExitCode.done
        })
}
