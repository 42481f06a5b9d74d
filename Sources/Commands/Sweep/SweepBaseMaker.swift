import Emulation
import LegacyFormats
import PackageArchive
import SiteModel
import Sweeps

/// Works out the base of a plan: axes against the lab, commands by a rehearsal, sources as they are found.
///
/// Everything that can be wrong is looked for here, before the first variant is run.
struct SweepBaseMaker {
    let run: CommandRun
    let file: SweepPlanFile
    private(set) var findings: [Finding] = []
    private var base: SweepBase
    private var journal: [SweepStep] = []
    private var isRecorded = false

    /// The base of a plan.
    ///
    /// - Throws: `CommandFailure` (bad data) after the findings were reported.
    static func make(_ run: CommandRun, _ file: SweepPlanFile) throws -> SweepBase {
        var maker = try SweepBaseMaker(run, file)
        try maker.makeAxes()
        try maker.refuse()
        maker.check()
        try maker.refuse()
        try maker.rehearse()
        try maker.refuse()
        run.report(file.findings + maker.findings)
        return maker.base
    }

    private init(_ run: CommandRun, _ file: SweepPlanFile) throws {
        self.run = run
        self.file = file
        let plan = file.plan
        base = SweepBase(
            name: plan.name.isEmpty ? Self.stem(file.name) : plan.name, rules: Emulation.rulesVersion,
            lab: .null, until: plan.until, jobs: plan.jobs.map(\.id), groups: plan.groups.map(\.axes))
        var lab: LabDefinition
        switch file.ground {
        case .definition(let definition): lab = definition
        case .lab(let folder):
            let record = try RecordedBase.read(folder)
            lab = record.definition
            journal = record.steps
            base.sources = record.sources
            isRecorded = true
        }
        // Neither changes what happens; a plan over real files and one over declared sizes are the same plan.
        lab.fidelity = .modelled
        lab.trace = .changes
        base.lab = lab.json
    }

    private static func stem(_ name: String) -> String {
        let last = HostFiles.name(of: name)
        return last.lastIndex(of: ".").map { String(last[..<$0]) } ?? last
    }

    private func refuse() throws {
        guard SweepPlanFile.hasErrors(findings) else { return }
        throw SweepPlanFile.refused(run, file.name, file.findings + findings)
    }

    private mutating func error(
        _ code: String, _ message: String, at place: SourceLocation, advice: String? = nil
    ) {
        findings.append(Finding(.error, code, message, at: place, advice: advice))
    }

    // MARK: Axes

    private mutating func makeAxes() throws {
        for axis in file.plan.axes {
            switch axis.points {
            case .range(let first, let step, let count):
                guard let target = target(axis.name, axis.location) else { continue }
                base.axes.append(
                    SweepAxis(
                        name: axis.name,
                        points: .range(target, first: first, step: step, count: count)))
            case .list(let choices):
                let made = choices.map { choice in
                    SweepAxis.Choice(
                        label: choice.label, settings: choice.settings.compactMap { setting($0) })
                }
                base.axes.append(SweepAxis(name: axis.name, points: .list(made)))
            }
        }
        checkWords()
        if SweepPlanFile.hasErrors(findings) { return }
        for (written, made) in zip(file.plan.axes, base.axes) { refuseTwins(written, made) }
        refuseMeetings()
    }

    /// Refuses two points of an axis that no table could tell apart, and one point that would be counted twice.
    private mutating func refuseTwins(_ written: SweepPlan.Axis, _ made: SweepAxis) {
        guard case .list(let places) = written.points, case .list(let choices) = made.points else { return }
        let name = written.name == "case" ? "the list 'variants'" : "the axis '\(written.name)'"
        var labels: Set<String> = []
        var values: [String: String] = [:]
        for (place, choice) in zip(places, choices) {
            let value = choice.settings.map { "\($0.name)\t\($0.value.compact)" }.sorted().joined(
                separator: "\n")
            if let other = values[value] {
                error(
                    "value-twice",
                    "\(name) has the value '\(choice.label)' twice"
                        + (other == choice.label ? "" : ", once as '\(other)'"), at: place.location,
                    advice: "it would be run and counted twice; leave one out")
            } else if labels.contains(choice.label) {
                error(
                    "label-twice", "\(name) has two different values called '\(choice.label)'",
                    at: place.location, advice: "the results tell them apart by their labels alone")
            }
            labels.insert(choice.label)
            if values[value] == nil { values[value] = choice.label }
        }
    }

    /// What an axis sets in a lab, with who sets it there.
    private struct Ground {
        /// The places that are set, by their parts.
        var set: [String: String] = [:]
        /// The places above those.
        var above: [String: String] = [:]

        private static func key(_ parts: some Sequence<String>) -> String {
            parts.joined(separator: "\u{0}")
        }

        /// Whether a place, or one above it, is set.
        func covers(_ spot: [String]) -> Bool {
            (1...max(spot.count, 1)).contains { set[Self.key(spot.prefix($0))] != nil }
        }

        /// Who sets one of some places, or something above or below it.
        func owner(_ spots: [[String]]) -> String? {
            for spot in spots {
                for length in 1...max(spot.count, 1) {
                    if let owner = set[Self.key(spot.prefix(length))] { return owner }
                }
                if let owner = above[Self.key(spot)] { return owner }
            }
            return nil
        }

        mutating func take(_ spots: [[String]], _ owner: String) {
            for spot in spots {
                if set[Self.key(spot)] == nil { set[Self.key(spot)] = owner }
                for length in 1..<max(spot.count, 1) {
                    let key = Self.key(spot.prefix(length))
                    if above[key] == nil { above[key] = owner }
                }
            }
        }

        mutating func take(_ other: Ground) {
            set.merge(other.set) { first, _ in first }
            above.merge(other.above) { first, _ in first }
        }
    }

    /// The places of a lab that a setting decides; faults are added to those that are there, and decide none.
    private func spots(_ setting: SweepAxis.Setting) -> [[String]] {
        switch setting.target {
        case .seed: [["seed"]]
        case .word(let word): [["$" + word]]
        case .faults: []
        case .quirks: (setting.value.members ?? []).map { ["quirks", $0.name] }
        case .path(let path): path.spots(in: base.lab)
        }
    }

    /// Refuses two axes that set one thing: what the first says would be no more than a word in a table.
    private mutating func refuseMeetings() {
        var taken = Ground()
        var known: [String: [[String]]] = [:]
        func places(_ setting: SweepAxis.Setting) -> [[String]] {
            // The places of quirks depend on the value, those of all others on the name alone.
            if setting.target == .quirks { return spots(setting) }
            if let found = known[setting.name] { return found }
            let found = spots(setting)
            known[setting.name] = found
            return found
        }
        for (written, made) in zip(file.plan.axes, base.axes) {
            var own = Ground()
            guard case .list(let listed) = written.points, case .list(let choices) = made.points else {
                let found = made.settings(0).first.map { places($0) } ?? []
                tellMeeting(taken.owner(found), "the axis '\(written.name)'", at: written.location)
                taken.take(found, "the axis '\(written.name)'")
                continue
            }
            for (place, choice) in zip(listed, choices) {
                var before: [(spots: [[String]], name: String)] = []
                for (setting, value) in zip(place.settings, choice.settings) {
                    let found = places(value)
                    let name =
                        written.name == "case"
                        ? "'\(value.name)' of the case '\(choice.label)'" : "the axis '\(written.name)'"
                    tellMeeting(taken.owner(found), name, at: setting.targetLocation)
                    // A case may name every item and then one; the other way round the one is lost.
                    var all = Ground()
                    all.take(found, name)
                    let lost = before.first { !$0.spots.isEmpty && $0.spots.allSatisfy { all.covers($0) } }
                    tellMeeting(lost?.name, name, at: setting.targetLocation)
                    before.append((found, name))
                    own.take(found, name)
                }
            }
            taken.take(own)
        }
    }

    private mutating func tellMeeting(_ other: String?, _ name: String, at place: SourceLocation) {
        // Every value of an axis meets at the same name.
        guard let other, !findings.contains(where: { $0.code == "axis-twice" && $0.location == place }) else {
            return
        }
        error(
            "axis-twice", "\(name) sets what \(other) sets, so that one of them would be without effect",
            at: place, advice: "keep one of them; what goes together can be written as cases, in 'variants'")
    }

    private mutating func target(_ name: String, _ place: SourceLocation) -> SweepTarget? {
        guard let target = SweepTarget(name) else {
            error(
                "bad-axis", "'\(name)' is no place in a lab file, no word of the commands, quirks or faults",
                at: place, advice: "such as seed, release, sites.BPC.response, quirks, faults or $word")
            return nil
        }
        if isRecorded, target.changesCommands, !name.hasPrefix("$") {
            error(
                "clock-of-a-recorded-lab",
                "'\(name)' moves the clocks, but the times of a lab's journal are fixed", at: place,
                advice: "make the plan from a lab file and commands")
        }
        return target
    }

    private mutating func setting(_ setting: SweepPlan.Setting) -> SweepAxis.Setting? {
        guard let target = target(setting.target, setting.targetLocation) else { return nil }
        var value = setting.value.json
        switch target {
        case .quirks: value = quirks(setting.value)
        case .faults:
            if case .array = setting.value.value {
            } else {
                error(
                    "wrong-type", "'faults' must be a list of faults, not \(setting.value.kindInWords)",
                    at: setting.value.location,
                    advice: "one more fault is [{ link: [\"BPC\", \"S01\"], from: \"1997-04-21 10:00\" }]")
            }
        case .word:
            if case .array = setting.value.value {
                error(
                    "wrong-type", "a word of a command is a text or a number, not a list",
                    at: setting.value.location)
            }
        case .seed, .path: break
        }
        return SweepAxis.Setting(name: setting.target, target: target, value: value)
    }

    /// A list such as `["-x", "+y"]` or an object such as `{ x: false }`, as an object of the quirks' own names.
    private mutating func quirks(_ node: JSON5Node) -> JSONValue {
        var words: [(word: String, isOn: Bool, place: SourceLocation)] = []
        switch node.value {
        case .array(let items):
            for item in items {
                guard case .string(let text) = item.value, let sign = text.first, sign == "+" || sign == "-"
                else {
                    error(
                        "wrong-type",
                        "a quirk of a sweep is a text such as \"-path-colon-fails\", not \(item.kindInWords)",
                        at: item.location, advice: "a + switches it on, a - off")
                    continue
                }
                words.append((String(text.dropFirst()), sign == "+", item.location))
            }
        case .object(let members):
            for member in members {
                guard case .bool(let flag) = member.node.value else {
                    error(
                        "wrong-type", "the quirk '\(member.name)' must be true or false",
                        at: member.node.location)
                    continue
                }
                words.append((member.name, flag, member.nameLocation))
            }
        default:
            error(
                "wrong-type",
                "quirks must be a list such as [\"-path-colon-fails\"], not \(node.kindInWords)",
                at: node.location)
        }
        var members: [JSONValue.Member] = []
        for word in words {
            guard let name = QuirkNames.name(of: word.word) else {
                let near = QuirkNames.suggestions(for: word.word)
                error(
                    "unknown-quirk", QuirkNames.finding(word.word), at: word.place,
                    advice: near.isEmpty
                        ? "`sms12 quirk list` shows them"
                        : "did you mean '\(near.joined(separator: "' or '"))'?")
                continue
            }
            members.removeAll { $0.name == name }
            members.append(.init(name, .bool(word.isOn)))
        }
        return .object(members.sorted { $0.name < $1.name })
    }

    /// Words that no axis has, and axes that no command uses.
    private mutating func checkWords() {
        var words: [String] = []
        for axis in base.axes {
            for case .word(let word) in axis.targets where !words.contains(word) { words.append(word) }
        }
        var used: Set<String> = []
        for command in file.plan.commands {
            for word in SweepWords.words(in: command.line) {
                used.insert(word)
                guard !words.contains(word) else { continue }
                let near = NearestName.of(word, among: words)
                error(
                    "unknown-word", "no axis gives '$\(word)' a value", at: command.location,
                    advice: near.map { "did you mean '$\($0)'?" } ?? "write $$ for the sign itself")
            }
        }
        for axis in file.plan.axes {
            guard case .list(let choices) = axis.points else {
                if axis.name.hasPrefix("$"), !used.contains(String(axis.name.dropFirst())) {
                    error("unused-word", "no command uses '\(axis.name)'", at: axis.location)
                }
                continue
            }
            var told: Set<String> = []
            for setting in choices.flatMap(\.settings)
            where setting.target.hasPrefix("$") && told.insert(setting.target).inserted
                && !used.contains(String(setting.target.dropFirst()))
            {
                error("unused-word", "no command uses '\(setting.target)'", at: setting.targetLocation)
            }
        }
    }

    // MARK: Labs

    /// Labs of combined axes that are looked at beforehand, at most; of further ones a variant tells when it is run.
    private static let mostCombinations: Int64 = 5_000

    /// Looks at the lab of every value of every axis, and at that of every combination.
    private mutating func check() {
        for number in base.axes.indices { check(axis: number) }
        if findings.isEmpty { checkCombinations() }
    }

    /// Looks at the lab of every value of one axis; a place that is wrong is told of once.
    private mutating func check(axis number: Int) {
        let axis = base.axes[number]
        // The limits of numbers are from one to another: of a range its ends are enough.
        var places = Array(0..<min(axis.count, Self.mostCombinations))
        if case .range = axis.points {
            places = axis.count > 1 ? [0, axis.count - 1] : Array(places.prefix(1))
        }
        for place in places {
            guard let failure = failure(of: axis, at: place) else { continue }
            let blamed = blamed(number, place)
            let location = failure.isPlace ? blamed?.targetLocation : blamed?.value.location
            error(
                "bad-variant", failure.description, at: location ?? file.plan.axes[number].location,
                advice: failure.advice)
            if failure.isPlace { return }
        }
    }

    /// What is wrong with the lab of one value, the other axes left out.
    private func failure(of axis: SweepAxis, at place: Int64) -> SweepFailure? {
        var alone = base
        alone.axes = [axis]
        alone.scripts = [[]]
        guard var engine = try? SweepEngine(alone, sources: SweepSources([:]), step: CommandJournal.step)
        else { return nil }
        do throws(SweepFailure) {
            _ = try engine.definition(of: place + 1)
            return nil
        } catch {
            return error
        }
    }

    /// The setting of a point that is wrong by itself; of several that are only wrong together, the first.
    private func blamed(_ number: Int, _ place: Int64) -> SweepPlan.Setting? {
        guard case .list(let choices) = file.plan.axes[number].points,
            choices.indices.contains(Int(place)), case .list(let made) = base.axes[number].points,
            made.indices.contains(Int(place))
        else { return nil }
        let written = choices[Int(place)].settings
        for (setting, one) in zip(written, made[Int(place)].settings) {
            let alone = SweepAxis(
                name: "alone", points: .list([SweepAxis.Choice(label: "", settings: [one])]))
            if failure(of: alone, at: 0) != nil { return setting }
        }
        return written.first
    }

    private mutating func checkCombinations() {
        var together = base
        together.axes = base.axes.filter { !$0.isSeedAlone }
        together.scripts = [[]]
        let space = together.space
        guard together.axes.count > 1, space.count <= Self.mostCombinations,
            var engine = try? SweepEngine(together, sources: SweepSources([:]), step: CommandJournal.step)
        else { return }
        for variant in 0..<space.count {
            do throws(SweepFailure) {
                _ = try engine.definition(of: variant + 1)
            } catch {
                let labels = zip(together.axes, space.labels(of: variant + 1)).map { "\($0.name) = \($1)" }
                let place = file.plan.axes.last?.location ?? file.plan.labLocation
                self.error(
                    "bad-variant", "with \(labels.joined(separator: ", ")): \(error.description)", at: place,
                    advice: error.advice)
                return
            }
        }
    }

    // MARK: Commands and sources

    /// Looks for jobs that are to be measured and that nothing makes.
    private mutating func checkJobs() throws {
        guard !file.plan.jobs.isEmpty, base.space.count > 0 else { return }
        var most: [SiteCode: Int] = [:]
        var repeating: Set<SiteCode> = []
        for script in base.scripts {
            var counts: [SiteCode: Int] = [:]
            for step in script {
                switch try CommandJournal.command(verb: step.verb, body: step.body) {
                case .createJob(let site, let job):
                    counts[site, default: 0] += 1
                    if job.repeatMode != .never { repeating.insert(site) }
                case .updateJob(let site, let job): if job.repeatMode != .never { repeating.insert(site) }
                default: continue
                }
            }
            for (site, count) in counts { most[site] = max(most[site] ?? 0, count) }
        }
        for job in file.plan.jobs {
            let site = job.id.site
            guard let count = most[site] else {
                error(
                    "unknown-job",
                    "no command makes a job at site \(site), and so nothing makes the job \(job.id)",
                    at: job.location,
                    advice: most.keys.sorted().first.map { "jobs are made at site \($0), such as \($0)00001" }
                        ?? "the plan makes no job: leave 'jobs' out, or give it a `job create`")
                continue
            }
            // A repetition makes jobs of its own, and a component's jobs take identifiers of a site as well.
            guard job.id.counter > count, !repeating.contains(site) else { continue }
            findings.append(
                Finding(
                    .warning, "unknown-job",
                    "the commands make \(counted(count, "job")) at site \(site): the job \(job.id) is measured as one that was "
                        + "never made, unless system jobs take identifiers before it", at: job.location))
        }
    }

    private mutating func rehearse() throws {
        let rehearsal = SweepRehearsal(run, file, base, journal)
        let outcome = try rehearsal.scripts()
        findings += outcome.findings
        // Behind a refused command nothing was done, and what is missing then is no finding of its own.
        if SweepPlanFile.hasErrors(outcome.findings) { return }
        base.scripts = outcome.scripts
        base.sources += outcome.sources
        try checkJobs()
        let declared = file.plan.sources.map(\.root)
        for source in file.plan.sources where !outcome.roots.contains(source.root) {
            let near = NearestName.of(source.root, among: outcome.roots)
            findings.append(
                Finding(
                    .error, "unused-source", "no package has the source '\(source.root)'",
                    at: file.plan.labLocation,
                    advice: near.map { "did you mean '\($0)'?" }
                        ?? "it is named as --source or the definition file names it"))
        }
        for missing in outcome.missing where !declared.contains(missing) {
            findings.append(
                Finding(
                    .warning, "no-source",
                    "the source '\(missing)' is not there: event 313 will keep its package",
                    at: file.plan.labLocation,
                    advice:
                        "declare it in the plan: sources: { \"\(missing)\": { size: \"20MB\", files: 40 } }"))
        }
        if base.jobs.isEmpty, case .jobs = base.until,
            !base.scripts.contains(where: { $0.contains { $0.verb == "job.create" } }), base.space.count > 0
        {
            findings.append(
                Finding(
                    .warning, "no-job", "no command makes a job: every variant runs until its time is out",
                    at: file.plan.untilLocation, advice: "until: \"+2d\" names an end"))
        }
    }
}

extension CommandJournal {
    /// The command of a sweep's base.
    static func step(_ command: SweepBase.Command) throws -> LabCommand {
        try Self.command(verb: command.verb, body: command.body)
    }
}
