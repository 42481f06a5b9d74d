import SiteModel

extension Quirk {
    /// Completion and Server rows do not exist when the Scheduler looks, so that it goes by Site Arrival (Q221945).
    public static let earlyComplete = Quirk(
        name: "early-complete", article: "Q221945", since: .sp4, fixedIn: .sp4Hotfixes,
        sentence: "A job without run phase is Complete before its distribution servers are done.")
}
