import Foundation
import SiteModel
import TestKit
import Testing

@testable import ModernMapping

/// The MOF of a plan, checked by a compiler that is not ours.
struct MOFTests {
    /// The Python with pywbem, or nil after saying so.
    private func python() throws -> String? {
        let path = checkoutRoot + "/.venv/bin/python"
        if FileManager.default.isExecutableFile(atPath: path),
            try runProgram(path, ["-c", "import pywbem_mock"]).status == 0
        {
            return path
        }
        print("skipped: pywbem not installed (make test-deps)")
        return nil
    }

    private func cases() throws -> [(String, MappingCase)] {
        var many = try seedCase()
        many.package.comment = "Quotes \" and \\ backslash, é and\nnew line"
        many.package.workstation?.commands[0].platforms = [.ntX86, .windows95, .dos6]
        many.package.sharing = SharingProperties(
            root: "\\\\s\\a", shareName: "APPS",
            programItems: [ProgramItem(commandLine: "a.exe \"b\"", description: "A", platforms: .ntX86)])
        many.switches.items = .programs
        many.target.programGroups = [ProgramGroup(name: "G", items: ["A"], userGroups: ["DOM1\\Sales"])]
        many.target.forcedDisconnect = ForcedDisconnect(enabled: true)
        var dynamic = try plainCase()
        dynamic.switches.targetMode = .dynamic
        dynamic.jobs[0].target = .machinePath
        dynamic.jobs[0].machinePath = "XYZ|DOM1|*"
        dynamic.jobs[0].repeatMode = .monthly
        dynamic.jobs[0].useMandatoryTime = true
        var empty = try plainCase()
        empty.package.workstation = nil
        empty.jobs = []
        return [("seed", try seedCase()), ("many", many), ("dynamic", dynamic), ("empty", empty)]
    }

    @Test func `the DMTF text compiles and gives the objects of the plan`() throws {
        guard let python = try python() else { return }
        let folder = try ScratchFolder()
        var arguments = [checkoutRoot + "/Tests/Tools/compile_mof.py"]
        var expected: [String] = []
        for (name, base) in try cases() {
            for era in MappingEra.allCases {
                var one = base
                one.switches.era = era
                let plan = one.plan()
                let file = try folder.write(
                    "\(name)-\(era.rawValue).mof", plan.mof(.dmtf, declarations: true))
                arguments.append(file)
                var counts: [String] = []
                for entry in ClassCatalogue.standard.classes {
                    let count = plan.objects.filter { $0.className == entry.name }.count
                    if count > 0 { counts.append("\(entry.name)=\(count)") }
                }
                expected.append("\(name)-\(era.rawValue).mof " + counts.sorted().joined(separator: " "))
            }
        }
        // A text with a wrong property must fail, or the check proves nothing.
        let wrong =
            try seedCase().plan().mof(.dmtf, declarations: true)
            + "instance of SMS_Package { NoSuch = 1; };\n"
        arguments.append(try folder.write("wrong.mof", wrong))
        // So must one with a wrong property inside the quoted text of an embedded object.
        let right = try seedCase().plan().mof(.dmtf, declarations: true)
        let instances = try #require(right.range(of: "instance of SMS_Package"))
        let inner =
            String(right[..<instances.lowerBound])
            + right[instances.lowerBound...].replacingOccurrences(of: "ForNumberOfWeeks", with: "NoSuch")
        arguments.append(try folder.write("inner.mof", inner))
        let result = try runProgram(python, arguments)
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(Array(lines.dropLast(2)) == expected, "\(result.output)")
        #expect(lines.dropLast().last?.hasPrefix("wrong.mof failed") == true)
        #expect(lines.last?.hasPrefix("inner.mof failed") == true, "\(result.output)")
    }

    @Test func `the DMTF text has no form that DMTF compilers refuse`() throws {
        for (_, one) in try cases() {
            let text = one.plan().mof(.dmtf, declarations: true)
            #expect(!text.contains("+***"))
            #expect(!text.contains(" = instance of") && !text.contains("{instance of"))
            #expect(!text.contains("#pragma namespace"))
        }
    }

    @Test func `the Windows declarations have embedded classes as types`() throws {
        let text = try seedCase().plan().mof(.windows, declarations: true)
        #expect(text.contains("SMS_ScheduleToken RefreshSchedule[];"))
        #expect(text.contains("[SizeLimit(\"3\")]") || text.contains("SizeLimit(\"3\")"))
        #expect(text.contains("+***"))
    }
}
