import CommandLineKit
import Emulation
import Glibc
import LegacyFormats
import SiteModel
import Sweeps

/// Runs the variants of a range on several threads, each with an engine of its own.
///
/// What the threads share stands behind one lock, which is held while a number is taken or a line is written and not while
/// anything is run. `@unchecked`: every variable below is only touched under that lock.
final class SweepThreads: @unchecked Sendable {
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let text: String
    private let part: SweepPart
    private var next: Int64
    private var failure: (any Error)?
    private let told: (Int64) -> Void

    private init(_ text: String, _ part: SweepPart, told: @escaping (Int64) -> Void) {
        self.text = text
        self.part = part
        self.told = told
        next = part.range.lowerBound
        lock = .allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
    }

    deinit {
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    /// Runs what is left of a range.
    ///
    /// - Parameters:
    ///   - text: The plan's canonical form, out of which each thread makes an engine.
    ///   - part: The work on the range.
    ///   - count: How many threads.
    ///   - told: Is told how many variants are done, under the lock.
    /// - Throws: The first error of a thread; what was run before is kept.
    static func run(
        _ text: String, _ part: SweepPart, threads count: Int, told: @escaping (Int64) -> Void
    ) throws {
        let pool = SweepThreads(text, part, told: told)
        let left = Int64(part.range.count) - part.done
        let wanted = max(1, Int(min(Int64(count), left)))
        var threads: [pthread_t] = []
        for _ in 1..<wanted {
            var thread = pthread_t()
            let raw = Unmanaged.passRetained(pool).toOpaque()
            let code = pthread_create(
                &thread, nil,
                { raw in
                    if let raw { Unmanaged<SweepThreads>.fromOpaque(raw).takeRetainedValue().work() }
                    return nil
                }, raw)
            // With fewer threads it takes longer, and nothing else.
            guard code == 0 else {
                Unmanaged<SweepThreads>.fromOpaque(raw).release()
                break
            }
            threads.append(thread)
        }
        pool.work()
        for thread in threads { pthread_join(thread, nil) }
        if let failure = pool.failure { throw failure }
    }

    private func locked<Result>(_ body: () throws -> Result) rethrows -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return try body()
    }

    /// The next variant that was not run yet; nil: there is none, or something went wrong.
    private func take() -> Int64? {
        locked {
            guard failure == nil, !Interrupt.wasPressed else { return nil }
            while part.range.contains(next), part.isDone(next) { next += 1 }
            guard part.range.contains(next) else { return nil }
            defer { next += 1 }
            return next
        }
    }

    private func fail(_ error: any Error) { locked { if failure == nil { failure = error } } }

    private func work() {
        do {
            // A copy of its own of every text and list: nothing that is counted is shared.
            var engine = try SweepEngine.make(locked { String(decoding: Array(text.utf8), as: UTF8.self) })
            while let variant = take() {
                guard let result = try Self.run(variant, &engine) else { return }
                let line = result.line
                try locked {
                    try part.append(variant, line)
                    told(part.done)
                }
            }
        } catch {
            fail(error)
        }
    }

    private static func run(_ variant: Int64, _ engine: inout SweepEngine) throws -> VariantResult? {
        do {
            return try engine.run(variant) { Interrupt.wasPressed }
        } catch let error as SweepFailure {
            throw CommandFailure(
                ExitCode.badData,
                "variant \(variant) cannot be run: \(error)" + (error.advice.map { "; \($0)" } ?? ""))
        }
    }
}

extension SweepEngine {
    /// An engine out of a plan's canonical form.
    static func make(_ text: String) throws -> SweepEngine {
        let base = try SweepBase(json: try parseJSON(text))
        return try SweepEngine(base, sources: try SweepSources(base: base), step: CommandJournal.step)
    }
}

extension SweepBase {
    /// The rules of this program's engine.
    static var currentRules: Int64 { Emulation.rulesVersion }
}
