import SiteModel
import VirtualTime

/// The inventory of a computer of which the lab file says nothing: it follows from platform and name.
///
/// No source tells what a usual machine of 1997 held; the sizes of disks are those of the report in Q153534.
struct GeneratedInventory {
    /// A member of a range.
    struct Member {
        /// Its place in the site.
        let client: Int
        /// A number that depends on its name.
        let hash: UInt64
        /// Its name, made when it is asked for.
        let name: () -> String
    }

    static let groups = InventoryArchitecture.personalComputer.groups
    static let disk = place("Disk")
    static let diskSize = place("Disk", "Storage Size (MByte)")
    static let diskUsed = place("Disk", "Storage Used (MByte)")
    static let diskFree = place("Disk", "Free Storage (MByte)")
    static let diskFull = place("Disk", "% Disk Full")
    /// Megabytes that a percentage can be worked out of.
    static let mostMegabytes: Int64 = 1 << 40

    private static func place(_ group: String) -> Int {
        InventoryArchitecture.personalComputer.place(of: group) ?? 0
    }

    private static func place(_ group: String, _ attribute: String) -> Int {
        groups[place(group)].place(of: attribute) ?? 0
    }

    /// Percent of a disk that is used, rounded up as in Q153534: 267 of 324 MB are 83.
    static func percent(_ used: Int64, of size: Int64) -> Int64 {
        size > 0 ? (used * 100 + size - 1) / size : 0
    }

    let site: SiteCode
    let domain: String
    let user: String
    let platform: PlatformMask
    let scanned: LocalTime

    private var isNT: Bool { platform == .ntX86 || platform == .ntMIPS || platform == .ntAlpha }
    private var isIntel: Bool { platform != .ntMIPS && platform != .ntAlpha && platform != .macintosh }

    /// One of some things, the same for the same name and purpose.
    private func pick<Thing>(_ things: [Thing], _ hash: UInt64, _ purpose: UInt64) -> Thing {
        things[
            Int(SeededGenerator.draw(seed: 0, stream: purpose, index: hash, below: Int64(things.count)))]
    }

    func rowCount(_ hash: UInt64, _ group: Int) -> Int {
        switch Self.groups[group].name {
        case "Disk": pick([1, 1, 2], hash, 1)
        case "Services": isNT ? Self.services.count : 0
        case "Environment": environment.count
        default: 1
        }
    }

    func value(_ member: Member, _ group: Int, _ row: Int, _ attribute: Int) -> InventoryValue? {
        let name = Self.groups[group].attributes[attribute].name
        switch Self.groups[group].name {
        case "Identification": return identification(member, name)
        case "WorkstationStatus": return status(name)
        case "Operating System": return operatingSystem(name)
        case "Disk": return disk(member, row, name)
        case "Processor": return processor(member, name)
        case "PC Memory": return memory(member, name)
        case "Network": return network(member, name)
        case "Services":
            return row < Self.services.count ? service(Self.services[row], name) : nil
        case "Environment":
            guard row < environment.count else { return nil }
            return .text(name == "Value" ? environment[row].value : environment[row].name)
        default: return card(member, Self.groups[group].name, name)
        }
    }

    private func identification(_ member: Member, _ name: String) -> InventoryValue? {
        switch name {
        case "Name": return .text(member.name())
        case "Domain": return .text(domain)
        case "Site": return .text(site.description)
        case "SMSID":
            return SMSID(site: site, counter: UInt32(member.client) + 1).map { .text($0.description) }
        case "LogOn Name": return user.isEmpty ? nil : .text(user)
        case "NetCardID":
            let low = SeededGenerator.draw(seed: 0, stream: 2, index: member.hash, below: 1 << 24)
            let digits = Array("0123456789ABCDEF")
            let text = stride(from: 20, through: 0, by: -4).map { String(digits[Int(low >> Int64($0)) & 15]) }
            return .text("00:60:8C:\(text[0])\(text[1]):\(text[2])\(text[3]):\(text[4])\(text[5])")
        case "SystemRole": return .text("Workstation")
        case "SystemType": return .text(systemType)
        default: return nil
        }
    }

    private var systemType: String {
        switch platform {
        case .ntMIPS: "MIPS-based PC"
        case .ntAlpha: "Alpha-based PC"
        case .macintosh: "Macintosh"
        default: "X86-based PC"
        }
    }

    private func status(_ name: String) -> InventoryValue? {
        switch name {
        case "LastHWScan", "LastSWScan": .date(scanned)
        case "System Files Not Modified": .text("Yes")
        default: .text("No")
        }
    }

    private func operatingSystem(_ name: String) -> InventoryValue? {
        let system: (name: String, version: String, build: Int64?, root: String) =
            switch platform {
            case .windows95: ("Microsoft Windows 95", "4.0", 950, "C:\\WINDOWS")
            case .windows16: ("Microsoft Windows", "3.11", nil, "C:\\WINDOWS")
            case .dos5: ("MS-DOS", "5.0", nil, "C:\\DOS")
            case .dos6: ("MS-DOS", "6.22", nil, "C:\\DOS")
            case .macintosh: ("Macintosh System", "7.5", nil, "")
            default: ("Microsoft Windows NT", "4.0", 1_381, "C:\\WINNT")
            }
        switch name {
        case "Operating System Name": return .text(system.name)
        case "Version": return .text(system.version)
        case "Build Number": return system.build.map { .number($0) }
        case "Build Type": return isNT ? .text("Uniprocessor Free") : nil
        case "Country Code": return .number(1)
        case "Language ID": return .number(1_033)
        case "System Root": return system.root.isEmpty ? nil : .text(system.root)
        case "Registered Owner": return user.isEmpty ? nil : .text(user)
        default: return nil
        }
    }

    private func disk(_ member: Member, _ row: Int, _ name: String) -> InventoryValue? {
        let size = pick([202, 324, 502, 514, 1_545] as [Int64], member.hash, 16 + UInt64(row))
        let used =
            size
            * (20 + SeededGenerator.draw(seed: 0, stream: 32 + UInt64(row), index: member.hash, below: 76))
            / 100
        switch name {
        case "Disk Index": return .text(row == 0 ? "C" : "D")
        case "File System": return .text(isNT && row > 0 ? "NTFS" : platform == .macintosh ? "HFS" : "FAT")
        case "Storage Size (MByte)": return .number(size)
        case "Storage Used (MByte)": return .number(used)
        case "Free Storage (MByte)": return .number(size - used)
        case "% Disk Full": return .number(Self.percent(used, of: size))
        case "Storage Type": return .text("Fixed Disk")
        case "Sectors": return .number(size * 2_048)
        default: return nil
        }
    }

    private func processor(_ member: Member, _ name: String) -> InventoryValue? {
        switch name {
        case "Processor Name":
            let names =
                switch platform {
                case .ntMIPS: ["MIPS R4400"]
                case .ntAlpha: ["DEC ALPHA 21064"]
                case .macintosh: ["MOTOROLA 68040", "POWERPC 601"]
                default: ["INTEL 80486", "INTEL PENTIUM", "INTEL PENTIUM PRO"]
                }
            return .text(pick(names, member.hash, 3))
        case "Processor Type": return .text(systemType)
        case "Quantity": return .number(1)
        default: return nil
        }
    }

    private func memory(_ member: Member, _ name: String) -> InventoryValue? {
        let megabytes = pick([8, 16, 24, 32, 64] as [Int64], member.hash, 4)
        let hasFile = isNT || platform == .windows95
        switch name {
        case "Total Physical Memory (KB)": return .number(megabytes * 1_024)
        case "Total Paging File Space (KB)": return hasFile ? .number((megabytes + 11) * 1_024) : nil
        case "Page File Size (MByte)": return hasFile ? .number(megabytes + 11) : nil
        case "Page File Name":
            return hasFile ? .text(isNT ? "C:\\pagefile.sys" : "C:\\WINDOWS\\win386.swp") : nil
        default: return nil
        }
    }

    private func network(_ member: Member, _ name: String) -> InventoryValue? {
        // Each client of a site has an address of its own: 200 in a subnet.
        let subnet = "10.\(member.client / 51_200 % 256).\(member.client / 200 % 256)"
        switch name {
        case "IP Address": return .text("\(subnet).\(member.client % 200 + 20)")
        case "Default Gateway": return .text("\(subnet).1")
        case "Subnet Mask": return .text("255.255.255.0")
        case "LogOn Name": return user.isEmpty ? nil : .text(user)
        case "Network Active": return .text("Yes")
        case "Network Type": return .text(platform == .macintosh ? "AppleTalk" : "Microsoft Windows Network")
        default: return nil
        }
    }

    /// Cards and the mouse.
    private func card(_ member: Member, _ group: String, _ name: String) -> InventoryValue? {
        switch (group, name) {
        case ("Netcard", "IRQ"): return .number(pick([5, 10, 11] as [Int64], member.hash, 5))
        case ("Netcard", "Manufacturer"): return .text(pick(["3Com", "Intel", "SMC"], member.hash, 6))
        case ("Netcard", "Port Address"): return .text(pick(["0x280", "0x300", "0x320"], member.hash, 7))
        case ("Video", "Adapter Type"): return .text(pick(["VGA", "SVGA", "S3"], member.hash, 8))
        case ("Video", "Display Type"): return .text("VGA")
        case ("Video", "Current Video Mode"): return .text(pick(["640x480", "800x600"], member.hash, 9))
        case ("Video", "Manufacturer"): return .text(pick(["ATI", "Cirrus Logic", "S3"], member.hash, 10))
        case ("Video", "Max Rows"): return .number(25)
        case ("Mouse", "Hardware Installed"): return .text("Yes")
        case ("Mouse", "Language"): return .text("English")
        case ("Mouse", "Manufacturer"): return .text("Microsoft")
        case ("Mouse", "Mouse Hardware Type"): return .text(pick(["PS/2", "Serial"], member.hash, 11))
        case ("Mouse", "Number of Buttons"): return .number(platform == .macintosh ? 1 : 2)
        default: return nil
        }
    }

    private static let services: [(name: String, path: String, start: String, state: String)] = [
        ("Alerter", "services.exe", "Automatic", "Running"),
        ("LanmanServer", "services.exe", "Automatic", "Running"),
        ("LanmanWorkstation", "services.exe", "Automatic", "Running"),
        ("Messenger", "services.exe", "Automatic", "Running"),
        ("Spooler", "spoolss.exe", "Automatic", "Running"),
        ("Schedule", "AtSvc.exe", "Manual", "Stopped"),
    ]

    private func service(
        _ service: (name: String, path: String, start: String, state: String), _ name: String
    ) -> InventoryValue? {
        switch name {
        case "Name": .text(service.name)
        case "EXE Path": .text("C:\\WINNT\\System32\\\(service.path)")
        case "Start Name": .text("LocalSystem")
        case "Start Type": .text(service.start)
        case "State": .text(service.state)
        default: nil
        }
    }

    private var environment: [(name: String, value: String)] {
        if platform == .macintosh { return [] }
        if isNT { return [("ComSpec", "C:\\WINNT\\system32\\cmd.exe"), ("OS", "Windows_NT")] }
        let path = platform == .windows95 ? "C:\\WINDOWS\\COMMAND.COM" : "C:\\COMMAND.COM"
        return [("COMSPEC", path), ("PROMPT", "$p$g")]
    }
}
