/// The commands of `client`.
enum ClientCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] {
        [
            ClientList.entry, ClientShow.entry, ClientEdit.add, ClientEdit.set, ClientEdit.remove,
            ClientPerson.run,
            ClientPerson.archive, ClientPerson.on, ClientPerson.off, ClientPerson.logon, ClientPerson.logoff,
            ClientResync.entry, ClientPrograms.details, ClientPrograms.window, ClientPrograms.forgetHistory,
            ClientPrograms.lock,
            ClientLog.entry,
        ]
    }
}
