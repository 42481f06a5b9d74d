import Commands
import Glibc

/// The program.
@main
enum Entry {
    static func main() {
        setlocale(LC_CTYPE, "C.UTF-8")
        // `sms12 run | head -1` ends the output at one line; the run itself goes on to its end.
        signal(SIGPIPE, SIG_IGN)
        let arguments = Array(CommandLine.arguments.dropFirst())
        exit(Environment.exitCode(after: Root.run(arguments, Environment.process(arguments: arguments))))
    }
}
