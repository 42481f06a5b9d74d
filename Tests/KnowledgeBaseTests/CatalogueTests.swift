import Foundation
import Pipeline
import SiteModel
import TestKit
import Testing

@testable import KnowledgeBase

/// The catalogue holds every behaviour of the two sheets once, and says nothing of its own state by hand.
@Suite struct CatalogueTests {
    /// The entries of a sheet's sections: names with the articles that stand beside them.
    private struct SheetEntry {
        let name: String
        let articles: [String]
    }

    private static let folder = checkoutRoot + "/../shared/reference/"

    /// The text of a sheet from one heading to another of the same rank; nil where the sheets are not.
    private func section(_ sheet: String, _ heading: String) -> String? {
        guard let data = FileManager.default.contents(atPath: Self.folder + sheet) else {
            print("skipped: no folder ../shared/reference")
            return nil
        }
        let text = String(decoding: data, as: UTF8.self)
        guard let start = text.range(of: "\n" + heading) else { return nil }
        let rest = text[start.upperBound...]
        return String(rest[..<(rest.range(of: "\n## ")?.lowerBound ?? rest.endIndex)])
    }

    private func articles(_ text: some StringProtocol) -> [String] {
        String(text).matches(of: /Q\d{6}/).map { String($0.output) }
    }

    /// Server sheet: lines with one or more names in bold, articles behind each.
    private func serverEntries(_ text: String) -> [SheetEntry] {
        var found: [SheetEntry] = []
        let joined = text.replacingOccurrences(of: "\n  ", with: " ")
        for line in joined.split(separator: "\n") where line.hasPrefix("* ") {
            let line = String(line)
            let names = line.matches(of: /\*\*([a-z0-9-]+)\*\*/)
            let all = articles(line)
            for (place, name) in names.enumerated() {
                // Names side by side with as many articles behind them: one each, in order.
                if names.count == all.count, line.contains("**, **") {
                    found.append(SheetEntry(name: String(name.output.1), articles: [all[place]]))
                    continue
                }
                let begin = name.range.upperBound
                let end = place + 1 < names.count ? names[place + 1].range.lowerBound : line.endIndex
                found.append(
                    SheetEntry(name: String(name.output.1), articles: articles(line[begin..<end])))
            }
        }
        return found
    }

    /// Client sheet: rows of a table, names in the first column, articles in the last.
    private func clientEntries(_ text: String) -> [SheetEntry] {
        var found: [SheetEntry] = []
        for line in text.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { String($0) }
            guard let first = cells.first, let last = cells.last else { continue }
            let names = first.matches(of: /`([a-z0-9-]+)`/).map { String($0.output.1) }
            let own = articles(last)
            for (place, name) in names.enumerated() {
                // As many articles as names: one each, in order.
                let mine =
                    names.count > 1 && own.count == names.count ? [own[place]] : names.count > 1 ? [] : own
                found.append(SheetEntry(name: name, articles: mine))
            }
        }
        return found
    }

    @Test func `no entry of the sheets is absent from the catalogue`() throws {
        guard let server = section("sms12-server.md", "## 11."),
            let client = section("sms12-client.md", "## 9.")
        else { return }
        let entries = serverEntries(server) + clientEntries(client)
        #expect(serverEntries(server).count >= 110, "so that the pattern still fits the sheet")
        #expect(clientEntries(client).count >= 115, "so that the pattern still fits the sheet")
        for entry in entries {
            guard let found = Catalogue.shared.entry(entry.name) else {
                Issue.record("\(entry.name) is in a sheet and not in the catalogue")
                continue
            }
            for article in entry.articles where !found.articles.contains(article) {
                Issue.record("\(entry.name): the catalogue does not name \(article)")
            }
        }
    }

    @Test func `every row can be read, and no name stands twice`() {
        #expect(Catalogue.unreadableRows == [])
        var seen: Set<String> = []
        for entry in Catalogue.shared.entries {
            for name in [entry.name] + entry.aliases {
                #expect(seen.insert(name).inserted, "\(name) stands twice")
            }
            #expect(entry.sentence.hasSuffix("."), "\(entry.name)")
            #expect(!entry.articles.isEmpty, "\(entry.name)")
            #expect(entry.articles.allSatisfy { $0.wholeMatch(of: /Q\d{6}/) != nil }, "\(entry.name)")
            if let fixed = entry.fixedIn { #expect(entry.since < fixed, "\(entry.name)") }
            if case .outOfScope(let reason) = entry.state {
                #expect(reason.hasSuffix(".") && reason.count > 40, "\(entry.name)")
            }
        }
    }

    @Test func `every quirk is in the catalogue with its releases, and a case proves it`() {
        for quirk in Quirk.all {
            guard let entry = Catalogue.shared.entry(quirk.name) else {
                Issue.record("quirk \(quirk.name) is not in the tables of Sources/KnowledgeBase/Catalogue")
                continue
            }
            #expect(entry.since == quirk.since ?? .v10, "\(quirk.name): first release")
            #expect(entry.fixedIn == quirk.fixedIn, "\(quirk.name): first release without it")
            for article in quirk.article.matches(of: /Q\d{6}/).map({ String($0.output) }) {
                #expect(entry.articles.contains(article), "\(quirk.name): article \(article)")
            }
            let hasCase = Catalogue.shared.scenarios(of: entry).contains { $0.isQuirk }
            #expect(hasCase, "quirk \(quirk.name) has no case; see CONTRIBUTING.md, A quirk")
            #expect(entry.state == .emulated, "\(quirk.name)")
        }
    }

    @Test func `a fault that was mended counts as emulated only with its quirk`() throws {
        let row = "some-fault | Q100000 | 1.0 | 1.2 | It fails."
        let text = """
            article Q100000
            always some-fault
            title It fails.
            look At it.
            vary site BPC CTR
            expect: jobs 0
            """
        let (scenarios, findings) = Scenario.read(text, file: "t.scn")
        #expect(findings == [])
        let without = Catalogue(rows: [(.status, row)], scenarios: scenarios, quirks: Quirk.all)
        #expect(without.entry("some-fault")?.state == .missing)
        let design = row.replacingOccurrences(of: "| 1.2 |", with: "| - |")
        let never = Catalogue(rows: [(.status, design)], scenarios: scenarios, quirks: Quirk.all)
        #expect(never.entry("some-fault")?.state == .emulated)
    }

    @Test func `an article finds its entries, and a name its cases`() {
        let (entries, scenarios) = Catalogue.shared.find("q150026")
        #expect(entries.map(\.name) == ["retrying-sticks"])
        #expect(scenarios.map(\.name) == ["retrying-sticks"])
        #expect(Catalogue.shared.find("status-sticky-retrying").scenarios.count == 1, "by another name")
        #expect(Catalogue.shared.find("Q999999").entries.isEmpty)
    }
}
