public import LegacyFormats
public import SiteModel

/// Everything that decides what the variants of a sweep are: a plan whose base was worked out.
///
/// It has a canonical form, and the digest of that is the plan's: two machines whose digests agree run the same variants.
public struct SweepBase: Equatable, Sendable {
    /// A command as the journal keeps it.
    public struct Command: Equatable, Sendable {
        /// When it is given, in milliseconds since 1970.
        public var instant: Int64
        /// The account that gives it.
        public var who: String
        /// The verb of the journal.
        public var verb: String
        /// Its arguments, JSON on one line.
        public var body: String

        /// Makes a command.
        public init(instant: Int64, who: String, verb: String, body: String) {
            self.instant = instant
            self.who = who
            self.verb = verb
            self.body = body
        }
    }

    /// What looks at a source find: one after the other, the last again and again.
    public struct Source: Equatable, Sendable {
        /// `root:` and the folder as the package names it, or `set:` and the set of a package.
        public var key: String
        /// The manifests as the journal keeps them.
        public var manifests: [JSONValue]

        /// Makes a source.
        public init(key: String, manifests: [JSONValue]) {
            self.key = key
            self.manifests = manifests
        }
    }

    /// The form of what is kept of a sweep; a change makes kept work of an earlier program unusable.
    public static let formatVersion: Int64 = 2

    /// The plan's name.
    public var name: String
    /// The rules of the engine.
    public var rules: Int64
    /// The lab's canonical JSON.
    public var lab: JSONValue
    /// What the sources of packages hold.
    public var sources: [Source]
    /// The axes.
    public var axes: [SweepAxis]
    /// The commands, for each set of points on the axes that they depend on; by `SweepSpace.cell`.
    public var scripts: [[Command]]
    /// When a variant ends.
    public var until: SweepPlan.End
    /// The jobs that are measured; none: those that the commands make.
    public var jobs: [JobID]
    /// The sets of axes by which results are put together besides each axis alone.
    public var groups: [[String]]

    /// Makes a base.
    public init(
        name: String, rules: Int64, lab: JSONValue, sources: [Source] = [], axes: [SweepAxis] = [],
        scripts: [[Command]] = [[]], until: SweepPlan.End, jobs: [JobID] = [], groups: [[String]] = []
    ) {
        self.name = name
        self.rules = rules
        self.lab = lab
        self.sources = sources
        self.axes = axes
        self.scripts = scripts
        self.until = until
        self.jobs = jobs
        self.groups = groups
    }

    /// The axes that the commands depend on, by their places.
    public var scriptAxes: [Int] { axes.indices.filter { axes[$0].changesCommands } }
    /// The variants.
    public var space: SweepSpace { SweepSpace(axes) }
    /// SHA-256 of the canonical form.
    public var digest: String { SHA256.digest(of: Array(json.compact.utf8)) }
}
