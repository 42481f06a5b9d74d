import Emulation
import Pipeline
import SiteDatabase
import TestKit
import Testing

@testable import Commands

/// `--break`: a run stops right behind the event that brings something about.
@Suite struct BreakpointTests {
    /// Breakpoints, and the entry that each of them waits for in a lab with one job.
    static let conditions: [(word: String, isMet: @Sendable (TraceRecord) -> Bool)] = [
        ("job=Active", { $0.code == .jobStatusChanged && $0.b & 0xFF == 2 }),
        ("job:BPC00001=complete", { $0.code == .jobStatusChanged && $0.b & 0xFF == 4 }),
        ("sending=Complete", { $0.code == .jobStatusChanged && $0.b >> 8 & 0xFF == 4 }),
        ("working=Active", { $0.code == .jobStatusChanged && $0.b >> 16 & 0xFF == 2 }),
        ("job=BPC00001", { $0.code == .jobActivated }),
        ("component=SMS_DESPOOLER", { $0.component == .despooler }),
        ("component=data-loader", { $0.component == .dataLoader }),
        ("client=pc3", { $0.component == .packageCommandManager && $0.a == 3 }),
        ("client:BPC=PC5", { $0.component == .packageCommandManager && $0.a == 5 }),
        ("package=Editor", { $0.code == .sourceInspected }),
        ("server=SRV2", { $0.code == .packageCopied && $0.b == 1 }),
        ("code=pcmStarted", { $0.code == .pcmStarted }),
        ("site=BPC", { $0.code == .jobActivated }),
        ("event=374,code=packageCopied", { $0.code == .packageCopied }),
        ("code=pcmFinished,pcmStarted", { $0.code == .pcmStarted }),
    ]

    private static func records(_ shell: Shell) throws -> [TraceRecord] {
        try LabReader(shell.lab).database.traceSegments().flatMap { TraceBlock($0).records() }
            .filter { $0.code != .commandPerformed }
    }

    @Test func `each stops behind the first entry that the trace of a whole run has of it`() throws {
        let whole = try StepCommandTests.shell()
        _ = whole.out("run", "--until-job", "BPC00001=Complete", "--quiet")
        let all = try Self.records(whole)
        for (word, isMet) in Self.conditions {
            let wanted = try #require(all.firstIndex(where: isMet), "\(word)")
            let shell = try StepCommandTests.shell()
            let (code, out, err) = shell.run("run", "--break", word)
            #expect(code == 0, "\(word): \(err)")
            #expect(out.contains("breakpoint ") && out.contains(" met in cycle "), "\(word): \(out)")
            let seen = try Self.records(shell)
            #expect(seen == Array(all.prefix(seen.count)), "\(word)")
            #expect(seen.count > wanted, "\(word)")
            // Nothing behind that event: what else there is has its instant.
            #expect(seen.last?.instant == all[wanted].instant, "\(word)")
            #expect(seen.prefix(wanted).allSatisfy { !isMet($0) })
            #expect(shell.run("replay").code == 0)
            // And `step` stands at the same place.
            let step = try StepCommandTests.shell()
            #expect(step.run("step", "--break", word).code == 0, "\(word)")
            #expect(try Self.records(step) == seen, "\(word)")
            #expect(
                try StepCommandTests.journal(step).last == StepCommandTests.journal(shell).last, "\(word)")
        }
    }

    @Test func `a second run goes on to the next`() throws {
        let shell = try StepCommandTests.shell()
        for client in ["PC", "PC", "PC", "PC", "PC"] {
            #expect(shell.run("run", "--break", "code=pcmStarted").out.contains("client \(client)"))
        }
        shell.fails(1, "no breakpoint was met until", "run", "--break", "code=pcmStarted", "--at-most", "1d")
        #expect(shell.out("replay").contains("the same"))
    }

    @Test func `a run without what is waited for ends where it was to end`() throws {
        let shell = try StepCommandTests.shell()
        let before = try LabReader(shell.lab).now()
        shell.fails(
            1, "no breakpoint was met until 1997-04-21 09:03", "run", "--cycles", "3", "--break", "job=Failed"
        )
        #expect(try LabReader(shell.lab).now() == before + 180_000)
        let (code, _, err) = shell.run(
            "run", "--until-job", "BPC00001=Complete", "--break", "job=Failed", "--quiet")
        #expect(code == 0, "the job is Complete: \(err)")
        shell.fails(1, "changes no more", "run", "--break", "job:BPC00001=Failed")
        shell.fails(1, "changes no more", "step", "--break", "job:BPC00001=Failed")
    }

    @Test func `what is so already is not waited for, and that is said`() throws {
        let shell = try StepCommandTests.shell()
        _ = shell.out("run", "--break", "job=Active")
        let (code, _, err) = shell.run("run", "--break", "job=Active", "--at-most", "1h")
        #expect(code == 1 && err.contains("is Active already"), "\(err)")
        #expect(
            !shell.run("run", "--break", "job=Active", "--at-most", "1h", "--quiet").err.contains("already"))
    }

    @Test func `unknown words get the nearest`() throws {
        let shell = try StepCommandTests.shell()
        let before = try readFile(shell.lab + "/lab.db")
        for (word, code, text) in [
            ("job=Complet", Int32(64), "Complete"), ("jobs=Complete", 64, "job"),
            ("event=99999", 64, "no event"),
            ("event=x", 64, "no number"), ("component=SMS_DESPOLER", 64, "SMS_DESPOOLER"),
            ("client=PC77", 66, "no client"), ("server=SRV9", 66, "no server"), ("site=XYZ", 66, "no site"),
            ("package=Editr", 66, "Editor"), ("code=copyFaild", 64, "copyFailed"),
            ("code=pcmPolled", 64, "changes nothing"), ("job:BPC00009=Complete", 66, "no job"),
            ("Complete", 64, "no breakpoint"), ("job=", 64, "waits for nothing"),
        ] {
            shell.fails(code, text, "run", "--break", word)
            shell.fails(code, text, "step", "--break", word)
        }
        #expect(try readFile(shell.lab + "/lab.db") == before)
    }

    @Test func `programs get the breakpoint as the last row`() throws {
        let shell = try StepCommandTests.shell()
        let rows = try shell.list("run", "--break", "job=Complete")
        let last = try #require(rows.last)
        #expect(last["kind"] as? String == "breakpoint" && last["subject"] as? String == "job=Complete")
        #expect((last["what"] as? String)?.contains("Active -> Complete") == true)
    }
}
