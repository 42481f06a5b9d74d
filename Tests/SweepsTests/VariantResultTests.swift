import LegacyFormats
import SiteModel
import Sweeps
import Testing

/// Results as lines, and put together.
@Suite struct VariantResultTests {
    private func result(
        _ variant: Int64, complete: Int64, retryings: Int64 = 0, bytes: Int64? = nil
    ) throws -> VariantResult {
        var job = VariantResult.JobResult(id: try #require(JobID("BPC00001")), made: 0)
        job.status = complete < 0 ? .active : .complete
        job.complete = complete
        job.ended = complete
        job.retryings = retryings
        job.retryingMilliseconds = retryings * 100
        var links: [VariantResult.LinkResult] = []
        if let bytes {
            links.append(
                VariantResult.LinkResult(
                    from: try #require(SiteCode("BPC")), to: try #require(SiteCode("S01")), bytes: bytes,
                    requests: 1))
        }
        return VariantResult(
            variant: variant, isEnded: complete >= 0, stopped: 1_000, events: 5, entries: 6, digest: "d",
            jobs: [job],
            links: links)
    }

    @Test func `a line gives the same result back`() throws {
        var one = try result(17, complete: 400, retryings: 2, bytes: 9)
        one.refused = 1
        one.refusal = "a\ttab, a\nline, a \\ and \\t"
        #expect(!one.line.contains("\n"))
        #expect(VariantResult(line: one.line) == one)
        one.jobs[0].status = .active
        one.jobs[0].isDeleted = true
        #expect(VariantResult(line: one.line) == one)
    }

    @Test func `a deleted job is neither ended nor unfinished`() throws {
        var summary = SweepSummary(try base())
        for variant in 1...3 as ClosedRange<Int64> {
            var one = try result(variant, complete: variant == 1 ? 10 : -1)
            one.jobs[0].isDeleted = variant == 2
            summary.add(one)
        }
        let row = try #require(summary.jobRows.first)
        #expect([row.variants, row.complete, row.deleted, row.open] == [3, 1, 1, 1])
    }

    @Test func `what is no line is none`() throws {
        let line = try result(17, complete: 400, bytes: 9).line
        for count in 0..<line.count { #expect(VariantResult(line: line.prefix(count)) == nil, "\(count)") }
        #expect(VariantResult(line: line + "\t1") == nil)
        #expect(VariantResult(line: line.replacing("ended", with: "other")) == nil)
    }

    /// Two releases with three seeds each.
    private func base() throws -> SweepBase {
        let release = try #require(SweepTarget("release"))
        return SweepBase(
            name: "t", rules: 1, lab: .null,
            axes: [
                SweepAxis(
                    name: "release",
                    points: .list(
                        ["1.2", "1.2SP4"].map {
                            SweepAxis.Choice(
                                label: $0,
                                settings: [
                                    SweepAxis.Setting(name: "release", target: release, value: .string($0))
                                ])
                        })),
                SweepAxis(name: "seed", points: .range(.seed, first: 1, step: 1, count: 3)),
            ], until: .jobs(atMost: 1))
    }

    @Test func `a summary counts and orders by hand`() throws {
        var summary = SweepSummary(try base())
        summary.add(try result(1, complete: 300, bytes: 10))
        summary.add(try result(2, complete: 100, retryings: 1, bytes: 30))
        summary.add(try result(3, complete: -1))
        summary.add(try result(4, complete: 500, bytes: 20))
        summary.add(try result(5, complete: 200, bytes: 20))
        summary.add(try result(6, complete: 400, bytes: 20))
        let rows = summary.jobRows
        // Of all, then of each release; seeds are what is put together.
        #expect(rows.map(\.group) == ["", "release", "release"])
        #expect(rows.map(\.value) == ["", "1.2", "1.2SP4"])
        #expect(rows.map(\.variants) == [6, 3, 3])
        #expect(rows.map(\.complete) == [5, 2, 3])
        #expect(rows.map(\.open) == [1, 1, 0])
        #expect(rows.map(\.retrying) == [1, 1, 0])
        // 100 200 300 400 500 | 100 300 | 200 400 500
        #expect(rows.map { $0.times.percentile(50) } == [300, 100, 400])
        #expect(rows.map { $0.times.percentile(90) } == [500, 300, 500])
        // Retrying for 100 ms of 300 + 100 + 1000 (not ended: up to the end) + 500 + 200 + 400 = 2500: 4.0 %.
        #expect(rows[0].retryingPermille == 40)
        let links = summary.linkRows
        #expect(links.map(\.bytes) == [100, 40, 60])
        // The variant over whose link nothing went counts as 0 bytes: 0 10 20 20 20 30.
        #expect(links[0].perVariant.least == 0 && links[0].perVariant.percentile(50) == 20)
        #expect(links[1].perVariant.percentile(50) == 10)
    }

    @Test func `the canonical form gives the same plan back, and the same digest`() throws {
        var base = try base()
        base.groups = [["release", "seed"]]
        base.jobs = [try #require(JobID("BPC00001"))]
        base.scripts = [[SweepBase.Command(instant: 5, who: "A", verb: "job.create", body: "{}")]]
        base.sources = [SweepBase.Source(key: "root:x", manifests: [.object([.init("files", .array([]))])])]
        let again = try SweepBase(json: try parseJSON(base.json.compact))
        #expect(again == base)
        #expect(again.digest == base.digest)
        var other = base
        other.rules += 1
        #expect(other.digest != base.digest)
    }
}
