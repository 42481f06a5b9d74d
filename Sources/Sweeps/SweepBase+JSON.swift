import LegacyFormats
public import SiteModel

extension SweepBase {
    /// What a canonical form lacks.
    public struct Damage: Error, Equatable, CustomStringConvertible {
        /// The member.
        public let description: String
    }

    /// The canonical form.
    public var json: JSONValue {
        object([
            ("sweep", .integer(Self.formatVersion)), ("rules", .integer(rules)), ("name", .string(name)),
            ("lab", lab),
            (
                "sources",
                .array(
                    sources.map { object([("key", .string($0.key)), ("manifests", .array($0.manifests))]) })
            ), ("axes", .array(axes.map(json))),
            ("scripts", .array(scripts.map { .array($0.map(json)) })), ("until", json(until)),
            ("jobs", .array(jobs.map { .string($0.description) })),
            ("groups", .array(groups.map { .array($0.map { .string($0) }) })),
        ])
    }

    private func object(_ members: [(String, JSONValue)]) -> JSONValue {
        .object(members.map { .init($0.0, $0.1) })
    }

    private func json(_ command: Command) -> JSONValue {
        .array([
            .integer(command.instant), .string(command.who), .string(command.verb), .string(command.body),
        ])
    }

    private func json(_ axis: SweepAxis) -> JSONValue {
        switch axis.points {
        case .range(_, let first, let step, let count):
            object([
                ("name", .string(axis.name)), ("first", .integer(first)), ("step", .integer(step)),
                ("count", .integer(count)),
            ])
        case .list(let choices):
            object([
                ("name", .string(axis.name)),
                (
                    "choices",
                    .array(
                        choices.map { choice in
                            .array([
                                .string(choice.label),
                                object(choice.settings.map { ($0.name, $0.value) }),
                            ])
                        })
                ),
            ])
        }
    }

    private func json(_ end: SweepPlan.End) -> JSONValue {
        switch end {
        case .jobs(let atMost): object([("jobs", .integer(atMost))])
        case .at(.after(let span)): object([("after", .integer(span))])
        case .at(.local(let time)): object([("local", .string(time.description))])
        case .at(.utc(let time)): object([("utc", .string(time.description))])
        }
    }

    /// Takes the canonical form back.
    public init(json: JSONValue) throws(Damage) {
        guard json["sweep"]?.int == Self.formatVersion, let rules = json["rules"]?.int,
            let lab = json["lab"], let until = json["until"].flatMap(Self.end)
        else { throw Damage(description: "its head is damaged, or was written by another version") }
        self.init(name: json["name"]?.text ?? "", rules: rules, lab: lab, until: until)
        for source in json["sources"]?.list ?? [] {
            sources.append(
                Source(key: source["key"]?.text ?? "", manifests: source["manifests"]?.list ?? []))
        }
        axes = []
        for axis in json["axes"]?.list ?? [] { axes.append(try Self.axis(axis)) }
        scripts = []
        for script in json["scripts"]?.list ?? [] {
            var commands: [Command] = []
            for entry in script.list ?? [] {
                let parts = entry.list ?? []
                guard parts.count == 4, let instant = parts[0].int, let who = parts[1].text,
                    let verb = parts[2].text, let body = parts[3].text
                else { throw Damage(description: "a command is damaged") }
                commands.append(Command(instant: instant, who: who, verb: verb, body: body))
            }
            scripts.append(commands)
        }
        for job in json["jobs"]?.list ?? [] {
            guard let id = job.text.flatMap({ JobID($0) }) else {
                throw Damage(description: "a job is damaged")
            }
            jobs.append(id)
        }
        groups = (json["groups"]?.list ?? []).map { ($0.list ?? []).compactMap(\.text) }
    }

    private static func end(_ json: JSONValue) -> SweepPlan.End? {
        if let span = json["jobs"]?.int { return .jobs(atMost: span) }
        if let span = json["after"]?.int { return .at(.after(span)) }
        if let time = json["local"]?.text.flatMap({ LocalTime($0) }) { return .at(.local(time)) }
        return json["utc"]?.text.flatMap { LocalTime($0) }.map { .at(.utc($0)) }
    }

    private static func axis(_ json: JSONValue) throws(Damage) -> SweepAxis {
        guard let name = json["name"]?.text else { throw Damage(description: "an axis has no name") }
        if let first = json["first"]?.int, let step = json["step"]?.int, let count = json["count"]?.int,
            let target = SweepTarget(name)
        {
            return SweepAxis(name: name, points: .range(target, first: first, step: step, count: count))
        }
        var choices: [SweepAxis.Choice] = []
        for entry in json["choices"]?.list ?? [] {
            guard let parts = entry.list, parts.count == 2, let label = parts[0].text,
                let members = parts[1].members
            else { throw Damage(description: "a value of the axis \(name) is damaged") }
            var choice = SweepAxis.Choice(label: label, settings: [])
            for member in members {
                guard let target = SweepTarget(member.name) else {
                    throw Damage(description: "the axis \(name) names '\(member.name)'")
                }
                choice.settings.append(
                    SweepAxis.Setting(name: member.name, target: target, value: member.value))
            }
            choices.append(choice)
        }
        return SweepAxis(name: name, points: .list(choices))
    }
}
