import CommandLineKit

/// The commands of `Trace`.
enum TraceCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] { [] }
}
