/// How the Despooler finds the compressed file of a package in STORE when it is about to unpack it.
public enum StoredFile: UInt8, CaseIterable, Sendable {
    /// As it was stored.
    case intact = 0
    /// It is not there: somebody removed it (event 11).
    case missing
    /// It holds something else (event 375).
    case damaged

    /// The Despooler's event about it; nil: there is nothing to tell.
    public var event: Int64? {
        switch self {
        case .intact: nil
        case .missing: 11
        case .damaged: 375
        }
    }
}
