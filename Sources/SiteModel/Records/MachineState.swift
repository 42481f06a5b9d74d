/// Whether a client computer is up and who is at it.
public enum MachineState: Int, CaseIterable, Sendable {
    /// 0: Switched off.
    case off = 0
    /// 1: Running, nobody logged on.
    case on = 1
    /// 2: Running, a user is logged on.
    case loggedOn = 2
}
