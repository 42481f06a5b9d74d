public import Emulation
public import SiteModel

/// What was put into a lab: all that is needed to do it again.
public struct Play {
    /// The lab of record 0.
    public var definition: LabDefinition
    /// The journal behind it, in order.
    public var steps: [PlayStep]
    /// What was seen of the outside world.
    public let world: any OutsideWorld
    /// The same for what would have been, where sources are looked at in another order; nil: the world itself.
    public var whatIf: (any OutsideWorld)?
    /// Where it ends at the latest, in milliseconds since 1970; nil: where the journal ends.
    public var limit: Int64?
    /// Whether a command that is refused is passed over: in a lab that is asked what would have been.
    public var toleratesRefusals = false

    /// Makes a play.
    public init(
        definition: LabDefinition, steps: [PlayStep], world: any OutsideWorld, limit: Int64? = nil
    ) {
        self.definition = definition
        self.steps = steps
        self.world = world
        self.limit = limit
    }

    /// The first instant, in milliseconds since 1970.
    public var start: Int64 {
        (definition.sites.first?.zone ?? .utc).utcSeconds(of: definition.start) * 1_000
    }

    /// The instant that is reached, in milliseconds since 1970.
    public var end: Int64 {
        var end = start
        for case .run(let until, _) in steps { end = max(end, until) }
        return min(end, limit ?? end)
    }
}
