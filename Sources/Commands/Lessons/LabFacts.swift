import CommandLineKit
import Emulation
import Lessons
import ModernMapping
import Pipeline
import SiteDatabase
import SiteModel

/// What the explainer and the mapping know of a lab of a lesson.
final class LabFacts: LessonFacts {
    private let reader: LabReader
    private let begins: Int64
    private let records: Int
    /// What held each job when the lesson began, by site; it is looked for once.
    private var held: [SiteCode: [[LessonHold]]]?

    /// Takes a lab.
    ///
    /// - Parameters:
    ///   - reader: The lab.
    ///   - begins: When the lesson began, in milliseconds since 1970.
    ///   - records: How many records the journal had then.
    init(_ reader: LabReader, begins: Int64, records: Int) {
        self.reader = reader
        self.begins = begins
        self.records = records
    }

    func holds(job: Int, at site: SiteCode) throws -> [LessonHold] {
        if held == nil {
            let explainer = JobExplainer(try beginning())
            var found: [SiteCode: [[LessonHold]]] = [:]
            for image in explainer.lab.images where !image.isRemoved {
                found[image.definition.code] = image.jobs.indices.map { place in
                    explainer.reasons(job: place, of: image).map {
                        LessonHold(blocker: $0.blocker.rawValue, quirk: $0.quirk)
                    }
                }
            }
            held = found
        }
        guard let jobs = held?[site], jobs.indices.contains(job) else { return [] }
        return jobs[job]
    }

    /// The lab as it was handed out: what was done in the same instant afterwards is left away.
    private func beginning() throws -> Emulation {
        var lab = Emulation(try Replay.beginning(reader.database))
        // Time that passed afterwards was added to the last record.
        let records = Array(try reader.database.journal(from: 1).prefix(max(records - 1, 0)))
        try Replay.goOn(&lab, records, try Replay.world(reader.database), until: begins)
        return lab
    }

    var lossCodes: [String] { LossCode.all.map(\.code) }

    func losses(job: Int, at site: SiteCode) throws -> [LessonLoss] {
        let lab = try CurrentLab.definition(reader.database)
        let emulation = try LabReader.restore(reader.database)
        guard let definition = lab.sites.first(where: { $0.code == site }),
            let image = emulation.images.first(where: { $0.definition.code == site }),
            image.jobs.indices.contains(job)
        else { throw CommandFailure(ExitCode.noInput, "site \(site) has no such job") }
        let id = image.jobs[job].job.id
        guard
            let row = try reader.database.rows(of: JobRow.self, site: site).first(where: { $0.job.id == id }),
            let package = try reader.database.store(for: site).package(row.job.packageID)
        else { throw CommandFailure(ExitCode.noInput, "job \(id) or its package was deleted") }
        let target = try reader.mappingTarget(lab, at: definition, package: package, jobs: [row])
        let plan = Mapper.translate(
            package: package, jobs: [row.job], target: target, switches: MappingSwitches())
        return plan.losses.map { loss in
            LessonLoss(
                code: loss.code, title: LossCode.all.first { $0.code == loss.code }?.title ?? "",
                message: loss.message, severity: loss.severity)
        }
    }
}
