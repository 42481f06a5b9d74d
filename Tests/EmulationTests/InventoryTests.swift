import Emulation
import Pipeline
import SiteModel
import Testing

/// The inventory of clients: what the lab says, and what is generated.
@Suite struct InventoryTests {
    private let architecture = InventoryArchitecture.personalComputer

    private func place(_ group: String, _ attribute: String) throws -> (group: Int, attribute: Int) {
        let found = try #require(architecture.place(of: group))
        return (found, try #require(architecture.groups[found].place(of: attribute)))
    }

    private func given(_ group: String, _ rows: [[(String, InventoryPattern)]]) throws
        -> ClientInventory.Group
    {
        ClientInventory.Group(
            group: try #require(architecture.place(of: group)),
            rows: try rows.map { row in
                InventoryRowPattern(
                    try row.map { .init(attribute: try place(group, $0.0).attribute, pattern: $0.1) })
            })
    }

    /// The words of an attribute at each client, rows joined by `|`, none as `-`.
    private func words(_ image: SiteImage, _ group: String, _ attribute: String) throws -> [String] {
        let (group, attribute) = try place(group, attribute)
        let inventory = SiteInventory(image)
        return (0..<UInt32(image.clients.count)).map { client in
            (0..<inventory.rowCount(of: client, group: group)).map { row in
                inventory.value(of: client, group: group, row: row, attribute: attribute)?.word ?? "-"
            }.joined(separator: "|")
        }
    }

    private func image(_ clients: [ClientRange], seed: UInt64 = 1) throws -> SiteImage {
        var definition = try LabKit.definition()
        definition.seed = seed
        definition.sites[0].clients = clients
        return Emulation(definition).images[0]
    }

    @Test func `values are dealt by number, drawn in their range, or the same for all`() throws {
        var range = ClientRange(pattern: "PC#", count: 6)
        range.inventory = ClientInventory([
            try given(
                "PC Memory",
                [[("Total Physical Memory (KB)", .dealt([.number(8), .number(16), .number(32)]))]]),
            try given(
                "Disk",
                [
                    [
                        ("Disk Index", .value(.text("C"))), ("Storage Size (MByte)", .value(.number(324))),
                        ("Free Storage (MByte)", .drawn(low: 40, high: 60, step: 10)),
                    ],
                    [
                        ("Disk Index", .value(.text("D"))), ("Storage Size (MByte)", .value(.number(324))),
                        ("Free Storage (MByte)", .value(.number(40))), ("Volume Name", .absent),
                    ],
                ]),
            try given("Netcard", []),
        ])
        let image = try image([range])
        #expect(
            try words(image, "PC Memory", "Total Physical Memory (KB)") == [
                "8", "16", "32", "8", "16", "32",
            ])
        #expect(try words(image, "Disk", "Disk Index") == [String](repeating: "C|D", count: 6))
        let free = try words(image, "Disk", "Free Storage (MByte)")
        #expect(free.allSatisfy { ["40|40", "50|40", "60|40"].contains($0) } && Set(free).count > 1)
        // Q153534: of 324 MB with 40 free 284 are used, which is 88 percent.
        #expect(try words(image, "Disk", "Storage Used (MByte)")[0].hasSuffix("|284"))
        #expect(try words(image, "Disk", "% Disk Full")[0].hasSuffix("|88"))
        #expect(try words(image, "Netcard", "IRQ") == [String](repeating: "", count: 6))
        // What a group of one row does not give is generated.
        #expect(try !words(image, "PC Memory", "Page File Name").contains("-"))
        #expect(try words(image, "Identification", "Name") == ["PC1", "PC2", "PC3", "PC4", "PC5", "PC6"])
        #expect(try words(image, "Identification", "SMSID").first == "BPC00001")
    }

    @Test func `cutting a range or adding another changes nobody's inventory`() throws {
        var range = ClientRange(pattern: "PC#", count: 6)
        range.inventory = ClientInventory([
            try given("PC Memory", [[("Total Physical Memory (KB)", .dealt([.number(8), .number(16)]))]]),
            try given("Disk", [[("Free Storage (MByte)", .drawn(low: 0, high: 1_000_000, step: 1))]]),
        ])
        let before = try image([range])
        var definition = try LabKit.definition()
        definition.sites[0].clients = [range]
        var lab = Emulation(definition)
        var one = range
        one.user = "other"
        try lab.perform(.setClient(site: try LabKit.site(), name: "PC4", range: one), who: "ADMIN")
        try lab.perform(
            .addClients(site: try LabKit.site(), range: ClientRange(pattern: "X#", count: 2)), who: "ADMIN")
        for (group, attribute) in [
            ("PC Memory", "Total Physical Memory (KB)"), ("Disk", "Free Storage (MByte)"),
            ("Processor", "Processor Name"),
        ] {
            #expect(
                try words(lab.images[0], group, attribute).prefix(6) == words(before, group, attribute)[...])
        }
        // The seed of the lab is what is drawn from.
        #expect(
            try words(image([range], seed: 2), "Disk", "Free Storage (MByte)")
                != words(before, "Disk", "Free Storage (MByte)"))
    }

    @Test func `a generated inventory follows from platform and name`() throws {
        let image = try image(
            PlatformMask.names.map { ClientRange(pattern: "\($0.name.uppercased())-#", platform: $0.bit) }
                + [ClientRange(pattern: "PC#", count: 200)])
        let systems = try words(image, "Operating System", "Operating System Name")
        #expect(systems[0] == "Microsoft Windows" && systems[1] == "Microsoft Windows NT")
        #expect(Set(systems.prefix(8)).count == 5)
        #expect(try words(image, "Services", "Name")[0].isEmpty)
        #expect(try words(image, "Services", "Name")[1].contains("LanmanServer"))
        // Every attribute that a platform has is of the kind that the catalogue says.
        let inventory = SiteInventory(image)
        for (group, description) in architecture.groups.enumerated() {
            for client in 0..<UInt32(image.clients.count) {
                for row in 0..<inventory.rowCount(of: client, group: group) {
                    for (place, attribute) in description.attributes.enumerated() {
                        let value = inventory.value(of: client, group: group, row: row, attribute: place)
                        #expect(value == nil || value?.kind == attribute.kind, "\(attribute.name)")
                    }
                }
            }
        }
        // Machines differ: sizes of disks, and addresses, which are unique.
        #expect(Set(try words(image, "Disk", "Storage Size (MByte)")).count > 5)
        #expect(Set(try words(image, "Network", "IP Address")).count == image.clients.count)
        let other = try self.image([ClientRange(pattern: "PC#", count: 200)], seed: 99)
        #expect(
            try words(other, "Disk", "Storage Size (MByte)")
                == Array(words(image, "Disk", "Storage Size (MByte)").dropFirst(8)))
    }

    @Test func `a range whose numbers reach their ends does not overflow`() throws {
        var range = ClientRange(pattern: "PC#", count: 3)
        range.inventory = ClientInventory([
            try given(
                "Disk",
                [
                    [
                        ("Storage Size (MByte)", .value(.number(.max))),
                        ("Free Storage (MByte)", .value(.number(.min))),
                        ("Sectors", .drawn(low: 0, high: .max - 1, step: .max)),
                    ]
                ])
        ])
        let image = try image([range])
        #expect(try words(image, "Disk", "% Disk Full") == ["-", "-", "-"])
        #expect(try words(image, "Disk", "Sectors") == ["0", "0", "0"])
    }
}
