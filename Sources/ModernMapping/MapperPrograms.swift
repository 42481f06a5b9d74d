import SiteModel

// Workstation command lines and program items: mapping 3, 3.2 and 4.

/// Bits of ProgramFlags that the mapping uses.
enum ProgramBit {
    static let countdown = 0x400
    static let disabled = 0x1000
    static let unattended = 0x2000
    static let userContext = 0x4000
    static let adminRights = 0x8000
    static let okToQuit = 0x4_0000
    static let useUNCPath = 0x10_0000
    static let runMinimized = 0x40_0000
    static let anyPlatform = 0x800_0000
}

extension Translation {
    mutating func makePrograms() {
        guard let key = packageKeys[.workstation], let set = package.workstation else { return }
        var used: [String] = []
        for (place, command) in set.commands.enumerated() {
            let subject = "\(packageName) \"\(command.name)\""
            let platforms = translate(platforms: command.platforms, subject: subject)
            if platforms.isDropped {
                programNames.append(nil)
                continue
            }
            let name = programName(command.name, place, subject, &used)
            programNames.append(name)
            var object = ModernObject("SMS_Program")
            object.set("PackageID", key, from: "package.id")
            object.set("ProgramName", name, from: "command.name")
            object.set("CommandLine", commandLine(command.command, subject), from: "command.command")
            var flags = flagBits(command) | bits(of: platforms)
            if switches.usesUNC { flags |= ProgramBit.useUNCPath }
            if target.countdownDisabled { flags |= ProgramBit.countdown }
            object.set("ProgramFlags", flags, from: "command.flags, command.platforms")
            setPlatforms(platforms, &object, subject)
            if !package.comment.isEmpty {
                object.set("Comment", package.comment, from: "package.comment")
                checkLength(package.comment, 127, "the comment", subject)
            }
            if switches.durationDefault, era == .cb {
                object.set("Duration", 120, from: "switch duration_default")
            }
            noteFormat(command.command, subject)
            finishProgram(
                &object, mark: "pkg=\(packageName);wcl=\(place + 1)", record: sourceRecord(of: command))
        }
        let fromDefinition = !package.definitionDigest.isEmpty || !package.product.isEmpty
        if !set.commands.isEmpty, fromDefinition || target.statusMIFSeen {
            lose(
                "W12", packageName,
                "its status MIFs are matched by name, and without a match the exit code decides")
        }
    }

    private mutating func noteFormat(_ command: String, _ subject: String) {
        if era == .sms2003, command.contains("%n") {
            plan.notes.append("\(subject): %n in a command line crashed SMS 2.0 (Q320276)")
        }
    }

    private mutating func finishProgram(_ object: inout ModernObject, mark: String, record: JSONValue) {
        let name = object["ProgramName"]?.display ?? ""
        let found = existing("SMS_Program", mark: mark, name: name)
        carry(&object, mark: mark, record: record, found: found, textProperty: "Comment")
        step(found == nil ? .create(object, alias: nil) : .update(object), packageName)
    }

    /// Flags that every use of a platform translation sets.
    private func bits(of platforms: PlatformTranslation) -> Int {
        (platforms.isAny ? ProgramBit.anyPlatform : 0) | (platforms.isDisabled ? ProgramBit.disabled : 0)
    }

    /// Flags of the run itself; EVERYUSER, a default of the class, is never set.
    private func flagBits(_ command: CommandLineProgram) -> Int {
        let run =
            switch command.flags {
            case .needsInput: ProgramBit.userContext
            case .automated: ProgramBit.userContext | ProgramBit.unattended
            case .background: ProgramBit.unattended | ProgramBit.adminRights
            }
        return run | (command.synchronousSystemExit ? ProgramBit.okToQuit : 0)
    }

    private mutating func setPlatforms(
        _ platforms: PlatformTranslation, _ object: inout ModernObject, _ subject: String
    ) {
        if !platforms.isAny, !platforms.details.isEmpty {
            object.set(
                "SupportedOperatingSystems", .array(platforms.details.map { .object($0) }),
                from: "command.platforms")
        }
        if !platforms.dropped.isEmpty {
            let text = "Not translated: " + platforms.dropped.joined(separator: ", ")
            object.set("Requirements", text, from: "command.platforms")
            checkLength(text, 127, "the requirements", subject)
        }
    }

    /// A program name of at most 50 characters that is not used yet.
    private mutating func programName(
        _ name: String, _ place: Int, _ subject: String, _ used: inout [String]
    ) -> String {
        checkLength(name, 50, "the command's name", subject)
        var candidate = name.isEmpty ? "Command \(place + 1)" : String(name.prefix(50))
        let stem = candidate.prefix(47)
        var number = 0
        while used.contains(where: { equalNames($0, candidate) }) {
            number += 1
            candidate = stem.prefix(49 - String(number).count) + "~\(number)"
        }
        if candidate != name { lose("W13", subject, "the program is called \"\(candidate)\"") }
        used.append(candidate)
        return candidate
    }

    /// The command line as the target must have it.
    private mutating func commandLine(_ command: String, _ subject: String) -> String {
        var line = command
        if let place = place(of: "%pcmunc%", in: line) {
            let before = line.prefix(place).lowercased()
            let after = String(line.dropFirst(place + 8))
            line =
                before.hasPrefix("ntencap")
                ? String(after.drop { $0 == "\\" || $0 == "\"" })
                : String(line.prefix(place)) + after.drop { $0 == "\\" }
            lose("W16", subject, "the working folder replaces %PCMUNC%: \(line)")
        }
        let length = line.unicodeScalars.count
        if length > 127 {
            lose(
                "W14", subject,
                "the command line has \(length) characters; it is not cut, and a strict target refuses it")
        }
        checkExecutable(executable(of: line), subject)
        return line
    }

    private mutating func checkExecutable(_ file: String, _ subject: String) {
        let letters = Array(file)
        if file.hasPrefix("\\") || (letters.count >= 2 && letters[1] == ":") {
            lose(
                "W15", subject,
                "\(file) is an absolute path; SMS 1.2 ran from the package root, the target runs it")
            return
        }
        let base = (file.split(separator: "\\").last.map(String.init) ?? "").lowercased()
        if base == "execute.exe" || base == "execute" {
            lose("W18", subject, "EXECUTE.EXE is a 16-bit helper that is no longer needed")
            return
        }
        if base.isEmpty { return }
        if let files = target.sourceFiles {
            let path = String(file.map { $0 == "\\" ? "/" : $0 }).lowercased()
            let endings =
                path.split(separator: "/").last?.contains(".") == true
                ? [""] : [".exe", ".com", ".bat", ".cmd"]
            if !files.contains(where: { file in endings.contains { path + $0 == file.lowercased() } }) {
                lose(
                    "W17", subject, "\(file) is not in the source; add it, or it came from LOGON.SRV\\MSTEST")
            }
        } else if base.hasPrefix("mtrun") {
            lose("W17", subject, "\(file) came from LOGON.SRV\\MSTEST; add it to the source")
        }
    }

    // MARK: Program items

    mutating func makeProgramItems(_ set: SharingProperties) {
        guard let key = packageKeys[.sharing], !set.programItems.isEmpty else { return }
        lose(
            "W30", packageName, "icons and program groups of \(set.programItems.count) program items are lost"
        )
        var used: [String] = []
        for (place, item) in set.programItems.enumerated() {
            let title = item.description.isEmpty ? "Item \(place + 1)" : item.description
            let subject = "\(packageName) item \"\(title)\""
            if !item.registryName.isEmpty || !item.defaultINIFile.isEmpty {
                lose("W32", subject, "registry name and INI file stay in the carrier")
            }
            if item.runLocalCopyIfPresent { lose("W33", subject, "a local copy is not preferred any more") }
            if switches.items == .programs { makeItem(item, place, title, key, &used, subject) }
        }
    }

    private mutating func makeItem(
        _ item: ProgramItem, _ place: Int, _ title: String, _ key: ModernValue, _ used: inout [String],
        _ subject: String
    ) {
        let platforms = translate(platforms: item.platforms, subject: subject)
        if platforms.isDropped { return }
        let name = programName(title, place, subject, &used)
        var configuration: String?
        if !item.configurationScript.isEmpty {
            let second = programName("Configure \(name)", place, subject, &used)
            lose("W31", subject, "the configuration command became the program \"\(second)\"")
            var object = itemObject(item, key, platforms, second, item.configurationScript, subject)
            finishProgram(
                &object, mark: "pkg=\(packageName);set=sharing;cfg=\(place + 1)",
                record: sourceRecord(of: item))
            configuration = second
        }
        var object = itemObject(item, key, platforms, name, item.commandLine, subject)
        if let configuration {
            object.set("DependentProgram", ";;" + configuration, from: "item.configurationScript")
        }
        finishProgram(
            &object, mark: "pkg=\(packageName);set=sharing;item=\(place + 1)", record: sourceRecord(of: item))
    }

    private mutating func itemObject(
        _ item: ProgramItem, _ key: ModernValue, _ platforms: PlatformTranslation, _ name: String,
        _ command: String, _ subject: String
    ) -> ModernObject {
        var object = ModernObject("SMS_Program")
        object.set("PackageID", key, from: "package.id")
        object.set("ProgramName", name, from: "item.description")
        object.set("CommandLine", commandLine(command, subject), from: "item.commandLine")
        var flags = ProgramBit.userContext | bits(of: platforms)
        if item.runMinimized { flags |= ProgramBit.runMinimized }
        if item.driveMode == .unc { flags |= ProgramBit.useUNCPath }
        object.set("ProgramFlags", flags, from: "item.driveMode, item.runMinimized, item.platforms")
        if case .letter(let letter) = item.driveMode {
            object.set("DriveLetter", letter.prefix(1).lowercased(), from: "item.driveMode")
        }
        setPlatforms(platforms, &object, subject)
        return object
    }

    /// Program groups: a collection of users for each, and an optional advertisement for each item.
    mutating func publishProgramGroups(_ set: SharingProperties) {
        guard switches.items == .programs, let key = packageKeys[.sharing] else { return }
        for group in target.programGroups {
            let subject = "\(packageName) group \"\(group.name)\""
            lose("W34", subject, "only global groups of a domain resolve as user groups")
            var collection = ModernObject("SMS_Collection")
            let title = "SMS12 \(packageName) \(group.name)"
            let found = existing("SMS_Collection", mark: "", name: title)
            let alias = found == nil ? newAlias("cID") : nil
            let collectionKey: ModernValue = found.map { .string($0.key) } ?? .alias(alias ?? "cID")
            collection.set("CollectionID", found?.key ?? "", from: "provider")
            collection.set("Name", title, from: "program group")
            if era == .cb {
                collection.set("CollectionType", 1, from: "program group")
                collection.set("LimitToCollectionID", "SMS00004", from: "program group")
            }
            collection.set("OwnedByThisSite", true, from: "always")
            collection.set("RefreshType", 2, from: "program group")
            step(found == nil ? .create(collection, alias: alias) : .update(collection), packageName)
            let rules = group.userGroups.map { name -> ModernValue in
                queryRule(
                    name,
                    "SELECT SMS_R_User.ResourceId, SMS_R_User.ResourceType, SMS_R_User.Name FROM SMS_R_User WHERE SMS_R_User.UserGroupName = \(wqlText(name))"
                )
            }
            addRules(rules, collectionKey, packageName, nil)
            for item in group.items {
                var object = ModernObject("SMS_Advertisement")
                object.set("AdvertisementID", "", from: "provider")
                object.set(
                    "AdvertisementName", "\(package.name) - \(item) (\(packageName) \(group.name))",
                    from: "program group")
                object.set("PackageID", key, from: "package.id")
                object.set("ProgramName", String(item.prefix(50)), from: "item.description")
                object.set("CollectionID", collectionKey, from: "program group")
                if era == .cb { object.set("OfferType", 2, from: "program group") }
                object.set("IncludeSubCollection", false, from: "always")
                step(.create(object, alias: nil), packageName)
            }
        }
    }
}

/// Where a small text begins in a larger one, counted in characters, without regard to case.
func place(of part: String, in text: String) -> Int? {
    let letters = Array(text.lowercased())
    let wanted = Array(part)
    guard letters.count >= wanted.count, letters.count == text.count else { return nil }
    return (0...(letters.count - wanted.count)).first { start in
        letters[start..<(start + wanted.count)].elementsEqual(wanted)
    }
}

/// The file a command line runs: its first word, or what stands in quotes at its begin.
func executable(of line: String) -> String {
    let text = line.drop { $0 == " " || $0 == "\t" }
    if text.first == "\"" { return String(text.dropFirst().prefix { $0 != "\"" }) }
    return String(text.prefix { $0 != " " && $0 != "\t" })
}

/// A text as a WQL literal.
func wqlText(_ text: String) -> String {
    var result = "\""
    for letter in text {
        if letter == "\\" || letter == "\"" { result.append("\\") }
        result.append(letter)
    }
    return result + "\""
}
