/// What the registry of a site server tells Site Configuration Manager (RG S3CD3, CONF; reference sms12-server 1.3).
///
/// None of it is a site property: no control file carries it, and it is so as soon as it is set.
public struct SiteConfigurationSettings: Equatable, Sendable {
    /// `Watchdogging Interval` in minutes as it was set by hand; 0: 24 polls, as each change of Response writes it.
    public var watchdogMinutes: Int64
    /// Whether `Service Response` is FFFFFFFF: intervals that were set by hand stay (CONF).
    public var keepsIntervals: Bool
    /// `Site Configuration Reporting Interval` in minutes; over 7200 counts as 7200 (Q226915).
    public var reportingMinutes: Int64
    /// `Logon Script Configuration Interval` in minutes.
    public var scriptMinutes: Int64
    /// `User Group Reporting Interval` in minutes.
    public var userGroupMinutes: Int64
    /// `Restart After Shutdown Delay` in minutes.
    public var restartMinutes: Int64
    /// Whether logon scripts are configured automatically (Q168682).
    public var configuresScripts: Bool
    /// Whether every server that is detected in a domain becomes a logon server (Q168682).
    public var usesAllServers: Bool

    /// The longest time between two reports in minutes (Q226915).
    public static let longestReportingMinutes: Int64 = 7_200

    /// Makes settings; the defaults are the registry's.
    public init() {
        watchdogMinutes = 0
        keepsIntervals = false
        reportingMinutes = 1_440
        scriptMinutes = 1_440
        userGroupMinutes = 1_440
        restartMinutes = 5
        configuresScripts = false
        usesAllServers = false
    }

    /// The settings after a change of Response (RG S3CD3, CONF).
    ///
    /// - Parameter before: The Response that the site had.
    /// - Returns: Without a hand-set watchdog; with the one that ran where intervals are kept.
    public func afterChange(ofResponse before: ServiceResponse) -> SiteConfigurationSettings {
        var settings = self
        if !keepsIntervals {
            settings.watchdogMinutes = 0
        } else if watchdogMinutes == 0 {
            settings.watchdogMinutes = before.pollingMinutes * 24
        }
        return settings
    }
}
