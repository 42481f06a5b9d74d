import Emulation
import Pipeline
import SiteModel

/// Rows about program groups and what clients see of them.
enum ProgramGroupRows {
    static func create(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let items = try words.options("item").map(\.text)
        let users = try words.options("user-group").map(\.text)
        let name = try words.operand("the program group's name").text
        return { (play: inout ScenarioPlay) throws(RowError) in
            var group = ProgramGroupDefinition(
                name: name, number: (play.image.definition.programGroups.map(\.number).max() ?? 0) + 1,
                userGroups: users.isEmpty ? [ProgramGroupDefinition.everyone] : users)
            for item in items {
                let parts = item.split(separator: ":", maxSplits: 1).map { String($0) }
                let place = try play.package(parts.first ?? "")
                group.items.append(
                    ProgramItemReference(
                        package: play.image.packages[place].package.id, title: parts.count > 1 ? parts[1] : ""
                    ))
            }
            try play.perform(.setProgramGroup(site: play.site, group: group))
        }
    }

    static func delete(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let name = try words.operand("the program group's name").text
        return { (play: inout ScenarioPlay) throws(RowError) in
            try play.perform(.removeProgramGroup(site: play.site, name: name))
        }
    }

    /// Whether a client's user is shown an item, whether it starts, and from which server.
    static func item(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let client = try words.operand("the client").text
        let title = try words.operand("the item's title").text
        let state = words.take("starts", "dead")
        let server = words.take("from") == nil ? nil : try words.operand("the server").text.uppercased()
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let shown = play.image.sharedItems(ofClient: try play.client(client))
            let titles = shown.map(\.title).joined(separator: ", ")
            guard let found = shown.first(where: { $0.title == title }) else {
                return RowCheck(false, "shown: \(titles.isEmpty ? "nothing" : titles)")
            }
            let holds =
                (state == nil || (state == "starts") == found.starts)
                && (server.map { name in found.paths.contains { $0.hasPrefix("\\\\\(name)\\") } } ?? true)
            return RowCheck(
                holds, "\(found.starts ? "starts" : "does not start"), \(found.paths.joined(separator: ";"))")
        }
    }
}
