import CommandLineKit

/// The commands of `Group`.
enum GroupCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] { [] }
}
