import SiteModel

/// Reading of the 2.0 grammar.
extension DefinitionContext {
    /// Reads a whole 2.0 file.
    ///
    /// With `isVersion4` the section is the one of the later layout: old names of keys are taken, and without
    /// `Programs` every section with a command line is a program.
    mutating func readVersion2(
        _ section: DefinitionSection, isVersion4: Bool, into definition: inout PackageDefinition
    ) {
        let package = isVersion4 ? Self.renamed(section) : section
        definition.product = required(package, "Name", limit: 50)
        definition.version = text(package, "Version", limit: 32)
        definition.company = required(package, "Publisher", limit: 32)
        definition.language = text(package, "Language", limit: 32)
        definition.comment = text(package, "Comment", limit: 127)
        noteMissing(package, ["Version", "Language"])
        if let icon = text(package, "Icon") {
            definition.icon = icon.text
            checkLimit(icon, limit: 100)
            checkIcon(icon)
        }
        definition.containsNoFiles = boolean(package, "ContainsNoFiles") ?? false
        definition.mifFileName = text(package, "MIFFileName", limit: 50)
        definition.mifName = text(package, "MIFName", limit: 50)
        definition.mifVersion = text(package, "MIFVersion", limit: 32)
        definition.mifPublisher = text(package, "MIFPublisher", limit: 32)
        noteUnknownKeys(package, known: Self.packageKeys2)
        for (item, found) in programSections(package, isVersion4: isVersion4) {
            let section = isVersion4 ? Self.renamed(found) : found
            definition.programs.append(program(item, section))
        }
        checkDependentPrograms(&definition.programs)
        warnOfEqualNames(definition.programs.map { ($0.name, $0.location) }, what: "Name")
        noteOtherSections(into: &definition, listKey: "Programs") { $0.name }
    }

    private static let packageKeys2 = [
        "Name", "Version", "Icon", "Publisher", "Language", "Comment", "ContainsNoFiles", "Programs",
        "MIFFileName", "MIFName", "MIFVersion", "MIFPublisher",
    ]

    /// A section of the later layout under the names of 2.0.
    private static func renamed(_ section: DefinitionSection) -> DefinitionSection {
        let names = [
            "cmdline": "CommandLine", "adminrights": "AdminRightsRequired",
            "drivemode": "DriveLetterConnection",
        ]
        var result = section
        result.entries = section.entries.map { entry in
            guard let name = names[entry.folded] else { return entry }
            let value =
                entry.folded == "drivemode"
                ? (entry.value.lowercased() == "uncname" ? "False" : "True") : entry.value
            return DefinitionEntry(
                key: name, value: value, keyLocation: entry.keyLocation, valueLocation: entry.valueLocation,
                folded: name.lowercased())
        }
        return result
    }

    private mutating func programSections(
        _ package: DefinitionSection, isVersion4: Bool
    ) -> [(item: String, section: DefinitionSection)] {
        if isVersion4, package.entry("Programs") == nil {
            let found = document.sections.filter { section in
                !section.isShadowed && section.folded != package.folded
                    && (section.entry("CmdLine") ?? section.entry("CommandLine")) != nil
            }
            for section in found { usedSections.insert(section.folded) }
            return found.map { ($0.name, $0) }
        }
        let list = text(package, "Programs")
        if list == nil { _ = required(package, "Programs", limit: 2047) }
        return listedSections(list, sectionName: { $0 })
    }

    private mutating func program(_ item: String, _ section: DefinitionSection) -> ProgramDefinition2 {
        var program = ProgramDefinition2(section: item, location: section.location, entries: section.entries)
        program.name = required(section, "Name", limit: 50)
        if program.name.isEmpty {
            program.name = item
        } else if program.name.lowercased() != item.lowercased() {
            findings.add(
                .sectionNameDiffers, "The program of section [\(section.name)] has the name \(program.name).",
                at: section.entry("Name")?.valueLocation)
        }
        if let icon = text(section, "Icon") {
            program.icon = icon.text
            checkIcon(icon)
        }
        program.comment = text(section, "Comment", limit: 127)
        program.commandLine = commandLine(section, limit: 127)
        program.startIn = text(section, "StartIn", limit: 127)
        program.run = word(section, "Run", ProgramWindow.self, .normal, bit: 0)
        program.afterRunning = word(section, "AfterRunning", AfterRunning.self, .nothing, bit: 1)
        program.estimatedDiskSpace = diskSpace(section)
        program.estimatedRunTimeMinutes = runTime(section)
        program.enableRunTimeMonitoring = boolean(section, "EnableRunTimeMonitoring") ?? false
        program.additionalProgramRequirements = text(section, "AdditionalProgramRequirements", limit: 127)
        program.canRunWhen = word(section, "CanRunWhen", CanRunWhen.self, .userLoggedOn, bit: 2)
        readForced(section, into: &program)
        program.driveLetterConnection = boolean(section, "DriveLetterConnection") ?? false
        program.specifyDrive = drive(section)
        program.reconnectDriveAtLogon = boolean(section, "ReconnectDriveAtLogon") ?? false
        program.dependentProgram = text(section, "DependentProgram")?.text ?? ""
        program.disabled = boolean(section, "Disabled") ?? false
        program.removeProgram = boolean(section, "RemoveProgram") ?? false
        program.uninstallKey = text(section, "UninstallKey")?.text ?? ""
        if program.removeProgram, program.uninstallKey.isEmpty {
            warn(
                .removeWithoutKey, bit: 10, "RemoveProgram is True, and there is no UninstallKey.",
                at: program.location(of: "RemoveProgram"), advice: "write UninstallKey")
        }
        program.supportedClients = supportedClients(section)
        noteUnknownKeys(section, known: Self.programKeys) { Self.rangeKey($0) != nil }
        return program
    }

    private static let programKeys = [
        "Name", "Icon", "Comment", "CommandLine", "StartIn", "Run", "AfterRunning", "EstimatedDiskSpace",
        "EstimatedRunTime", "EnableRunTimeMonitoring", "AdditionalProgramRequirements", "CanRunWhen",
        "UserInputRequired", "AdminRightsRequired", "UseInstallAccount", "DriveLetterConnection",
        "SpecifyDrive",
        "ReconnectDriveAtLogon", "DependentProgram", "Assignment", "Disabled", "RemoveProgram",
        "UninstallKey",
        "SupportedClients",
    ]

    /// Adds a warning that LoadPDF has a number for.
    private mutating func warn(
        _ code: PackageDefinitionCode, bit: Int, _ message: String, at location: SourceLocation,
        advice: String
    ) {
        loadPDFWarnings |= 1 << bit
        findings.add(code, "\(message) (LoadPDF warning \(bit))", at: location, advice: advice)
    }

    /// A value out of a list of words: any case, else the only near word, else the default.
    private mutating func word<Word: RawRepresentable & CaseIterable>(
        _ section: DefinitionSection, _ key: String, _ type: Word.Type, _ standard: Word, bit: Int
    ) -> Word where Word.RawValue == String {
        guard let value = text(section, key) else { return standard }
        let folded = value.text.lowercased()
        if let word = Word.allCases.first(where: { $0.rawValue.lowercased() == folded }) { return word }
        let words = Word.allCases.map(\.rawValue).filter { !$0.isEmpty }
        if let near = nearest(value.text, words), let word = Word(rawValue: near) {
            noteMisspelling(value, near)
            return word
        }
        let taken = standard.rawValue.isEmpty ? "nothing" : standard.rawValue
        warn(
            .badWord, bit: bit, "\(value.key) is \"\(value.text)\"; the default, \(taken), is taken.",
            at: value.location, advice: "write one of \(words.joined(separator: ", "))")
        return standard
    }

    /// The keys that CanRunWhen decides: a user's presence forbids some values and its absence others.
    private mutating func readForced(_ section: DefinitionSection, into program: inout ProgramDefinition2) {
        let isLoggedOn = program.canRunWhen == .userLoggedOn
        let state = program.canRunWhen.rawValue
        func note(_ key: String, _ old: String, _ new: String, _ findings: inout DefinitionFindings) {
            findings.add(
                .forcedValue, "\(key) is \(old) and becomes \(new): CanRunWhen is \(state).",
                at: section.entry(key)?.valueLocation, advice: "write \(key)=\(new), or change CanRunWhen")
        }
        let input = boolean(section, "UserInputRequired")
        program.userInputRequired = isLoggedOn ? input ?? true : false
        if input == true, !isLoggedOn { note("UserInputRequired", "True", "False", &findings) }
        let rights = boolean(section, "AdminRightsRequired")
        program.adminRightsRequired = isLoggedOn ? rights ?? false : true
        if rights == false, !isLoggedOn { note("AdminRightsRequired", "False", "True", &findings) }
        let account = boolean(section, "UseInstallAccount")
        program.useInstallAccount = isLoggedOn ? false : account ?? false
        if account == true, isLoggedOn { note("UseInstallAccount", "True", "False", &findings) }
        program.assignment = word(section, "Assignment", ProgramAssignment.self, .firstUser, bit: 3)
        if program.assignment == .everyUser, !isLoggedOn {
            program.assignment = .firstUser
            note("Assignment", "EveryUser", "FirstUser", &findings)
        }
    }

    /// `Unknown`, or a number with a unit behind it, with or without a blank between.
    private mutating func diskSpace(_ section: DefinitionSection) -> EstimatedDiskSpace {
        guard let value = text(section, "EstimatedDiskSpace") else { return .unknown }
        if value.text.lowercased() == "unknown" { return .unknown }
        let digits = value.text.unicodeScalars.prefix { ("0"..."9").contains($0) }
        let unit = trimBlanks(String(value.text.unicodeScalars.dropFirst(digits.count))).text.uppercased()
        if let amount = Int(String(digits)), ["", "KB", "MB", "GB"].contains(unit) {
            if unit.isEmpty, amount != 0 {
                findings.add(
                    .diskSpaceWithoutUnit, "\(value.key) is \(amount) without a unit.", at: value.location,
                    advice: "write KB, MB or GB behind it")
            }
            return .amount(amount, unit: unit)
        }
        if let near = nearest(value.text, ["Unknown"]) {
            noteMisspelling(value, near)
        } else {
            warn(
                .badDiskSpace, bit: 6, "\(value.key) is \"\(value.text)\"; Unknown is taken.",
                at: value.location, advice: "write Unknown, or a number with KB, MB or GB")
        }
        return .unknown
    }

    private mutating func runTime(_ section: DefinitionSection) -> Int? {
        guard let value = text(section, "EstimatedRunTime"), value.text.lowercased() != "unknown" else {
            return nil
        }
        if let minutes = Int(value.text), minutes >= 0 {
            if minutes == 0 {
                findings.add(.zeroRunTime, "\(value.key) 0 means Unknown.", at: value.location)
            }
            return minutes == 0 ? nil : minutes
        }
        if let near = nearest(value.text, ["Unknown"]) {
            noteMisspelling(value, near)
        } else {
            findings.add(
                .badRunTime, "\(value.key) is \"\(value.text)\"; Unknown is taken.", at: value.location,
                advice: "write Unknown, or minutes")
        }
        return nil
    }

    private mutating func drive(_ section: DefinitionSection) -> String {
        guard let value = text(section, "SpecifyDrive") else { return "" }
        let scalars = Array(value.text.uppercased().unicodeScalars)
        if let letter = scalars.first, ("A"..."Z").contains(letter),
            scalars.count == 1 || scalars[1...] == [":"]
        {
            return String(letter)
        }
        warn(
            .badDrive, bit: 5, "\(value.key) is \"\(value.text)\", which is not one letter; it is not used.",
            at: value.location, advice: "write one letter")
        return ""
    }

    /// Resolves DependentProgram by Name, then by section; an unknown one stays as it is.
    private mutating func checkDependentPrograms(_ programs: inout [ProgramDefinition2]) {
        let byName = Dictionary(programs.map { ($0.name.lowercased(), $0.name) }) { first, _ in first }
        let bySection = Dictionary(programs.map { ($0.section.lowercased(), $0.name) }) { first, _ in first }
        for place in programs.indices where !programs[place].dependentProgram.isEmpty {
            let folded = programs[place].dependentProgram.lowercased()
            if let found = byName[folded] ?? bySection[folded] {
                programs[place].dependentProgram = found
            } else {
                warn(
                    .dependentProgramMissing, bit: 4,
                    "DependentProgram is \"\(programs[place].dependentProgram)\", which is no program here.",
                    at: programs[place].location(of: "DependentProgram"),
                    advice: "write the Name of a program of this file")
            }
        }
    }
}

/// Reading of SupportedClients and the version ranges.
extension DefinitionContext {
    /// Takes `<client>MinVersion<n>` apart, with or without a blank; nil for other keys.
    private static func rangeKey(_ folded: String) -> (client: String, isMinimum: Bool, number: Int)? {
        let digits = String(folded.reversed().prefix { ("0"..."9").contains($0) }.reversed())
        guard let number = Int(digits) else { return nil }
        let rest = folded.dropLast(digits.count)
        for (word, isMinimum) in [("minversion", true), ("maxversion", false)] where rest.hasSuffix(word) {
            return (trimBlanks(rest.dropLast(word.count)).text, isMinimum, number)
        }
        return nil
    }

    private mutating func supportedClients(_ section: DefinitionSection) -> [SupportedClient]? {
        guard let list = text(section, "SupportedClients") else {
            warn(
                .supportedClientsAbsent, bit: 7,
                "SupportedClients of [\(section.name)] is absent: no platform is checked.",
                at: section.entry("SupportedClients")?.valueLocation ?? section.location,
                advice: "write SupportedClients")
            return nil
        }
        var clients: [SupportedClient] = []
        var ranges: [String: [RangeEntry]] = [:]
        for entry in section.entries {
            guard let key = Self.rangeKey(entry.folded) else { continue }
            ranges[key.client, default: []].append((entry, key.isMinimum, key.number))
        }
        for item in list.items {
            let text = item.text
            var client = SupportedClient(text: text, system: "", processor: "", ranges: [])
            if let open = text.firstIndex(of: "("), text.hasSuffix(")"), open > text.startIndex {
                client.system = trimBlanks(text[..<open]).text
                client.processor = trimBlanks(text[text.index(after: open)...].dropLast()).text
            }
            if client.system.isEmpty || client.processor.isEmpty {
                warn(
                    .badSupportedClient, bit: 8, "\"\(text)\" is not of the form OS (processor).",
                    at: item.location, advice: "write it like Win NT (I386)")
            }
            client.ranges = versionRanges(ranges[text.lowercased()] ?? [], of: text)
            clients.append(client)
        }
        let listed = Set(clients.map { $0.text.lowercased() })
        for entry in section.entries {
            guard let key = Self.rangeKey(entry.folded), !listed.contains(key.client) else { continue }
            warn(
                .badVersionRange, bit: 8, "\(entry.key) is for a client that SupportedClients does not name.",
                at: entry.keyLocation, advice: "add the client to SupportedClients")
        }
        return clients
    }

    /// A `MinVersionN` or `MaxVersionN` entry.
    private typealias RangeEntry = (entry: DefinitionEntry, isMinimum: Bool, number: Int)

    private mutating func versionRanges(_ entries: [RangeEntry], of client: String) -> [ClientVersionRange] {
        var ranges: [ClientVersionRange] = []
        var places: [SourceLocation] = []
        var indexes: [Int: Int] = [:]
        for (entry, isMinimum, number) in entries {
            let index = indexes[number] ?? ranges.count
            if index == ranges.count {
                indexes[number] = index
                ranges.append(ClientVersionRange(number: number, minimum: "", maximum: ""))
                places.append(entry.valueLocation)
            }
            // The first of two equal keys counts.
            if isMinimum {
                if ranges[index].minimum.isEmpty { ranges[index].minimum = entry.value }
            } else if ranges[index].maximum.isEmpty {
                ranges[index].maximum = entry.value
            }
        }
        for (range, place) in zip(ranges, places) {
            guard let problem = Self.problem(of: range) else { continue }
            warn(
                .badVersionRange, bit: 8, "Version range \(range.number) of \(client) \(problem).", at: place,
                advice: "write MinVersion\(range.number) and MaxVersion\(range.number) like 4.00.1381.6")
        }
        return ranges.sorted { $0.number < $1.number }
    }

    private static func problem(of range: ClientVersionRange) -> String? {
        if range.minimum.isEmpty { return "has no MinVersion" }
        if range.maximum.isEmpty { return "has no MaxVersion" }
        guard let low = version(range.minimum), let high = version(range.maximum) else {
            return "is not four numbers with dots between"
        }
        return high.lexicographicallyPrecedes(low) ? "ends before it begins" : nil
    }

    private static func version(_ text: String) -> [Int]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { UInt32($0).map(Int.init) }
        return parts.count == 4 && numbers.count == 4 ? numbers : nil
    }
}
