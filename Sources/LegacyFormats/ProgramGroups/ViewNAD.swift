public import SiteModel

/// The text of VIEWNAD, the tool that shows the network application database in `*.HGF` and `*.HAF` (Q124083).
///
/// It has three parts: the user's groups, the identifiers of the program groups that those may see, and each of them
/// with its items. The one published dump is of 1.0 or 1.1, and its platforms are meaningless (Q124038); here they are
/// the numbers of `Machines.Platform`. The box characters 195, 196 and 179 of code page 437 are written as Unicode.
public struct ViewNAD: Equatable, Sendable {
    /// A program item.
    public struct Item: Equatable, Sendable {
        /// The identifier, such as `BPC00007`.
        public var id: String
        /// The item, its registry name filled.
        public var item: ProgramItem
        /// The directories on the servers it points to, such as `\\CNS-SMS\ofc43_sh\`.
        public var servers: [String]

        /// Makes an item.
        public init(id: String, item: ProgramItem, servers: [String]) {
            self.id = id
            self.item = item
            self.servers = servers
        }
    }

    /// A program group.
    public struct Group: Equatable, Sendable {
        /// The identifier, such as `BPC00001`.
        public var id: String
        /// The name.
        public var name: String
        /// The user groups that have it.
        public var users: [String]
        /// Its items.
        public var items: [Item]

        /// Makes a group.
        public init(id: String, name: String, users: [String], items: [Item]) {
            self.id = id
            self.name = name
            self.users = users
            self.items = items
        }
    }

    /// The groups of the user whom it runs for.
    public var userGroups: [String]
    /// The program groups that these may see.
    public var groups: [Group]

    /// Makes the content of a database as a user sees it.
    public init(userGroups: [String], groups: [Group]) {
        self.userGroups = userGroups
        self.groups = groups
    }

    /// The widest line; the published dump goes on below the value behind it.
    static let width = 80
    /// Bytes of an identifier in the list of objects: eight characters and the zero behind them.
    static let bytesPerObject = 9

    /// Prints it; items stand in the order of their titles, as in the published dump.
    public func print() -> String {
        var lines = userGroups + [""]
        lines.append("Get Objects Return Code 1 Size \(groups.count * Self.bytesPerObject)")
        lines += groups.map(\.id)
        for group in groups {
            lines += ["", "Program Group ======= \(group.id) =========="]
            Self.add("  ", "Group", group.name, label: 15, &lines)
            Self.add("  ", "Users", group.users.joined(separator: ";"), label: 15, &lines)
            for item in group.items {
                lines.append("  \u{251C}\u{2500} \(item.id)")
                let command = item.item.commandLine
                Self.field("Registry", item.item.registryName, &lines)
                Self.field("Description", item.item.description, &lines)
                Self.field("Command", command.isEmpty ? "<no command for applets>" : command, &lines)
                Self.field("Servers", item.servers.joined(separator: ";"), &lines)
                switch item.item.driveMode {
                case .unc: break
                case .anyLetter: Self.field("Drive", "?", &lines)
                case .letter(let letter): Self.field("Drive", letter, &lines)
                }
                Self.field("Platform", String(item.item.platforms.rawValue, radix: 16).uppercased(), &lines)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func field(_ name: String, _ value: String, _ lines: inout [String]) {
        add("  \u{2502}  ", name, value, label: 12, &lines)
    }

    /// A label and a value; what does not fit goes on below the value.
    private static func add(
        _ margin: String, _ name: String, _ value: String, label: Int, _ lines: inout [String]
    ) {
        let head = margin + name + String(repeating: " ", count: max(1, label - name.count))
        var rest = value[...]
        var line = head
        let room = max(1, width - head.count)
        repeat {
            lines.append(line + rest.prefix(room))
            rest = rest.dropFirst(room)
            line = String(repeating: " ", count: head.count)
        } while !rest.isEmpty
    }
}
