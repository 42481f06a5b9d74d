import CSQLite

/// One step from a version of the schema to the next.
package struct Migration: Sendable {
    /// The version the schema has afterwards, from 1.
    package let version: Int
    /// What it is for.
    package let name: String
    /// Frozen SQL: a released migration never changes.
    package let script: String

    /// Makes a step.
    package init(version: Int, name: String, script: String) {
        self.version = version
        self.name = name
        self.script = script
    }
}

/// Brings a database to the newest version of the schema, one transaction a step.
package struct Migrator: Sendable {
    /// Marks the file as a lab's database: `SM12` as a number.
    package static let applicationID: Int64 = 0x534D_3132

    /// The steps in order of their versions, 1, 2, 3 and so on.
    package let migrations: [Migration]

    /// Takes steps.
    package init(migrations: [Migration]) { self.migrations = migrations }

    /// The steps of this program.
    package static let current = Migrator(migrations: [.version1, .version2])

    /// The newest version known.
    package var newest: Int { migrations.last?.version ?? 0 }

    /// Checks that the file is a lab's of a known version.
    ///
    /// - Parameter connection: The open file.
    /// - Returns: The version of its schema.
    /// - Throws: `LabDatabaseError` naming both versions when it is newer.
    func version(of connection: Connection) throws(LabDatabaseError) -> Int {
        let path = connection.path
        let application: Int64
        let found: Int64
        do {
            application = try connection.integer("PRAGMA application_id", doing: "opening \(path)")
            found = try connection.integer("PRAGMA user_version", doing: "opening \(path)")
        } catch {
            if error.primaryCode == Int(SQLITE_NOTADB) {
                throw .notALab(path: path, reason: error.message)
            }
            throw .engine(error)
        }
        guard application == Self.applicationID else {
            throw .notALab(path: path, reason: "its application number is \(application), not that of sms12")
        }
        guard found <= newest else { throw .newerVersion(path: path, found: Int(found), known: newest) }
        guard found > 0 else { throw .notALab(path: path, reason: "it has no schema") }
        return Int(found)
    }

    /// Makes the schema in an empty file.
    package func create(in connection: Connection) throws {
        try migrate(connection, from: 0)
        // Lays the roots of tables and indexes where every lab has them once it was closed.
        try connection.run("VACUUM", doing: "making \(connection.path)")
    }

    /// Takes the steps after a version.
    func migrate(_ connection: Connection, from version: Int) throws {
        for migration in migrations where migration.version > version {
            let doing = "migrating \(connection.path) to version \(migration.version) (\(migration.name))"
            try connection.transaction(doing) {
                try connection.runScript(migration.script, doing: doing)
                // Part of the transaction: the version and the schema change together or not at all.
                try connection.run("PRAGMA application_id = \(Self.applicationID)", doing: doing)
                try connection.run("PRAGMA user_version = \(migration.version)", doing: doing)
            }
        }
    }
}
