/// The commands of `client`.
enum ClientCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] { [ClientList.entry, ClientShow.entry] }
}
