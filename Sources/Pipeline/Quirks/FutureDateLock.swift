import SiteModel

extension Quirk {
    /// Hierarchy Manager lets the image with the later date win (Q154577).
    public static let futureDateLock = Quirk(
        name: "future-date-lock", article: "Q154577", since: nil, fixedIn: nil,
        sentence:
            "A proposal dated before the actual image is dropped, and the image of the database used again.")
}
