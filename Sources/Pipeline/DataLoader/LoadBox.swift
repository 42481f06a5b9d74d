/// DELTAMIF.COL of a site with PROCESS and BADMIFS below it.
public struct LoadBox: Equatable, Sendable {
    /// A file in BADMIFS.
    public struct Bad: Equatable, Sendable {
        /// The number in its name.
        public var number: UInt32
        /// The type by its number.
        public var type: UInt8

        /// An entry before it is read from a snapshot.
        package static var blank: Bad { Bad(number: 0, type: 0) }
    }

    /// What waits, by the number of its type.
    public package(set) var queues = [LoadQueue](repeating: LoadQueue(), count: LoadType.allCases.count)
    /// What lies in BADMIFS, in the order in which it came there; nobody takes it away.
    public package(set) var bad: [Bad] = []

    /// Makes an empty box.
    public init() {}

    /// What waits of a type.
    public package(set) subscript(_ type: LoadType) -> LoadQueue {
        @inline(__always) get { queues[Int(type.rawValue)] }
        @inline(__always) _modify { yield &queues[Int(type.rawValue)] }
    }

    /// Whether nothing waits.
    public var isEmpty: Bool { queues.allSatisfy(\.isEmpty) }
}

/// Files that somebody damaged (`sms12 fault file`).
public enum DamagedFileKind: String, CaseIterable, Sendable {
    /// A MIF in DELTAMIF.COL that cannot be compiled.
    case mif
    /// A MIF in DELTAMIF.COL with bytes that are no text at all (Q152468).
    case corruptMIF = "corrupt-mif"
    /// A stand-alone instruction in RECEIVE, which becomes a `.NIL` (Q152468).
    case corruptInstruction = "corrupt-nil"
}
