import CommandLineKit

/// The commands of `Event`.
enum EventCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] { [] }
}
