import CommandLineKit
import ModernMapping
import SiteDatabase
import SiteModel

/// `map`: the modern objects of a package or a job.
enum MapCommand {
    private static let thing = Operand<String?>(
        "THING", .labObject("package"),
        help: "A job or a package; write package:BPC00001 where a job has the same identifier.")
    private static let mof = Option<MOFDialect?>(
        "mof", value: "DIALECT", .words,
        help: "Write MOF instead: dmtf for DMTF compilers, windows for mofcomp.")
    private static let declarations = Option(
        "declarations", help: "With --mof: the classes too, so that the text compiles alone.")
    private static let withJobs = Option(
        "with-jobs", help: "With a package: all jobs of the site that send it.")
    private static let summary = Option(
        "summary", letter: "s", help: "One line a step and one line for all losses.")
    private static let codes = Option("codes", help: "List the loss codes and stop.")

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["map"], "Show the modern Configuration Manager objects of a job or a package.",
                discussion:
                    "A job gives its package with programs, a collection, distribution points and an advertisement. "
                    + "Every property stands with the field of SMS 1.2 or the rule it came from, then every loss with "
                    + "its code. Nothing in the lab changes.",
                options: MapOptions.all + [
                    JobCommands.at, mof, declarations, withJobs, summary, codes, Naming.site,
                ],
                operands: [thing],
                example: CommandExample("sms12 map BPC00001", "what it is today"),
                moreExamples: [
                    CommandExample("sms12 map Editor --era 2007 --mof dmtf --declarations"),
                    CommandExample("sms12 map --codes"),
                ],
                exitCodes: [
                    ExitCodeNote(ExitCode.doneWithLosses, "a loss is graded warning"),
                    ExitCodeNote(ExitCode.badData, "a loss is graded error: something has no objects"),
                ]),
            run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        if try run.value(codes) { return try listCodes(run) }
        guard let word = try run.value(thing) else {
            throw run.parsed.usageError(.missingOperand("THING"))
        }
        if try run.value(declarations), try run.value(mof) == nil {
            throw run.parsed.usageError(.other("--declarations goes with --mof"))
        }
        let reader = try run.readLabThen()
        // Without the clients that were removed.
        let lab = try CurrentLab.definition(reader.database)
        let site = try Naming.site(run, lab)
        var (package, jobs) = try find(word, reader, site.code, run)
        if jobs.isEmpty, try run.value(withJobs) {
            jobs = try reader.database.rows(of: JobRow.self, site: site.code).filter {
                $0.job.packageID == package.id
            }
        }
        var target = try reader.mappingTarget(lab, at: site, package: package, jobs: jobs)
        if !jobs.isEmpty {
            target.otherPriorities = try reader.database.rows(of: JobRow.self, site: site.code).filter {
                row in
                row.job.packageID == package.id && !jobs.contains { $0.job.id == row.job.id }
            }.map(\.job.priority)
        }
        let plan = Mapper.translate(
            package: package, jobs: jobs.map(\.job), target: target, switches: try MapOptions.switches(run))
        try print(plan, run)
        return switch plan.severity {
        case .error: ExitCode.badData
        case .warning: ExitCode.doneWithLosses
        case .note, nil: ExitCode.done
        }
    }

    private enum Found {
        case package(PackageID)
        case job(JobRow)
    }

    /// The package to translate, and the job that was named.
    private static func find(
        _ word: String, _ reader: LabReader, _ site: SiteCode, _ run: CommandRun
    ) throws -> (Package, [JobRow]) {
        let rows = try reader.database.rows(of: JobRow.self, site: site)
        let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, parts[0].lowercased() == "package" {
            return (try PackageCommands.find(String(parts[1]), reader.database, site), [])
        }
        let found: Found
        if parts.count == 2, parts[0].lowercased() == "job" {
            let row = try Naming.find(
                String(parts[1]), kind: "job", in: JobCommands.things(rows), list: "job list")
            found = .job(row)
        } else {
            found = try findEither(word, rows, reader, site, run)
        }
        switch found {
        case .package(let id): return (try PackageCommands.find(id.description, reader.database, site), [])
        case .job(let row):
            guard let package = try reader.database.store(for: site).package(row.job.packageID) else {
                throw CommandFailure(
                    ExitCode.noInput,
                    "the package \(row.job.packageID) of job \(row.job.id) was deleted; there is nothing to map"
                )
            }
            return (package, [row])
        }
    }

    /// Jobs and packages together: both have identifiers of one form, and the first of each have the same.
    ///
    /// A job wins over a package of the same identifier, since its plan has a package in it.
    private static func findEither(
        _ word: String, _ rows: [JobRow], _ reader: LabReader, _ site: SiteCode, _ run: CommandRun
    ) throws -> Found {
        let packages = try PackageCommands.things(reader.database, site)
        let id = word.uppercased()
        if let row = rows.first(where: { $0.job.id.description == id }) {
            if packages.contains(where: { $0.id == id }) {
                run.complain(
                    "sms12: note: \(id) is a job and a package; this is the job (package:\(id) is the other)")
            }
            return .job(row)
        }
        let things =
            packages.map { NamedThing(id: $0.id, name: $0.name, Found.package($0.value)) }
            + JobCommands.things(rows).map { NamedThing(id: $0.id, name: $0.name, Found.job($0.value)) }
        return try Naming.find(word, kind: "job or package", in: things, list: "job list")
    }

    // MARK: Printing

    private static func print(_ plan: MappingPlan, _ run: CommandRun) throws {
        if let dialect = try run.value(mof) {
            run.environment.out(plan.mof(dialect, declarations: try run.value(declarations)))
            complain(plan, run)
        } else if try run.value(summary) {
            try printSummary(plan, run)
        } else if run.format == .json {
            run.print(plan.json.pretty)
        } else {
            var table = Table([
                Column("Step", key: "step", .right), Column("Object", key: "object"),
                Column("Property", key: "property"), Column("Value", key: "value"),
                Column("From", key: "from"),
            ])
            for row in plan.rows {
                try table.add([
                    .number(row.step),
                    .text(run.format == .table ? shortened(row.object, to: 48) : row.object),
                    .text(row.property),
                    .text(run.format == .table ? shortened(row.value) : row.value), .text(row.from),
                ])
            }
            run.print(table)
            if run.format == .csv {
                complain(plan, run)
            } else {
                try printLosses(plan, run)
            }
        }
    }

    /// What a step is about: the first of these properties that it sets.
    private static let telling = [
        "AdvertisementName", "ProgramName", "UserName", "ServerNALPath", "CommandLine", "Name", "RuleName",
    ]

    private static func printSummary(_ plan: MappingPlan, _ run: CommandRun) throws {
        var table = Table([
            Column("Step", key: "step", .right), Column("Object", key: "object"), Column("What", key: "what"),
            Column("Properties", key: "properties", .right),
        ])
        let rows = plan.rows
        func short(_ text: String, _ width: Int) -> String {
            run.format == .table ? shortened(text, to: width) : text
        }
        for step in Set(rows.map(\.step)).sorted() {
            let own = rows.filter { $0.step == step }
            let named = telling.lazy.compactMap { wanted in own.first { $0.property == wanted } }
            let name = named.first ?? own.first
            try table.add([
                .number(step), .text(short(own.first?.object ?? "", 56)), .text(short(name?.value ?? "", 40)),
                .number(own.count),
            ])
        }
        run.print(table)
        guard run.format == .table else { return complain(plan, run) }
        let codes = Set(plan.losses.map(\.code)).sorted()
        let list = codes.joined(separator: " ")
        run.print(codes.isEmpty ? "No losses." : "Losses: \(list) (map without --summary explains)")
    }

    /// Values of carriers are whole files; a table shows how they begin.
    private static func shortened(_ value: String, to width: Int = 60) -> String {
        let scalars = value.unicodeScalars
        guard scalars.count > width else { return value }
        return String(String.UnicodeScalarView(scalars.prefix(width - 1))) + "…"
    }

    private static func printLosses(_ plan: MappingPlan, _ run: CommandRun) throws {
        run.print()
        var table = Table([
            Column("Code", key: "code"), Column("Severity", key: "severity"),
            Column("Subject", key: "subject"), Column("Loss", key: "message"),
        ])
        for loss in plan.losses {
            let style: Style = loss.severity == .error ? .red : loss.severity == .warning ? .yellow : .dim
            try table.add([
                .text(loss.code), .styled(loss.severity.rawValue, style), .text(loss.subject),
                .text(loss.message),
            ])
        }
        if plan.losses.isEmpty {
            run.print("No losses.")
        } else {
            run.print(table)
        }
        for note in plan.notes { run.print("Note: \(note)") }
        run.advise("`sms12 map --codes` explains the codes; --format json has the whole plan.")
    }

    /// Losses beside an output that has no place for them.
    private static func complain(_ plan: MappingPlan, _ run: CommandRun) {
        for loss in plan.losses { run.complain("sms12: \(loss)") }
        for note in plan.notes { run.complain("sms12: note: \(note)") }
    }

    private static func listCodes(_ run: CommandRun) throws -> Int32 {
        var table = Table([
            Column("Code", key: "code"), Column("Severity", key: "severity"), Column("Title", key: "title"),
            Column("Meaning", key: "meaning"), Column("Smallest input", key: "smallestInput"),
        ])
        for code in LossCode.all {
            try table.add([
                .text(code.code), .text(code.severity.rawValue), .text(code.title), .text(code.meaning),
                .text(code.smallestInput),
            ])
        }
        run.print(table)
        return ExitCode.done
    }
}
