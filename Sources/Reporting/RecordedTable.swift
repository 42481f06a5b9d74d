/// A list as a command prints it, over the whole run: what each row showed at each frame.
public struct RecordedTable: Sendable {
    /// A row: a job, or a client.
    public struct Entry: Sendable {
        /// The site in whose list it stands, by its place.
        public let site: Int
        /// What it is called: the first column.
        public let name: String
        /// Whether it is a system job.
        public let isSystem: Bool
        /// The number of its cells at each frame; -1: it is not in the list.
        public var cells = Series()
    }

    /// A row as a list shows it at one moment.
    public struct Row: Sendable {
        /// What it is called.
        public let name: String
        /// Whether it is a system job.
        public let isSystem: Bool
        /// What stands in the columns.
        public let cells: [String]

        /// Makes a row.
        public init(name: String, isSystem: Bool = false, cells: [String]) {
            self.name = name
            self.isSystem = isSystem
            self.cells = cells
        }
    }

    private struct Key: Hashable {
        let site: Int
        let name: String
    }

    /// The columns' titles.
    public let columns: [String]
    /// The rows, in the order in which they came to be.
    public private(set) var entries: [Entry] = []
    /// Every combination of cells that a row showed, by number, as numbers of texts.
    public private(set) var rows: [[Int]] = []
    private var places: [Key: Int] = [:]
    private var rowNumbers: [[Int]: Int] = [:]
    private var shown: [Int: Set<Int>] = [:]

    /// Makes a table without rows.
    public init(columns: [String]) { self.columns = columns }

    /// Notes the whole list of a site at a frame; what is not in it any more is gone from there on.
    mutating func set(
        site: Int, _ list: [Row], at frame: Int, _ texts: inout TextTable
    ) {
        var present: Set<Int> = []
        for row in list {
            let key = Key(site: site, name: row.name)
            let place: Int
            if let known = places[key] {
                place = known
            } else {
                place = entries.count
                places[key] = place
                entries.append(Entry(site: site, name: row.name, isSystem: row.isSystem))
            }
            let cells = row.cells.map { texts.number(of: $0) }
            let number = rowNumbers[cells] ?? rows.count
            if number == rows.count {
                rowNumbers[cells] = number
                rows.append(cells)
            }
            entries[place].cells.set(number, at: frame)
            present.insert(place)
        }
        for place in shown[site, default: []].subtracting(present).sorted() {
            entries[place].cells.set(-1, at: frame)
        }
        shown[site] = present
    }

    func write(_ out: inout JSONText) {
        out.object { out in
            out.key("cols")
            out.list { for column in columns { $0.text(column) } }
            out.key("rows")
            out.list { for row in rows { $0.numbers(row) } }
            out.key("e")
            out.list { out in
                for entry in entries {
                    out.list {
                        $0.number(entry.site)
                        $0.text(entry.name)
                        $0.number(entry.isSystem ? 1 : 0)
                        $0.numbers(entry.cells.flat)
                    }
                }
            }
        }
    }
}
