import Glibc

/// What the kernel says of this process, and of others that are started.
enum Measure {
    /// This process, for `getrusage`.
    private static let own: __rusage_who_t = 0

    /// CPU seconds of this process, user and system.
    static func cpu() -> Double {
        var usage = rusage()
        getrusage(own, &usage)
        return seconds(usage)
    }

    static func seconds(_ usage: rusage) -> Double {
        Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    }

    /// Seconds of a clock that only goes forward.
    static func wall() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The most memory this process ever held, in KiB.
    static func peakKiB() -> Int {
        var usage = rusage()
        getrusage(own, &usage)
        return usage.ru_maxrss
    }

    /// Runs something and gives its CPU and wall seconds.
    static func time<Result>(_ work: () throws -> Result) rethrows -> (
        cpu: Double, wall: Double, result: Result
    ) {
        let (cpu, wall) = (cpu(), wall())
        let result = try work()
        return (self.cpu() - cpu, self.wall() - wall, result)
    }

    /// What another process took.
    struct Run {
        var cpu: Double
        var wall: Double
        var peakKiB: Int
        /// The exit code; negative: the signal that ended it.
        var status: Int32
    }

    /// Starts a program; its output goes nowhere.
    ///
    /// - Parameters:
    ///   - arguments: the program and its arguments; looked for in PATH.
    ///   - killAfter: microseconds after which it gets SIGKILL; nil: it ends by itself.
    /// - Returns: What it took and how it ended.
    /// - Throws: `BenchFailure` when it cannot be started.
    static func spawn(_ arguments: [String], killAfter: UInt32? = nil) throws -> Run {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
        }
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child = pid_t()
        let begin = wall()
        let code = posix_spawnp(&child, arguments[0], &actions, nil, &words, environ)
        guard code == 0 else {
            throw BenchFailure("cannot start \(arguments[0]): \(String(cString: strerror(code)))")
        }
        if let killAfter {
            usleep(killAfter)
            kill(child, SIGKILL)
        }
        var status: Int32 = 0
        var usage = rusage()
        while wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return Run(
            cpu: seconds(usage), wall: wall() - begin, peakKiB: usage.ru_maxrss,
            status: signal == 0 ? (status >> 8) & 0xFF : -signal)
    }

    /// The middle one of some figures.
    static func median(_ figures: [Double]) -> Double {
        let ordered = figures.sorted()
        guard let middle = ordered.indices.middle else { return .nan }
        return ordered.count % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2
    }

    /// The natural logarithm.
    static func log(_ figure: Double) -> Double { Glibc.log(figure) }

    /// Median, least and most, to four digits.
    static func spread(_ figures: [Double]) -> String {
        "\(digits(median(figures))) [\(digits(figures.min() ?? .nan))..\(digits(figures.max() ?? .nan))]"
    }

    /// A figure with four significant digits.
    static func digits(_ figure: Double) -> String {
        guard figure.isFinite, figure != 0 else { return "\(figure)" }
        var scale = 1.0
        while abs(figure) * scale < 1_000 { scale *= 10 }
        while abs(figure) * scale >= 10_000 { scale /= 10 }
        let rounded = (figure * scale).rounded() / scale
        return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
    }

    /// A new folder for labs and archives, below TMPDIR or /tmp.
    static func scratch() throws -> String {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(base)/sms12-bench.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw BenchFailure("cannot make a folder in \(base)") }
        return template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? base }
    }

    /// Removes a folder that `scratch` made.
    static func remove(_ folder: String) { _ = try? spawn(["rm", "-rf", folder]) }

    /// Makes a folder with one file of so many zeros.
    static func makeFile(_ folder: String, _ name: String, bytes: Int) throws {
        mkdir(folder, 0o755)
        guard let file = fopen(folder + "/" + name, "w") else {
            throw BenchFailure("cannot write \(folder)/\(name)")
        }
        defer { fclose(file) }
        guard ftruncate(fileno(file), bytes) == 0 else {
            throw BenchFailure("cannot make \(folder)/\(name) \(bytes) bytes long")
        }
    }

    /// Bytes of a file; 0 when there is none.
    static func size(_ file: String) -> Int64 {
        var info = stat()
        return stat(file, &info) == 0 ? Int64(info.st_size) : 0
    }
}

extension Range<Int> {
    fileprivate var middle: Int? { isEmpty ? nil : lowerBound + count / 2 }
}
