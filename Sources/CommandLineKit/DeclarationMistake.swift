/// A mistake of the programmer, not of the user: the table is unsound, or a key was asked that is not in it.
public struct DeclarationMistake: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong and where.
    public var description: String
    /// The exit code: our bug (70).
    public var exitCode: Int32 { ExitCode.ourBug }

    init(_ description: String) {
        self.description = description
    }
}
