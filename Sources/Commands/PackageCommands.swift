import CommandLineKit

/// The commands of `Package`.
enum PackageCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] { [] }
}
