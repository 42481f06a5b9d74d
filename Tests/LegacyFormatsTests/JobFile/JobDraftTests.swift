import LegacyFormats
import SiteModel
import Testing

private let created = LocalTime("1997-04-21 09:00") ?? LocalTime(seconds: 0)

/// The job of a job file, made on 21 April 1997 at nine.
private func made(_ text: String, commands: [String]? = nil) throws -> DraftedJob {
    let (drafts, findings) = readJobFile(Array(text.utf8), file: "f")
    #expect(findings == [])
    return try #require(drafts.first).job(
        id: try #require(JobID("BPC000AA")), packageID: try #require(PackageID("BPC0000F")), created: created,
        commands: commands)
}

@Suite struct JobDraftTests {
    @Test func `the smallest job takes every default and says so`() throws {
        let result = try made("{on: 'site:BPC', run: {command: 'Setup'}}")
        #expect(result.findings.map(\.code) == ["default-servers"])
        let job = result.job
        #expect(job.status == .pending)
        #expect(job.activateTime == created)
        #expect(job.offerTime == created)
        #expect(job.priority == .medium)
        #expect(job.repeatMode == .never)
        #expect(job.sendPhase == .ifNotSent)
        #expect(job.distributePhase == [])
        #expect(job.distributionServers == nil)
        #expect(job.useMandatoryTime == false)
        #expect(job.useExpireTime == false)
        #expect(
            result.defaults.map(\.scalar) == [
                .activateTime, .priority, .repeatMode, .distributePhase, .sendPhase, .limitToSites,
                .offerTime,
            ])
        #expect(result.defaults.allSatisfy { !$0.source.isEmpty && !$0.value.isEmpty })
    }

    @Test func `mandatory and expiry times have the documented defaults`() throws {
        let result = try made(
            "{on: 'site:BPC', run: {command: 'S'}, 'Use mandatory time': 1, 'Use expire time': 1}")
        // Q238315: a week ahead; Q123499: 24 weeks after the offer.
        #expect(result.job.mandatoryTime == LocalTime("1997-04-28 09:00"))
        #expect(result.job.expireTime == LocalTime("1997-10-06 09:00"))
        #expect(result.defaults.contains { $0.scalar == .mandatoryTime && $0.source.contains("Q238315") })
        #expect(result.defaults.contains { $0.scalar == .expireTime && $0.source.contains("Q123499") })
    }

    @Test func `a job without a run is a valid job`() throws {
        let result = try made("{on: 'site:BPC'}")
        #expect(result.findings == [])
        #expect(!result.job.runWorkstationCommand)
    }

    @Test func `an offer moves with a later start`() throws {
        let job = try made("{on: 'site:BPC', run: {command: 'S'}, startAfter: '1997-05-01 08:00'}").job
        #expect(job.offerTime == LocalTime("1997-05-01 08:00"))
        #expect(job.activateTime == LocalTime("1997-05-01 08:00"))
    }

    @Test func `computers and servers named one by one become machine groups`() throws {
        let result = try made(
            "{on: ['computer:PC7', 'computer:PC8', 'computer:pc7'], distribute: {putOn: ['srv2', 'SRV3']}, run: {command: 'S'}}"
        )
        #expect(
            result.groups == [
                MachineGroupDefinition(name: "BPC000AA computers", members: ["PC7", "PC8"]),
                MachineGroupDefinition(name: "BPC000AA servers", members: ["SRV2", "SRV3"]),
            ])
        #expect(result.job.target == .machineGroup)
        #expect(result.job.machineGroup == "BPC000AA computers")
        #expect(result.job.distributionServers == "BPC000AA servers")
        #expect(result.findings == [])
    }

    /// Each rule with the smallest job that breaks it; `send` says the rest.
    @Test(
        arguments: [
            ("{}", ["no-target"]),
            ("{'Job target': 1}", ["no-target"]),
            ("{'Job target': 2}", ["no-target"]),
            ("{'Job target': 3}", ["no-target"]),
            ("{on: 'path:BPC:DOM1:PC1'}", ["path-with-colon"]),
            ("{on: 'path:BPC|PC1'}", ["path-form"]),
            ("{on: 'path:BPC||PC1'}", ["path-form"]),
            ("{on: 'path:BPC|DOM1|PC*'}", ["path-wildcard"]),
            ("{on: 'site:BPC', limitTo: {site: 'BPC', includeSubsites: true}}", ["path-without-subsites"]),
            ("{on: 'path:*|*|*', limitTo: {site: 'BPC', includeSubsites: true}}", []),
            ("{on: 'path:*|*|*', limitTo: {site: 'nowhere'}}", ["limit-no-site-code"]),
            ("{on: 'path:*|*|*', limitTo: {siteGroup: 'nowhere'}}", []),
            ("{on: 'site:BPC', 'Limit to sites': 2}", ["limit-without-name"]),
            ("{on: 'site:BPC', 'Limit to sites': 0, 'Site limit name': 'CHI'}", ["limit-unused"]),
            ("{on: 'path:*|*|*', 'Include subsites': 1}", ["limit-unused"]),
            ("{on: 'site:BPC', run: {}, distribute: {refreshExisting: true}}", ["run-without-command"]),
            ("{on: 'site:BPC', 'WCL name': 'S', 'Run workstation command': 0}", ["command-without-run"]),
            ("{on: 'site:BPC', 'WCL name': '', 'Run workstation command': 0}", []),
            ("{on: 'site:BPC', 'Distribution servers': 'G', 'Distribute phase': 1}", ["servers-unused"]),
            ("{on: 'site:BPC', 'Distribution servers': 'G'}", []),
            ("{on: 'site:BPC', 'Job type': 'microsoft\\\\SMS\\\\mini-job'}", ["job-type"]),
            ("{on: 'site:BPC', type: 'share'}", []),
            ("{type: 'share'}", []),
            ("{on: 'computer:PC1', type: 'share'}", ["no-workstations"]),
            ("{on: 'group:Sales', remove: 'all'}", ["no-workstations"]),
            ("{remove: 'all', 'WCL name': 'Setup', 'Run workstation command': 1}", ["no-run-phase"]),
            ("{remove: 'all', 'Distribution servers': 'G'}", ["servers-unused"]),
            ("{remove: {from: 'selected', type: 'server', servers: ['SRV1', 'SRV2']}}", []),
            ("{on: 'site:BPC', 'Cancel mode': 1}", ["cancel-mode"]),
            ("{on: 'site:BPC', 'Job status': 4}", ["old-status"]),
            ("{on: 'site:BPC', 'Job ID': 'JS200009'}", ["new-job-id"]),
            ("{on: 'site:BPC', 'Package ID': 'JS200009'}", ["new-package-id"]),
        ] as [(String, [String])])
    func `a combination that does not go together is a finding`(text: String, codes: [String]) throws {
        #expect(try made(text).findings.map(\.code) == codes)
    }

    @Test(arguments: [
        ("offerAfter: '1997-04-21 10:00', mandatoryAfter: '1997-04-21 10:00'", Severity?.none),
        ("offerAfter: '1997-04-21 10:00', mandatoryAfter: '1997-04-21 09:59:59'", .error),
        ("offerAfter: '1997-04-21 08:59'", .warning),
        ("offerAfter: '1997-04-21 10:00', expiresAfter: '1997-04-21 10:00'", .warning),
        ("offerAfter: '1997-04-21 10:00', expiresAfter: '1997-04-21 10:01'", nil),
        ("offerAfter: '1997-04-21 10:00', expiresAfter: '1997-04-21 09:59'", .error),
        ("mandatoryAfter: '1997-04-23 10:00', expiresAfter: '1997-04-22 10:00'", .error),
        ("mandatoryAfter: '1997-04-23 10:00', expiresAfter: '1997-04-23 10:01'", nil),
    ])
    func `times are to be in order`(members: String, severity: Severity?) throws {
        let findings = try made("{on: 'site:BPC', distribute: {putOn: 'G'}, run: {command: 'S', \(members)}}")
            .findings
        #expect(findings.map(\.severity).max() == severity)
        for finding in findings {
            #expect(finding.code == "times-out-of-order")
            #expect(finding.location?.file == "f")
        }
    }

    @Test func `a command the package does not have is an error`() throws {
        let text = "{on: 'site:BPC', distribute: {putOn: 'G'}, run: {command: 'Setup'}}"
        #expect(try made(text, commands: ["Setup", "Remove"]).findings == [])
        let finding = try #require(try made(text, commands: ["Typical"]).findings.first)
        #expect(finding.code == "unknown-command")
        #expect(finding.advice == "its commands are 'Typical'")
    }

    @Test func `texts over 255 characters are errors`() throws {
        let long = String(repeating: "x", count: 255)
        #expect(try made("{on: 'site:BPC', comment: '\(long)'}").findings == [])
        #expect(try made("{on: 'site:BPC', comment: '\(long)y'}").findings.map(\.code) == ["text-too-long"])
    }
}
