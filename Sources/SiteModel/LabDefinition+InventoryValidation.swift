// What can be wrong with the inventory of client ranges and with saved queries.

extension LabLimits {
    /// Rows of one group of a machine's inventory.
    public static let inventoryRows: ClosedRange<Int64> = 0...100
    /// Saved queries of a site.
    public static let queries = 10_000
}

extension LabValidator {
    mutating func checkInventory(_ inventory: ClientInventory, _ path: String, _ what: String) {
        let catalogue = InventoryArchitecture.personalComputer.groups
        for group in inventory.groups {
            let name = catalogue[group.group].name
            let here = "\(path).inventory.\(name)"
            check(
                Int64(group.rows.count), in: LabLimits.inventoryRows, here,
                "the number of rows of \(name) of \(what)")
            for row in group.rows {
                for entry in row.entries {
                    let attribute = catalogue[group.group].attributes[entry.attribute]
                    checkPattern(entry.pattern, attribute, here, what)
                }
            }
        }
    }

    private mutating func checkPattern(
        _ pattern: InventoryPattern, _ attribute: InventoryAttribute, _ path: String, _ what: String
    ) {
        let name = "'\(attribute.name)' of \(what)"
        switch pattern {
        case .absent: break
        case .value(let value):
            if case .text(let text) = value { checkText(text, path, name) }
        case .dealt(let values):
            for value in values { if case .text(let text) = value { checkText(text, path, name) } }
        case .drawn(let low, let high, let step):
            let (width, overflow) = high.subtractingReportingOverflow(low)
            if low > high || overflow || width == .max {
                error(
                    "bad-range", path, "\(name): the range from \(low) to \(high) cannot be drawn from",
                    advice: "the first number is the smaller one")
            }
            if step < 1 {
                error("bad-range", path, "\(name): the step is \(step), but must be 1 or more")
            }
        }
    }

    mutating func checkQueries(_ site: SiteDefinition, _ path: String) {
        if site.queries.count > LabLimits.queries {
            error(
                "too-many-queries", "\(path).queries",
                "site \(site.code) has \(site.queries.count) queries; at most \(LabLimits.queries) are allowed"
            )
        }
        var seen: Set<String> = []
        for (place, query) in site.queries.enumerated() {
            let here = "\(path).queries[\(place)]"
            let what = "query '\(query.name)' of site \(site.code)"
            checkText(query.name, "\(here).name", "the name of a query of site \(site.code)")
            if query.isNameless {
                add(
                    .warning, "blank-query-name", "\(here).name",
                    "a query of site \(site.code) has a blank name: a job that uses it fails with event 318")
            }
            if !seen.insert(query.name.uppercased()).inserted {
                error("duplicate-query", "\(here).name", "site \(site.code) has the \(what) twice")
            }
            do throws(InventoryQueryError) {
                let found = try query.query()
                let isLimited = lab.quirks["query-eight-clauses"] ?? true
                if isLimited, found.tableCount > InventoryQuery.mostTables {
                    add(
                        .warning, "too-many-tables", "\(here).text",
                        "\(what) joins \(found.tableCount) tables, but SQL Server joins \(InventoryQuery.mostTables): "
                            + "it cannot run, and a job that uses it raises event 320 (Q121384)",
                        advice: "seven clauses are the most")
                }
            } catch {
                self.error(
                    "bad-query", "\(here).text",
                    "\(what), at \(error.line):\(error.column) of its text: \(error.message)",
                    advice: error.advice)
            }
        }
    }
}
