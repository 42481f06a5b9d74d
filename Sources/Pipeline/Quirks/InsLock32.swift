import SiteModel

extension Quirk {
    /// A Despooler that could not open an instruction does not go back to waiting (Q161043).
    public static let insLock32 = Quirk(
        name: "ins-lock-32", article: "Q161043", since: .v12, fixedIn: .sp2,
        sentence:
            "An instruction that the Sender still has open stops the Despooler until it is started again.")
}
