import Glibc

/// Measures this program; `docs/reference/performance.md` says what the figures are and what they are held against.
@main
enum Entry {
    static let usage = """
        usage: sms12-bench COMMAND
          fleetday [--clients N] [--hours H] [--trace none|changes|full] [--check] [--commit]
                                 the workload of docs/reference/fleetday-sms.md; with --commit the lists of what
                                 changed are taken each cycle, and the bytes a client are told part by part
          tree [--disk] [--sites N] [--clients N] [--jobs N] [--days N]
                                 a hierarchy of four tiers for two weeks with faults of links
          laws [S2|S3|S4|S8 ...] how cost grows: with targets, jobs, hours and sites; with rows; with a domain; with depth
          queue [N ...]          nanoseconds an event of the queue alone with N events waiting
          activate [N ...]       durable activation of jobs on N computers, against one SQLite statement
          pack DIR [LEVEL ...]   packing a directory, against bsdtar
          startup SMS12 [ROUNDS] starting the program, against sqlite3
          million [N]            a lab of N clients: create, open, an empty cycle, reading the snapshot
          instants [--clients N] [--days N]
                                 any instant of a run of some 36 million events, and a branch of its lab
          replay [--clients N] [--hours H,H] [--trace none|changes|full] [--rounds N]
                                 doing a journal again with everything compared, against the engine alone
          sweep SMS12 [ROUNDS]   variants on one thread against two, and one process each under xargs -P2
          kill SMS12 [N]         kill -9 at N moments of a run, then carry on
        Every line that is printed is a set of name=value, or begins with #.
        """

    static func main() {
        let words = Array(CommandLine.arguments.dropFirst())
        let rest = Array(words.dropFirst())
        do {
            switch words.first {
            case "fleetday": try FleetDay.run(rest)
            case "tree": try TreeBench.run(rest)
            case "laws": try LawsBench.run(rest)
            case "queue": try QueueBench.run(rest)
            case "activate": try ActivateBench.run(rest)
            case "pack": try PackBench.run(rest)
            case "startup": try StartupBench.run(rest)
            case "million": try MillionBench.run(rest)
            case "instants": try InstantBench.run(rest)
            case "replay": try ReplayBench.run(rest)
            case "kill": try KillBench.run(rest)
            case "sweep": try SweepBench.run(rest)
            default: throw BenchFailure(usage, code: 64)
            }
        } catch {
            let text = Array("sms12-bench: \(error)\n".utf8)
            _ = text.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
            exit((error as? BenchFailure)?.code ?? 1)
        }
    }
}

/// Why a measurement could not be made.
struct BenchFailure: Error, CustomStringConvertible {
    let description: String
    let code: Int32

    init(_ description: String, code: Int32 = 1) {
        self.description = description
        self.code = code
    }
}
