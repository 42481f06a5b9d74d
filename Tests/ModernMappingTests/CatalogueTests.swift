import Foundation
import SiteModel
import TestKit
import Testing

@testable import ModernMapping

/// Runs a program and gives what it wrote and how it ended.
func runProgram(_ path: String, _ arguments: [String]) throws -> (output: String, status: Int32) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: data, as: UTF8.self), process.terminationStatus)
}

/// The class catalogue and the checks against it.
struct CatalogueTests {
    private let catalogue = ClassCatalogue.standard

    @Test func `the generated file is what the generator makes of the reference`() throws {
        guard let folder = sharedFolder("reference") else { return }
        let script = checkoutRoot + "/Tests/Tools/make_class_catalogue.py"
        let made = try runProgram("/usr/bin/env", ["python3", script, folder + "/configmgr-classes.json"])
        #expect(made.status == 0)
        let path = checkoutRoot + "/Sources/ModernMapping/ClassCatalogueData.swift"
        #expect(made.output == String(decoding: try readFile(path), as: UTF8.self))
    }

    @Test func `classes, keys and tables are there`() throws {
        func keys(_ name: String) -> [String] { catalogue.properties(of: name).filter(\.isKey).map(\.name) }
        #expect(keys("SMS_Package") == ["PackageID"])
        #expect(keys("SMS_Program") == ["PackageID", "ProgramName"])
        #expect(keys("SMS_DistributionPoint") == ["PackageID", "ServerNALPath", "SiteCode"])
        #expect(keys("SMS_PackageAccessByUsers") == ["PackageID", "UserName"])
        #expect(catalogue.isKind("SMS_ST_RecurWeekly", of: "SMS_ScheduleToken"))
        #expect(!catalogue.isKind("SMS_OS_Details", of: "SMS_ScheduleToken"))
        let flags = try #require(catalogue.properties(of: "SMS_Program").first { $0.name == "ProgramFlags" })
        #expect(
            flags.table?.words(of: 0x0810_A000) == [
                "UNATTENDED", "ADMINRIGHTS", "USEUNCPATH", "ANY_PLATFORM",
            ])
        #expect(flags.defaultText == "1138688")
        let site = try #require(
            catalogue.properties(of: "SMS_DistributionPoint").first { $0.name == "SiteCode" })
        #expect(site.sizeLimit == 3)
        #expect(
            catalogue.properties(of: "SMS_Advertisement").first { $0.name == "TimeFlags" }?.isReadOnly == true
        )
    }

    /// One object a problem; the neighbour in the second column is right.
    @Test func `each kind of problem is found`() throws {
        let start = try time("1996-07-01 08:00")
        func program(_ name: String, _ value: ModernValue) -> ModernObject {
            var object = ModernObject("SMS_Program")
            object.set("PackageID", "XYZ00001", from: "test")
            object.set("ProgramName", "a", from: "test")
            object.set(name, value, from: "test")
            return object
        }
        func row(_ name: String, _ value: ModernValue) -> ModernObject {
            var object = ModernObject("SMS_DistributionPoint")
            object.set(name, value, from: "test")
            return object
        }
        func token(_ day: Int) -> ModernObject {
            ScheduleToken(start: start, recurrence: .weekly(day: day, weeks: 1)).object
        }
        var package = ModernObject("SMS_Package")
        package.set("RefreshSchedule", .array(Array(repeating: .object(token(1)), count: 15)), from: "test")
        var tooMany = package
        tooMany.set("RefreshSchedule", .array(Array(repeating: .object(token(1)), count: 16)), from: "test")
        let pairs: [(wrong: ModernObject, right: ModernObject)] = [
            (program("CommandLine", .integer(1)), program("CommandLine", .string("1"))),
            (program("DriveLetter", .string("ab")), program("DriveLetter", .string("a"))),
            (program("ProgramFlags", .integer(8)), program("ProgramFlags", .integer(16))),
            (program("ProgramFlags", .integer(-1)), program("ProgramFlags", .integer(0))),
            (program("Duration", .integer(4_294_967_296)), program("Duration", .integer(4_294_967_295))),
            (program("PackageType", .integer(1)), program("PackageType", .integer(0))),
            (program("ActionInProgress", .integer(0)), program("Comment", .string(""))),
            (program("NoSuch", .integer(0)), program("Comment", .string(""))),
            (program("ISVData", .integer(1)), program("ISVData", .bytes([1]))),
            (
                program("SupportedOperatingSystems", .array([.object(token(1))])),
                program("SupportedOperatingSystems", .array([.object(ModernObject("SMS_OS_Details"))]))
            ),
            (row("SiteCode", .string("ABCD")), row("SiteCode", .string("ABC"))),
            (row("RefreshNow", .string("TRUE")), row("RefreshNow", .bool(true))),
            (ModernObject("SMS_Advertisement"), ModernObject("SMS_Package")),
            (ModernObject("SMS_ScheduleToken"), ModernObject("SMS_ST_NonRecurring")),
            (ModernObject("NoSuchClass"), ModernObject("SMS_Package")),
            (token(8), token(7)), (tooMany, package),
        ]
        for (place, pair) in pairs.enumerated() {
            #expect(!catalogue.problems(of: pair.wrong).isEmpty, "pair \(place)")
            #expect(catalogue.problems(of: pair.right).isEmpty, "pair \(place)")
        }
    }

    /// The path of Q278609 as configmgr-objects 2.3 prints it.
    @Test func `a path has its keys in the order of the class`() {
        var row = ModernObject("SMS_DistributionPoint")
        row.set("PackageID", "XYZ00001", from: "test")
        row.set("SiteCode", "XYZ", from: "test")
        row.set("ServerNALPath", "[\"Display=\\\\SRV1\\\"]MSWNET:[\"SMS_SITE=XYZ\"]\\\\SRV1\\", from: "test")
        let expected = #"""
            SMS_DistributionPoint.PackageID="XYZ00001",ServerNALPath="[\"Display=\\\\SRV1\\\"]MSWNET:[\"SMS_SITE=XYZ\"]\\\\SRV1\\",SiteCode="XYZ"
            """#
        #expect(row.relativePath(in: catalogue) == expected)
    }
}

/// Every field of a package and every scalar of a job is accounted for.
struct FieldAccountTests {
    private func richCase() throws -> MappingCase {
        var one = try seedCase()
        one.package.comment = "A comment"
        one.package.company = "Company"
        one.package.sharing = SharingProperties(
            root: "\\\\s\\a", shareName: "APPS",
            programItems: [ProgramItem(commandLine: "a.exe", description: "A", platforms: .ntX86)])
        one.package.inventory = InventoryProperties(
            rule: [.file("F1")], files: [DetectionFile(section: "F1", file: "A.EXE")])
        return one
    }

    /// Names of the stored properties of a value, as the compiler laid them out.
    private func fields(_ value: Any, _ prefix: String) -> [String] {
        Mirror(reflecting: value).children.compactMap { $0.label.map { "\(prefix).\($0)" } }
    }

    @Test(arguments: MappingEra.allCases)
    func `the account is total`(era: MappingEra) throws {
        var one = try richCase()
        one.switches.era = era
        let plan = one.plan()
        let workstation = try #require(one.package.workstation)
        let sharing = try #require(one.package.sharing)
        let inventory = try #require(one.package.inventory)
        var wanted = fields(one.package, "package") + fields(workstation, "package.workstation")
        wanted += fields(sharing, "package.sharing") + fields(inventory, "package.inventory")
        wanted += fields(try #require(inventory.files.first), "package.inventory.files")
        wanted += fields(try #require(workstation.commands.first), "command")
        wanted += fields(try #require(sharing.programItems.first), "item")
        let parts = [
            "package.workstation", "package.sharing", "package.inventory", "package.workstation.commands",
            "package.sharing.programItems", "package.inventory.files",
        ]
        let accounted = plan.fieldAccount.map(\.field)
        for field in wanted where !parts.contains(field) {
            #expect(accounted.contains(field), "\(field)")
        }
        let job = plan.fieldAccount.filter { $0.subject == "XYZ0000F" }
        #expect(job.count == 33)
        #expect(Set(job.map(\.field)).count == 33)
        // Package type and Job tasks are a Remove job's, which is not mapped.
        #expect(fields(one.jobs[0], "job").count == 35)
    }

    @Test func `every place of the account exists in the plan`() throws {
        for change in [
            { _ in }, { $0.jobs[0].cancelMode = true }, { $0.target.packageDeleted = true },
            { $0.jobs[0].commandName = "none" }, { $0.switches.era = .cm2007 },
            { $0.jobs[0].runWorkstationCommand = false },
        ] as [(inout MappingCase) -> Void] {
            var one = try richCase()
            change(&one)
            let plan = one.plan()
            for field in plan.fieldAccount {
                switch field.destination {
                case .property:
                    let parts = field.place.split(separator: ".")
                    #expect(parts.count == 2)
                    #expect(
                        plan.objects.contains { $0.className == parts[0] && $0[String(parts[1])] != nil },
                        "\(field)")
                case .loss: #expect(plan.codes.contains(field.place), "\(field)")
                case .step, .carrier: break
                }
            }
            // What is in the carrier is really there.
            let text = plan.sideFile.compact
            for field in plan.fieldAccount
            where field.destination == .carrier && !field.value.isEmpty && field.field.contains("job") {
                #expect(text.contains(field.value), "\(field)")
            }
        }
    }

    @Test func `the side file holds the whole source`() throws {
        let one = try richCase()
        let side = one.plan().sideFile
        #expect(side["package"]?["sharing"]?["programItems"]?.list?.count == 1)
        #expect(side["package"]?["inventory"]?["files"]?.list?.first?["file"] == .string("A.EXE"))
        #expect(side["jobs"]?.list?.first?.members?.count == 33)
        // Names and order are those of the SDK's dump.
        guard let folder = sharedFolder("artefacts") else { return }
        let dump = String(decoding: try readFile(folder + "/SDK-newjob-scalars.txt"), as: UTF8.self)
        let names = dump.split(separator: "\n").dropFirst().prefix(33).map {
            $0.split(separator: ":").first.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
        }
        #expect(scalars(of: one.jobs[0]).map(\.name) == names)
    }
}
