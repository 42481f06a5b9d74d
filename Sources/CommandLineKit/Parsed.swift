/// What the words of a command line said: the command, its options and its operands, read back typed.
public struct Parsed: Sendable {
    /// The path of the command; shorter or empty when help was asked for before it.
    public let path: [String]
    let program: String
    /// Long names that may be asked.
    let declaredOptions: [String]
    /// Operand names that may be asked.
    let declaredOperands: [String]
    let optionWords: [String: [String]]
    let operandWords: [String: [String]]

    /// The value of an option.
    ///
    /// - Throws: `DeclarationMistake` if the command does not declare the option.
    public func value<Value>(of option: Option<Value>) throws(DeclarationMistake) -> Value {
        guard declaredOptions.contains(option.spec.name) else {
            throw DeclarationMistake("'\(pathText)' does not declare the option \(option.spec.dashedName)")
        }
        do throws(ValueProblem) {
            return try option.read(optionWords[option.spec.name] ?? [])
        } catch {
            throw DeclarationMistake(
                "'\(pathText)' was asked for \(option.spec.dashedName) by another key than the declared one: "
                    + "it \(error.reason)")
        }
    }

    /// The value of an operand.
    ///
    /// - Throws: `DeclarationMistake` if the command does not declare the operand.
    public func value<Value>(of operand: Operand<Value>) throws(DeclarationMistake) -> Value {
        guard declaredOperands.contains(operand.spec.name) else {
            throw DeclarationMistake("'\(pathText)' does not declare the operand \(operand.spec.name)")
        }
        do throws(ValueProblem) {
            return try operand.read(operandWords[operand.spec.name] ?? [])
        } catch {
            throw DeclarationMistake(
                "'\(pathText)' was asked for \(operand.spec.name) by another key than the declared one: "
                    + "it \(error.reason)")
        }
    }

    /// Whether an option was typed, rather than left to its default.
    public func isGiven(_ option: any DeclaredOption) -> Bool { optionWords[option.spec.name] != nil }

    /// A usage error of this command, for what only the command itself can judge.
    public func usageError(_ problem: UsageError.Problem) -> UsageError {
        UsageError(problem, program: program, path: path)
    }

    private var pathText: String { path.joined(separator: " ") }
}

/// What is to be done about a command line.
public enum Invocation: Sendable {
    /// Run the command.
    case run(Parsed)
    /// Print help on standard output and end with 0; the values are the global options read so far.
    case help(HelpTopic, Parsed)
    /// Print the version and end with 0.
    case version(Parsed)
}

/// What help is about.
public enum HelpTopic: Equatable, Sendable {
    /// The program.
    case root
    /// Help itself.
    case help
    /// A noun and its verbs.
    case noun(String)
    /// A command, by its path.
    case command([String])
}
