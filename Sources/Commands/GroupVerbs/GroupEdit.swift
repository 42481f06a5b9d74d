import CommandLineKit
import Emulation
import SiteModel

/// `group add`, `group set` and `group remove`.
enum GroupEdit {
    private static let newName = Operand("GROUP", .text, help: "The new machine group's name.")
    private static let members = Operand<[String]>(
        "MEMBER", .labObject("client"), atLeast: 0,
        help: "Computers: names, or names with a range such as PC[1-5] or with `*`.")
    private static let addMember = Option<[String]>(
        "add-member", value: "NAME", .labObject("client"), help: "A computer that joins; ranges and `*` too.")
    private static let removeMember = Option<[String]>(
        "remove-member", value: "NAME", .text, help: "A computer that leaves; ranges and `*` too.")

    /// Members of a group a command may list; a group holds its members by name.
    private static let mostMembers = 1_000_000

    static var add: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["group", "add"], "Make a machine group.",
                discussion: """
                    A member that is no computer of the lab is kept and stays a blank row, as in SMS (Q160901). \
                    What `*` stands for is looked up now; computers that come later do not join by themselves.
                    """,
                options: [Naming.site], operands: [newName, members],
                example: CommandExample("sms12 group add Sales PC1 PC2"),
                moreExamples: [CommandExample("sms12 group add Sales 'PC[1-5]' SRV2")]), run: runAdd)
    }

    static var set: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["group", "set"], "Change the members of a machine group.",
                discussion: "Members given as words take the place of all that it has.",
                options: [Naming.site, addMember, removeMember], operands: [GroupShow.name, members],
                example: CommandExample("sms12 group set All --remove-member PC3")), run: runSet)
    }

    static var remove: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["group", "remove"], "Remove a machine group; its computers stay.", options: [Naming.site],
                operands: [GroupShow.name], example: CommandExample("sms12 group remove All")), run: runRemove
        )
    }

    private static func runAdd(_ run: CommandRun) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let site = try edit.site
            let name = try run.value(newName)
            let code = edit.before.sites[site].code
            if edit.before.sites[site].groups.contains(where: { $0.name.uppercased() == name.uppercased() }) {
                throw CommandFailure(
                    ExitCode.cannotCreate,
                    "there is a machine group \(name) at site \(code) already; `sms12 group set` changes it")
            }
            let names = try expand(try run.value(members), edit.before.sites[site])
            let group = MachineGroupDefinition(name: name, members: names).normalized
            return try store(group, edit, site, verb: "Made")
        }
    }

    private static func runSet(_ run: CommandRun) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let site = try edit.site
            let definition = edit.before.sites[site]
            let old = definition.groups[try edit.group(try run.value(GroupShow.name))]
            var group = old
            let replacing = try run.value(members)
            if !replacing.isEmpty { group.members = try expand(replacing, definition) }
            let leaving = Set(try expand(try run.value(removeMember), definition, known: old.members))
            let missing = leaving.filter { !old.members.contains($0) }.sorted()
            if let first = missing.first {
                throw CommandFailure(ExitCode.noInput, "\(first) is no member of \(old.name)")
            }
            group.members.removeAll { leaving.contains($0) }
            var present = Set(group.members)
            for name in try expand(try run.value(addMember), definition)
            where present.insert(name).inserted { group.members.append(name) }
            guard group != old else {
                throw run.usage("nothing to change is given, or \(old.name) is so already")
            }
            return try store(group, edit, site, verb: "Changed")
        }
    }

    private static func store(
        _ group: MachineGroupDefinition, _ edit: LabEdit, _ site: Int, verb: String
    ) throws -> Int32 {
        var after = edit.before
        after.sites[site].groups.removeAll { $0.name.uppercased() == group.name.uppercased() }
        after.sites[site].groups.append(group)
        let result = try edit.judge(after)
        let code = after.sites[site].code
        try edit.perform([.setGroup(site: code, group: group)])
        edit.run.done(
            verb == "Added" ? .added : .changed, "group", group.name, site: code,
            "\(verb) machine group \(group.name) at site \(code): \(counted(group.members.count, "member")).")
        edit.run.advise("Next: sms12 job create PACKAGE --on \(shellWord("group:\(group.name)"))")
        return result
    }

    private static func runRemove(_ run: CommandRun) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let site = edit.before.sites[try edit.site]
            let group = site.groups[try edit.group(try run.value(GroupShow.name))]
            let users = InUse.ofGroup(group.name, edit, at: site.code)
            try edit.perform([.removeGroup(site: site.code, name: group.name)])
            run.done(
                .removed, "group", group.name, site: site.code,
                "Removed machine group \(group.name) from site \(site.code).")
            return run.report(users) == nil ? ExitCode.done : ExitCode.doneWithLosses
        }
    }

    // MARK: Names

    /// The names that words stand for: themselves, `PC[1-5]`, or those at the site that fit a `*`.
    private static func expand(
        _ words: [String], _ site: SiteDefinition, known: [String]? = nil
    ) throws -> [String] {
        var names: [String] = []
        var seen: Set<String> = []
        for word in words {
            let upper = word.uppercased()
            let found: [String]
            if upper.contains("*") {
                found = (known ?? computers(of: site)).filter { fits($0, upper) }
                if found.isEmpty {
                    throw CommandFailure(
                        ExitCode.noInput, "no computer of site \(site.code) fits '\(word)'")
                }
            } else if upper.contains("[") {
                found = try range(upper)
            } else {
                found = [upper]
            }
            names += found.filter { seen.insert($0).inserted }
        }
        guard names.count <= mostMembers else {
            throw CommandFailure(
                ExitCode.badData, "a machine group can have at most \(mostMembers) members here")
        }
        return names
    }

    private static func computers(of site: SiteDefinition) -> [String] {
        site.clients.flatMap { range in (0..<range.count).map(range.name(at:)) } + site.servers.map(\.name)
    }

    /// `PC[1-5]`: the numbers keep the width of the first.
    private static func range(_ word: String) throws -> [String] {
        let bad = CommandFailure(
            ExitCode.usage, "'\(word)' is no range of names such as PC[1-5]; the numbers run upwards")
        guard let open = word.firstIndex(of: "["), let close = word.lastIndex(of: "]"), open < close else {
            throw bad
        }
        let parts = word[word.index(after: open)..<close].split(
            separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let low = Int(parts[0]), let high = Int(parts[1]), low >= 0, low <= high,
            high - low < mostMembers
        else { throw bad }
        let tail = word[word.index(after: close)...]
        return (low...high).map { "\(word[..<open])\(pad($0, parts[0].count))\(tail)" }
    }

    /// Whether a name fits a pattern in which `*` stands for any text.
    static func fits(_ name: String, _ pattern: String) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        var rest = name[...]
        for (place, part) in parts.enumerated() {
            if place == 0 {
                guard rest.hasPrefix(part) else { return false }
                rest = rest.dropFirst(part.count)
                if parts.count == 1 { return rest.isEmpty }
            } else if place == parts.count - 1 {
                return rest.hasSuffix(part)
            } else if !part.isEmpty {
                guard let found = rest.firstRange(of: part) else { return false }
                rest = rest[found.upperBound...]
            }
        }
        return true
    }
}
