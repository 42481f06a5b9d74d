import CommandLineKit

/// The commands of `Site`.
enum SiteCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] { [] }
}
