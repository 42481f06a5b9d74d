public import Emulation
import SiteModel

/// A play in motion: the engine that does the journal again, piece by piece.
public struct Player: ~Copyable {
    /// The engine.
    public private(set) var emulation: Emulation
    /// The commands that were carried out.
    public private(set) var performed: [PerformedCommand] = []
    /// How many signals and commands were handled, polls in vain aside.
    private(set) var handled: Int64 = 0
    private let play: Play
    private var next = 0

    /// Sets a play up at its first instant.
    public init(_ play: Play) {
        self.play = play
        var lab = play.definition
        // What happens does not depend on what is kept of it, and here nothing has to be.
        lab.trace = .none
        emulation = Emulation(lab)
        emulation.noteCauses()
    }

    /// Does everything again that lies before an instant, and the commands that were given at it.
    ///
    /// - Parameter instant: In milliseconds since 1970; what lies behind the end of the play is not done.
    /// - Returns: What was handled, and the entries that change something.
    /// - Throws: what the outside world throws, and `CommandRefusal` where a command is refused that was not when it was
    ///   recorded.
    mutating func advance(to instant: Int64) throws -> (handlings: [Handling], entries: [CausedEntry]) {
        let target = min(instant, play.limit ?? instant)
        steps: while next < play.steps.count {
            switch play.steps[next] {
            case .run(let until, let count):
                if until > target {
                    try emulation.run(until: target, world: play.world)
                    break steps
                }
                try emulation.run(until: until, handled: count, world: play.world)
            case .command(let command, let who, let digest):
                if emulation.now > target { break steps }
                try perform(command, who, digest)
            }
            next += 1
        }
        let found = emulation.takeCauses(after: handled)
        handled += Int64(found.handlings.count)
        return found
    }

    private mutating func perform(_ command: LabCommand, _ who: String, _ digest: UInt64) throws {
        let outcome: CommandOutcome
        do throws(CommandRefusal) {
            outcome = try emulation.perform(command, who: who, number: performed.count, digest: digest)
        } catch {
            guard play.toleratesRefusals else { throw error }
            // The numbers of the commands stay those of the journal.
            outcome = .done
        }
        performed.append(PerformedCommand(step: next, instant: emulation.now, outcome: outcome))
    }

    /// A digest of the whole state.
    mutating func stateDigest() throws -> UInt64 {
        let snapshot = try emulation.takeSnapshot()
        var mix = Mix()
        for byte in snapshot.core { mix.add(UInt64(byte)) }
        for page in snapshot.pages {
            for byte in page.name.utf8 { mix.add(UInt64(byte)) }
            mix.add(Int64(page.page))
            for byte in page.bytes ?? [] { mix.add(UInt64(byte)) }
        }
        return mix.value
    }
}
