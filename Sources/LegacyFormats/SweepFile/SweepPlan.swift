public import SiteModel

/// A plan of a sweep as it is written: one base, and what differs from variant to variant.
///
/// Where each thing stands in the file is kept, as most of what can be wrong with it shows only against the lab.
public struct SweepPlan: Equatable, Sendable {
    /// Where the base comes from.
    public enum Lab: Equatable, Sendable {
        /// A lab file or the folder of a lab, as named.
        case path(String)
        /// A lab written in the plan itself.
        case inline(JSON5Node)
    }

    /// A moment of every variant.
    public enum Moment: Equatable, Sendable {
        /// Milliseconds after the lab begins.
        case after(Int64)
        /// What the clock of the lab's first site shows.
        case local(LocalTime)
        /// A time in UTC.
        case utc(LocalTime)
    }

    /// A command of the base.
    public struct Command: Equatable, Sendable {
        /// When it is given.
        public var at: Moment
        /// The account that gives it.
        public var who: String
        /// The command line behind `sms12`, with `$name` for the values of axes.
        public var line: String
        /// Where it stands.
        public var location: SourceLocation
    }

    /// What a package's source folder is said to hold.
    public struct Source: Equatable, Sendable {
        /// The folder as `--source` names it.
        public var root: String
        /// Bytes of all files.
        public var bytes: Int64
        /// How many files.
        public var files: Int64
    }

    /// When a variant ends.
    public enum End: Equatable, Sendable {
        /// At the first cycle of the central site at whose end every measured job is Complete, Failed or Canceled, and so
        /// many milliseconds after the lab begins at the latest.
        case jobs(atMost: Int64)
        /// At a moment.
        case at(Moment)
    }

    /// One value that an axis gives to one thing.
    public struct Setting: Equatable, Sendable {
        /// What gets the value: a path into the lab file, `quirks`, `faults`, or `$name` for the commands.
        public var target: String
        /// Where the target is named.
        public var targetLocation: SourceLocation
        /// The value.
        public var value: JSON5Node
    }

    /// One point of an axis.
    public struct Choice: Equatable, Sendable {
        /// What it is called in tables.
        public var label: String
        /// What it sets.
        public var settings: [Setting]
        /// Where it stands.
        public var location: SourceLocation
    }

    /// The points of an axis.
    public enum Points: Equatable, Sendable {
        /// Written one by one.
        case list([Choice])
        /// Whole numbers: the first, the step, and how many.
        case range(first: Int64, step: Int64, count: Int64)
    }

    /// Something that differs from variant to variant.
    public struct Axis: Equatable, Sendable {
        /// Its name: its target, or `case` for the list of `variants`.
        public var name: String
        /// Where the name stands.
        public var location: SourceLocation
        /// Its points in order.
        public var points: Points

        /// How many points it has.
        public var count: Int64 {
            switch points {
            case .list(let choices): Int64(choices.count)
            case .range(_, _, let count): count
            }
        }
    }

    /// A measured job.
    public struct MeasuredJob: Equatable, Sendable {
        /// Its identifier.
        public var id: JobID
        /// Where it is named.
        public var location: SourceLocation
    }

    /// A set of axes by whose values results are put together.
    public struct Group: Equatable, Sendable {
        /// Names of axes.
        public var axes: [String]
    }

    /// Its name.
    public var name: String
    /// The base.
    public var lab: Lab
    /// Where the base is named.
    public var labLocation: SourceLocation
    /// Sources that are only declared.
    public var sources: [Source]
    /// The commands of the base, by their times.
    public var commands: [Command]
    /// The axes; the last one changes fastest.
    public var axes: [Axis]
    /// When a variant ends.
    public var until: End
    /// Where that is written.
    public var untilLocation: SourceLocation
    /// The jobs that are measured; none named: those that the commands make.
    public var jobs: [MeasuredJob]
    /// By what results are grouped besides each axis alone.
    public var groups: [Group]

    /// The most variants a plan may have.
    public static let maximumVariants: Int64 = 1_000_000
    /// How long a variant goes on for jobs that do not end, where the plan does not say: two weeks.
    public static let usualAtMost: Int64 = 14 * 86_400_000
}
