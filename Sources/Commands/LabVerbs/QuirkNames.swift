import CommandLineKit
import KnowledgeBase
import Pipeline
import SiteModel

/// What a quirk may be called: by its own name, and by the other names of its behaviour in the catalogue (`kb list`).
enum QuirkNames {
    private static let quirks = Quirk.all.map(\.name)
    /// How many names are offered for one that is not known.
    private static let offered = 3

    /// The name of the quirk that a word means; nil where no quirk is called so.
    static func name(of word: String) -> String? {
        if quirks.contains(word) { return word }
        guard let entry = Catalogue.shared.entry(word) else { return nil }
        return quirk(of: entry)
    }

    private static func quirk(of entry: CatalogueEntry) -> String? {
        ([entry.name] + entry.aliases).first { quirks.contains($0) }
    }

    /// The quirks of a lab by their own names; what is no quirk stays, and was refused.
    static func resolved(_ quirks: [String: Bool]) -> [String: Bool] {
        var found: [String: Bool] = [:]
        for (name, isOn) in quirks.sorted(by: { $0.key < $1.key }) {
            found[self.name(of: name) ?? name] = isOn
        }
        return found
    }

    /// Quirks that change what another one does, and do nothing without it.
    private static let variants: [(quirk: Quirk, base: Quirk)] = [(.expiredIsRetrying, .expiredChangesStatus)]

    /// Warnings about quirks that were switched on by hand and have no effect, as what they change does not happen.
    static func contradictions(_ lab: LabDefinition) -> [Finding] {
        let set = QuirkSet(release: lab.release, overrides: lab.quirks)
        return variants.compactMap { quirk, base in
            guard lab.quirks[quirk.name] == true, !set.contains(base) else { return nil }
            return Finding(
                .warning, "quirk-without-effect",
                "the quirk \(quirk.name) is on and has no effect, as \(base.name) is off: it changes what that one does",
                advice: "switch \(base.name) on as well")
        }
    }

    /// Why a word switches nothing, to be read after it.
    static func problem(_ word: String) -> String {
        refusal(word) ?? "is no quirk; `sms12 quirk list` shows them"
    }

    /// The same as a sentence about a lab file.
    static func finding(_ word: String) -> String {
        refusal(word).map { "'\(word)' \($0)" } ?? "there is no quirk '\(word)'"
    }

    /// Why a behaviour of the catalogue cannot be switched; nil for a word that names none.
    private static func refusal(_ word: String) -> String? {
        guard let entry = Catalogue.shared.entry(word), quirk(of: entry) == nil else { return nil }
        switch entry.state {
        case .outOfScope(let reason):
            return
                "cannot be switched: it is out of scope, since \(reason); see `sms12 kb show \(entry.name)`"
        case .emulated, .missing:
            return "cannot be switched: no release is without it; see `sms12 kb show \(entry.name)`"
        }
    }

    /// Names that were perhaps meant: near ones of quirks and behaviours, else those that share a word.
    static func suggestions(for word: String) -> [String] {
        if Catalogue.shared.entry(word) != nil { return [] }
        let others = Catalogue.shared.entries.filter { quirk(of: $0) != nil }.flatMap {
            [$0.name] + $0.aliases
        }
        let names = quirks + others.filter { !quirks.contains($0) }
        let near = nearestNames(to: word, among: names)
        if !near.isEmpty { return Array(near.prefix(offered)) }
        let parts = Set(Self.parts(of: word))
        let ranked = names.map { (name: $0, shared: Self.parts(of: $0).filter { parts.contains($0) }.count) }
        let most = ranked.map { $0.shared }.max() ?? 0
        return most == 0 ? [] : Array(ranked.filter { $0.shared == most }.map { $0.name }.prefix(offered))
    }

    /// The words of a name that tell something.
    private static func parts(of name: String) -> [String] {
        name.lowercased().split(separator: "-").map { String($0) }.filter { $0.count > 2 }
    }
}
