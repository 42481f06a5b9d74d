/// Minutes between two polls at a Response setting (Q128458, RG S3CD3).
public enum PollingInterval: Int, CaseIterable, Sendable {
    /// 1: Very Fast, every minute.
    case veryFast = 1
    /// 5: Fast, every 5 minutes.
    case fast = 5
    /// 15: Medium, every 15 minutes.
    case medium = 15
    /// 30: Slow, every 30 minutes.
    case slow = 30

    /// The minutes of a Response setting.
    public init(_ response: ServiceResponse) {
        switch response {
        case .veryFast: self = .veryFast
        case .fast: self = .fast
        case .medium: self = .medium
        case .slow: self = .slow
        }
    }

    /// The Response setting.
    public var response: ServiceResponse {
        switch self {
        case .veryFast: .veryFast
        case .fast: .fast
        case .medium: .medium
        case .slow: .slow
        }
    }
}
