import CommandLineKit
import Emulation
import Glibc

/// What a command may know of the host, and where it prints; the only way out of a command.
///
/// Tests make one of their own and run commands in their process.
public final class Environment {
    /// Writes to standard output.
    public let out: (String) -> Void
    /// Writes bytes to standard output as they are: files in another encoding than UTF-8.
    public let outBytes: ([UInt8]) -> Void
    /// Writes to standard error.
    public let error: (String) -> Void
    /// The value of an environment variable.
    public let variable: (String) -> String?
    /// Whether standard output is a terminal.
    public let outIsTerminal: Bool
    /// Whether standard error is a terminal: progress goes there.
    public let errorIsTerminal: Bool
    /// Columns of the terminal.
    public let width: Int
    /// The current folder.
    public let folder: String
    /// The command line, for the lab's lock.
    public let commandLine: String
    /// Is told of a command that the engine refuses, before the refusal goes on its way; for rehearsals.
    var whenRefused: ((LabCommand, CommandRefusal, String) -> Void)?

    /// Makes an environment.
    public init(
        out: @escaping (String) -> Void, error: @escaping (String) -> Void,
        variable: @escaping (String) -> String?, outIsTerminal: Bool = false, errorIsTerminal: Bool = false,
        width: Int = 80, folder: String, commandLine: String = "sms12",
        outBytes: (([UInt8]) -> Void)? = nil
    ) {
        self.out = out
        self.outBytes = outBytes ?? { out(String(decoding: $0, as: UTF8.self)) }
        self.error = error
        self.variable = variable
        self.outIsTerminal = outIsTerminal
        self.errorIsTerminal = errorIsTerminal
        self.width = width
        self.folder = folder
        self.commandLine = commandLine
    }

    /// The process's own.
    public static func process(arguments: [String]) -> Environment {
        var size = winsize()
        let hasSize = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return Environment(
            out: { write($0, to: STDOUT_FILENO) }, error: { write($0, to: STDERR_FILENO) },
            variable: { name in getenv(name).map { String(cString: $0) } },
            outIsTerminal: isatty(STDOUT_FILENO) == 1, errorIsTerminal: isatty(STDERR_FILENO) == 1,
            width: hasSize ? Int(size.ws_col) : 80, folder: currentFolder(),
            commandLine: (["sms12"] + arguments).joined(separator: " "),
            outBytes: { write($0, to: STDOUT_FILENO) })
    }

    /// A text with paths below the current folder as the user would write them.
    func withoutFolder(_ text: String) -> String {
        folder.count < 2 ? text : text.replacing(folder + "/", with: "")
    }

    /// The error number of the first write to standard output that failed, or 0.
    nonisolated(unsafe) private static var outputFault: Int32 = 0

    /// The exit code of the process: a command's own, or 74 where its output was lost, with a message.
    public static func exitCode(after code: Int32) -> Int32 {
        guard outputFault != 0 else { return code }
        let reason = String(cString: strerror(outputFault))
        write(
            "sms12: cannot write to standard output: \(reason); what the command did is kept\n",
            to: STDERR_FILENO)
        return code == ExitCode.done ? ExitCode.inputOutput : code
    }

    private static func write(_ text: String, to descriptor: Int32) {
        write(Array(text.utf8), to: descriptor)
    }

    private static func write(_ content: [UInt8], to descriptor: Int32) {
        var bytes = content[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            // A reader that went away (`sms12 … | head`) ends the output, not the program's work.
            guard written > 0 else {
                if written < 0, errno != EPIPE, descriptor == STDOUT_FILENO { outputFault = errno }
                return
            }
            bytes = bytes.dropFirst(written)
        }
    }

    private static func currentFolder() -> String {
        guard let raw = getcwd(nil, 0) else {
            // The folder is gone, as that of a lab which another one took the place of while a shell stood in it: the
            // name that the shell has for it leads to what stands there now.
            guard let named = getenv("PWD"), named.pointee == 0x2F else { return "." }
            return String(cString: named)
        }
        defer { free(raw) }
        return String(cString: raw)
    }
}

/// Whether Ctrl-C was pressed; looked at where work can stop.
public enum Interrupt {
    nonisolated(unsafe) private static var flag: sig_atomic_t = 0
    /// What is said at once; made before the signal can come, since nothing may be allocated then.
    nonisolated(unsafe) private static var words: UnsafeMutableBufferPointer<UInt8>?

    /// Begins to note Ctrl-C instead of ending the process; a second one ends it.
    ///
    /// - Parameter text: What the first one prints to standard error at once; nil: nothing.
    public static func watch(saying text: String? = nil) {
        if let text {
            let bytes = Array((text + "\n").utf8)
            // Never freed: the signal may come at any time.
            let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
            _ = buffer.initialize(from: bytes)
            words = buffer
        } else {
            words = nil
        }
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in Interrupt.note() }
        action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
        sigaction(SIGINT, &action, nil)
        // A program that runs others may have blocked it in its own thread, and that is inherited.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }

    private static func note() {
        flag = 1
        if let words { _ = Glibc.write(STDERR_FILENO, words.baseAddress, words.count) }
    }

    /// Whether it was pressed.
    public static var wasPressed: Bool { flag != 0 }
}

extension CommandRun {
    /// Begins to note Ctrl-C, and says at once what comes of it, unless `--quiet`.
    func watchInterrupt(_ what: String) {
        // What is left of a progress line is wiped away.
        let clear = environment.errorIsTerminal ? ProgressLine.cleared(width: environment.width) : ""
        Interrupt.watch(saying: isQuiet ? nil : clear + "sms12: " + what)
    }
}
