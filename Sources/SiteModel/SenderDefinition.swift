/// A Sender of a site with its outbox (Q163379, Q214485, Q140396).
public struct SenderDefinition: Equatable, Sendable {
    /// What kind it is; a site has one of a kind.
    public var kind: SenderKind
    /// `Maximum Concurrent Sendings`: threads over all sites; 0 stops all sending (Q163379).
    public var maximumSendings: Int
    /// `Maximum Concurrent Site Sendings`: threads to any one site.
    public var maximumSiteSendings: Int
    /// `Number of Retries`; cannot be 0 (Q214485).
    public var retries: Int
    /// `Retry Delay in Minutes` (Q214485).
    public var retryDelayMinutes: Int64
    /// When its outbox lets jobs go.
    public var schedule: OutboxSchedule
    /// Percent of the link that may be used in each hour of the day: 24 entries, or none: what the address says
    /// (Sender Manager, Q140396).
    public var hourlyPercent: [Int]

    /// Makes a Sender with the registry's defaults.
    public init(kind: SenderKind) {
        self.kind = kind
        maximumSendings = kind.defaultSendings
        maximumSiteSendings = kind.defaultSiteSendings
        retries = kind.defaultRetries
        retryDelayMinutes = 1
        schedule = .always
        hourlyPercent = []
    }
}
