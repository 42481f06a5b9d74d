import CommandLineKit
import Emulation
import LegacyFormats
import Pipeline
import SiteDatabase
import SiteModel

/// `client log`: what Package Command Manager of a client wrote.
enum ClientLog {
    private static let last = Option<Int?>(
        "last", value: "N", .integer(in: 1...Int(Int32.max)), help: "Only the last N lines.")

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["client", "log"], "Print the log of a client's Package Command Manager.",
                discussion: """
                    In the grammar of client logs, `[mm/dd/yy hh:mm:ss] Program ==> message` (Q169491), by the \
                    client's own clock. It is made from the trace, so a lab with --trace none has none.
                    """, options: [JobCommands.at, Naming.anySite, last], operands: [ClientShow.client],
                example: CommandExample("sms12 client log PC1")), run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLab(tracing: true)
        let lookup = try ClientLookup(reader.database)
        let lab = try reader.definition()
        let found = try lookup.find(try run.value(ClientShow.client), at: try run.namedSite(in: lab))
        if lab.trace == .none {
            throw CommandFailure(
                ExitCode.noInput, "the lab keeps no trace; `lab create --trace changes` makes one that does")
        }
        let names = try reader.names()
        let clock = ClientShow.clock(found, lab)
        let then = try PastLab.instant(run, reader, try Naming.site(run, lab))
        var lines: [LogLine] = []
        for record in try records(reader, found) where record.instant <= then ?? .max {
            let time = clock.localTime(at: record.instant, labStart: ClientShow.start(lab))
            for text in LogText.lines(record, names) {
                lines.append(LogLine(text, component: record.component.name, time: time))
            }
        }
        if let count = try run.value(last) { lines = lines.suffix(count) }
        try print(lines, run)
        return ExitCode.done
    }

    private static func print(_ lines: [LogLine], _ run: CommandRun) throws {
        if run.format == .table {
            for line in lines { run.print(line.printed(.client)) }
            return
        }
        let printer = PagedTable(
            [
                Column("Time", key: "time"), Column("Program", key: "program"),
                Column("Message", key: "message"),
            ], run)
        for line in lines {
            printer.add([.optional(line.time?.description), .text(line.component), .text(line.text)])
        }
        try printer.finish()
    }

    /// The trace entries of a client.
    private static func records(_ reader: LabReader, _ found: FoundClient) throws -> [TraceRecord] {
        var records: [TraceRecord] = []
        let (site, machine) = (UInt16(found.site), UInt32(found.row.machineID))
        try reader.database.forEachTraceSegment { segment throws(DatabaseError) in
            let block = TraceBlock(
                number: Int(segment.segment), count: Int(segment.count), firstInstant: segment.firstInstant,
                lastInstant: segment.lastInstant, bytes: segment.data)
            records += block.records().filter {
                $0.site == site && $0.a == machine && $0.component == .packageCommandManager
            }
            return true
        }
        return records
    }
}
