import SiteModel

/// A value of the registry.
public struct RegistryValue: Equatable, Sendable {
    /// What is stored.
    public enum Content: Equatable, Sendable {
        /// REG_SZ.
        case text(String)
        /// REG_DWORD.
        case number(UInt32)
    }

    /// The value's name.
    public let name: String
    /// What is stored.
    public let content: Content
}

/// A key with its values.
public struct RegistryKey: Equatable, Sendable {
    /// The path below `HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\SMS`.
    public let path: String
    /// The values; none: the key is there, and that is all.
    public let values: [RegistryValue]
}

/// What the registry of a site server holds of the pipeline (reference sms12-server 1.3), worked out from the state of
/// the site: there is no second copy that could differ.
public struct SiteRegistry {
    /// Above all keys.
    public static let root = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\SMS"
    private static let despooler = "Components\\SMS_Despooler"

    /// The keys in order.
    public private(set) var keys: [RegistryKey] = []

    /// Reads a site's state.
    public init(_ image: SiteImage) {
        addDespooler(image)
        addSenders(image)
        addSiteConfiguration(image)
        addOthers(image)
        addAddresses(image)
        let compression = image.definition.compression
        add(
            "Compression",
            [
                ("Compression Level", .number(UInt32(clamping: compression.level))),
                ("Decompression Buffer Size (Log2 Value)", .number(15)),
                ("Enable Compression", .text(compression.enabled ? "Yes" : "No")),
                ("Yield Time", .number(UInt32(clamping: compression.yieldMilliseconds))),
            ])
        keys.sort { $0.path < $1.path }
    }

    private mutating func add(_ path: String, _ values: [(String, RegistryValue.Content)] = []) {
        keys.append(
            RegistryKey(path: path, values: values.map { RegistryValue(name: $0.0, content: $0.1) }))
    }

    private mutating func addDespooler(_ image: SiteImage) {
        let site = image.definition
        add(
            Self.despooler,
            [
                ("Forced Disconnection Delay In Minutes", number(site.forcedDisconnectionDelayMinutes)),
                ("MaxFileEnum", number(site.maximumFilesListed)),
                (
                    "Number Of Retries Before Forced Disconnection",
                    number(site.retriesBeforeForcedDisconnection)
                ), ("Preferred Drive For Temp Directory", .text(site.preferredDrive)),
                (
                    "SMS Drive Minimum Free Space in Mbytes",
                    number(DriveRules.minimumFreeBytes / 1_048_576)
                ), ("Use Forced Disconnect", .number(site.useForcedDisconnect ? 1 : 0)),
            ])
        add(Self.despooler + "\\Current History")
        add(Self.despooler + "\\CancelHistory")
        add(Self.despooler + "\\Master Packages")
        add(Self.despooler + "\\Transfer Packages")
        for live in image.jobs {
            guard let instant = live.cancelledAt else { continue }
            add(
                Self.despooler + "\\CancelHistory\\\(live.job.id)",
                [("Time Stamp", .text(image.siteTime(at: instant).description))])
        }
        for (place, package) in image.packages.enumerated() {
            let name = Self.name(package)
            if package.isInHistory { add(Self.despooler + "\\Current History\\\(name)") }
            if package.storedVersion > 0 {
                add(
                    Self.despooler + "\\Master Packages\\\(name)",
                    [("Package File", .text(package.setID.storedFile))])
            }
            addTransfer(image, UInt32(place), name)
        }
    }

    /// The servers that hold a package as far as the Despooler knows.
    private mutating func addTransfer(_ image: SiteImage, _ package: UInt32, _ name: String) {
        for server in image.registered(for: package) {
            guard let place = image.locationPlace(package: package, server: server) else { continue }
            let found = image.locations[place]
            add(
                Self.despooler + "\\Transfer Packages\\\(name)\\\(image.serverName(server))",
                [("ShareName", .text(found.share))])
        }
    }

    private mutating func addSenders(_ image: SiteImage) {
        for sender in image.definition.allSenders {
            add(
                "Components\\\(Component(sender.kind).name)",
                [
                    ("Maximum Concurrent Sendings", .number(UInt32(clamping: sender.maximumSendings))),
                    (
                        "Maximum Concurrent Site Sendings",
                        .number(UInt32(clamping: sender.maximumSiteSendings))
                    ), ("Number of Retries", .number(UInt32(clamping: sender.retries))),
                    ("Retry Delay in Minutes", number(sender.retryDelayMinutes)),
                ])
        }
    }

    /// Site Configuration Manager's intervals (RG S3CD3, CONF).
    private mutating func addSiteConfiguration(_ image: SiteImage) {
        let settings = image.definition.siteConfiguration
        add(
            "Components\\SMS_SITE_CONFIG_MANAGER",
            [
                ("Logon Script Configuration Interval", number(settings.scriptMinutes)),
                ("Restart After Shutdown Delay", number(settings.restartMinutes)),
                ("Site Configuration Reporting Interval", number(settings.reportingMinutes)),
                ("User Group Reporting Interval", number(settings.userGroupMinutes)),
                // 24 polls, written anew with each change of Response, or what was set by hand.
                ("Watchdogging Interval", number(image.watchdogMilliseconds / 60_000)),
            ])
        let response = UInt32(clamping: image.definition.response.pollingMinutes)
        add(
            "Sites\\\(image.definition.code)\\Properties",
            [("Service Response", .number(settings.keepsIntervals ? UInt32.max : response))])
    }

    /// What the other services keep: values that nobody changes here stand at their defaults (CONF, RG S3D39, Q121386,
    /// Q121682, Q131011, Q139141, Q188052).
    private mutating func addOthers(_ image: SiteImage) {
        add(
            "Components\\SMS_Applications Manager",
            [("Processing Delay", number(ApplicationsManager.quietMilliseconds / 60_000))])
        add("Components\\SMS_Applications_Manager\\Package Keys")
        for package in image.packages where !package.isDeleted && !package.isSharing {
            add("Components\\SMS_Applications_Manager\\Package Keys\\\(package.package.id)")
        }
        add(
            "Components\\SMS_MAINTENANCE_MANAGER",
            [("Inventory False Logon Limit", .number(3)), ("Slow Net Threshold Speed", .number(850))])
        let senders = image.definition.allSenders.map { Component($0.kind) }
        let threads =
            [
                .scheduler, .despooler, .maintenanceManager, .dataLoader, .siteReporter, .applicationsManager,
                .alerter,
            ]
            + senders
        add("Components\\SMS_Executive", [("Working Set Limit", .number(0))])
        add(
            "Components\\SMS_EXECUTIVE\\Threads",
            threads.map { ($0.name, .number(UInt32(clamping: $0.thread))) })
        add(
            "Identification",
            [("Site Server", .text(image.siteServer.map { image.serverName(UInt32($0)) } ?? ""))])
        add("Tracing", [("SQLEnabled", .number(0))])
        for component in Component.allCases where component.logFile != nil {
            add("Tracing\\\(component.name)", [("Enabled", .number(1))])
        }
    }

    /// The addresses of the site (Q140396), that to itself among them (RG S3D3C).
    private mutating func addAddresses(_ image: SiteImage) {
        let own = image.addresses(to: image.number)
        let others = image.definition.addresses.filter { $0.destination != image.definition.code }
        var count: [SiteCode: Int] = [:]
        for address in own + others {
            let place = count[address.destination, default: 0]
            count[address.destination] = place + 1
            let server = image.hierarchy.number(of: address.destination).flatMap {
                image.siteServerName(of: $0)
            }
            add(
                "Sites\\\(image.definition.code)\\Addresses\\\(address.destination)\\\(place)",
                [
                    ("Address", .text(server.map { "\\\\\($0)\\SMS_SITE" } ?? "")),
                    ("Sender", .text(Component(address.sender).name)),
                    ("Estimated Link Speed", .number(UInt32(clamping: address.bitsPerSecond))),
                    ("Percentage", .number(UInt32(clamping: address.percent))),
                ])
        }
    }

    private func number(_ value: Int64) -> RegistryValue.Content { .number(UInt32(clamping: value)) }

    /// `W_BPC00001` of a workstation set (Q179118), `S_BPC00001` of a sharing set.
    private static func name(_ package: PackageLive) -> String {
        (package.isSharing ? "S_" : "W_") + package.package.id.description
    }

    /// The names of the keys right below a key of a component, such as `SMS_Despooler\Current History`.
    public func keys(below path: String) -> [String] {
        let start = "Components\\" + path + "\\"
        return keys.filter { $0.path.hasPrefix(start) }.map { String($0.path.dropFirst(start.count)) }
    }

    /// A value of a key of a component as text; nil: there is none.
    public func value(_ name: String, of path: String) -> String? {
        let key = keys.first { $0.path == "Components\\" + path }
        switch key?.values.first(where: { $0.name == name })?.content {
        case .text(let text): return text
        case .number(let number): return String(number)
        case nil: return nil
        }
    }
}
