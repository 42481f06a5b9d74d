import SiteModel

extension Quirk {
    /// Services end with an access violation from the year 2037 on (Q151648, Q202003).
    public static let y2037 = Quirk(
        name: "y2037", article: "Q151648 Q202003", since: nil, fixedIn: nil,
        sentence: "A date of the year 2037 or later does not fit what the services make of it.")
}
