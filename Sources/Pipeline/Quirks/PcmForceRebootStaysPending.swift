import SiteModel

extension Quirk {
    /// A run is recorded when its process ends or Windows says that it ends, and a forced restart says nothing
    /// (Q175652).
    public static let pcmForceRebootStaysPending = Quirk(
        name: "pcm-force-reboot-stays-pending", article: "Q175652", since: nil, fixedIn: .sp4,
        sentence: "A command that restarts Windows by force is not recorded and stays pending.")
}
