import CommandLineKit

/// The commands of `Help`.
enum HelpCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] { [] }
}
