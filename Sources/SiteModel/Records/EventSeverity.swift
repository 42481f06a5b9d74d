/// How grave an SMS event is, by the first line of its text (Q168510, Q129125).
public enum EventSeverity: Int, CaseIterable, Sendable {
    /// 1: `Information from module`.
    case information = 1
    /// 2: `Non-fatal Error in module`.
    case nonFatalError = 2
    /// 3: `Fatal Error in module`; not attested.
    case fatalError = 3
}
