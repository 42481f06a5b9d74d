import Commands
import Glibc

/// The program.
@main
enum Entry {
    static func main() {
        setlocale(LC_CTYPE, "C.UTF-8")
        let arguments = Array(CommandLine.arguments.dropFirst())
        exit(Environment.exitCode(after: Root.run(arguments, Environment.process(arguments: arguments))))
    }
}
