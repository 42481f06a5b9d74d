/// A shell for which a completion script can be made.
public enum Shell: String, CaseIterable, Sendable {
    /// GNU bash 4.2 or later.
    case bash
    /// zsh 5.
    case zsh
    /// fish 3.
    case fish
}

extension CommandTable {
    /// The completion script for a shell, made from the table.
    ///
    /// bash: source it, or put it into `~/.local/share/bash-completion/completions/sms12`. zsh: put it as `_sms12`
    /// into a folder of `$fpath`. fish: put it into `~/.config/fish/completions/sms12.fish`. Things of a lab are
    /// asked from the program, see `CompletionHook`.
    public func completionScript(for shell: Shell) -> String {
        switch shell {
        case .bash: bashCompletion
        case .zsh: zshCompletion
        case .fish: fishCompletion
        }
    }

    /// The program's name as part of a shell function's name.
    var functionName: String {
        String(program.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }
}

/// A text in single quotes for a POSIX shell.
func shellQuoted(_ text: String) -> String {
    var out = "'"
    for character in text {
        if character == "'" { out += "'\\''" } else { out.append(character) }
    }
    return out + "'"
}
