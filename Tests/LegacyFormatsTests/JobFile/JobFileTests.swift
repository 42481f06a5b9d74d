import LegacyFormats
import SiteModel
import Testing

private func findings(_ text: String) -> [String] {
    readJobFile(Array(text.utf8), file: "job.json5").findings.map {
        var finding = $0
        finding.advice = nil
        return finding.description
    }
}

private func draft(_ text: String) throws -> JobDraft {
    let (drafts, findings) = readJobs(Array(text.utf8), file: "job.json5")
    #expect(findings == [])
    return try #require(drafts.first)
}

@Suite struct JobFileTests {
    @Test func `every member of a full job file arrives`() throws {
        let job = try draft(
            """
            // Office for Sales
            {
              comment: "Office 95", package: "Office 95", on: "group:Sales",
              limitTo: { site: "BPC", includeSubsites: true },
              send: "even if previously sent",
              distribute: { refreshExisting: true, putOn: "Application servers" },
              run: {
                command: "Typical", offerAfter: "1997-04-21 10:00", mandatoryAfter: "1997-04-28 10:00",
                expiresAfter: "1997-10-06 10:00", notMandatoryOverSlowLink: true,
              },
              schedule: { startAfter: "1997-04-21 09:00", priority: "High", repeat: "weekly" },
            }
            """)
        #expect(job.comment == "Office 95")
        #expect(job.packageName == "Office 95")
        #expect(job.target == .machineGroup)
        #expect(job.machineGroup == "Sales")
        #expect(job.limitToSites == .site)
        #expect(job.siteLimitName == "BPC")
        #expect(job.includeSubsites == true)
        #expect(job.sendPhase == .always)
        #expect(job.distributePhase == [.existing, .specified])
        #expect(job.distributionServers == "Application servers")
        #expect(job.commandName == "Typical")
        #expect(job.offerTime == LocalTime("1997-04-21 10:00"))
        #expect(job.mandatoryTime == LocalTime("1997-04-28 10:00"))
        #expect(job.useMandatoryTime == true)
        #expect(job.expireTime == LocalTime("1997-10-06 10:00"))
        #expect(job.useExpireTime == true)
        #expect(job.forceOverSlowLink == false)
        #expect(job.activateTime == LocalTime("1997-04-21 09:00"))
        #expect(job.priority == .high)
        #expect(job.repeatMode == .weekly)
        #expect(job.runWorkstationCommand == true)
        #expect(job.origins[.wclName]?.description == "job.json5:8:14")
        #expect(job.origins[.useExpireTime]?.line == 9)
    }

    @Test func `short forms and words in any case`() throws {
        #expect(
            try draft("{send: 'ifNotSent', priority: 'low', repeat: 'NEVER', startAfter: '1997-04-21'}")
                .sendPhase == .ifNotSent)
        #expect(try draft("{send: 'always'}").sendPhase == .always)
        #expect(try draft("{send: 'Only If Not Previously Sent'}").sendPhase == .ifNotSent)
        #expect(try draft("{priority: 3}").priority == .low)
        #expect(try draft("{distribute: {putOn: 'Default Servers'}}").distributionServers == "")
        #expect(try draft("{distribute: {putOn: 'Default Servers'}}").distributePhase == .specified)
        #expect(try draft("{distribute: {putOn: ['srv1', 'SRV2']}}").servers == ["srv1", "SRV2"])
        #expect(try draft("{distribute: {}}").distributePhase == [])
        #expect(try draft("{limitTo: {siteGroup: 'North'}}").limitToSites == .siteGroup)
    }

    @Test(arguments: JobScalar.allCases)
    func `every scalar is read by its SDK name`(scalar: JobScalar) throws {
        let text = scalar.label
        let value =
            text.hasSuffix("time") && !text.hasPrefix("Use")
            ? "'Mon Apr 21 09:00:00 1997'"
            : [
                "Job ID": "'BPC00001'", "Package ID": "'BPC00001'",
                "Job type": "'microsoft\\\\SMS\\\\workstation_script'",
            ][text] ?? "1"
        let job = try draft("{\"\(text)\": \(value)}")
        #expect(job.isGiven(scalar))
        #expect(JobScalar.allCases.filter { job.isGiven($0) } == [scalar])
        #expect(job.origins[scalar]?.column == 6 + text.count)
    }

    @Test(arguments: [
        ("site:bpc", JobTargetKind.machinePath, "BPC|*|*", ""), ("computer:pc7", .machinePath, "*|*|PC7", ""),
        ("path:*|DOM1|*", .machinePath, "*|DOM1|*", ""),
        ("group:Sales: north", .machineGroup, "", "Sales: north"),
        ("path:BPC:DOM1:PC1", .machinePath, "BPC:DOM1:PC1", ""),
    ])
    func `targets mirror the drop`(word: String, kind: JobTargetKind, path: String, group: String) throws {
        let job = try draft("{on: '\(word)'}")
        #expect(job.target == kind)
        #expect(job.machinePath ?? "" == path)
        #expect(job.machineGroup ?? "" == group)
    }

    @Test func `several computers are kept for a machine group`() throws {
        let job = try draft("{on: ['computer:pc7', 'Computer:PC8']}")
        #expect(job.computers == ["PC7", "PC8"])
        #expect(job.target == .machineGroup)
    }

    @Test(
        arguments: [
            ("{on: 'PC7'}", "1:6: error: 'PC7' is no target [bad-target]"),
            ("{on: 'site:BPCX'}", "1:6: error: 'BPCX' is no site code [bad-target]"),
            ("{on: 'group:'}", "1:6: error: 'group:' is no target [bad-target]"),
            (
                "{on: ['computer:A', 'group:B']}",
                "1:7: error: 'group:B' stands among several targets, but only computers can be several [bad-target]"
            ),
            ("{on: []}", "1:6: error: the list of targets is empty [no-target]"),
            (
                "{on: 7}",
                "1:6: error: 'on' of a job must hold texts such as \"site:BPC\", not the number 7 [wrong-type]"
            ),
            (
                "{\n priority: 'Urgent'}",
                "2:12: error: 'priority' of a job is the text \"Urgent\", but must be 1 (High), 2 (Medium) or 3 (Low) [bad-value]"
            ),
            (
                "{send: 'sometimes'}",
                "1:8: error: 'send' of a job is the text \"sometimes\", but must be 1 (only if not previously sent) or 2 (even if previously sent) [bad-value]"
            ),
            ("{priorty: 1}", "1:2: error: a job has no member 'priorty' [unknown-member]"),
            ("{run: {comand: 'x'}}", "1:8: error: the Run phase has no member 'comand' [unknown-member]"),
            (
                "{priority: 1,\n 'Priority': 2}",
                "2:14: error: 'Priority' was already given in line 1 [given-twice]"
            ),
            (
                "{run: {mandatoryAfter: '1997-04-21'}, 'Use mandatory time': 0}",
                "1:61: error: 'Use mandatory time' was already given in line 1 [given-twice]"
            ),
            ("{limitTo: {}}", "1:11: error: limitTo needs a member 'site' or 'siteGroup' [missing-member]"),
            (
                "{limitTo: {site: 'A', siteGroup: 'B'}}",
                "1:34: error: a job is limited to a site or to a site group, not to both [given-twice]"
            ),
            ("{distribute: {putOn: []}}", "1:22: error: 'putOn' lists no server [missing-member]"),
            (
                "{distribute: {putOn: [1]}}",
                "1:23: error: 'putOn' must list names of servers, not the number 1 [wrong-type]"
            ),
            (
                "{run: 'Setup'}",
                "1:7: error: the Run phase must be an object { ... }, not the text \"Setup\" [wrong-type]"
            ),
            ("[]", "1:1: error: the list holds no job [no-job]"),
            (
                "{comment: 'a', comment: 'b'}",
                "1:16: error: the member 'comment' was already given in line 1 [duplicate-member]"
            ),
            (
                "{'Job ID': 1.5}",
                "1:12: error: 'Job ID' of a job must be a text or a whole number, not the number 1.5 [wrong-type]"
            ),
        ] as [(String, String)])
    func `what is wrong in a job file has its place`(text: String, finding: String) {
        #expect(findings(text) == ["job.json5:" + finding])
        #expect(readJobFile(Array(text.utf8), file: "f").drafts.isEmpty)
    }

    @Test func `a list of jobs keeps the good ones`() {
        let (drafts, findings) = readJobs(
            Array("[{comment: 'a'}, {priority: 9}, {comment: 'c'}]".utf8), file: "f")
        #expect(drafts.map(\.comment) == ["a", "c"])
        #expect(findings.map(\.code) == ["bad-value"])
    }

    @Test func `a dump and a job file are told apart`() {
        #expect(readJobs(Array(dumpText().utf8), file: "f").drafts.first?.comment == "Office: all of it")
        #expect(readJobs(Array("\u{FEFF}// x\n{comment: 'a'}".utf8), file: "f").drafts.first?.comment == "a")
        #expect(readJobs([], file: "f").findings.map(\.code) == ["no-job"])
    }

    @Test(arguments: UInt64(0)..<40)
    func `damaged job files never crash`(seed: UInt64) throws {
        var random = TestRandom(seed + 77)
        let base = Array(
            """
            [{ on: ["computer:PC7", "path:*|A|*"], limitTo: { site: "BPC" }, send: 2, "Offer time": "1997-04-21",
              distribute: { putOn: ["A"] }, run: { command: "x", mandatoryAfter: "1997-04-21 10:00" }, priority: 1 }]
            """.utf8)
        for _ in 0..<20 {
            var bytes = base
            for _ in 0..<(1 + random.below(3)) {
                let place = random.below(bytes.count)
                switch random.below(3) {
                case 0: bytes.remove(at: place)
                case 1: bytes[place] = random.pick(Array("0129-{}[]\",:|*".utf8))
                default: bytes.insert(random.pick(Array("9-{}[]\",:|*".utf8)), at: place)
                }
            }
            let (drafts, findings) = readJobs(bytes, file: "f")
            #expect(!drafts.isEmpty || findings.contains { $0.severity == .error })
            for draft in drafts {
                _ = draft.job(
                    id: try #require(JobID("BPC000AA")), packageID: try #require(PackageID("BPC0000F")),
                    created: LocalTime(seconds: 0))
            }
        }
    }
}
