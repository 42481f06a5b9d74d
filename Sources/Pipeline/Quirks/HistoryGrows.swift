import SiteModel

extension Quirk {
    /// Nothing takes a package out of Current History (Q147616).
    public static let historyGrows = Quirk(
        name: "history-grows", article: "Q147616", since: nil, fixedIn: nil,
        sentence:
            "The Despooler's key Current History keeps packages that were cancelled, removed or deleted.")
}
