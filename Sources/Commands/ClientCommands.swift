import CommandLineKit

/// The commands of `Client`.
enum ClientCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] { [] }
}
