import Emulation
import Foundation
import LegacyFormats
import Pipeline
import SiteModel
import TestKit
import Testing

@testable import Commands

/// The lab of `samples/first-job`, made and run through sessions, for tests of bytes, crashes and replay.
enum FirstJobLab {
    static let sample = checkoutRoot + "/samples/first-job"

    /// Makes the lab with its package and job; the source is named alike everywhere.
    static func make(
        _ folder: String, fidelity: Fidelity = .real, faults: LabFaults = .none,
        change: (inout Job) -> Void = { _ in }
    ) throws -> LabSession {
        let text = try readFile(sample + "/lab.json5")
        var definition = try #require(readLabDefinition(text, file: "lab.json5").definition)
        definition.fidelity = fidelity
        let session = try LabSession.create(
            folder, definition, text: String(decoding: text, as: UTF8.self), who: "ADMIN", command: "test",
            faults: faults)
        try prepare(session, change: change)
        return session
    }

    /// Imports the package and makes the job, unless that is done already.
    static func prepare(_ session: LabSession, change: (inout Job) -> Void = { _ in }) throws {
        let site = session.emulation.images[0].definition.code
        let image = session.emulation.images[0]
        if image.packages.isEmpty {
            let bytes = try readFile(sample + "/quill.pdf")
            let definition = try #require(parsePackageDefinition(bytes, file: "quill.pdf").definition)
            let id = try #require(PackageID(site: site, counter: 0))
            let package = definition.package(id: id, source: "quill").package
            try session.sources.set("quill", sample + "/quill")
            try session.perform(.createPackage(site: site, package: package), who: "ADMIN")
        }
        if session.emulation.images[0].jobs.isEmpty {
            let created = session.emulation.images[0].sqlTime(at: session.emulation.now)
            let package = session.emulation.images[0].packages[0].package
            var job = Job(
                id: try #require(JobID(site: site, counter: 0)), packageID: package.id, created: created)
            job.machinePath = "BPC|*|*"
            job.runWorkstationCommand = true
            job.commandName = "Install Quill"
            job.useMandatoryTime = true
            job.mandatoryTime = created
            job.distributePhase = [.existing, .specified]
            change(&job)
            try session.perform(.createJob(site: site, job: job), who: "ADMIN")
        }
    }

    /// Runs cycle by cycle until the job has ended, at most some cycles more.
    @discardableResult
    static func run(_ session: LabSession, cycles: Int = 60) throws -> [CommitStory] {
        var stories: [CommitStory] = []
        let stepper = Stepper(session, who: "ADMIN", site: 0) { _, _ in }
        for _ in 0..<cycles {
            if session.emulation.images[0].jobs[0].job.status.isFinal { break }
            _ = try stepper.run(to: stepper.boundary(after: session.emulation.now)) { story, _ in
                stories.append(story)
            }
        }
        return stories
    }

    /// Every file below a folder with its bytes, the lock left out.
    static func bytes(_ folder: String) throws -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        guard let walker = FileManager.default.enumerator(atPath: folder) else { return [:] }
        for case let name as String in walker {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder)
            if isFolder.boolValue || name == "lab.lock" || name == "sources.json5" { continue }
            found[name] = try readFile(folder + "/" + name)
        }
        return found
    }

    /// Expects the same files with the same bytes, and names the first that differ.
    static func expectSame(
        _ one: [String: [UInt8]], _ two: [String: [UInt8]],
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) {
        #expect(one.keys.sorted() == two.keys.sorted(), sourceLocation: sourceLocation)
        for name in one.keys.sorted() where two[name] != nil && one[name] != two[name] {
            Issue.record("\(name) differs", sourceLocation: sourceLocation)
        }
    }
}
