import Emulation
import Pipeline
import SiteModel

/// Rows about packages.
enum PackageRows {
    static func create(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let isBackground = words.flag("background")
        let needsInput = words.flag("needs-input")
        let exits = words.flag("system-exit")
        let hasNone = words.flag("no-command")
        let isImported = words.flag("definition")
        var platforms: PlatformMask = .ntX86
        if let word = try words.option("platform") { platforms = try Definitions.platforms(word) }
        var lines = try words.options("command").map(Definitions.commandLine)
        if lines.isEmpty, !hasNone { lines = [("Install", "setup.exe /q")] }
        let share = try words.option("share")?.text
        let items = try words.options("item").map { word in
            let parts = word.text.split(separator: "=", maxSplits: 1).map { String($0) }
            return ProgramItem(
                commandLine: parts.count > 1 ? parts[1] : "run.exe", description: parts.first ?? "",
                platforms: platforms)
        }
        let access = try words.option("access").map { (word) throws(RowError) in
            try Definitions.permissions(word)
        }
        let name = try words.operand("the package's name").text
        let commands = lines.map {
            CommandLineProgram(
                name: $0.name, command: $0.line,
                flags: isBackground ? .background : needsInput ? .needsInput : .automated,
                platforms: platforms, synchronousSystemExit: exits)
        }
        return { (play: inout ScenarioPlay) throws(RowError) in
            guard let id = PackageID(site: play.site, counter: 0) else {
                throw RowError("site \(play.site) has no package identifiers")
            }
            var package = Package(id: id, name: name)
            if isImported { package.definitionDigest = "\(name).PDF" }
            let root = "\\\\SRV1\\SOURCE\\\(name)"
            package.workstation = WorkstationProperties(
                root: root, permissions: access ?? .all, commands: commands)
            if share != nil || !items.isEmpty {
                package.sharing = SharingProperties(
                    root: share == nil ? root : "\\\\SRV1\\SHARED\\\(name)", shareName: share ?? "APPS",
                    programItems: items)
                package.sharing?.permissions = access ?? .all
            }
            try play.perform(.createPackage(site: play.site, package: package))
        }
    }

    /// Changes a package: the boxes of its rights, its comment, and command lines that are added.
    static func set(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let access = try words.option("access").map { (word) throws(RowError) in
            try Definitions.permissions(word)
        }
        let comment = try words.option("comment")?.text
        let lines = try words.options("command").map(Definitions.commandLine)
        let name = try words.operand("the package's name").text
        return { (play: inout ScenarioPlay) throws(RowError) in
            var package = play.image.packages[try play.package(name)].package
            if let access {
                package.workstation?.permissions = access
                package.sharing?.permissions = access
            }
            if let comment { package.comment = comment }
            for line in lines {
                package.workstation?.commands.append(
                    CommandLineProgram(
                        name: line.name, command: line.line, flags: .automated, platforms: .ntX86,
                        synchronousSystemExit: false))
            }
            try play.perform(.updatePackage(site: play.site, package: package))
        }
    }

    static func delete(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let name = try words.operand("the package's name").text
        return { (play: inout ScenarioPlay) throws(RowError) in
            let place = try play.package(name)
            let id = play.image.packages[place].package.id
            try play.perform(.deletePackage(site: play.site, id: id))
        }
    }
}
