import CommandLineKit
import Testing

/// Reads a line of words and gives what it says in one line, or the error's sentence.
private func outcome(_ words: [String]) -> String {
    do throws(UsageError) {
        switch try Fixture.table.parse(words) {
        case .run(let parsed): return "run \(parsed.path.joined(separator: " "))"
        case .help(let topic, _): return "help \(topic)"
        case .version: return "version"
        }
    } catch {
        return error.sentence
    }
}

private func parsed(_ words: [String]) throws -> Parsed {
    guard case .run(let parsed) = try Fixture.table.parse(words) else {
        throw CancellationError()
    }
    return parsed
}

struct ParseTests {
    @Test func `the table of the tests has no mistakes`() {
        #expect(Fixture.table.mistakes() == [])
    }

    @Test func `options come back with the type of their keys`() throws {
        let job = try parsed([
            "job", "create", "BPC00001", "--on=site:BPC", "--on", "computer:PC7", "-p", "high", "--offset",
            "-5",
            "--seed=18446744073709551615", "-n",
        ])
        #expect(try job.value(of: Fixture.targets) == ["site:BPC", "computer:PC7"])
        #expect(try job.value(of: Fixture.priority) == .high)
        #expect(try job.value(of: Fixture.offset) == -5)
        #expect(try job.value(of: Fixture.seed) == UInt64.max)
        #expect(try job.value(of: Fixture.dry))
        #expect(try job.value(of: Fixture.package) == "BPC00001")
        #expect(job.isGiven(Fixture.seed))
    }

    @Test func `what was not typed is the default, nil, false or empty`() throws {
        let job = try parsed(["job", "create", "P"])
        #expect(try job.value(of: Fixture.targets) == [])
        #expect(try job.value(of: Fixture.priority) == .normal)
        #expect(try job.value(of: Fixture.offset) == nil)
        #expect(try job.value(of: Fixture.seed) == 12)
        #expect(try !job.value(of: Fixture.dry))
        #expect(try job.value(of: GlobalOptions.format) == .table)
        #expect(!job.isGiven(Fixture.seed))
    }

    @Test(arguments: [
        ["--lab", "a.lab", "job", "list"], ["job", "--lab", "a.lab", "list"], ["job", "list", "--lab=a.lab"],
    ])
    func `global options stand before and after noun and verb`(words: [String]) throws {
        #expect(try parsed(words).value(of: GlobalOptions.lab) == "a.lab")
    }

    @Test(arguments: [["-p", "low"], ["-plow"], ["-p=low"], ["-np", "low"], ["-nplow"], ["-nqplow"]])
    func `letters may be joined and take their value attached or behind`(words: [String]) throws {
        let job = try parsed(["job", "create", "P"] + words)
        #expect(try job.value(of: Fixture.priority) == .low)
    }

    @Test func `values keep equals signs, blanks and emptiness`() throws {
        #expect(try parsed(["run", "--until=a=b c"]).value(of: Fixture.until) == "a=b c")
        #expect(try parsed(["run", "--until="]).value(of: Fixture.until) == "")
        #expect(try parsed(["run", "--until", ""]).value(of: Fixture.until) == "")
        #expect(try parsed(["run", "--until", "-"]).value(of: Fixture.until) == "-")
        #expect(try parsed(["run", "--until=--x"]).value(of: Fixture.until) == "--x")
    }

    @Test func `two dashes end the options`() throws {
        let files = try parsed(["package", "import", "--source", "s", "a", "--", "--site", "--"])
        #expect(try files.value(of: Fixture.files) == ["a", "--site", "--"])
        #expect(try files.value(of: Fixture.site) == nil)
    }

    @Test func `a rest operand takes another command line untouched`() throws {
        let at = try parsed(["at", "9:00", "--quiet", "--", "job", "create", "--help", "--", "-x"])
        #expect(try at.value(of: Fixture.time) == "9:00")
        #expect(try at.value(of: Fixture.line) == ["job", "create", "--help", "--", "-x"])
        #expect(try at.value(of: GlobalOptions.quiet))
    }

    @Test func `a negative number is an operand`() throws {
        #expect(try parsed(["job", "list", "-5"]).value(of: Fixture.first) == -5)
        #expect(try parsed(["job", "list"]).value(of: Fixture.first) == nil)
    }

    @Test func `a reader of one's own gives its own type`() throws {
        let words = ["package", "import", "--source", "s", "--site", "BPC", "a"]
        #expect(try parsed(words).value(of: Fixture.site) == Fixture.SiteCode(code: "BPC"))
    }

    @Test(
        arguments: [
            ([], "help root"), (["help"], "help root"), (["--help"], "help root"), (["-h"], "help root"),
            (["job"], "help noun(\"job\")"), (["help", "job"], "help noun(\"job\")"),
            (["job", "--help"], "help noun(\"job\")"), (["--quiet", "job"], "help noun(\"job\")"),
            (["help", "job", "create"], "help command([\"job\", \"create\"])"),
            (["job", "create", "--help"], "help command([\"job\", \"create\"])"),
            (["--help", "job", "create"], "help command([\"job\", \"create\"])"),
            (["job", "create", "--bogus", "--help"], "help command([\"job\", \"create\"])"),
            (["job", "create", "-h", "a", "b"], "help command([\"job\", \"create\"])"),
            (["job", "create", "--offset", "--help"], "help command([\"job\", \"create\"])"),
            (["help", "run"], "help command([\"run\"])"), (["job", "help"], "help noun(\"job\")"),
            (["job", "help", "create"], "help command([\"job\", \"create\"])"),
            (["--version"], "version"),
            (["job", "create", "--version"], "version"),
        ] as [([String], String)])
    func `help is found wherever it is asked`(words: [String], wanted: String) {
        #expect(outcome(words) == wanted)
    }

    @Test(
        arguments: [
            (["jbo"], "unknown command 'jbo'; did you mean job?"),
            (["JOB", "create"], "unknown command 'JOB'; did you mean job?"),
            (["jbo", "--help"], "unknown command 'jbo'; did you mean job?"),
            (["help", "jbo"], "unknown command 'jbo'; did you mean job?"),
            (["zzz"], "unknown command 'zzz'"),
            ([""], "unknown command ''"),
            (["create"], "unknown command 'create'; did you mean job create?"),
            (["job", "crate"], "unknown verb of 'job' 'crate'; did you mean create?"),
            (["job", "\u{1B}[31m"], "unknown verb of 'job' '\\u{1b}[31m'"),
            (["run", "--cylces", "3"], "unknown option '--cylces'; did you mean --cycles?"),
            (["run", "--cy"], "unknown option '--cy'; did you mean --cycles?"),
            (["run", "--c"], "'--c' could be --cycles or --color; write it out"),
            (["run", "--source", "x"], "unknown option '--source'; it is an option of package import"),
            (["run", "-z"], "unknown option '-z'"),
            (["run", "-p", "low"], "unknown option '-p'; it is an option of job create"),
            (["--cycles", "3", "run"], "the option --cycles belongs behind its command (run)"),
            (["run", "--cycles"], "--cycles needs a value: --cycles N"),
            (
                ["run", "--cycles", "--quiet"],
                "--cycles needs a value before '--quiet'; a value that begins with a dash is written --cycles=N"
            ),
            (["run", "--cycles", "x"], "--cycles: 'x' is not a whole number"),
            (["run", "--cycles", "0"], "--cycles: '0' is not between 1 and 1000000"),
            (
                ["run", "--cycles", "99999999999999999999"],
                "--cycles: '99999999999999999999' is not between 1 and 1000000"
            ),
            (["run", "--cycles", "٣"], "--cycles: '٣' is not a whole number"),
            (["run", "--cycles=1", "--cycles=2"], "--cycles was given twice: '1' and '2'"),
            (["-q", "run", "--quiet"], "--quiet was given twice"),
            (["run", "-qq"], "--quiet was given twice"),
            (["run", "--quiet=yes"], "--quiet takes no value, but was given 'yes'"),
            (["run", "-q=yes"], "-q takes no value, but was given 'yes'"),
            (["run", "--cycles", "1", "--until", "x"], "--cycles and --until exclude each other"),
            (["run", "now"], "unexpected word 'now'"),
            (["run", "--format", "jsn"], "--format: 'jsn' is none of table, json, csv; did you mean json?"),
            (["grade", "hihg"], "WORD: 'hihg' is none of low, normal, high; did you mean high?"),
            (["job", "create"], "PACKAGE is missing"),
            (["job", "list", "x"], "FIRST: 'x' is not a whole number"),
            (["package", "import", "a"], "the option --source DIR is missing"),
            (["package", "import", "--source", "s"], "FILE is missing"),
            (
                ["package", "import", "a", "--source", "s", "--site", "X"],
                "--site: 'X' is no site code of three letters"
            ),
            (["at", "9:00"], "COMMAND is missing"),
            (["at", "9:00", "--"], "COMMAND is missing"),
            (["at", "9:00", "job"], "-- is missing before COMMAND"),
            (["at", "--", "job"], "TIME is missing"),
            (["help", "run", "x"], "unexpected word 'x'"),
        ] as [([String], String)])
    func `a wrong line says what is wrong and what was meant`(words: [String], wanted: String) {
        #expect(outcome(words) == wanted)
    }

    @Test func `an error names the command and where help is, and ends with 64`() throws {
        let error = try #require(throws: UsageError.self) { try Fixture.table.parse(["job", "create"]) }
        #expect(error.exitCode == 64)
        #expect(error.description == "sms12: PACKAGE is missing\nSee 'sms12 job create --help'.")
    }

    @Test func `a command refuses what only it can judge in the same form`() throws {
        let error = try parsed(["run"]).usageError(.other("1997-02-30 is no day"))
        #expect(error.description == "sms12: 1997-02-30 is no day\nSee 'sms12 run --help'.")
        #expect(error.exitCode == 64)
    }

    @Test func `a long word is shortened in the error`() throws {
        let error = try #require(throws: UsageError.self) {
            try Fixture.table.parse([String(repeating: "x", count: 100_000)])
        }
        #expect(error.description.utf8.count < 200)
    }

    @Test func `asking for what is not declared is the programmer's mistake`() throws {
        let run = try parsed(["run"])
        let option = try #require(throws: DeclarationMistake.self) { try run.value(of: Fixture.priority) }
        #expect(option.exitCode == 70)
        #expect(option.description == "'run' does not declare the option --priority")
        #expect(throws: DeclarationMistake.self) { try run.value(of: Fixture.package) }
        let other = Option<Int?>("until", value: "N", .integer, help: "Another key of the same name.")
        let given = try parsed(["run", "--until", "noon"])
        #expect(throws: DeclarationMistake.self) { try given.value(of: other) }
    }
}

struct NearestNameTests {
    // Reached through the parser: the distance itself is not public.
    private func suggestion(_ word: String, among names: [String]) -> String {
        let commands = names.map { name in
            CommandDeclaration([name], "A command.", example: CommandExample("p \(name)"))
        }
        let table = CommandTable(program: "p", abstract: "P.", firstSteps: [], nouns: [], commands: commands)
        do throws(UsageError) {
            _ = try table.parse([word])
            return "accepted"
        } catch {
            return error.sentence
        }
    }

    @Test(arguments: [
        // One edit of each kind: insert, delete, replace, swap.
        ("repla", ["replay", "zebra"], "unknown command 'repla'; did you mean replay?"),
        ("replayy", ["replay", "zebra"], "unknown command 'replayy'; did you mean replay?"),
        ("replax", ["replay", "zebra"], "unknown command 'replax'; did you mean replay?"),
        ("relpay", ["replay", "zebra"], "unknown command 'relpay'; did you mean replay?"),
        // Equally near names are all listed, in table order.
        ("mat", ["map", "cat", "zebra"], "unknown command 'mat'; did you mean map or cat?"),
        // The nearest alone, though another is near enough.
        ("branchs", ["branch", "bronchi"], "unknown command 'branchs'; did you mean branch?"),
        // Three of six letters are too many.
        ("rxxxay", ["replay"], "unknown command 'rxxxay'"),
        // In two letters one edit is half the word.
        ("xt", ["at"], "unknown command 'xt'"),
        ("re", ["replay", "report"], "'re' could be replay or report; write it out"),
    ])
    func `near names are suggested`(word: String, names: [String], wanted: String) {
        #expect(suggestion(word, among: names) == wanted)
    }
}
