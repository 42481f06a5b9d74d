import CommandLineKit
import SiteModel
import Sweeps

/// The tables of a sweep's summary, for files and for people.
enum SweepTables {
    /// The percentiles that are told.
    static let percents = [5, 25, 50, 75, 90, 95, 99]
    private static let groupKeys = ["grouping", "value"]
    private static let jobKeys =
        groupKeys + [
            "job", "variants", "complete", "failed", "canceled", "deleted", "unfinished", "wasRetrying",
            "wasRetryingPermille", "retryingTimePermille",
        ] + percentKeys("Milliseconds")
    private static let linkKeys =
        groupKeys + ["from", "to", "variants", "bytes", "requests"] + percentKeys("Bytes")

    private static func percentKeys(_ unit: String) -> [String] {
        ["least\(unit)"] + percents.map { "p\($0)\(unit)" } + ["most\(unit)", "mean\(unit)"]
    }

    /// The columns of percentiles in SQL; NULL where there was nothing to count.
    static func percentColumns(_ unit: String) -> String {
        percentKeys(unit).map { "\($0.prefix(1).uppercased())\($0.dropFirst()) INTEGER" }.joined(
            separator: ", ")
    }

    private static func figures(_ statistics: SweepStatistics) -> [FieldValue] {
        func field(_ number: Int64?) -> FieldValue { number.map { .integer($0) } ?? .null }
        return [field(statistics.least)] + percents.map { field(statistics.percentile($0)) }
            + [field(statistics.most), field(statistics.mean)]
    }

    /// The summary of jobs, row by row.
    static func jobRows(_ summary: SweepSummary) -> [[FieldValue]] {
        summary.jobRows.map { row in
            func permille(_ part: Int64) -> FieldValue {
                SweepStatistics.permille(part, of: row.variants).map { .integer($0) } ?? .null
            }
            return [
                .text(row.group.isEmpty ? "all" : row.group), .text(row.value), .text(row.job.description),
                .integer(row.variants), .integer(row.complete), .integer(row.failed), .integer(row.cancelled),
                .integer(row.deleted), .integer(row.open), .integer(row.retrying), permille(row.retrying),
                row.retryingPermille.map { .integer($0) } ?? .null,
            ] + figures(row.times)
        }
    }

    /// The summary of links, row by row.
    static func linkRows(_ summary: SweepSummary) -> [[FieldValue]] {
        summary.linkRows.map { row in
            [
                .text(row.group.isEmpty ? "all" : row.group), .text(row.value), .text(row.from.description),
                .text(row.to.description), .integer(row.variants), .integer(row.bytes),
                .integer(row.requests),
            ] + figures(row.perVariant)
        }
    }

    // MARK: Files

    /// Writes the summaries beside the results.
    static func write(_ folder: SweepFolder, _ base: SweepBase, _ digest: String, _ summary: SweepSummary)
        throws
    {
        let tables = [
            ("summary.csv", jobKeys, jobRows(summary)), ("links-summary.csv", linkKeys, linkRows(summary)),
        ]
        for (name, keys, rows) in tables {
            let writer = try PieceWriter(folder.file(name))
            try writer.write(line: row(keys))
            for fields in rows { try writer.write(line: row(fields.map(word))) }
            try writer.finish()
        }
        let writer = try PieceWriter(folder.file("summary.json"))
        try writer.write(line: json(base, digest, summary).pretty)
        try writer.finish()
    }

    /// The summaries as one object.
    static func json(_ base: SweepBase, _ digest: String, _ summary: SweepSummary) -> JSONValue {
        func list(_ keys: [String], _ rows: [[FieldValue]]) -> JSONValue {
            .array(
                rows.map { fields in
                    .object(
                        zip(keys, fields).map { key, field in
                            switch field {
                            case .integer(let number): .init(key, .integer(number))
                            case .text(let text): .init(key, .string(text))
                            case .null, .blob: .init(key, .null)
                            }
                        })
                })
        }
        return .object([
            .init("plan", .string(base.name)), .init("digest", .string(digest)),
            .init("variants", .integer(base.space.count)), .init("jobs", list(jobKeys, jobRows(summary))),
            .init("links", list(linkKeys, linkRows(summary))),
        ])
    }

    /// A field of CSV.
    static func word(_ field: FieldValue) -> String {
        switch field {
        case .integer(let number): String(number)
        case .text(let text): text
        case .null, .blob: ""
        }
    }

    /// A row of CSV (RFC 4180, with a line feed alone): fields with commas, quotes or line feeds stand in quotes.
    static func row(_ fields: [String]) -> String {
        fields.map { field in
            guard field.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return field }
            return "\"" + field.replacing("\"", with: "\"\"") + "\""
        }.joined(separator: ",")
    }

    // MARK: For people

    /// Prints what a sweep came to.
    static func print(_ summary: SweepSummary, _ run: CommandRun, _ base: SweepBase, _ digest: String) throws
    {
        switch run.format {
        case .json: run.print(json(base, digest, summary).pretty)
        case .csv:
            run.print(row(jobKeys))
            for fields in jobRows(summary) { run.print(row(fields.map(word))) }
        case .table:
            run.print(try jobTable(summary))
            let links = try linkTable(summary)
            if links.rows.isEmpty { return }
            run.print()
            run.print(links)
        }
    }

    private static func jobTable(_ summary: SweepSummary) throws -> Table {
        var table = Table([
            Column("Group", key: "grouping"), Column("Job", key: "job"),
            Column("Variants", key: "variants", .right), Column("Complete", key: "complete", .right),
            Column("Retrying", key: "wasRetrying", .right), Column("Half by", key: "p50", .right),
            Column("90% by", key: "p90", .right), Column("Last by", key: "most", .right),
        ])
        for row in summary.jobRows {
            func share(_ part: Int64) -> Cell {
                .text(SweepStatistics.permille(part, of: row.variants).map(percent) ?? "-")
            }
            try table.add([
                .text(title(row.group, row.value)), .text(row.job.description), .integer(row.variants),
                share(row.complete), share(row.retrying), .optional(row.times.percentile(50).map(span)),
                .optional(row.times.percentile(90).map(span)), .optional(row.times.most.map(span)),
            ])
        }
        return table
    }

    private static func linkTable(_ summary: SweepSummary) throws -> Table {
        var table = Table([
            Column("Group", key: "grouping"), Column("Link", key: "link"),
            Column("Bytes a variant", key: "mean", .right), Column("90% up to", key: "p90", .right),
            Column("Most", key: "most", .right),
        ])
        for row in summary.linkRows where row.group.isEmpty {
            try table.add([
                .text(title(row.group, row.value)), .text("\(row.from) to \(row.to)"),
                .optional(row.perVariant.mean), .optional(row.perVariant.percentile(90)),
                .optional(row.perVariant.most),
            ])
        }
        return table
    }

    private static func title(_ group: String, _ value: String) -> String {
        group.isEmpty ? "all" : "\(group) \(value)"
    }

    /// Tenths of a percent as a percentage.
    static func percent(_ permille: Int64) -> String {
        permille % 10 == 0 ? "\(permille / 10)%" : "\(permille / 10).\(permille % 10)%"
    }

    /// A span of time: `2d 3h`, `4h 05m`, `12m 30s`.
    static func span(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1_000
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        if seconds >= 86_400 { return "\(seconds / 86_400)d \(two(seconds / 3_600 % 24))h" }
        if seconds >= 3_600 { return "\(seconds / 3_600)h \(two(seconds / 60 % 60))m" }
        return "\(seconds / 60)m \(two(seconds % 60))s"
    }
}
