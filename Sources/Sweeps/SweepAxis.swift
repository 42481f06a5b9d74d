public import SiteModel

/// What a setting of an axis changes.
public enum SweepTarget: Equatable, Sendable {
    /// The seed of everything that is drawn.
    case seed
    /// Quirks switched on and off besides those of the base.
    case quirks
    /// Faults besides those of the base.
    case faults
    /// A place in the lab file.
    case path(LabPath)
    /// A word of the commands, without its `$`.
    case word(String)

    /// The target of a name in a plan; nil where it is none.
    public init?(_ name: String) {
        switch name {
        case "seed": self = .seed
        case "quirks": self = .quirks
        case "faults": self = .faults
        default:
            if name.hasPrefix("$") {
                guard name.utf8.count > 1 else { return nil }
                self = .word(String(name.dropFirst()))
            } else {
                guard let path = LabPath(name) else { return nil }
                self = .path(path)
            }
        }
    }

    /// Whether what the commands of the base come to can depend on it: times are read by the clocks of the sites.
    public var changesCommands: Bool {
        switch self {
        case .seed, .quirks, .faults: false
        case .word: true
        case .path(let path):
            path.parts == ["start"] || path.parts == ["sites"]
                || ["zone", "sqlClockOffsetMilliseconds", "code"].contains(path.parts.last ?? "")
        }
    }
}

/// An axis of a sweep, ready to be counted through.
public struct SweepAxis: Equatable, Sendable {
    /// A value for a target.
    public struct Setting: Equatable, Sendable {
        /// The name of what gets it.
        public var name: String
        /// What gets it.
        public var target: SweepTarget
        /// The value.
        public var value: JSONValue

        /// Makes a setting.
        public init(name: String, target: SweepTarget, value: JSONValue) {
            self.name = name
            self.target = target
            self.value = value
        }
    }

    /// A point that was written out.
    public struct Choice: Equatable, Sendable {
        /// What it is called.
        public var label: String
        /// What it sets.
        public var settings: [Setting]

        /// Makes a point.
        public init(label: String, settings: [Setting]) {
            self.label = label
            self.settings = settings
        }
    }

    /// The points.
    public enum Points: Equatable, Sendable {
        /// Written one by one.
        case list([Choice])
        /// Whole numbers for one target.
        case range(SweepTarget, first: Int64, step: Int64, count: Int64)
    }

    /// Its name, the heading of its column.
    public var name: String
    /// The points in order.
    public var points: Points

    /// Makes an axis.
    public init(name: String, points: Points) {
        self.name = name
        self.points = points
    }

    /// How many points it has.
    public var count: Int64 {
        switch points {
        case .list(let choices): Int64(choices.count)
        case .range(_, _, _, let count): count
        }
    }

    /// What a point is called.
    public func label(_ place: Int64) -> String {
        switch points {
        case .list(let choices):
            choices.indices.contains(Int(place)) ? choices[Int(place)].label : ""
        case .range(_, let first, let step, _): String(first &+ step &* place)
        }
    }

    /// What a point sets.
    public func settings(_ place: Int64) -> [Setting] {
        switch points {
        case .list(let choices):
            choices.indices.contains(Int(place)) ? choices[Int(place)].settings : []
        case .range(let target, let first, let step, _):
            [Setting(name: name, target: target, value: .integer(first &+ step &* place))]
        }
    }

    /// Every target that it may change.
    public var targets: [SweepTarget] {
        switch points {
        case .list(let choices): choices.flatMap { $0.settings.map(\.target) }
        case .range(let target, _, _, _): [target]
        }
    }

    /// Whether it changes nothing but the seed.
    public var isSeedAlone: Bool { targets.allSatisfy { $0 == .seed } }
    /// Whether what the commands come to depends on it.
    public var changesCommands: Bool { targets.contains { $0.changesCommands } }
}

/// The variants of a sweep: every point of each axis with every point of the others, the last axis fastest.
public struct SweepSpace: Equatable, Sendable {
    /// The axes.
    public let axes: [SweepAxis]
    /// How many variants there are; they are numbered from 1.
    public let count: Int64

    /// Counts the variants of some axes, of which a plan has a million at most.
    public init(_ axes: [SweepAxis]) {
        self.axes = axes
        count = axes.reduce(1) { $0.multipliedReportingOverflow(by: $1.count).partialValue }
    }

    /// The place of a variant on each axis, from 0.
    public func places(of variant: Int64) -> [Int64] {
        var rest = variant - 1
        var places = [Int64](repeating: 0, count: axes.count)
        for axis in axes.indices.reversed() where axes[axis].count > 0 {
            places[axis] = rest % axes[axis].count
            rest /= axes[axis].count
        }
        return places
    }

    /// The number of the variant at some places, one for each axis.
    public func variant(at places: [Int64]) -> Int64 {
        zip(axes, places).reduce(0) { $0 * $1.0.count + $1.1 } + 1
    }

    /// What a variant's point on each axis is called.
    public func labels(of variant: Int64) -> [String] {
        zip(axes, places(of: variant)).map { $0.label($1) }
    }

    /// One number for a variant's places on some of the axes, from 0: the same wherever the others stand.
    public func cell(of places: [Int64], on chosen: [Int]) -> Int64 {
        chosen.reduce(0) { $0 * axes[$1].count + places[$1] }
    }

    /// What the points of such a number are called.
    public func labels(ofCell cell: Int64, on chosen: [Int]) -> [String] {
        var rest = cell
        var labels: [String] = []
        for axis in chosen.reversed() where axes[axis].count > 0 {
            labels.append(axes[axis].label(rest % axes[axis].count))
            rest /= axes[axis].count
        }
        return labels.reversed()
    }
}
