import SiteModel

extension Quirk {
    /// A login of another language reads no date of the Scheduler's statements (Q132248).
    public static let usEnglish323 = Quirk(
        name: "us-english-323", article: "Q132248", since: nil, fixedIn: .v11,
        sentence: "The Scheduler's statements hold dates as they are written in the United States.")
}
