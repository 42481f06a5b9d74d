import CommandLineKit
import Emulation
import Foundation
import SiteDatabase
import SiteModel
import TestKit
import Testing
import VirtualTime

@testable import Commands

/// Sources that change between the Scheduler's look and the end of packing, and sources that cannot be packed.
@Suite struct ChangingSourceTests {
    /// What somebody does to the source meanwhile.
    enum Change: CaseIterable {
        case otherBytes, otherSize, added, addedFolder, removed, replaced, folderForFile, linkAdded,
            sourceGone

        /// Does it to the folder `files` of a shell.
        func make(_ shell: Shell) throws {
            let files = FileManager.default
            let setup = shell.scratch.path("files/SETUP.EXE")
            switch self {
            case .otherBytes: try shell.scratch.write("files/SETUP.EXE", "b program")
            case .otherSize: try shell.scratch.write("files/SETUP.EXE", "a longer program")
            case .added: try shell.scratch.write("files/DATA/NEW.TXT", "new")
            case .addedFolder:
                try files.createDirectory(
                    atPath: shell.scratch.path("files/EMPTY"), withIntermediateDirectories: false)
            case .removed: try files.removeItem(atPath: setup)
            case .replaced:
                try shell.scratch.write("other", "b program")
                try files.removeItem(atPath: setup)
                try files.moveItem(atPath: shell.scratch.path("other"), toPath: setup)
            case .folderForFile:
                try files.removeItem(atPath: setup)
                try files.createDirectory(atPath: setup, withIntermediateDirectories: false)
            case .linkAdded:
                try files.createSymbolicLink(
                    atPath: shell.scratch.path("files/LINK"), withDestinationPath: "SETUP.EXE")
            case .sourceGone:
                try files.moveItem(atPath: shell.scratch.path("files"), toPath: shell.scratch.path("away"))
            }
        }

        /// Undoes what no later look could pack.
        func mend(_ shell: Shell) throws {
            let files = FileManager.default
            switch self {
            case .linkAdded: try files.removeItem(atPath: shell.scratch.path("files/LINK"))
            case .sourceGone:
                try files.moveItem(atPath: shell.scratch.path("away"), toPath: shell.scratch.path("files"))
            default: break
            }
        }

        /// What standard error says, and of which path below the source.
        var told: String {
            switch self {
            case .otherBytes, .otherSize, .replaced, .folderForFile:
                "files/SETUP.EXE: error: it changed while its package was packed [source-changed]"
            case .added: "files/DATA/NEW.TXT: error: it came while its package was packed [source-changed]"
            case .addedFolder: "files/EMPTY: error: it came while its package was packed [source-changed]"
            case .removed:
                "files/SETUP.EXE: error: it went away while its package was packed [source-changed]"
            case .linkAdded:
                "files/LINK: error: it is a link; packages hold files and folders [entry-refused]"
            case .sourceGone: "files: error: the source directory does not exist [source-missing]"
            }
        }

        /// The Win32 error in the trace.
        var win32Error: Int {
            switch self {
            case .linkAdded: 123
            case .sourceGone: 3
            default: 32
            }
        }
    }

    /// A lab whose Scheduler takes two minutes, two cycles, for the package: two blocks, a minute of pause each.
    private func slowLab(fidelity: String = "real") throws -> Shell {
        let shell = try Shell.withPackage(fidelity: fidelity)
        try shell.scratch.write("files/DATA/LARGE.DAT", String(repeating: "0123456789ab", count: 5_000))
        _ = shell.out("site", "set", "--yield", "60000")
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--send", "always")
        return shell
    }

    private func codes(_ shell: Shell) throws -> [String] {
        try shell.list("trace", "list").compactMap { $0["what"] as? String }
    }

    private func status(_ shell: Shell) throws -> JobStatus? {
        try LabReader(shell.lab).database.rows(of: JobRow.self).first?.job.status
    }

    private func files(_ shell: Shell, _ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: shell.lab + "/servers/" + folder)) ?? [])
            .sorted()
    }

    /// The package on a server has exactly the bytes of the source.
    private func expectDistributed(_ shell: Shell, sourceLocation: Testing.SourceLocation = #_sourceLocation)
        throws
    {
        let source = try FirstJobLab.bytes(shell.scratch.path("files"))
        for server in ["SRV1/D", "SRV2/C"] {
            let folder = shell.lab + "/servers/\(server)/SMS_PKG\(server.suffix(1))/BPC00001"
            FirstJobLab.expectSame(source, try FirstJobLab.bytes(folder), sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: Change.allCases) func `a change during packing is noticed and packed anew`(
        change: Change
    )
        throws
    {
        let shell = try slowLab()
        _ = shell.out("run", "--cycles", "2")
        #expect(try codes(shell).last == "compressionStarted")
        try change.make(shell)
        let run = shell.run("run", "--cycles", "1")
        #expect(run.code == 0)
        #expect(run.err.contains(change.told), "\(run.err)")
        #expect(run.out.contains("event 329"), "\(run.out)")
        #expect(try status(shell) == .retrying)
        let failed = try shell.list("trace", "list").last { $0["what"] as? String == "compressionFailed" }
        #expect(failed?["value"] as? Int == change.win32Error, "\(failed ?? [:])")
        let log = try String(
            contentsOfFile: shell.lab + "/servers/SRV1/D/SMS/LOGS/SCHED.LOG", encoding: .isoLatin1)
        #expect(log.contains("Creation of compressed package file failed!"))
        // Nothing half made: no package to send, no archive's row, no file of the packing.
        #expect(files(shell, "SRV1/D/SMS/SITE.SRV/SENDER.BOX/TOSEND") == [])
        #expect(try LabReader(shell.lab).database.rows(of: ArchiveRow.self).isEmpty)
        let inLab = try FileManager.default.contentsOfDirectory(atPath: shell.lab)
        #expect(inLab.filter { $0.hasPrefix(".") || $0.contains("packing") } == [])
        #expect(shell.out("lab", "check").contains("whole"))
        #expect(shell.out("replay").contains("the same"))

        try change.mend(shell)
        _ = shell.run("run", "--cycles", "8")
        try expectDistributed(shell)
        #expect(try codes(shell).filter { $0 == "compressionEnded" }.count == 1)
        #expect(try LabReader(shell.lab).database.rows(of: ArchiveRow.self).count == 1)
        #expect(shell.out("lab", "check").contains("whole"))
        #expect(shell.out("replay").contains("the same"))
    }

    /// Times, modes and a rewrite with the same bytes are no change: nothing else gets to the servers.
    @Test func `what leaves the bytes as they are is no change`() throws {
        let shell = try slowLab()
        _ = shell.out("run", "--cycles", "2")
        let setup = shell.scratch.path("files/SETUP.EXE")
        try FileManager.default.removeItem(atPath: setup)
        try shell.scratch.write("files/SETUP.EXE", "a program")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 86_400), .posixPermissions: 0o700],
            ofItemAtPath: setup)
        let run = shell.run("run", "--cycles", "6")
        #expect(run.code == 0 && run.err.isEmpty, "\(run.err)")
        #expect(try LabReader(shell.lab).database.observations().count == 1)
        try expectDistributed(shell)
    }

    /// A session reads the files of a source one behind the other: what changes behind its back tears the look.
    @Test func `a change in the same session is noticed`() throws {
        let shell = try slowLab()
        let session = try LabSession.open(shell.lab, command: "test")
        let start = session.emulation.now
        try session.emulation.run(until: start + 90_000, world: session.world)
        try shell.scratch.write("files/SETUP.EXE", "b program")
        _ = try session.advance(to: start + 180_000, who: "ADMINISTRATOR")
        #expect(session.takeFindings().map(\.code) == ["source-changed"])
        try session.close()
        #expect(try status(shell) == .retrying)
        #expect(shell.out("replay").contains("the same"))
        _ = shell.out("run", "--cycles", "8")
        try expectDistributed(shell)
    }

    @Test func `a source that changes at every try is packed when it rests, its event raised once`() throws {
        let shell = try slowLab()
        for turn in 0..<9 {
            try shell.scratch.write("files/SETUP.EXE", "program \(turn)")
            _ = shell.run("run", "--cycles", "1")
        }
        // Started in cycles 1, 4 and 7, each noticed two minutes later.
        #expect(try codes(shell).filter { $0 == "compressionFailed" }.count == 3)
        #expect(try LabReader(shell.lab).database.rows(of: EventRow.self).map(\.eventID) == [329])
        _ = shell.run("run", "--cycles", "8")
        try expectDistributed(shell)
        #expect(shell.out("replay").contains("the same"))
    }

    @Test func `a change leaves the version on the servers alone`() throws {
        let shell = try slowLab()
        _ = shell.out("run", "--cycles", "8")
        let before = try FirstJobLab.bytes(shell.lab + "/servers/SRV2/C/SMS_PKGC/BPC00001")
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--send", "always")
        _ = shell.out("run", "--cycles", "2")
        try shell.scratch.write("files/SETUP.EXE", "b program")
        _ = shell.run("run", "--cycles", "1")
        FirstJobLab.expectSame(
            before, try FirstJobLab.bytes(shell.lab + "/servers/SRV2/C/SMS_PKGC/BPC00001"))
        #expect(shell.out("lab", "check").contains("whole"))
        _ = shell.out("run", "--cycles", "8")
        try expectDistributed(shell)
        #expect(shell.out("replay").contains("the same"))
    }

    @Test func `in modelled fidelity another size is noticed`() throws {
        let shell = try slowLab(fidelity: "modelled")
        _ = shell.out("run", "--cycles", "2")
        try Change.otherSize.make(shell)
        let run = shell.run("run", "--cycles", "1")
        #expect(run.err.contains(Change.otherSize.told), "\(run.err)")
        #expect(try status(shell) == .retrying)
        _ = shell.out("run", "--cycles", "8")
        #expect(try status(shell) == .active)
        #expect(shell.out("replay").contains("the same"))
    }

    // MARK: Sources that cannot be packed

    /// A source that cannot be packed is looked at each minute; when it is mended the job goes on.
    private func expectRetried(
        _ shell: Shell, event: Int64, told: String, mend: () throws -> Void,
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        let run = shell.run("run", "--cycles", "3")
        #expect(run.code == 0, sourceLocation: sourceLocation)
        #expect(run.err.contains(told), "\(run.err)", sourceLocation: sourceLocation)
        let events = try LabReader(shell.lab).database.rows(of: EventRow.self)
        #expect(events.map(\.eventID) == [event], sourceLocation: sourceLocation)
        #expect(try status(shell) == .retrying, sourceLocation: sourceLocation)
        #expect(files(shell, "SRV1/D/SMS/SITE.SRV/SENDER.BOX/TOSEND") == [], sourceLocation: sourceLocation)
        #expect(shell.out("lab", "check").contains("whole"), sourceLocation: sourceLocation)
        try mend()
        _ = shell.out("run", "--cycles", "5")
        try expectDistributed(shell, sourceLocation: sourceLocation)
        #expect(shell.out("lab", "check").contains("whole"), sourceLocation: sourceLocation)
        #expect(shell.out("replay").contains("the same"), sourceLocation: sourceLocation)
    }

    @Test func `a source that is missing when its job is due`() throws {
        let shell = try Shell.withPackage()
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        let (here, away) = (shell.scratch.path("files"), shell.scratch.path("away"))
        try FileManager.default.moveItem(atPath: here, toPath: away)
        try expectRetried(shell, event: 313, told: "files: error: the source directory does not exist") {
            try FileManager.default.moveItem(atPath: away, toPath: here)
        }
    }

    @Test func `a link that leads to itself`() throws {
        let shell = try Shell.withPackage()
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        let link = shell.scratch.path("files/LOOP")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "LOOP")
        try expectRetried(shell, event: 329, told: "files/LOOP: error: it is a link") {
            try FileManager.default.removeItem(atPath: link)
        }
    }

    @Test func `a path of more than 200 characters below the source`() throws {
        let shell = try Shell.withPackage()
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        let folder = String(repeating: "d", count: 99)
        try shell.scratch.write("files/\(folder)/\(String(repeating: "f", count: 101))", "far down")
        try expectRetried(shell, event: 329, told: "has 201 characters") {
            try FileManager.default.removeItem(atPath: shell.scratch.path("files/\(folder)"))
            // 200 characters are fine.
            try shell.scratch.write("files/\(folder)/\(String(repeating: "f", count: 100))", "far down")
        }
    }

    /// By an account that may not read the file: root may read everything.
    @Test func `a file that may not be read`() throws {
        let shell = try Shell.withPackage()
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        let setup = shell.scratch.path("files/SETUP.EXE")
        chmod(setup, 0)
        var program = try builtProgram()
        var words: [String] = []
        if getuid() == 0 {
            let setpriv = "/usr/bin/setpriv"
            guard FileManager.default.isExecutableFile(atPath: setpriv) else {
                print("skipped: no program setpriv")
                return
            }
            words = ["--reuid=65534", "--regid=65534", "--clear-groups", program]
            program = setpriv
            chown(shell.scratch.path, 65_534, 65_534)
            let walker = try #require(FileManager.default.enumerator(atPath: shell.scratch.path))
            for case let name as String in walker { lchown(shell.scratch.path(name), 65_534, 65_534) }
        }
        let run = try runProgram(program, words + ["run", "--cycles", "3"], folder: shell.scratch.path)
        #expect(run.code == 0)
        #expect(run.output.contains("files/SETUP.EXE: error: it cannot be read"), "\(run.output)")
        #expect(run.output.contains("event 329"), "\(run.output)")
        chmod(setup, 0o644)
        _ = shell.out("run", "--cycles", "5")
        try expectDistributed(shell)
        #expect(shell.out("replay").contains("the same"))
    }

    /// A disk that is full while the package is taken in, packed or unpacked costs nothing but the command.
    @Test(arguments: [300, 420, 580, 700]) func `a full disk while packing`(kilobytes: Int) throws {
        let scratch = try ScratchFolder()
        let small = scratch.path("small")
        try FileManager.default.createDirectory(atPath: small, withIntermediateDirectories: false)
        guard getuid() == 0, FileManager.default.isExecutableFile(atPath: "/usr/bin/mount") else {
            print("skipped: a small tmpfs needs root and mount")
            return
        }
        func mount(_ options: String) throws -> Bool {
            try runProgram("/usr/bin/mount", ["-t", "tmpfs", "-o", options, "tmpfs", small]).code == 0
        }
        guard try mount("size=20m") else {
            print("skipped: mount of a small tmpfs is refused")
            return
        }
        defer { _ = try? runProgram("/usr/bin/umount", [small]) }
        let shell = try Shell.withPackage()
        // Bytes that do not compress, the same each time.
        var random = SeededGenerator(seed: 7)
        let noise = (0..<150_000).map { _ in UInt8(random.next(below: 256)) }
        try shell.scratch.write("files/NOISE.DAT", bytes: noise)
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        let lab = small + "/t.lab"
        try FileManager.default.copyItem(atPath: shell.lab, toPath: lab)
        #expect(try mount("remount,size=\(kilobytes)k"))
        let run = shell.run("run", "--cycles", "1", "--lab", lab)
        #expect(run.code == ExitCode.inputOutput)
        #expect(run.err.contains("the disk is full"), "\(run.err)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: lab).filter { $0.hasPrefix(".") } == [])
        #expect(shell.out("lab", "check", "--lab", lab).contains("whole"))
        #expect(try mount("remount,size=20m"))
        // What follows is what would have followed.
        _ = shell.out("run", "--cycles", "5", "--lab", lab)
        _ = shell.out("run", "--cycles", "5")
        FirstJobLab.expectSame(try FirstJobLab.bytes(shell.lab), try FirstJobLab.bytes(lab))
    }
}
