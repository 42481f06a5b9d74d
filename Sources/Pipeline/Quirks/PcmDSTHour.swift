import SiteModel

extension Quirk {
    /// Package Command Manager corrects the times of the record by the daylight saving of its own machine
    /// (Q189305, Q169474).
    public static let pcmDSTHour = Quirk(
        name: "pcm-dst-hour", article: "Q189305, Q169474", since: nil, fixedIn: nil,
        sentence:
            "Where a client's daylight saving differs from the site server's, its times are an hour out.")
}
