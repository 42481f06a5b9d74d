import SiteModel

extension Quirk {
    /// `[Servers]` of SMS.INI takes eight (Q140145).
    public static let smsINIEightServers = Quirk(
        name: "sms-ini-eight-servers", article: "Q140145", since: .v11, fixedIn: nil,
        sentence: "The ninth logon server of a domain and those behind it are never tried.")
}
