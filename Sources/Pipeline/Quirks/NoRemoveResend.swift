import SiteModel

extension Quirk {
    /// The Scheduler does not look at requests of Remove jobs that came back (Q185179).
    public static let noRemoveResend = Quirk(
        name: "no-remove-resend", article: "Q185179", since: nil, fixedIn: .sp4Hotfixes,
        sentence: "A Remove job that could not be sent stays Retrying and is not sent again.")
}
