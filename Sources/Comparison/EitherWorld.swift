import Emulation
import Pipeline
import SiteModel

/// The world as one of two labs saw it: of what neither asked in that order, what either saw of the same.
final class EitherWorld: OutsideWorld {
    private let worlds: [any OutsideWorld]

    /// Asks the first lab, then the second.
    init(_ first: Play, _ second: Play) {
        worlds = [first.whatIf ?? first.world, second.whatIf ?? second.world]
    }

    private func first<Answer>(_ ask: (any OutsideWorld) throws -> Answer) throws -> Answer {
        do { return try ask(worlds[0]) } catch { return try ask(worlds[1]) }
    }

    func inspectSource(site: SiteCode, package: Package, ordinal: Int64, instant: Int64) throws
        -> SourceManifest
    {
        try first { try $0.inspectSource(site: site, package: package, ordinal: ordinal, instant: instant) }
    }

    func sourceChange(site: SiteCode, package: Package, ordinal: Int64, instant: Int64) throws
        -> SourceManifest?
    {
        try first { try $0.sourceChange(site: site, package: package, ordinal: ordinal, instant: instant) }
    }

    func inspectStored(_ image: SiteImage, package: Int, ordinal: Int64) throws -> StoredFile {
        try first { try $0.inspectStored(image, package: package, ordinal: ordinal) }
    }
}
