import SiteModel

extension Quirk {
    /// The program is in the background there and may only ask for attention (Q171764).
    public static let macNoPopup = Quirk(
        name: "mac-no-popup", article: "Q171764", since: nil, fixedIn: nil,
        sentence: "On the Macintosh no window comes up for a new package; an icon flashes in the corner.")
}
