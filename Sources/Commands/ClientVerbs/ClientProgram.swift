import CommandLineKit
import Emulation
import Pipeline
import SiteDatabase
import SiteModel

/// What `client show` tells of the programs at a client and of what they use.
enum ClientProgram {
    /// Adds the variants of Package Command Manager, their state, drive letters and settings.
    static func add(
        to sheet: inout Sheet, _ found: FoundClient, _ lab: LabDefinition, _ reader: LabReader
    ) throws {
        let variant = ClientVariant(found.range.platform)
        let hasService = found.range.hasService(at: lab.release)
        sheet.add(
            "Programs", "programs",
            hasService ? "\(variant.name), \(ClientVariant.serviceName)" : variant.name)
        let words = try state(found, reader)
        if !words.isEmpty { sheet.add("Condition", "condition", words.joined(separator: "; ")) }
        let settings = ClientSetting.shown(found.range)
        if !settings.isEmpty { sheet.add("Settings", "settings", settings.joined(separator: " ")) }
        let letters = try letters(found, lab, reader)
        if !letters.isEmpty { sheet.add("Drive letters", "driveLetters", letters.joined(separator: ", ")) }
    }

    /// What is not as usual with the programs, out of the client's byte in the snapshot.
    private static func state(_ found: FoundClient, _ reader: LabReader) throws -> [String] {
        let client = Int(found.row.machineID) - 1
        let size = Emulation.pageElements
        let page = try reader.database.snapshotPage("\(found.site)/state", page: Int64(client / size))
        func byte(_ page: [UInt8]?) -> UInt8? {
            guard let page, page.indices.contains(client % size) else { return nil }
            return page[client % size]
        }
        // A page with nothing but the usual is not stored.
        let state = byte(page).map { ClientState(rawValue: $0) } ?? .active
        var words: [String] = []
        if state.contains(.exited) { words.append("the user's program has ended until the next logon") }
        if state.contains(.serviceStopped) { words.append("the service has crashed") }
        if state.contains(.serviceRuns) { words.append("the service is running a command") }
        if state.contains(.detailsOpen) { words.append("a Details window is open") }
        if state.contains(.windowClosed) { words.append("the window is closed with commands in it") }
        let windows = try reader.database.snapshotPage("\(found.site)/window", page: Int64(client / size))
        if byte(windows) == 1 { words.append("the window is up") }
        return words
    }

    /// The letters in use: local disks, own connections, and what runs left connected where the lab shows that quirk.
    private static func letters(
        _ found: FoundClient, _ lab: LabDefinition, _ reader: LabReader
    ) throws -> [String] {
        let settings = found.range.settings
        var words = settings.mappedDrives.map(\.text)
        if settings.localDrives != ClientSettings().localDrives || !words.isEmpty {
            words.insert("\(settings.localDrives) local", at: 0)
        }
        guard QuirkSet(release: lab.release, overrides: lab.quirks).contains(.driveLeftMapped) else {
            return words
        }
        let left = try reader.leftLetters(site: found.site, client: UInt32(found.row.machineID - 1))
        return words + left.map { "\($0): left connected by a command" }
    }
}

extension LabReader {
    /// The drive letters that commands have left connected at a client.
    func leftLetters(site: Int, client: UInt32) throws -> [String] {
        let core = try database.snapshotPage("core", page: 0) ?? []
        let emulation = try Emulation.peek(core: core, definition: try Self.definition(database))
        guard emulation.clients.indices.contains(site), let bits = emulation.clients[site].leftLetters[client]
        else { return [] }
        return (0..<26).filter { bits & (1 << Int64($0)) != 0 }.compactMap { place in
            Unicode.Scalar(UInt32(0x41 + place)).map { String($0) }
        }
    }
}

/// PCMHIST.REG of a client: a value for each record it has read (Q122202, Q229809).
enum ClientHistory {
    /// The entries; nil when there is none.
    static func table(_ offers: [ClientOfferRow]) throws -> Table? {
        let known = offers.filter { $0.seenAt != nil || $0.state == .executed }
        if known.isEmpty { return nil }
        var table = Table([Column("Value", key: "request"), Column("Data", key: "data")])
        for row in known {
            try table.add([
                .text(row.requestID.description), .text(row.state == .executed ? "Executed" : "New"),
            ])
        }
        return table
    }
}
