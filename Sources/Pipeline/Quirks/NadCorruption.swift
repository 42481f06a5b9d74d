import SiteModel

extension Quirk {
    /// A program item is written before its title is measured, and what stands behind it cannot be read (Q123616,
    /// Q188060).
    public static let nadCorruption = Quirk(
        name: "nad-corruption", article: "Q123616, Q188060", since: nil, fixedIn: nil,
        sentence:
            "A program item whose title has more than 40 characters damages the program groups of every client."
    )
}
