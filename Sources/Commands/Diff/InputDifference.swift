import Comparison
import SiteModel

/// Something that was put into two labs differently.
struct InputDifference {
    /// `lab`, `release`, `quirk`, `command`, `source`, `rules`.
    var kind: String
    /// What it is: a quirk's name, a path in the lab file, a command's verb and what it is about.
    var subject: String
    /// What A has; empty: nothing.
    var a: String
    /// What B has; empty: nothing.
    var b: String
    /// By the clock of A's first site; nil for what was there from the beginning.
    var instant: Int64?
    /// Who gave the command in A and in B.
    var who: String?
    /// A sentence of its own.
    var sentence: String
    /// Who did what, of a command that only one lab was given: `ADMINISTRATOR switched PC2 of site BPC off`.
    var deed: String?
    /// Whether it cannot change what happens.
    var isIdle = false
    /// The steps of a command.
    var pair: CommandPair?

    /// Whether it is a release, with its quirks, that a lab was given on the way.
    var isRelease: Bool { kind == "command" && subject.hasPrefix("lab.release ") }

    /// As JSON.
    func json(_ clock: (Int64) -> String) -> JSONValue {
        .object([
            .init("kind", .string(kind)), .init("subject", .string(subject)),
            .init("a", a.isEmpty ? .null : .string(a)), .init("b", b.isEmpty ? .null : .string(b)),
            .init("time", instant.map { .string(clock($0)) } ?? .null),
            .init("utc", instant.map { .string(DiffClock.utc($0)) } ?? .null),
            .init("who", who.map { .string($0) } ?? .null), .init("isIdle", .bool(isIdle)),
            .init("sentence", .string(sentence)),
        ])
    }
}
