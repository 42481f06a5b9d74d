extension QuirkSet {
    /// How many characters of a command's name the Administrator of 1.0 and 1.1 shows (Q153560).
    public static let shownNameLength = 34

    /// A command's name as the Administrator shows it.
    public func shownCommandName(_ name: String) -> String {
        contains(.wclName34)
            ? String(String.UnicodeScalarView(name.unicodeScalars.prefix(Self.shownNameLength))) : name
    }
}
