/// The options that every command takes, before or after the verb.
public enum GlobalOptions {
    /// `--lab DIR`.
    public static let lab = Option<String?>(
        "lab", value: "DIR", .directory, defaultText: "$SMS12_LAB, else the nearest *.lab here or above",
        help: "The lab to work on.")
    /// `--as ACCOUNT`, an SMS account, never the user of the operating system.
    public static let account = Option<String?>(
        "as", value: "ACCOUNT", .text, defaultText: "the lab's first administrator",
        help: "The SMS account that gives the command.")
    /// `--format table|json|csv`.
    public static let format = Option(
        "format", value: "FORMAT", .words, default: OutputFormat.table, help: "How lists are written.")
    /// `--color auto|always|never`.
    public static let color = Option(
        "color", value: "WHEN", .words, default: ColorSetting.auto,
        help: "When to use colour; auto means on a terminal, minding NO_COLOR and CLICOLOR_FORCE.")
    /// `--quiet`.
    public static let quiet = Option(
        "quiet", letter: "q", help: "Print results only, no progress and no advice.")
    /// `--help`.
    public static let help = Option("help", letter: "h", help: "Explain the command and stop.")
    /// `--version`.
    public static let version = Option("version", help: "Print the version and stop.")

    /// All of them, in the order of the help.
    public static let all: [any DeclaredOption] = [lab, account, format, color, quiet, help, version]
}
