import CommandLineKit

/// The commands of `Lab`.
enum LabCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] { [] }
}
