public import SiteModel

/// A behaviour of the product that a release shows or does not show.
///
/// A quirk alters a cause, never sets its symptom. Each has a file of its own in this folder.
public struct Quirk: Sendable {
    /// The name on the command line.
    public let name: String
    /// The articles that tell of it.
    public let article: String
    /// The first release that shows it, or nil: all.
    public let since: Release?
    /// The first release that does not show it any more, or nil: never mended.
    public let fixedIn: Release?
    /// One sentence.
    public let sentence: String

    /// Whether a release shows it.
    public func isAlive(at release: Release) -> Bool {
        if let since, release < since { return false }
        if let fixedIn, release >= fixedIn { return false }
        return true
    }

    /// Every quirk that is emulated, by name.
    public static let all: [Quirk] = [
        .earlyComplete, .packetTooBig, .pauseDoesNothing, .pcm32RunsBackground, .retryingSticks,
        .sendOnlyNeverComplete,
        .sniFirst,
    ]
}

/// Which quirks are alive in a lab: a set of bits in the order of `Quirk.all`.
public struct QuirkSet: Equatable, Sendable {
    /// The bits.
    public private(set) var bits: UInt64

    /// What a release shows, with some switched by hand; unknown names are ignored here and refused by the reader.
    public init(release: Release, overrides: [String: Bool]) {
        bits = 0
        for (place, quirk) in Quirk.all.enumerated() where overrides[quirk.name] ?? quirk.isAlive(at: release)
        {
            bits |= 1 << UInt64(place)
        }
    }

    /// Whether a quirk is alive.
    public func contains(_ quirk: Quirk) -> Bool {
        guard let place = Quirk.all.firstIndex(where: { $0.name == quirk.name }) else { return false }
        return bits & (1 << UInt64(place)) != 0
    }
}
