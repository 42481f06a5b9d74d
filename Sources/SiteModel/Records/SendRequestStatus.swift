/// Status of a send request, SREQ_STATUS values in the order Q123221 lists them; the numbers are ours.
public enum SendRequestStatus: Int, CaseIterable, Sendable {
    /// 0: SREQ_STATUS_NONE.
    case none = 0
    /// 1: SREQ_STATUS_STARTED.
    case started = 1
    /// 2: SREQ_STATUS_CONNECTING.
    case connecting = 2
    /// 3: SREQ_STATUS_SENDING.
    case sending = 3
    /// 4: SREQ_STATUS_ERROR.
    case error = 4
    /// 5: SREQ_STATUS_INVALID.
    case invalid = 5
    /// 6: SREQ_STATUS_CANCELLED.
    case cancelled = 6
    /// 7: SREQ_STATUS_SUSPENDED.
    case suspended = 7
    /// 8: SREQ_STATUS_OK.
    case ok = 8
}
