import SiteModel

// The inventory set: mapping 5. No class holds it; it stays as a record with a query.

extension Translation {
    mutating func makeDetection() {
        guard let set = package.inventory else { return }
        let used = set.inventoryThisPackage && !set.rule.isEmpty
        plan.detection = DetectionRecord(
            rule: set.rule, files: set.files, query: used ? inventoryQuery(set) : nil)
        if used { lose("W40", packageName, "the detection rule is a query that needs software inventory") }
        if set.rule.contains(.and) {
            lose(
                "W42", packageName,
                "files joined by AND had to be in one folder; the query only compares paths")
        }
        for file in set.files {
            let lost = file.tests.filter { !isTranslatable($0) }
            if !lost.isEmpty {
                let words = lost.map { word(of: $0) }.joined(separator: "; ")
                lose(
                    "W41", packageName,
                    "tests of \(file.file) that software inventory does not know: \(words)")
            }
            if file.collect {
                lose("W43", packageName, "collecting \(file.file) is a setting of the whole site")
            }
        }
    }

    private func isTranslatable(_ test: DetectionTest) -> Bool {
        switch test {
        case .size, .date, .time: true
        case .checksum, .crc, .byte, .word, .long, .token: false
        }
    }

    /// WQL for the rule: each file of the rule is one alias of the software inventory class.
    private func inventoryQuery(_ set: InventoryProperties) -> String {
        var aliases: [String] = []
        var condition = ""
        var previous: String?
        var joins = ""
        for part in set.rule {
            switch part {
            case .file(let section):
                let alias = "File\(aliases.count + 1)"
                aliases.append(alias)
                joins +=
                    " INNER JOIN SMS_G_System_SoftwareFile AS \(alias) ON \(alias).ResourceID = SMS_R_System.ResourceId"
                var tests = fileTests(section, set, alias)
                if let before = previous { tests.append("\(alias).FilePath = \(before).FilePath") }
                previous = nil
                condition += tests.joined(separator: " AND ")
            case .and:
                condition += " AND "
                previous = aliases.last
            case .or: condition += " OR "
            case .open: condition += "("
            case .close: condition += ")"
            }
        }
        return
            "SELECT DISTINCT SMS_R_System.ResourceId, SMS_R_System.Name FROM SMS_R_System\(joins) WHERE \(condition)"
    }

    private func fileTests(_ section: String, _ set: InventoryProperties, _ alias: String) -> [String] {
        guard let file = set.files.first(where: { equalNames($0.section, section) }) else {
            return ["\(alias).FileName = \(wqlText(section))"]
        }
        var tests = ["\(alias).FileName = \(wqlText(file.file))"]
        var date = ""
        for test in file.tests {
            switch test {
            case .size(let size): tests.append("\(alias).FileSize = \(size)")
            case .date(let month, let day, let year):
                let full = year < 100 ? 1900 + year : year
                date = "\(pad(full, 4))-\(pad(month, 2))-\(pad(day, 2))"
            case .time(let hour, let minute):
                tests.append("DATEPART(HH, \(alias).ModifiedDate) = \(hour)")
                tests.append("DATEPART(MI, \(alias).ModifiedDate) = \(minute)")
            case .checksum, .crc, .byte, .word, .long, .token: break
            }
        }
        if !date.isEmpty {
            tests.append(
                "\(alias).ModifiedDate >= \"\(date) 00:00:00\" AND \(alias).ModifiedDate <= \"\(date) 23:59:59\""
            )
        }
        return tests
    }
}
