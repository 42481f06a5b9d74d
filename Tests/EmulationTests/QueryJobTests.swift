import Emulation
import Pipeline
import SiteModel
import Testing

/// Jobs that are targeted by a saved query (sms12-client 8.1, sms12-server 3.3 step 3 and 9.2).
@Suite struct QueryJobTests {
    private static let small = #""Disk"."Free Storage (MByte)" is less than 50"#

    /// Five machines with 10, 60, 10, 60 and 10 MB free.
    private func definition(_ queries: [QueryDefinition] = []) throws -> LabDefinition {
        var lab = try LabKit.definition()
        let disk = try #require(InventoryArchitecture.personalComputer.place(of: "Disk"))
        let free = try #require(
            InventoryArchitecture.personalComputer.groups[disk].place(of: "Free Storage (MByte)"))
        lab.sites[0].clients[0].inventory = ClientInventory([
            ClientInventory.Group(
                group: disk,
                rows: [
                    InventoryRowPattern([.init(attribute: free, pattern: .dealt([.number(10), .number(60)]))])
                ])
        ])
        lab.sites[0].queries = queries
        return lab
    }

    private func started(
        _ text: String, name: String = "Q", lab change: (inout LabDefinition) -> Void = { _ in }
    ) throws -> Emulation {
        var lab = try definition([QueryDefinition(name: name, text: text)])
        change(&lab)
        return try LabKit.started(lab) { job in
            job.target = .query
            job.queryID = "BPC00001"
        }
    }

    private func targets(_ lab: borrowing Emulation) -> [String] {
        let image = lab.images[0]
        return image.details.map { image.clients.name(Int($0.client)) }
    }

    @Test func `a job goes to the machines that its query finds at activation`() throws {
        var lab = try started(Self.small)
        // Frozen at activation (Q121386): what the query becomes later does not matter.
        try LabKit.pass(&lab, limit: 10) { $0.jobs[0].job.status == .active }
        #expect(targets(lab) == ["PC1", "PC3", "PC5"])
        let id = try #require(QueryID("BPC00001"))
        try lab.perform(
            .updateQuery(site: LabKit.site(), id: id, query: QueryDefinition(name: "Q", text: "")),
            who: "ADMIN")
        #expect(try LabKit.pass(&lab, until: .complete))
        #expect(targets(lab) == ["PC1", "PC3", "PC5"])
        #expect(LabKit.events(lab).isEmpty)
    }

    @Test func `a client that was removed is found by no query`() throws {
        var lab = try started(Self.small)
        try lab.perform(.removeClient(site: try LabKit.site(), name: "PC3"), who: "ADMIN")
        try LabKit.pass(&lab, limit: 10) { $0.jobs[0].job.status == .active }
        #expect(targets(lab) == ["PC1", "PC5"])
    }

    @Test func `a query that finds nobody fails the job at once with event 323`() throws {
        var lab = try started(#"Identification.Name is "NOBODY""#)
        #expect(try LabKit.pass(&lab, limit: 3, until: .failed))
        #expect(LabKit.events(lab) == [323])
        #expect(LabKit.records(lab, .compressionStarted).isEmpty)
    }

    @Test func `a query deleted after the job was made fails it with event 318`() throws {
        var lab = try started(Self.small)
        try lab.perform(
            .deleteQuery(site: try LabKit.site(), id: try #require(QueryID("BPC00001"))), who: "ADMIN")
        #expect(try LabKit.pass(&lab, limit: 3, until: .failed))
        #expect(LabKit.events(lab) == [318])
        // A new query is not taken for the old one: its identifier is another.
        let made = try lab.perform(
            .createQuery(site: try LabKit.site(), query: QueryDefinition(name: "Q", text: Self.small)),
            who: "ADMIN")
        #expect(made == .query(try #require(QueryID("BPC00002"))))
    }

    @Test func `a query with a blank name fails the job with event 318`() throws {
        var lab = try started(Self.small, name: "  ")
        #expect(try LabKit.pass(&lab, limit: 3, until: .failed))
        #expect(LabKit.events(lab) == [318])
    }

    private static func clauses(_ count: Int) -> String {
        (0..<count).map { _ in small }.joined(separator: " and ")
    }

    /// Q121384, and Q199985 for what becomes of the job; each at two settings of Response.
    @Test(arguments: [ServiceResponse.fast, .slow])
    func `eight clauses leave the job Pending with event 320 until the query is shorter`(
        response: ServiceResponse
    ) throws {
        var lab = try started(Self.clauses(8)) { $0.sites[0].response = response }
        try LabKit.pass(&lab, cycles: 20)
        // Raised once although it is tried at every poll (ERRORHIS, RG S3D43); nothing was done for it.
        #expect(LabKit.events(lab) == [320])
        #expect(LabKit.line(lab) == "Pending//")
        #expect(lab.images[0].details.isEmpty && lab.images[0].jobs[0].activatedAt == nil)
        try lab.perform(
            .updateQuery(
                site: try LabKit.site(), id: try #require(QueryID("BPC00001")),
                query: QueryDefinition(name: "Q", text: Self.clauses(7))), who: "ADMIN")
        #expect(try LabKit.pass(&lab, until: .complete))
        #expect(targets(lab) == ["PC1", "PC3", "PC5"])
    }

    @Test func `without the quirk query-eight-clauses nine clauses run`() throws {
        var lab = try started(Self.clauses(9)) { $0.quirks = ["query-eight-clauses": false] }
        #expect(try LabKit.pass(&lab, until: .complete))
        #expect(targets(lab) == ["PC1", "PC3", "PC5"])
        #expect(LabKit.events(lab).isEmpty)
    }

    @Test func `a Pending job with a query that cannot run can be cancelled and deleted`() throws {
        var lab = try started(Self.clauses(8))
        try LabKit.pass(&lab, cycles: 3)
        try lab.perform(
            .cancelJob(site: try LabKit.site(), id: try #require(JobID("BPC00001"))), who: "ADMIN")
        #expect(try LabKit.pass(&lab, limit: 3, until: .cancelled))
    }

    /// Q199985: without Select Into / Bulk Copy in tempdb there is event 320 and jobs stay Pending.
    @Test func `tempdb without its option leaves jobs with queries Pending, and only those`() throws {
        var lab = try started(Self.small) { $0.sites[0].tempdbSelectInto = false }
        try LabKit.addJob(&lab)
        #expect(try LabKit.pass(&lab, job: 1, until: .complete))
        #expect(LabKit.line(lab) == "Pending//")
        #expect(LabKit.events(lab) == [320])
        var site = lab.images[0].definition
        site.tempdbSelectInto = true
        try lab.perform(.setSite(site), who: "ADMIN")
        #expect(try LabKit.pass(&lab, until: .complete))
        #expect(lab.images[0].jobs[0].details == 3)
    }

    @Test func `a repeating job whose query cannot run makes no successor`() throws {
        var lab = try definition([QueryDefinition(name: "Q", text: Self.clauses(8))])
        lab.trace = .changes
        var emulation = try LabKit.started(lab) { job in
            job.target = .query
            job.queryID = "BPC00001"
            job.repeatMode = .daily
        }
        try LabKit.pass(&emulation, cycles: 10)
        #expect(emulation.images[0].jobs.count == 1)
    }

    /// Q160901: a member that was deleted stays a blank row, and a blank row is nobody.
    @Test func `blank rows of a machine group target nobody`() throws {
        var definition = try LabKit.definition()
        definition.release = .v11
        definition.sites[0].groups += [
            MachineGroupDefinition(name: "Old", members: ["GONE1", "PC2", "GONE2"]),
            MachineGroupDefinition(name: "Blank", members: ["GONE1", "PC4"]),
        ]
        var lab = try LabKit.started(definition) { job in
            job.target = .machineGroup
            job.machineGroup = "Old"
        }
        try LabKit.addJob(&lab) { job in
            job.target = .machineGroup
            job.machineGroup = "Blank"
        }
        try lab.perform(.removeClient(site: try LabKit.site(), name: "PC4"), who: "ADMIN")
        try LabKit.pass(&lab, cycles: 3)
        #expect(targets(lab) == ["PC2"])
        #expect(lab.images[0].jobs[1].job.status == .failed)
        #expect(LabKit.events(lab) == [323])
        #expect(lab.images[0].groups.last?.members == ["GONE1", "PC4"])
    }

    @Test func `what a job cannot use is refused when it is made`() throws {
        var lab = try LabKit.started(
            try definition([
                QueryDefinition(name: "Failures", architecture: .events, text: "SMSEvents.EventID is 374")
            ]))
        var job = try LabKit.job(lab, package: lab.images[0].packages[0].package.id)
        job.target = .query
        for id in ["", "Failures", "BPC00002", "BPC00001"] {
            job.queryID = id
            #expect(LabKit.isRefused(&lab, .createJob(site: try LabKit.site(), job: job)), "\(id)")
        }
    }

    @Test func `queries that are wrong or twice there are refused`() throws {
        var lab = Emulation(try definition([QueryDefinition(name: "Q", text: "")]))
        let site = try LabKit.site()
        let id = try #require(QueryID("BPC00001"))
        let other = try #require(QueryID("BPC00009"))
        let commands: [LabCommand] = [
            .createQuery(site: site, query: QueryDefinition(name: "q", text: "")),
            .createQuery(site: site, query: QueryDefinition(name: "R", text: "Disk")),
            .updateQuery(site: site, id: id, query: QueryDefinition(name: "Q", text: "Disk")),
            .updateQuery(site: site, id: other, query: QueryDefinition(name: "R", text: "")),
            .deleteQuery(site: site, id: other),
        ]
        for command in commands { #expect(LabKit.isRefused(&lab, command), "\(command)") }
        #expect(lab.images[0].queries.count == 1)
    }

    @Test func `queries and their counter outlive the program`() throws {
        var lab = try started(Self.small)
        let site = try LabKit.site()
        try lab.perform(
            .createQuery(site: site, query: QueryDefinition(name: "R", text: "")), who: "ADMIN")
        try lab.perform(.deleteQuery(site: site, id: try #require(QueryID("BPC00002"))), who: "ADMIN")
        var shelf = SnapshotShelf()
        try shelf.reopen(&lab)
        #expect(lab.images[0].queries.map(\.id.description) == ["BPC00001"])
        #expect(lab.definition.sites[0].queries.map(\.name) == ["Q"])
        #expect(lab.images[0].nextQuery == 3)
        #expect(try LabKit.pass(&lab, until: .complete))
        #expect(targets(lab) == ["PC1", "PC3", "PC5"])
    }

    /// CEN above PRI above SEC; every second machine of each site has 8 MB.
    private func tree() throws -> LabDefinition {
        var lab = try TreeKit.chain()
        let memory = try #require(InventoryArchitecture.personalComputer.place(of: "PC Memory"))
        let total = try #require(
            InventoryArchitecture.personalComputer.groups[memory].place(of: "Total Physical Memory (KB)"))
        let pattern = InventoryPattern.dealt([.number(8_192), .number(32_768)])
        for site in lab.sites.indices {
            lab.sites[site].clients[0].inventory = ClientInventory([
                ClientInventory.Group(
                    group: memory, rows: [InventoryRowPattern([.init(attribute: total, pattern: pattern)])])
            ])
        }
        lab.sites[0].queries = [
            QueryDefinition(
                name: "Small", text: "\"PC Memory\".\"Total Physical Memory (KB)\" is less than 10000"),
            QueryDefinition(name: "Second tier", text: "Identification.Site is \"PRI\""),
        ]
        return lab
    }

    @Test func `a query of the central site finds machines of the sites below`() throws {
        var lab = Emulation(try tree())
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package) { job in
            job.target = .query
            job.queryID = "CEN00001"
        }
        try lab.pass(TreeKit.hours(12))
        let image = lab.images[0]
        #expect(image.jobs[0].job.status == .complete)
        #expect(image.details.map { image.clientName($0.client) }.sorted() == ["CENPC1", "PRIPC1", "SECPC1"])
        // What a machine of a lower site is called there it is called above.
        let query = try InventoryQuery("")
        let identifiers = image.machines(fitting: query).map { image.smsID(of: $0)?.description }
        #expect(identifiers == ["CEN00001", "CEN00002", "PRI00001", "PRI00002", "SEC00001", "SEC00002"])
    }

    @Test func `a site limit leaves of a query's machines those of the site`() throws {
        var lab = Emulation(try tree())
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package) { job in
            job.target = .query
            job.queryID = "CEN00001"
            job.limitToSites = .site
            job.siteLimitName = "PRI"
        }
        try TreeKit.makeJob(&lab, package) { job in
            job.target = .query
            job.queryID = "CEN00002"
            job.limitToSites = .site
            job.siteLimitName = "SEC"
        }
        try lab.pass(TreeKit.minutes(10))
        let image = lab.images[0]
        #expect(image.details.map { image.clientName($0.client) } == ["PRIPC1"])
        // Nobody is left: 323, not 318, for the query is as it should be.
        #expect(image.jobs[1].job.status == .failed)
        #expect(image.events.map(\.number).contains(323) && !image.events.map(\.number).contains(318))
    }

    @Test func `the inventory of lower sites outlives the program`() throws {
        var lab = Emulation(try tree())
        try lab.pass(TreeKit.hours(1))
        let query = try InventoryQuery(lab.images[0].queries[0].definition.text)
        let before = lab.images[0].machines(fitting: query)
        #expect(before.count == 3)
        var shelf = SnapshotShelf()
        try shelf.reopen(&lab)
        #expect(lab.images[0].machines(fitting: query) == before)
    }
}
