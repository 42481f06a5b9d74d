import Foundation
import SiteDatabase
import SiteModel
import TestKit
import Testing

@testable import Commands

/// The database shows what `program-group list` and VIEWNAD show.
@Suite struct ProgramGroupRowTests {
    private func shell() throws -> Shell {
        let shell = try Shell()
        try shell.scratch.write(
            "lab.json5",
            """
            { name: "t", start: "1997-04-21 08:00", fidelity: "modelled", phases: "aligned",
              sites: [
               { code: "CEN", response: "very-fast",
                 servers: [{name: "CSRV", roles: ["site","logon","distribution"]}],
                 clients: [{names: "PC#", count: 1, user: "SMITH"}, {names: "OPC#", count: 1, user: "JONES"}],
                 userGroups: [{name: "Sales", users: ["SMITH", "M*"]}],
                 siteGroups: [{name: "All", sites: ["CEN", "S01"]}], addresses: [{to: "S01"}] },
               { code: "S01", parent: "CEN", response: "very-fast", addresses: [{to: "CEN"}],
                 servers: [{name: "SSRV", roles: ["site","logon","distribution"]}] } ] }
            """)
        let (code, _, err) = shell.run("lab", "create", "t", "--from", "lab.json5")
        #expect(code == 0, "\(err)")
        try shell.scratch.write("src/EXCEL.EXE", "a program")
        _ = shell.out(
            "package", "create", "Office", "--share-name", "OFFICE", "--share-source", "src", "--item",
            "Excel=EXCEL.EXE", "--item", "Calc=CALC.EXE")
        _ = shell.out(
            "program-group", "create", "MS Office", "--item", "CEN00001", "--user-group", "Sales")
        return shell
    }

    @Test func `groups, items and users are rows at the site that made them and below`() throws {
        let shell = try shell()
        _ = shell.out("job", "create", "Office", "--share")
        _ = shell.out("run", "--for", "2h", "--quiet")
        let database = try LabReader(shell.scratch.path("t.lab")).database
        let listed = try shell.list("program-group", "list")
        let rows = try database.rows(of: ProgramGroupRow.self)
        #expect(
            rows.map { "\($0.site) \($0.id) \($0.name)" } == [
                "CEN CEN00001 MS Office", "S01 CEN00001 MS Office",
            ])
        #expect(
            listed.map { "\($0["site"] ?? "") \($0["id"] ?? "") \($0["name"] ?? "")" }
                == rows.map { "\($0.site) \($0.id) \($0.name)" })
        #expect(rows.allSatisfy { $0.siteCode.description == "CEN" }, "it is CEN's, wherever it is known")
        let items = try database.rows(of: ProgramGroupItemRow.self)
        #expect(items.map { "\($0.site) \($0.packageID) \($0.title)" } == ["CEN CEN00001 ", "S01 CEN00001 "])
        #expect(try database.rows(of: ProgramGroupUserRow.self).map(\.userGroup) == ["Sales", "Sales"])
        #expect(try database.rows(of: UserGroupMemberRow.self).map(\.user) == ["SMITH", "M*"])
        #expect(try database.rows(of: SiteGroupMemberRow.self).map(\.member) == ["CEN", "S01"])
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        #expect(shell.run("replay").code == 0)
        // A user group that goes is told of, and so is a package whose items go.
        let (code, _, err) = shell.run("user-group", "remove", "Sales")
        #expect(code == 3 && err.contains("'MS Office'"), "\(err)")
        _ = shell.out("program-group", "delete", "MS Office")
        #expect(
            try database.rows(of: ProgramGroupRow.self).map { "\($0.site)" } == ["S01"], "S01 is told later")
        _ = shell.out("run", "--for", "1h", "--quiet")
        #expect(try database.rows(of: ProgramGroupRow.self).isEmpty)
        #expect(try database.rows(of: ProgramGroupItemRow.self).isEmpty)
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
    }

    /// The lines of Q124083, whose dump has them in this order and in these columns.
    @Test func `VIEWNAD prints the user's groups, the objects and the items`() throws {
        let shell = try shell()
        #expect(
            shell.out("tool", "viewnad", "PC1").contains("Size 9\nCEN00001\n"),
            "nine bytes an object: 45 are five")
        _ = shell.out("job", "create", "Office", "--share")
        _ = shell.out("run", "--for", "2h", "--quiet")
        let text = shell.out("tool", "viewnad", "PC1")
        let wanted = """
            Everyone
            Sales

            Get Objects Return Code 1 Size 9
            CEN00001

            Program Group ======= CEN00001 ==========
              Group          MS Office
              Users          Sales
              \u{251C}\u{2500} CEN00002
              \u{2502}  Registry    CEN00002
              \u{2502}  Description Calc
              \u{2502}  Command     CALC.EXE
              \u{2502}  Servers     \\\\CSRV\\OFFICE\\

            """
        #expect(text.hasPrefix(wanted), "\(text)")
        // A user of no group that was given anything sees no object.
        #expect(shell.out("tool", "viewnad", "OPC1") == "Everyone\n\nGet Objects Return Code 1 Size 0\n")
        #expect(shell.out("tool", "viewnad").contains("Description Excel"))
        #expect(shell.run("tool", "viewnad", "NOBODY").code == 66)
        #expect(shell.run("tool", "viewnad", "--format", "json").code == 64)
    }
}
