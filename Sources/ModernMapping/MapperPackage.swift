import SiteModel

// Packages and access rows: mapping 2 and 3.4.

extension Translation {
    func packageMark(_ role: PackageRole) -> String {
        role == .workstation ? "pkg=\(packageName)" : "pkg=\(packageName);set=sharing"
    }

    func packageTitle(_ role: PackageRole) -> String {
        role == .workstation ? splitName.name : splitName.name + " (shared)"
    }

    /// Name and version; the version is cut off only where a definition file says what it is.
    var splitName: (name: String, version: String) {
        guard !package.version.isEmpty, package.name.hasSuffix(" " + package.version),
            package.name.count > package.version.count + 1
        else { return (package.name, "") }
        return (String(package.name.dropLast(package.version.count + 1)), package.version)
    }

    mutating func makePackage(_ role: PackageRole) {
        var object = ModernObject("SMS_Package")
        let title = packageTitle(role)
        let found = existing("SMS_Package", mark: packageMark(role), name: title)
        let alias = chooseKey(role, found, &object)
        object.set("Name", title, from: "package.name")
        checkLength(title, 50, "the package name", packageName)
        let split = splitName
        if !split.version.isEmpty {
            object.set("Version", split.version, from: "package.name")
            checkLength(split.version, 32, "the version", packageName)
            lose("W05", packageName, "\"\(package.name)\" was read as name and version \(split.version)")
        }
        if !package.company.isEmpty {
            object.set("Manufacturer", package.company, from: "package.company")
            checkLength(package.company, 32, "the company", packageName)
        }
        if !package.comment.isEmpty {
            object.set("Description", package.comment, from: "package.comment")
            checkLength(package.comment, 128, "the comment", packageName)
        }
        setSource(role, &object)
        if role == .sharing { setShare(&object) }
        let priority = priorities.map(\.rawValue).min() ?? JobPriority.medium.rawValue
        object.set("Priority", priority, from: priorities.isEmpty ? "default" : "job.priority")
        if let setting = target.forcedDisconnect {
            object.set("ForcedDisconnectEnabled", setting.enabled, from: "Despooler registry")
            object.set("ForcedDisconnectNumRetries", setting.retries, from: "Despooler registry")
            object.set("ForcedDisconnectDelay", setting.delayMinutes, from: "Despooler registry")
            lose(
                "W10", packageName, "forced disconnect held for the whole site and is now set on the package")
        }
        if role == .sharing, package.workstation != nil {
            lose("W09", packageName, "the sharing set became the package \"\(title)\"")
        }
        carry(
            &object, mark: packageMark(role), record: sourceRecord(of: package), found: found,
            textProperty: "Description")
        step(found == nil ? .create(object, alias: alias) : .update(object), packageName)
    }

    /// Decides PackageID: that of the object there, the old one, or a new one under an alias.
    private mutating func chooseKey(
        _ role: PackageRole, _ found: ExistingObject?, _ object: inout ModernObject
    ) -> String? {
        if let found {
            packageKeys[role] = .string(found.key)
            object.set("PackageID", found.key, from: "carrier mark")
            return nil
        }
        let first = role == .workstation || packageKeys[.workstation] == nil
        let free = !target.usedIDs.contains { equalNames($0, packageName) }
        if switches.idMode == .keep, first, free, target.malformedPackageID == nil {
            packageKeys[role] = .string(packageName)
            object.set("PackageID", packageName, from: "package.id")
            return nil
        }
        let alias = role == .workstation ? "pID" : "pSharedID"
        packageKeys[role] = .alias(alias)
        object.set("PackageID", "", from: "provider")
        lose(
            "W01", packageName, "the provider gives out a new package ID; \(package.id) stays in the carrier")
        return alias
    }

    private mutating func setSource(_ role: PackageRole, _ object: inout ModernObject) {
        let root: String
        let transferFile: String?
        switch role {
        case .workstation:
            (root, transferFile) = (package.workstation?.root ?? "", package.workstation?.transferFile)
        case .sharing: (root, transferFile) = (package.sharing?.root ?? "", package.sharing?.transferFile)
        }
        let tokens = role == .workstation ? refreshTokens() : []
        let from = "package.\(role.rawValue).root"
        guard !root.isEmpty else {
            object.set("PkgSourceFlag", 1, from: from)
            object.set("PkgFlags", 0x1000_0000, from: from)
            if role == .workstation, let commands = package.workstation?.commands, !commands.isEmpty {
                lose("W08", packageName, "there are \(commands.count) command lines but no source directory")
            }
            if let transferFile { loseStore(transferFile) }
            return
        }
        let stored = era.isLegacy && transferFile != nil && tokens.isEmpty
        object.set("PkgSourceFlag", stored ? 3 : 2, from: from)
        object.set("PkgSourcePath", sourcePath(root), from: from)
        if let transferFile {
            if stored {
                object.set("StoredPkgPath", transferFile, from: "package.\(role.rawValue).transferFile")
            } else {
                loseStore(transferFile)
            }
        }
        if !tokens.isEmpty {
            object.set("RefreshSchedule", .array(tokens.map { .object($0.object) }), from: "job.repeatMode")
        }
    }

    private mutating func loseStore(_ transferFile: String) {
        lose(
            "W07", packageName,
            "the compressed file \(transferFile) is not kept; the target reads the source itself")
    }

    /// A source path the new site server can read.
    private mutating func sourcePath(_ root: String) -> String {
        if root.hasPrefix("\\\\") { return root }
        let holder = target.sourceServer ?? target.siteServer
        if equalNames(holder, target.siteServer) {
            lose(
                "W06", packageName,
                "the source \(root) is a path on the site server \(holder); nobody else can read it")
            return root
        }
        let parts = root.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 1 else {
            lose(
                "W06", packageName,
                "the source \(root) is neither a drive path nor a UNC path; it is kept as it is")
            return root
        }
        let rest = parts[1].hasPrefix("\\") ? parts[1] : "\\" + parts[1]
        let path = "\\\\\(holder)\\\(parts[0])$\(rest)"
        lose("W06", packageName, "the source \(root) is a path on \(holder); \(path) is proposed")
        return path
    }

    /// Refresh tokens of recurring jobs, anchored at Activate time (rule T3); at most 15.
    private mutating func refreshTokens() -> [ScheduleToken] {
        var tokens: [ScheduleToken] = []
        for job in jobs where recurs(job) && job.sendPhase == .always && !isFinished(job) {
            guard ScheduleToken.canStart(at: job.activateTime) else {
                lose(
                    "W58", job.id.description,
                    "Start After \(job.activateTime) cannot be put into a refresh schedule")
                continue
            }
            let token = ScheduleToken(
                repeating: job.repeatMode, yearly: isYearly(job), start: job.activateTime)
            if !tokens.contains(token), tokens.count < 15 { tokens.append(token) }
        }
        return tokens
    }

    private mutating func setShare(_ object: inout ModernObject) {
        let name = package.sharing?.shareName ?? ""
        if name.isEmpty {
            object.set("ShareType", 1, from: "package.sharing.shareName")
            return
        }
        let illegal: [Character] = ["\"", "/", "[", "]", ":", "|", "<", ">", "+", "=", ";", ",", "?", "*"]
        let first = name.split(separator: "\\", omittingEmptySubsequences: false).first.map(String.init) ?? ""
        let administrative =
            ["ADMIN$", "IPC$", "PRINT$"].contains(first.uppercased())
            || (first.count == 2 && first.hasSuffix("$"))
        let control = name.unicodeScalars.contains { $0.value < 0x20 }
        if administrative || control || first.isEmpty || name.contains(where: { illegal.contains($0) }) {
            lose(
                "W22", packageName,
                "the share name \"\(name)\" cannot be used; the common share is taken instead")
            object.set("ShareType", 1, from: "package.sharing.shareName")
            return
        }
        let own = packageKeys[.sharing]?.display ?? ""
        if let other = target.shares.first(where: { equalNames($0.name, name) && $0.packageID != own }) {
            lose(
                "W21", packageName, "the share \(name) belongs to package \(other.packageID) already",
                severity: switches.strict ? .error : .warning)
        }
        object.set("ShareType", 2, from: "package.sharing.shareName")
        object.set("ShareName", name, from: "package.sharing.shareName")
    }

    /// The three access rows of a package: users, guests, administrators (mapping 3.4).
    mutating func makeAccess(_ role: PackageRole, _ permissions: AccessPermissions) {
        guard let key = packageKeys[role] else { return }
        let groups: [(name: String, read: Bool, write: Bool)] = [
            ("Users", permissions.contains(.userRead), permissions.contains(.userWrite)),
            ("Guests", permissions.contains(.guestRead), permissions.contains(.guestWrite)),
        ]
        let writers = groups.filter(\.write).map(\.name)
        if !writers.isEmpty {
            let how = switches.readOnlyAccess ? "read access is proposed" : "it is kept"
            lose(
                "W20", packageName,
                "\(writers.joined(separator: " and ")) may write to the \(role.rawValue) files; \(how)")
        }
        for group in groups {
            let write = group.write && !switches.readOnlyAccess
            addAccess(
                key, group.name, (group.read ? 0x65 : 0) | (write ? 0x102 : 0),
                "package.\(role.rawValue).permissions")
        }
        addAccess(key, "Administrators", 0x1FF, "always")
    }

    private mutating func addAccess(_ key: ModernValue, _ group: String, _ access: Int, _ from: String) {
        var object = ModernObject("SMS_PackageAccessByUsers")
        object.set("PackageID", key, from: "package.id")
        object.set("UserName", "[\"Display=\(group)\"]GENERIC:GROUP=\(group)", from: from)
        object.set("Access", access, from: from)
        step(.create(object, alias: nil), packageName)
    }
}
