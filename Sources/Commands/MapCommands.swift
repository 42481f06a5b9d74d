import CommandLineKit

/// The commands of `Map`.
enum MapCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] { [MapCommand.entry] }
}
