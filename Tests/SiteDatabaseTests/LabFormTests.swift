import Foundation
import TestKit
import Testing

@testable import SiteDatabase

/// What is the same in the file of every lab.
@Suite struct LabFormTests {
    @Test func `the checksum of the schema is that of the schema`() throws {
        let database = try LabDatabase.create("")
        let rows = try SchemaRow.all(of: database.connection, "test")
        #expect(rows.count > 40)
        #expect(
            SchemaRow.checksum(of: rows) == Schema.checksum,
            "the schema is another one: write \(SchemaRow.checksum(of: rows)) into Schema.checksum")
    }

    @Test func `a new lab's file has the form, and each of its schema's bytes belongs to it`() throws {
        let folder = try ScratchFolder()
        let path = folder.path("lab.db")
        try LabDatabase.create(path).close()
        let form = try LabForm()
        let bytes = try readFile(path)
        #expect(LabForm.isSound(Array(bytes[..<100])))
        #expect(LabDatabase.formDamage(path)?.words == nil)
        #expect(LabFile(path: path).freeListDamage == nil)
        // Nothing of the schema stands on other pages: the text of each table lies whole on one of these.
        for (name, _, sql) in form.texts {
            let isThere = form.pages.contains { page in
                Data(bytes[((page - 1) * 4_096)..<(page * 4_096)]).range(of: Data(sql)) != nil
            }
            #expect(isThere, "\(name)")
        }
    }

    @Test func `a newer version is no damage, and neither is a table of somebody's own`() throws {
        let folder = try ScratchFolder()
        let path = folder.path("lab.db")
        let database = try LabDatabase.create(path)
        try database.connection.run("CREATE TABLE Mine (A TEXT)", doing: "test")
        try database.close()
        #expect(LabDatabase.formDamage(path)?.words == nil)
        try LabDatabase.open(path).close()
        try LabDatabase.open(path, readOnly: true).close()
    }
}
