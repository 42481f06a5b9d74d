import Foundation
import KnowledgeBase
import Pipeline
import SiteDatabase
import SiteModel
import TestKit
import Testing

@testable import Commands

/// A quirk that is switched in a branch of a random lab is what `diff` names first, and what differs first is of the
/// component that the quirk is in.
@Suite struct QuirkBranchTests {
    /// Quirks that labs meet in which nothing special happens: jobs are made, sent, served, run and cancelled.
    private static let quirks = [
        "cancel-scans-domain", "central-mif-flood", "early-complete", "no-remove-resend",
        "no-run-stuck-pending", "packet-too-big", "pause-does-nothing", "pcm-server-random-32bit",
        "pcm-stays-open", "pcm-w95-plus-hour", "refresh-all-files", "refresh-touches-all",
        "restart-resets-retries", "retrying-sticks", "sched-row-at-a-time", "scheduler-1s-per-pc",
        "send-only-never-complete", "slow-jobdetails", "sni-before-pck", "sni-first",
    ]
    /// How many of them are switched in each tree.
    private static let tried = 3
    /// A few trees in `make test`, more with every slow test; `SMS12_SEEDS=200` has as many.
    private static let trees =
        ProcessInfo.processInfo.environment["SMS12_SEEDS"].flatMap { Int($0) } ?? (isLongRun ? 30 : 2)

    /// A random tree whose first jobs are on their way, the lab file that it was made of, and what comes after.
    private struct Tree {
        let shell: Shell
        let text: String
        let later: [[String]]
        var dice: RandomTree

        init(seed: Int) throws {
            var dice = RandomTree(seed: seed &+ 2_000)
            let text = dice.lab(seed: seed, fidelity: "modelled")
            let shell = try Shell()
            try shell.scratch.write("lab.json5", text)
            try shell.scratch.write("src/SETUP.EXE", String(repeating: "x", count: 20_000))
            let (code, _, err) = shell.run("lab", "create", "t", "--from", "lab.json5")
            try #require(code == 0 || code == 3, "\(err)\n\(text)")
            for words in dice.beginning() { _ = shell.run(words) }
            if seed % 2 == 1 { _ = shell.run("run", "--quiet", "--for", "4h") }
            later = [
                ["run", "--quiet", "--for", "5h"], dice.command(), dice.command(),
                ["run", "--quiet", "--for", "7h"], dice.command(), ["run", "--quiet", "--for", "8h"],
            ]
            self.dice = dice
            self.shell = shell
            self.text = text
        }

        /// A branch in which a quirk is the other way round, or nothing is, as far on as the tree gets.
        func branch(_ name: String, _ quirk: Quirk? = nil, _ release: Release) throws {
            _ = shell.out("branch", "t.lab", name)
            if let quirk {
                let isOn = !quirk.isAlive(at: release)
                try shell.scratch.write(
                    "changed.json5",
                    text.replacing(
                        "{ name: 'pieces',", with: "{ name: 'pieces', quirks: { '\(quirk.name)': \(isOn) },"))
                let (code, _, err) = shell.run("lab", "apply", "changed.json5", "--lab", name)
                try #require(code == 0 || code == 3, "\(err)")
            }
            for words in later { _ = shell.run(words + ["--lab", name]) }
        }
    }

    @Test func `diff names the quirk that was switched in a branch of any tree, and its component`() throws {
        var differing: [String: Int] = [:]
        for seed in 0..<Self.trees {
            var tree = try Tree(seed: seed)
            let shell = tree.shell
            let release = try LabReader(shell.lab).definition().release
            try tree.branch("a", nil, release)
            for _ in 0..<Self.tried {
                let name = tree.dice.pick(Self.quirks)
                if FileManager.default.fileExists(atPath: shell.scratch.path("\(name).lab")) { continue }
                let quirk = try #require(Quirk.all.first { $0.name == name })
                try tree.branch(name, quirk, release)
                let (code, out, err) = shell.run("diff", "a", name, "--format", "json")
                try #require(code == 0 || code == 1, "seed \(seed), \(name): \(err)")
                let found = try JSONSerialization.jsonObject(with: Data(out.utf8))
                let json = try #require(found as? [String: Any])
                if try Self.check(json, name, "seed \(seed), \(release.rawValue)") {
                    differing[name, default: 0] += 1
                }
            }
        }
        let count = differing.values.reduce(0, +)
        #expect(count * 4 >= Self.trees * Self.tried, "\(differing)")
        #expect(differing.count >= 2, "\(differing)")
    }

    /// Checks what a comparison names first; gives whether anything differs.
    private static func check(_ json: [String: Any], _ name: String, _ where: String) throws -> Bool {
        let inputs = json["inputs"] as? [[String: Any]] ?? []
        let place = try #require(Catalogue.shared.scenarios.first { $0.name == name }).place
        let hidden = json["hidden"] as? [String: Any]
        guard let first = hidden ?? json["first"] as? [String: Any] else { return false }
        let presumed = json[hidden == nil ? "presumed" : "presumedHidden"] as? [Int] ?? []
        #expect(presumed.compactMap { inputs[$0]["subject"] as? String } == [name], "\(`where`)")
        let component = try #require(first["component"] as? String)
        #expect(
            QuirkPlace.components(place).contains(component),
            "\(`where`): \(name) (\(place)) first is \(component)")
        return true
    }
}
