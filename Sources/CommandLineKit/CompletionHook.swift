/// The hidden command that the completion scripts call to learn what things a lab has.
///
/// `sms12 __complete KIND` prints one word a line, optionally followed by a tab and a description, and nothing
/// else; it prints nothing and ends with 0 when there is no lab. The scripts put the global options in front
/// that the user has typed.
public enum CompletionHook {
    /// The kind of thing, the word of `Completion.labObject`.
    public static let kind = Operand<String>("KIND", .text, help: "The kind of thing.")

    /// The declaration, to be put in the table.
    ///
    /// - Parameter program: the name of the program.
    /// - Returns: the hidden command.
    public static func command(program: String) -> CommandDeclaration {
        CommandDeclaration(
            ["__complete"], "Print the things of a kind that the lab has, for completion scripts.",
            operands: [kind], example: CommandExample("\(program) __complete package"), isHidden: true)
    }
}
