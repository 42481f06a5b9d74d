import CommandLineKit

/// The commands of `Tool`.
enum ToolCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] { [] }
}
