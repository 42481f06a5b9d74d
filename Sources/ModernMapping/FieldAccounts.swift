import SiteModel

// Where every field of the source went (principle 3 of mapping 1). The account is made from the finished plan:
// a field counts as a property only where the plan has an object with that property.

extension Translation {
    mutating func accountFields() {
        accountPackage()
        accountCommands()
        accountItems()
        for job in allJobs { accountJob(job) }
    }

    /// Objects of a class among the steps of a subject.
    private func objects(_ className: String, _ subject: String) -> [ModernObject] {
        plan.steps.filter { $0.subject == subject }.compactMap(\.action.object).filter {
            $0.className == className
        }
    }

    private func lost(_ code: String, _ subject: String) -> Bool {
        plan.losses.contains { $0.code == code && $0.subject == subject }
    }

    private mutating func add(
        _ subject: String, _ field: String, _ value: String, _ destination: FieldDestination, _ place: String
    ) {
        plan.fieldAccount.append(
            FieldAccount(subject: subject, field: field, value: value, destination: destination, place: place)
        )
    }

    /// A field that goes to a property of one of the objects, else to a loss, else to the carrier.
    private mutating func add(
        _ subject: String, _ field: String, _ value: String, in objects: [ModernObject], _ property: String,
        loss: String = ""
    ) {
        if let object = objects.first(where: { $0[property] != nil }) {
            add(subject, field, value, .property, "\(object.className).\(property)")
        } else if !loss.isEmpty, lost(loss, subject) {
            add(subject, field, value, .loss, loss)
        } else {
            add(subject, field, value, .carrier, "carrier")
        }
    }

    // MARK: The package

    private mutating func accountPackage() {
        let id = packageName
        let packages = objects("SMS_Package", id)
        let kept = packages.contains { $0["PackageID"] == .string(id) }
        if kept {
            add(id, "package.id", id, .property, "SMS_Package.PackageID")
        } else {
            add(id, "package.id", id, .carrier, "carrier")
        }
        add(id, "package.name", package.name, in: packages, "Name")
        add(id, "package.comment", package.comment, in: packages, "Description")
        add(id, "package.product", package.product, .carrier, "carrier")
        add(id, "package.version", package.version, in: packages, "Version")
        add(id, "package.company", package.company, in: packages, "Manufacturer")
        add(id, "package.language", package.language, .carrier, "carrier")
        add(id, "package.definitionDigest", package.definitionDigest, .carrier, "carrier")
        let access = objects("SMS_PackageAccessByUsers", id)
        if let set = package.workstation {
            let own = packages.filter { $0["ShareType"] == nil }
            add(
                id, "package.workstation.root", set.root, in: own,
                set.root.isEmpty ? "PkgSourceFlag" : "PkgSourcePath")
            add(id, "package.workstation.permissions", String(set.permissions.rawValue), in: access, "Access")
            add(
                id, "package.workstation.transferFile", set.transferFile ?? "", in: own, "StoredPkgPath",
                loss: "W07")
        }
        if let set = package.sharing {
            let own = packages.filter { $0["ShareType"] != nil }
            add(
                id, "package.sharing.root", set.root, in: own,
                set.root.isEmpty ? "PkgSourceFlag" : "PkgSourcePath")
            add(id, "package.sharing.shareName", set.shareName, in: own, "ShareName", loss: "W22")
            add(id, "package.sharing.permissions", String(set.permissions.rawValue), in: access, "Access")
            add(
                id, "package.sharing.transferFile", set.transferFile ?? "", in: own, "StoredPkgPath",
                loss: "W07")
        }
        if let set = package.inventory {
            let looked = set.inventoryThisPackage ? "1" : "0"
            add(id, "package.inventory.inventoryThisPackage", looked, .step, "detection record")
            let rule = set.rule.map { word(of: $0) }.joined(separator: " ")
            add(id, "package.inventory.rule", rule, .step, "detection record")
            for file in set.files {
                let tests = file.tests.map { word(of: $0) }.joined(separator: "; ")
                let prefix = "package.inventory.files"
                add(id, "\(prefix).section", file.section, .step, "detection record")
                add(id, "\(prefix).file", file.file, .step, "detection record")
                let collects = file.collect ? "1" : "0"
                add(
                    id, "\(prefix).collect", collects, file.collect ? .loss : .step,
                    file.collect ? "W43" : "detection record")
                add(id, "\(prefix).tests", tests, .step, "detection record")
            }
        }
    }

    private mutating func accountCommands() {
        let programs = objects("SMS_Program", packageName)
        for (place, command) in (package.workstation?.commands ?? []).enumerated() {
            let subject = "\(packageName) \"\(command.name)\""
            let name = place < programNames.count ? programNames[place] : nil
            let own = programs.filter { program in name.map { program["ProgramName"] == .string($0) } ?? false
            }
            add(subject, "command.name", command.name, in: own, "ProgramName")
            add(subject, "command.command", command.command, in: own, "CommandLine")
            add(subject, "command.flags", String(command.flags.rawValue), in: own, "ProgramFlags")
            add(
                subject, "command.platforms", command.platforms.description, in: own, "ProgramFlags",
                loss: "W24")
            let exits = command.synchronousSystemExit ? "1" : "0"
            add(subject, "command.synchronousSystemExit", exits, in: own, "ProgramFlags")
        }
    }

    private mutating func accountItems() {
        let programs = objects("SMS_Program", packageName)
        for (place, item) in (package.sharing?.programItems ?? []).enumerated() {
            let title = item.description.isEmpty ? "Item \(place + 1)" : item.description
            let subject = "\(packageName) item \"\(title)\""
            let own = programs.filter { $0["CommandLine"] == .string(item.commandLine) }
            let second = programs.filter { $0["CommandLine"] == .string(item.configurationScript) }
            add(subject, "item.commandLine", item.commandLine, in: own, "CommandLine")
            add(subject, "item.description", item.description, in: own, "ProgramName")
            add(subject, "item.configurationScript", item.configurationScript, in: second, "CommandLine")
            add(subject, "item.registryName", item.registryName, in: [], "", loss: "W32")
            add(subject, "item.defaultINIFile", item.defaultINIFile, in: [], "", loss: "W32")
            add(subject, "item.runMinimized", item.runMinimized ? "1" : "0", in: own, "ProgramFlags")
            let local = item.runLocalCopyIfPresent ? "1" : "0"
            add(subject, "item.runLocalCopyIfPresent", local, in: [], "", loss: "W33")
            add(subject, "item.driveMode", word(of: item.driveMode), in: own, "ProgramFlags")
            add(subject, "item.platforms", item.platforms.description, in: own, "ProgramFlags")
            add(subject, "item.setupIcon", item.setupIcon, .carrier, "carrier")
            let shown = item.displayIconInProgramGroup ? "1" : "0"
            add(subject, "item.displayIconInProgramGroup", shown, .carrier, "carrier")
        }
    }

    // MARK: Jobs

    private mutating func accountJob(_ job: Job) {
        let id = job.id.description
        let advertisements = objects("SMS_Advertisement", id)
        let collections = objects("SMS_Collection", id)
        let rows = objects("SMS_DistributionPoint", id)
        let steps = plan.steps.filter { $0.subject == id }
        let translated = jobs.contains { $0.id == job.id }
        let hasContent = steps.contains { step in
            switch step.action {
            case .create(let object, _): object.className == "SMS_DistributionPoint"
            case .set: true
            case .call(_, let method, _): method == "RefreshPkgSource"
            case .update, .delete: false
            }
        }
        for (place, scalar) in scalars(of: job).enumerated() {
            let value = scalar.value.text ?? scalar.value.int.map { String($0) } ?? ""
            let property = Self.isUsed(scalar.name, job) ? Self.properties[scalar.name] : nil
            if let property,
                let object = (advertisements + collections + rows).first(where: { $0[property] != nil })
            {
                add(id, scalar.name, value, .property, "\(object.className).\(property)")
            } else if let code = Self.codes[scalar.name], lost(code, id) {
                add(id, scalar.name, value, .loss, code)
            } else if place == 1 {
                add(
                    id, scalar.name, value, translated ? .step : .carrier,
                    translated ? "kind of plan" : "carrier")
            } else if ["Limit to sites", "Include subsites", "Site limit name"].contains(scalar.name),
                lost("W73", id)
            {
                add(id, scalar.name, value, .step, "sites of the target (W73)")
            } else if scalar.name == "Activate time", steps.contains(where: { $0.notBefore != nil }) {
                add(id, scalar.name, value, .step, "not_before")
            } else if ["Distribute phase", "Send phase", "Distribution servers"].contains(scalar.name),
                hasContent
            {
                add(id, scalar.name, value, .step, "distribution points")
            } else if ["Run workstation command", "Cancel mode", "Job status"].contains(scalar.name),
                translated
            {
                add(id, scalar.name, value, .step, "which steps there are")
            } else {
                add(id, scalar.name, value, .carrier, "carrier")
            }
        }
    }

    /// Whether the job's kind of target looks at the scalar at all.
    private static func isUsed(_ name: String, _ job: Job) -> Bool {
        switch name {
        case "Query ID": job.target == .query
        case "Machine group name": job.target == .machineGroup
        case "Machine path": job.target == .machinePath
        default: true
        }
    }

    /// Scalars that go to a property of the advertisement, the collection or a row.
    private static let properties: [String: String] = [
        "Job comment": "Comment", "Priority": "Priority", "Repeat mode": "RemoteClientFlags",
        "Package ID": "PackageID", "Job target": "CollectionID", "WCL name": "ProgramName",
        "Query ID": "CollectionID", "Machine group name": "CollectionID", "Machine path": "CollectionID",
        "Offer time": "PresentTime", "Mandatory time": "AssignedSchedule",
        "Use mandatory time": "AssignedScheduleEnabled", "Force over slow link": "AdvertFlags",
        "Expire time": "ExpirationTime", "Use expire time": "ExpirationTimeEnabled",
        "Job ID": "AdvertisementName", "Distribution servers": "ServerNALPath",
    ]

    /// Codes that say where a scalar went if it is in no property.
    private static let codes: [String: String] = [
        "Job type": "W50", "Cancel mode": "W53", "Package ID": "E01", "Job target": "E04",
        "Distribute phase": "W80", "Send phase": "W80", "Limit to sites": "W74", "Include subsites": "W74",
        "Site limit name": "W74", "Distribution servers": "W84", "WCL name": "E02", "Query ID": "E03",
        "Machine group name": "E04", "Machine path": "W72", "Mandatory time": "W58", "Expire time": "W57",
    ]
}
