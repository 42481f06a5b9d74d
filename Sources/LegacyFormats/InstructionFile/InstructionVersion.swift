public import SiteModel

/// The version of a client instruction record, as PCMDUMP prints it behind `PCM Version`.
///
/// Only `Beta 455` is published (record version 6, SMS 1.0; Q123499). The words for 1.1 and 1.2 are ours.
public enum InstructionVersion: Equatable, Sendable {
    /// `Beta 455`: SMS 1.0.
    case sms10
    /// SMS 1.1; the word `1.1` is ours.
    case sms11
    /// SMS 1.2; the word `1.2` is ours.
    case sms12
    /// Anything else, as read.
    case other(String)

    /// Takes the printed word.
    public init(_ text: some StringProtocol) {
        switch text.lowercased() {
        case "beta 455": self = .sms10
        case "1.1": self = .sms11
        case "1.2": self = .sms12
        default: self = .other(String(text))
        }
    }

    /// The version that a release of the product writes.
    public init(_ release: Release) {
        switch release {
        case .v10: self = .sms10
        case .v11: self = .sms11
        default: self = .sms12
        }
    }

    /// The printed word.
    public var text: String {
        switch self {
        case .sms10: "Beta 455"
        case .sms11: "1.1"
        case .sms12: "1.2"
        case .other(let text): text
        }
    }

    /// Whether months are counted from 0 in the record and in its dump (Q153369: before 1.2); nil when unknown.
    public var hasZeroBasedMonths: Bool? {
        switch self {
        case .sms10, .sms11: true
        case .sms12: false
        case .other: nil
        }
    }
}
