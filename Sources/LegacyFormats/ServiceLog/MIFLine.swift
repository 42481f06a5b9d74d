/// A line of a MIF that stands among the lines of a log, such as one that was copied with it.
///
/// Some of its lines look like messages: the service of Package Command Manager writes `Value = YAO000R` (Q125934), a MIF
/// `Value = "BILLYBOB"` (Q199229).
public enum MIFLine {
    /// What a line does to the component that a MIF describes.
    public enum Kind: Equatable, Sendable {
        /// It begins one: `Start Component`.
        case begins
        /// It ends it: `End Component`.
        case ends
        /// It is no line that tells.
        case neither
    }

    /// What a line is.
    ///
    /// - Parameter text: The line.
    /// - Returns: Whether it begins or ends a component.
    public static func kind(of text: String) -> Kind {
        let words = text.split { $0 == " " || $0 == "\t" }.map { $0.lowercased() }
        guard words.count == 2, words[1] == "component" else { return .neither }
        return words[0] == "start" ? .begins : words[0] == "end" ? .ends : .neither
    }
}
