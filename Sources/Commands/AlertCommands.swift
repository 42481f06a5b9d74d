/// Commands about alerts.
enum AlertCommands {
    /// The commands, in the order of the help.
    static var entries: [CommandEntry] { [AlertEdit.add, AlertEdit.set, AlertEdit.remove, AlertShow.list] }
}
