/// What a sender asks of the Scheduler after a failure (Q123221).
public enum SendActionCode: Int, CaseIterable, Sendable {
    /// 0: Nothing.
    case nothing = 0
    /// 1: Try again.
    case retry = 1
    /// 2: Delete the request.
    case delete = 2
}
