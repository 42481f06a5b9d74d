import Comparison
import KnowledgeBase
import Pipeline
import SiteModel
import TestKit
import Testing

/// The case of every quirk, once with it and once without: what differs first is of the component that the quirk is in.
@Suite struct QuirkDifferenceTests {
    /// Quirks of which the first difference is not of the component that their case names, with the reason.
    private static let exceptions: [String: (component: Component?, reason: String)] = [
        "ins-zero-based-month": (nil, "PCMDUMP prints otherwise; the lab is the same"),
        "pcmdump-year-100": (nil, "PCMDUMP prints otherwise; the lab is the same"),
        "sites-full-needed": (nil, "a command is refused, and a refused command is in no journal"),
        "wcl-name-34": (nil, "a command is refused, and a refused command is in no journal"),
        "duplicate-lan-sender": (
            .lanSender, "the site is changed by the command itself, not by Site Configuration Manager"
        ),
        "ghost-site-retrying": (
            .lanSender,
            "the parent's rows are changed by `site remove` itself, in the instant in which links go"
        ),
        "invalid-jobids": (
            .applicationsManager, "a system job gets its identifier from the component that makes it"
        ),
        "malformed-mif-complete": (
            .packageCommandManager,
            "what the Despooler will find is settled when the client leaves its status"
        ),
        "specified-skips-existing": (
            .scheduler,
            "the Scheduler makes the rows of servers at the job's own site, and the Despooler serves them"
        ),
        "stale-dp": (
            .scheduler,
            "the Scheduler makes the rows of servers at the job's own site, and the Despooler serves them"
        ),
        "wcl-loss": (
            .despooler, "the definition is written when the Despooler executes the system job that brings it"
        ),
    ]

    /// Every quirk in `make test-all`, every twenty-fourth in `make test`.
    private static let quirks = Quirk.all.enumerated().filter { isLongRun || $0.offset % 24 == 0 }.map(
        \.element.name)

    @Test(arguments: quirks)
    func theFirstDifferenceIsOfTheQuirksComponent(_ name: String) throws {
        let quirk = try #require(Quirk.all.first { $0.name == name })
        for scenario in Catalogue.shared.scenarios where scenario.name == name {
            guard let (on, off) = CasePlays.pair(scenario, quirk) else { continue }
            let comparison = try CasePlays.compared(on, off)
            if let exception = Self.exceptions[name] {
                #expect(comparison.first?.component == exception.component, "\(exception.reason)")
                continue
            }
            let first = try #require(comparison.first, "\(scenario.place): nothing differs")
            let wanted = QuirkPlace.components(scenario.place)
            #expect(
                wanted.isEmpty || wanted.contains(first.component.name),
                "\(scenario.place): first is \(first.component.name)")
        }
    }

    /// A quirk that is switched by a command, as in a branch, makes what differs first as one that a lab file switches.
    @Test(arguments: quirks)
    func aQuirkSwitchedByACommandIsToldAlike(_ name: String) throws {
        let quirk = try #require(Quirk.all.first { $0.name == name })
        for scenario in Catalogue.shared.scenarios where scenario.name == name {
            guard let (on, off) = CasePlays.pair(scenario, quirk) else { continue }
            let wanted = try CasePlays.compared(on, off).first
            let told = try CasePlays.comparedSwitched(on, off).first
            #expect(told?.component == wanted?.component, "\(scenario.place)")
            #expect(told?.instant == wanted?.instant, "\(scenario.place)")
        }
    }

    /// A run beside itself: no difference, whatever the quirk does.
    @Test(arguments: quirks.prefix(6))
    func aRunDoesNotDifferFromItself(_ name: String) throws {
        let quirk = try #require(Quirk.all.first { $0.name == name })
        for scenario in Catalogue.shared.scenarios where scenario.name == name {
            guard let (on, _) = CasePlays.pair(scenario, quirk) else { continue }
            let comparison = try CasePlays.compared(on, on)
            #expect(comparison.isSame && comparison.first == nil)
        }
    }

    /// B beside A is the mirror of A beside B.
    @Test(arguments: quirks)
    func theOtherWayRoundIsTheMirror(_ name: String) throws {
        let quirk = try #require(Quirk.all.first { $0.name == name })
        for scenario in Catalogue.shared.scenarios where scenario.name == name {
            guard let (on, off) = CasePlays.pair(scenario, quirk) else { continue }
            let there = TraceComparison(kept: try Lockstep(on, off).a, try Lockstep(on, off).b).differences
            let back = TraceComparison(kept: try Lockstep(off, on).a, try Lockstep(off, on).b).differences
            // What is alike in time and order may stand either way round, so that the lists are compared as sets.
            let mirrored: [Difference.Kind: Difference.Kind] = [.onlyA: .onlyB, .onlyB: .onlyA]
            let one = there.map {
                "\(mirrored[$0.kind] ?? $0.kind) \($0.instant) \(-$0.delay) \($0.b ?? -1) \($0.a ?? -1)"
            }
            let other = back.map { "\($0.kind) \($0.instant) \($0.delay) \($0.a ?? -1) \($0.b ?? -1)" }
            #expect(one.sorted() == other.sorted(), "\(name)")
        }
    }

    /// Of the quirks that two releases show differently the one is named that made the runs part.
    @Test(arguments: ["sni-first", "retrying-sticks", "early-complete", "no-run-stuck-pending"])
    func theDecidingQuirkIsFound(_ name: String) throws {
        let quirk = try #require(Quirk.all.first { $0.name == name })
        for scenario in Catalogue.shared.scenarios where scenario.name == name {
            guard let (on, first) = CasePlays.pair(scenario, quirk) else { continue }
            var off = first
            // Besides, every quirk of components that no plain job meets is switched: they decide nothing.
            for other in ["mac-no-popup", "netware-space-av", "pcmdump-year-100", "query-eight-clauses"] {
                let isOn = QuirkSet(release: on.definition.release, overrides: on.definition.quirks)
                    .contains(try #require(Quirk.all.first { $0.name == other }))
                off.definition.quirks[other] = !isOn
            }
            let comparison = try CasePlays.compared(on, off)
            let differing = DecidingQuirk.differing(on.definition, off.definition)
            #expect(differing.count == 5)
            let search = try #require(
                DecidingQuirk(shown: on, against: off, comparison)
                    ?? DecidingQuirk(hidden: on, against: off, comparison))
            #expect(try search.find(among: differing).map(\.name) == [name])
        }
    }
}
