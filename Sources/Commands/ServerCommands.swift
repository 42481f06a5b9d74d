import CommandLineKit

/// The commands of `Server`.
enum ServerCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] { [] }
}
