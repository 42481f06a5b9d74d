/// The commands of `server`.
enum ServerCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] {
        [
            ServerShow.list, ServerShow.show, ServerEdit.add, ServerEdit.set, ServerEdit.remove,
            ServerPackages.lock, ServerPackages.rights,
        ]
    }
}
