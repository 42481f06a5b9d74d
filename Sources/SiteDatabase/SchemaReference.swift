import SiteModel

/// The reference page of the database, `docs/reference/database.md`, from the descriptions of the tables.
///
/// - Returns: Markdown; a test compares it with the page in the checkout.
public func schemaReference() -> String {
    var text = """
        # The lab database

        `lab.db` is an SQLite database (`PRAGMA application_id` \(Migrator.applicationID), the schema's version in
        `PRAGMA user_version`: \(Migrator.current.newest)). Any SQLite program can read it beside a running
        `sms12`; only `sms12` should write it. This page is made from the table descriptions in the source.

        Tables are `STRICT`. Names are those of the SMS 1.2 site database where they are known. Every table that
        a site of SMS 1.2 kept in its own SQL database has the owning site as its first key column: each site had
        its own copy, and the copies differ. Instants are milliseconds since 1970-01-01 UTC; wall-clock times are
        seconds since 1970-01-01 on the clock that judges them. In the list of columns, a bold name is part of the key.


        """
    text += "## Tables of a site\n\n"
    for table in SiteTables.all { text += section(table) }
    text += "## Tables of the lab\n\n"
    for table in EngineTables.all { text += section(table) }
    text += "## Indexes\n\n| Index | Table | Columns | Why |\n|---|---|---|---|\n"
    for index in Schema.indexes {
        text +=
            "| `\(index.name)` | `\(index.table)` | \(index.columns.joined(separator: ", ")) | "
            + "\(index.reason) |\n"
    }
    return text
}

/// One table of the page.
private func section(_ table: TableDescription) -> String {
    var text = "### \(table.name)\n\n\(escaped(table.meaning))\n\n"
    if let whole = Schema.whole(of: table.name) {
        text += "Its rows are parts of rows of `\(whole.name)`, checked when a transaction ends.\n\n"
    }
    text += "| Column | Type | NULL | Values | Meaning |\n|---|---|---|---|---|\n"
    for (place, column) in table.columns.enumerated() {
        let name = place < table.keyCount ? "**`\(column.name)`**" : "`\(column.name)`"
        var values = ""
        if let allowed = column.allowed { values = allowed.map { String($0) }.joined(separator: ", ") }
        if let words = column.words { values = words.map { "`\($0)`" }.joined(separator: ", ") }
        text +=
            "| \(name) | \(column.kind.rawValue) | \(column.isNullable ? "yes" : "") | \(values) | "
            + "\(escaped(column.meaning)) |\n"
    }
    return text + "\n"
}

/// A text whose bars do not end a cell.
private func escaped(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
}
