/// How a command line names its program.
enum CommandForm {
    /// By a name or a path below the package's directory.
    case relative
    /// With a drive letter, or from the root of a drive (Q160566).
    case absolute
    /// By a UNC path (Q168341, Q195937).
    case unc
    /// By the variable `%PCMUNC%`, which SP3 brought (Q191341).
    case variable

    /// The form of a command line.
    init(_ command: String) {
        var bytes = command.utf8.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\"") }
        let backslash = UInt8(ascii: "\\")
        // Looked for in text only where it can be: this is asked at each run.
        if command.utf8.contains(UInt8(ascii: "%")), command.uppercased().contains("%PCMUNC%") {
            self = .variable
        } else if bytes.first == backslash {
            bytes = bytes.dropFirst()
            self = bytes.first == backslash ? .unc : .absolute
        } else {
            let second = bytes.dropFirst().first
            self = second == UInt8(ascii: ":") ? .absolute : .relative
        }
    }
}
