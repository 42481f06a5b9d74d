import LegacyFormats
import SiteModel
import TestKit
import Testing

/// A dump of our own in the SDK sample's layout, one line a scalar; `changes` replaces values by label.
func dumpText(_ changes: [String: String] = [:], header: String? = nil, without: String? = nil) -> String {
    let values: [(String, String)] = [
        ("Job ID", "BPC000AA"), ("Job type", "microsoft\\SMS\\workstation_script"),
        ("Job comment", "Office: all of it"),
        ("Activate time", "Mon Apr 21 09:00:00 1997"), ("Left icon", "Package"),
        ("Center icon", "Machinegroup"),
        ("Right icon", "Site"), ("Priority", "2"), ("Repeat mode", "5"), ("Cancel mode", "0"),
        ("Job status", "1"),
        ("Sending status", "0"), ("Working status", "0"), ("Cancel status", "0"), ("Package ID", "BPC0000F"),
        ("Job target", "2"), ("Distribute phase", "3"), ("Send phase", "2"), ("Limit to sites", "0"),
        ("Include subsites", "0"), ("Site limit name", ""), ("Distribution servers", "Servers"),
        ("WCL name", "Setup"),
        ("Query ID", ""), ("Machine group name", "Sales"), ("Machine path", ""),
        ("Offer time", "Mon Apr 21 10:00:00 1997"), ("Mandatory time", "Mon Apr 28 10:00:00 1997"),
        ("Use mandatory time", "1"), ("Force over slow link", "1"),
        ("Expire time", "Mon Oct  6 10:00:00 1997"),
        ("Use expire time", "1"), ("Run workstation command", "1"),
    ]
    var lines = [header ?? "BPC000AA (Workstation install job) contains 33 scalars"]
    for (label, value) in values where label != without {
        let text = changes[label] ?? value
        lines.append(
            String(repeating: " ", count: 33 - label.count) + label + ":" + (text.isEmpty ? "" : " " + text))
    }
    return (lines + ["============== BPC000AA ===========", ""]).joined(separator: "\n")
}

private func read(_ text: String) -> (drafts: [JobDraft], findings: [String]) {
    let (drafts, findings) = readJobDump(Array(text.utf8), file: "old.txt")
    return (
        drafts,
        findings.map {
            var finding = $0
            finding.advice = nil
            return finding.description
        }
    )
}

@Suite struct JobDumpTests {
    @Test func `the published dump comes back byte for byte`() throws {
        guard let folder = sharedFolder("artefacts") else { return }
        let bytes = try readFile(folder + "/SDK-newjob-scalars.txt")
        let (drafts, findings) = readJobDump(bytes, file: "dump")
        #expect(findings == [])
        #expect(drafts.count == 1)
        let job = try #require(drafts.first?.recordedJob().job)
        #expect(Array(printJobScalars(job).utf8) == bytes)
        #expect(job.id == JobID("JS200009"))
        #expect(job.activateTime == LocalTime(year: 1995, month: 6, day: 22, hour: 15, minute: 12))
        #expect(job.priority == .high)
        #expect(job.target == .machineGroup)
        #expect(job.distributePhase == .existing)
        #expect(job.sendPhase == .ifNotSent)
        #expect(job.limitToSites == .site)
        #expect(job.commandName == "Audit software")
        #expect(job.machinePath == "*|*|*")
        #expect(job.runWorkstationCommand)
    }

    @Test func `the published job can be sent again as a new one`() throws {
        guard let folder = sharedFolder("artefacts") else { return }
        let draft = try #require(
            readJobDump(try readFile(folder + "/SDK-newjob-scalars.txt"), file: "dump").drafts.first)
        let made = draft.job(
            id: try #require(JobID("BPC00001")), packageID: try #require(PackageID("BPC00002")),
            created: try #require(LocalTime("1997-04-21 09:00")), commands: ["Audit software"])
        #expect(made.job.id.description == "BPC00001")
        #expect(made.job.status == .pending)
        #expect(made.job.sendingStatus == .none)
        #expect(made.job.machineGroup == "My machine group")
        // Its limit "jonshu2site" is no site code, and its servers are named though only refreshing is asked for.
        #expect(
            made.findings.filter { $0.severity > .note }.map(\.code) == [
                "limit-no-site-code", "servers-unused",
            ])
        #expect(made.findings.first { $0.code == "new-job-id" }?.location?.description == "dump:2:36")
    }

    @Test func `the layout of our own dump is the published one`() throws {
        let (drafts, findings) = read(dumpText())
        #expect(findings == [])
        let job = try #require(drafts.first?.recordedJob().job)
        // Microsoft's C library prints the day with two digits; a blank, as others print it, is read as well.
        #expect(printJobScalars(job) == dumpText(["Expire time": "Mon Oct 06 10:00:00 1997"]))
        #expect(job.comment == "Office: all of it")
        #expect(job.repeatMode == .monthly)
        #expect(job.expireTime == job.offerTime.adding(days: 168))
    }

    @Test func `several jobs in one file, with CR LF, all arrive`() {
        let other = dumpText(
            ["Job ID": "BPC000AB"], header: "BPC000AB (Workstation install job) contains 33 scalars"
        )
        .replacing("== BPC000AA", with: "== BPC000AB")
        let text = "\u{FEFF}" + (dumpText() + "\n" + other).replacing("\n", with: "\r\n")
        let (drafts, findings) = read(text)
        #expect(findings == [])
        #expect(drafts.map(\.id) == [JobID("BPC000AA"), JobID("BPC000AB")])
        #expect(drafts.last?.origins[.jobID]?.line == 38)
    }

    @Test(
        arguments: [
            (
                ["Priority": "4"],
                "old.txt:9:36: error: 'Priority' is '4', but must be 1 (High), 2 (Medium) or 3 (Low) [bad-value]"
            ),
            (
                ["Priority": ""],
                "old.txt:9:35: error: 'Priority' is '', but must be 1 (High), 2 (Medium) or 3 (Low) [bad-value]"
            ),
            (
                ["Activate time": "21.4.97"],
                "old.txt:5:36: error: 'Activate time' is '21.4.97', but must be a time such as \"1997-04-21 09:00\" or "
                    + "\"Mon Apr 21 09:00:00 1997\" [bad-value]"
            ),
            (
                ["Activate time": "Tue Apr 21 09:00:00 1997"],
                "old.txt:5:36: warning: 'Activate time' is 'Tue Apr 21 09:00:00 1997', but that day is a Mon [wrong-weekday]"
            ),
            (
                ["Cancel mode": "2"],
                "old.txt:11:36: error: 'Cancel mode' is '2', but must be 0 or 1 [bad-value]"
            ),
            (
                ["Job ID": "BPC000AZ"],
                "old.txt:2:36: error: 'Job ID' is 'BPC000AZ', but must be a job identifier such as BPC0000A [bad-value]"
            ),
            (
                ["Job ID": "BPC000AB"],
                "old.txt:1:1: warning: the job is called BPC000AA in its first line, but its Job ID is BPC000AB [wrong-name]"
            ),
        ] as [([String: String], String)])
    func `a wrong value is named with its line`(changes: [String: String], finding: String) {
        let (drafts, findings) = read(dumpText(changes))
        #expect(findings == [finding])
        #expect(drafts.isEmpty == finding.contains("error"))
    }

    @Test func `unknown, repeated and missing lines are findings`() {
        #expect(
            read(dumpText().replacing("      Priority:", with: "      Priorety:")).findings == [
                "old.txt:9:26: error: a job has no scalar 'Priorety' [unknown-scalar]",
                "old.txt:1:1: warning: the job BPC000AA says that it has 33 scalars, but 32 were found [wrong-count]",
            ])
        #expect(
            read(dumpText().replacing("    Repeat mode:", with: "       Priority:")).findings == [
                "old.txt:10:26: error: 'Priority' was already given in line 9 [given-twice]"
            ])
        #expect(
            read(dumpText(without: "Priority")).findings == [
                "old.txt:1:1: warning: the job BPC000AA says that it has 33 scalars, but 32 were found [wrong-count]"
            ])
        #expect(read(dumpText(without: "Priority")).drafts.first?.recordedJob().missing == [.priority])
        #expect(
            read(dumpText(header: "BPC000AA (Workstation install job) contains 32 scalars")).findings.map {
                $0.suffix(13)
            }
                == ["[wrong-count]", "[wrong-count]"])
        #expect(
            read(dumpText().replacing("== BPC000AA", with: "== BPC000FF")).findings == [
                "old.txt:35:1: warning: the job BPC000AA is ended by the name 'BPC000FF' [wrong-end]"
            ])
        #expect(
            read(dumpText().replacing("============== BPC000AA ===========", with: "")).findings == [
                "old.txt:1:1: warning: the job BPC000AA has no line of = signs behind it [job-without-end]"
            ])
        #expect(
            read("hello").findings == [
                "old.txt:1:1: error: this line stands outside a job [line-outside-job]"
            ])
        #expect(read("").findings == ["old.txt: error: the file holds no job [no-job]"])
        #expect(
            read(dumpText().replacing("Office: all of it", with: "Office:\nall of it")).findings == [
                "old.txt:5:1: error: expected 'label: value' [line-without-colon]"
            ])
    }

    @Test func `a dump in an old code page is read as Latin-1`() {
        let bytes = dumpText(["Job comment": "B#ro"]).utf8.map { $0 == UInt8(ascii: "#") ? 0xFC : $0 }
        let (drafts, findings) = readJobDump(bytes, file: "f")
        #expect(findings.map(\.code) == ["not-utf-8"])
        #expect(drafts.first?.comment == "Büro")
    }

    @Test(arguments: UInt64(0)..<40)
    func `damaged dumps never crash`(seed: UInt64) {
        var random = TestRandom(seed + 9)
        for _ in 0..<10 {
            var bytes = Array(dumpText().utf8)
            for _ in 0..<(1 + random.below(8)) {
                let place = random.below(bytes.count)
                switch random.below(3) {
                case 0: bytes.remove(at: place)
                case 1: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                default: bytes.insert(random.pick([0x3A, 0x0A, 0x0D, 0x3D, 0x20, 0x39]), at: place)
                }
            }
            for draft in readJobDump(bytes, file: "f").drafts {
                _ = draft.recordedJob().job.map(printJobScalars)
            }
        }
    }
}
