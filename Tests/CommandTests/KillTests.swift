import Foundation
import SiteDatabase
import SiteModel
import TestKit
import Testing

@testable import Commands

/// The program is killed at random moments; the lab opens, is sound, and goes on to the same bytes.
@Suite struct KillTests {
    @Test func `kill -9 loses nothing that was committed`() throws {
        let scratch = try ScratchFolder()
        let program = try builtProgram()
        try FirstJobLab.make(scratch.path("base.lab")).close()
        let arguments = ["run", "--until-job", "BPC00001=Complete", "--as", "ADMIN", "--lab"]
        try FileManager.default.copyItem(atPath: scratch.path("base.lab"), toPath: scratch.path("whole.lab"))
        let whole = try runProgram(program, arguments + [scratch.path("whole.lab")])
        #expect(whole.code == 0, "\(whole.output)")
        let wanted = try FirstJobLab.bytes(scratch.path("whole.lab"))
        var random = SystemRandomNumberGenerator()
        var kills = 0
        while kills < (isLongRun ? 200 : 20) {
            let lab = scratch.path("killed.lab")
            try? FileManager.default.removeItem(atPath: lab)
            try FileManager.default.copyItem(atPath: scratch.path("base.lab"), toPath: lab)
            for attempt in 1...200 {
                let process = Process()
                process.executableURL = URL(fileURLWithPath: program)
                process.arguments = arguments + [lab]
                process.standardOutput = FileHandle.nullDevice
                process.standardError = FileHandle.nullDevice
                try process.run()
                // Moments from the start of the process to about the end of the run.
                usleep(UInt32.random(in: 1_000...400_000, using: &random))
                if !process.isRunning { break }
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                kills += 1
                if attempt % 4 == 0 { break }
            }
            let database = try LabDatabase.open(lab + "/lab.db")
            #expect(try database.check().isEmpty)
            try database.close()
            let rest = try runProgram(program, arguments + [lab])
            #expect(rest.code == 0, "\(rest.output)")
            FirstJobLab.expectSame(wanted, try FirstJobLab.bytes(lab))
        }
    }
}
