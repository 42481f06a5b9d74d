import LegacyFormats
import SiteModel
import Testing

private func randomJob(_ random: inout TestRandom) throws -> Job {
    var job = Job(
        id: try #require(JobID("BPC000AA")), packageID: try #require(PackageID("Z9Z0000F")),
        created: LocalTime(seconds: Int64(random.below(3_000_000_000))),
        target: random.pick(JobTargetKind.allCases))
    job.type = random.pick(JobType.allCases)
    job.comment = randomText(&random)
    job.leftIcon = randomText(&random)
    job.centerIcon = randomText(&random)
    job.rightIcon = randomText(&random)
    job.priority = random.pick(JobPriority.allCases)
    job.repeatMode = random.pick(RepeatMode.allCases)
    job.cancelMode = random.once(in: 2)
    job.status = random.pick(JobStatus.allCases)
    job.sendingStatus = random.pick(JobStatus.allCases)
    job.workingStatus = random.pick(JobStatus.allCases)
    job.cancelStatus = random.pick(JobStatus.allCases)
    job.distributePhase = DistributePhase(rawValue: random.below(4))
    job.sendPhase = random.pick(SendPhase.allCases)
    job.limitToSites = random.pick(SiteLimit.allCases)
    job.includeSubsites = random.once(in: 2)
    job.siteLimitName = randomText(&random)
    job.distributionServers = random.once(in: 2) ? nil : randomText(&random)
    job.commandName = random.once(in: 2) ? nil : randomText(&random)
    job.queryID = randomText(&random)
    job.machineGroup = randomText(&random)
    job.machinePath = randomText(&random)
    job.offerTime = LocalTime(seconds: Int64(random.below(3_000_000_000)))
    job.mandatoryTime = LocalTime(seconds: -Int64(random.below(3_000_000_000)))
    job.useMandatoryTime = random.once(in: 2)
    job.forceOverSlowLink = random.once(in: 2)
    job.expireTime = LocalTime(seconds: Int64(random.below(3_000_000_000)))
    job.useExpireTime = random.once(in: 2)
    job.runWorkstationCommand = random.once(in: 2)
    return job
}

private func randomPackage(_ random: inout TestRandom) throws -> Package {
    var package = Package(id: try #require(PackageID("BPC0000A")), name: randomText(&random))
    package.comment = randomText(&random)
    package.product = randomText(&random)
    package.version = randomText(&random)
    package.company = randomText(&random)
    package.language = randomText(&random)
    package.definitionDigest = randomText(&random)
    if random.once(in: 2) {
        package.workstation = WorkstationProperties(
            root: randomText(&random), permissions: AccessPermissions(rawValue: random.below(16)),
            commands: (0..<random.below(3)).map { _ in
                CommandLineProgram(
                    name: randomText(&random), command: randomText(&random),
                    flags: random.pick(CommandLineFlags.allCases),
                    platforms: PlatformMask(rawValue: random.below(256)),
                    synchronousSystemExit: random.once(in: 2))
            }, transferFile: random.once(in: 2) ? nil : randomText(&random))
    }
    if random.once(in: 2) {
        package.sharing = SharingProperties(
            root: randomText(&random), shareName: randomText(&random),
            permissions: AccessPermissions(rawValue: random.below(16)),
            programItems: (0..<random.below(3)).map { _ in
                ProgramItem(
                    commandLine: randomText(&random), description: randomText(&random),
                    configurationScript: randomText(&random), registryName: randomText(&random),
                    defaultINIFile: randomText(&random), runMinimized: random.once(in: 2),
                    runLocalCopyIfPresent: random.once(in: 2),
                    driveMode: random.pick([.unc, .anyLetter, .letter("Q")]),
                    platforms: PlatformMask(rawValue: random.below(256)), setupIcon: randomText(&random),
                    displayIconInProgramGroup: random.once(in: 2))
            }, transferFile: random.once(in: 2) ? nil : randomText(&random))
    }
    if random.once(in: 2) {
        let parts: [DetectionRulePart] = [.file("File 1"), .file("and"), .and, .or, .open, .close]
        let tests: [DetectionTest] = [
            .size(UInt32.max), .date(month: 2, day: 29, year: 96), .time(hour: 23, minute: 59),
            .checksum(offset: 1, length: 2, value: -3), .crc(offset: 4, length: 5, value: Int64.max),
            .byte(offset: 6, value: 7), .word(offset: 8, value: 9), .long(offset: 10, value: UInt32.max),
            .token(offset: 11, text: "MZ \"x\""),
        ]
        package.inventory = InventoryProperties(
            inventoryThisPackage: random.once(in: 2),
            rule: (0..<random.below(6)).map { _ in random.pick(parts) },
            files: (0..<random.below(3)).map { _ in
                DetectionFile(
                    section: randomText(&random), file: randomText(&random), collect: random.once(in: 2),
                    tests: (0..<random.below(5)).map { _ in random.pick(tests) })
            })
    }
    return package
}

@Suite struct ModelJSONTests {
    @Test(arguments: UInt64(0)..<100)
    func `any job comes back from its record`(seed: UInt64) throws {
        var random = TestRandom(seed + 11)
        let job = try randomJob(&random)
        #expect(try Job(json: try parseJSON(job.json.compact)) == job)
    }

    @Test(arguments: UInt64(0)..<100)
    func `any package comes back from its record`(seed: UInt64) throws {
        var random = TestRandom(seed + 12)
        let package = try randomPackage(&random)
        #expect(try Package(json: try parseJSON(package.json.compact)) == package)
    }

    @Test(arguments: UInt64(0)..<60)
    func `any job comes back from its dump`(seed: UInt64) throws {
        var random = TestRandom(seed + 13)
        var job = try randomJob(&random)
        // A dump has one line a scalar and no NULL beside the empty text.
        job.comment = "a: b  c"
        for path in [
            \Job.leftIcon, \.centerIcon, \.rightIcon, \.siteLimitName, \.queryID, \.machineGroup,
            \.machinePath,
        ] {
            job[keyPath: path] = random.pick(["", " x ", "Größe", "a|b"])
        }
        job.distributionServers = random.pick([nil, "G"])
        job.commandName = random.pick([nil, "Setup"])
        job = Self.withoutOthers(job)
        let text = printJobScalars(job)
        let (drafts, findings) = readJobDump(Array(text.utf8), file: "f")
        #expect(findings == [])
        let again = try #require(drafts.first?.recordedJob().job)
        #expect(again == job)
        #expect(printJobScalars(again) == text)
    }

    /// The job with the values that a Share or Remove job has in the scalars that its dump leaves out.
    private static func withoutOthers(_ job: Job) -> Job {
        guard job.type == .serverScript || job.type == .removePackage else { return job }
        var plain = Job(id: job.id, packageID: job.packageID, created: job.activateTime)
        plain.mandatoryTime = job.activateTime
        plain.expireTime = job.activateTime
        plain.type = job.type
        plain.comment = job.comment
        (plain.leftIcon, plain.centerIcon, plain.rightIcon) = (job.leftIcon, job.centerIcon, job.rightIcon)
        (plain.priority, plain.repeatMode, plain.cancelMode) = (job.priority, job.repeatMode, job.cancelMode)
        (plain.status, plain.sendingStatus) = (job.status, job.sendingStatus)
        (plain.workingStatus, plain.cancelStatus) = (job.workingStatus, job.cancelStatus)
        (plain.limitToSites, plain.includeSubsites) = (job.limitToSites, job.includeSubsites)
        (plain.siteLimitName, plain.distributionServers) = (job.siteLimitName, job.distributionServers)
        if job.type == .serverScript {
            (plain.distributePhase, plain.sendPhase) = (job.distributePhase, job.sendPhase)
        } else {
            (plain.removeType, plain.removeTask) = (.workstation, .selected)
        }
        return plain
    }

    @Test func `a record that lacks a scalar says which`() throws {
        var random = TestRandom(5)
        let json = try randomJob(&random).json
        let shorter = JSONValue.object((json.members ?? []).filter { $0.name != "Priority" })
        let error = #expect(throws: ModelJSONError.self) { try Job(json: shorter) }
        #expect(error?.message == "a job needs a member 'Priority'")
        #expect(throws: ModelJSONError.self) { try Package(json: .object([])) }
        #expect(throws: ModelJSONError.self) {
            try Package(json: .object([.init("id", .string("BPC")), .init("name", .string(""))]))
        }
    }

    @Test func `the members of a job's record are the 33 names of the SDK in API order`() throws {
        var random = TestRandom(6)
        let names = (try randomJob(&random).json.members ?? []).map(\.name)
        #expect(names.count == 33)
        #expect(names.first == "Job ID")
        #expect(names[22] == "WCL name")
        #expect(names.last == "Run workstation command")
    }
}
