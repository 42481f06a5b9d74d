import Emulation
import Pipeline

/// The first thing that a replay found to be another one than the lab has recorded.
struct TraceDifference {
    /// How far a replay had come.
    struct Place {
        /// The instant, in milliseconds since 1970.
        let instant: Int64
        /// How many entries the trace had, kept or not.
        let entries: Int64
        /// How many events were handled.
        let events: Int64

        init(_ emulation: borrowing Emulation) {
            instant = emulation.now
            entries = emulation.trace.count
            events = emulation.handled
        }
    }

    /// The entry's place among those that are kept, from 0; nil: all that are kept agree, and one that is not kept differs.
    let kept: Int?
    /// The entry as it is recorded; nil: there is none at that place.
    let was: TraceRecord?
    /// The entry as it came out again; nil: none did.
    let isNow: TraceRecord?
    /// The last place at which a kept digest agreed.
    let since: Place
    /// How far the replay had come when it was found.
    let until: Place

    /// The entry that is shown first: as it came out again, else as it is recorded.
    var record: TraceRecord? { isNow ?? was }
}
