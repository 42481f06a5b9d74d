/// The commands of `server`.
enum ServerCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] { [] }
}
