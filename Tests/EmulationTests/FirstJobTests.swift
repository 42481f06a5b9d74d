import Emulation
import Pipeline
import SiteModel
import Testing

@Suite struct FirstJobTests {
    @Test func `a mandatory job runs from Pending to Complete`() throws {
        var lab = try LabKit.started(try LabKit.definition())
        let world = TableWorld()
        let cycle = lab.images[0].pollMilliseconds
        #expect(lab.images[0].jobs[0].job.status == .pending)
        var seen: [String] = []
        for number in 1...36 {
            try lab.run(until: lab.start + Int64(number) * cycle, world: world)
            let job = lab.images[0].jobs[0].job
            let line = "\(job.status.word)/\(job.sendingStatus.word)/\(job.workingStatus.word)"
            if seen.last != line { seen.append(line) }
        }
        print(seen)
        for segment in [lab.trace.open] {
            for record in segment.records() where record.code.isChange {
                print((record.instant - lab.start) / 1000, record.code, record.a, record.b, record.value)
            }
        }
        #expect(lab.images[0].jobs[0].job.status == .complete)
    }
}
