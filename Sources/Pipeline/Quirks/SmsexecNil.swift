import SiteModel

extension Quirk {
    /// Files are read without a look at whether they are what their names say (Q152468).
    public static let smsexecNil = Quirk(
        name: "smsexec-nil", article: "Q152468", since: nil, fixedIn: nil,
        sentence: "A thread that reads a MIF or an instruction does not look whether its bytes can be one.")
}
