import Emulation
import Foundation
import LegacyFormats
import Pipeline
import SiteModel
import Testing

@testable import Commands

/// Every line of our logs opens in a viewer that knows the product's grammar (sms12-server 10.1, sms12-client 7.2).
@Suite struct LogGrammarTests {
    /// A line as viewers take it apart.
    ///
    /// Cut at `$$<`, the rest at `><`: component, time, thread. Public readers of such "simple" logs do no more
    /// (ConvertFrom-CCMLogFile of CodyMathis123/PSCCMClient), so that nothing else may stand in a line.
    private func parts(_ line: String) throws -> (
        text: String, component: String, time: String, thread: String
    ) {
        let halves = line.components(separatedBy: "$$<")
        try #require(halves.count == 2, "one tail in: \(line)")
        try #require(halves[1].hasSuffix(">"), "a closed tail in: \(line)")
        let fields = halves[1].dropLast().components(separatedBy: "><")
        try #require(fields.count == 3, "three parts in the tail of: \(line)")
        try #require(fields[2].hasPrefix("thread="), "a thread in: \(line)")
        return (halves[0], fields[0], fields[1], String(fields[2].dropFirst(7)))
    }

    /// `Mon Apr 21 09:02:14 1997~`, as Q168510 prints it.
    private func check(_ line: String, _ component: String, _ time: LocalTime) throws {
        let (text, name, stamp, thread) = try parts(line)
        #expect(name == component)
        #expect(text.hasSuffix("   "), "three blanks before the tail: \(line)")
        #expect(!text.trimmingCharacters(in: .whitespaces).isEmpty, "a text in: \(line)")
        #expect(!line.unicodeScalars.contains { $0.value < 0x20 }, "one line: \(line)")
        #expect(!line.contains("?"), "a name behind every number: \(line)")
        let days = "Sun|Mon|Tue|Wed|Thu|Fri|Sat"
        let months = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
        let shape = try Regex("(\(days)) (\(months)) [ 0-3][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2} [0-9]{4}~")
        #expect(stamp.wholeMatch(of: shape) != nil, "a time in: \(line)")
        #expect(UInt32(thread, radix: 16) != nil, "a hexadecimal thread in: \(line)")
        let read = LogReading.parse(line + "\r\n", file: "LOG")
        #expect(read.findings.isEmpty)
        #expect(read.lines.first?.time == time)
        #expect(read.lines.first?.component == component)
    }

    @Test func `the published lines have the shape that ours are held to`() throws {
        let time = try #require(LocalTime(year: 1997, month: 4, day: 21, hour: 9, minute: 2, second: 14))
        try check(
            "Creation of compressed package file failed!~   $$<SMS_SCHEDULER><Mon Apr 21 09:02:14 1997~><thread=168>",
            "SMS_SCHEDULER", time)
    }

    @Test func `every line of every component has component, time and thread`() throws {
        var definition = defaultLab(
            name: "log", siteCode: try #require(SiteCode("BPC")), servers: 3, clients: 3)
        definition.fidelity = .modelled
        definition.sites[0].alerts = [AlertDefinition(name: "Full", query: "Disks", atLeast: 1, minutes: 60)]
        var lab = Emulation(definition)
        let site = try #require(SiteCode("BPC"))
        for name in ["One", "Two", "Three"] {
            var package = Package(id: try #require(PackageID("BPC00000")), name: name)
            package.workstation = WorkstationProperties(
                root: "\\\\SRV1\\SOURCE",
                commands: [
                    CommandLineProgram(
                        name: "Install", command: "setup.exe", flags: .automated, platforms: .ntX86)
                ])
            try lab.perform(.createPackage(site: site, package: package), who: "A")
        }
        let names = LabNames(images: lab.images)
        let time = names.time(lab.now, 0)
        var told: [Component: Int] = [:]
        for code in TraceCode.allCases {
            for (a, b, value) in [(UInt32(1), UInt32(0), Int64(1)), (1, 0, 0), (2, 67, 2)] {
                let record = TraceRecord(instant: lab.now, code: code, site: 0, a: a, b: b, value: value)
                let component = record.component
                guard component.logFile != nil else { continue }
                for text in LogText.lines(record, names) where !text.contains("?") {
                    let line = LogLine(
                        text, component: component.name, time: time, thread: UInt32(component.thread)
                    ).printed(.service)
                    try check(line, component.name, time)
                    told[component, default: 0] += 1
                }
            }
        }
        let silent = Component.allCases.filter { $0.logFile != nil && told[$0] == nil }
        // Which Sender a line is of stands in the highest bits of what it is about.
        let others: Set<Component> = [
            .rasAsyncSender, .rasISDNSender, .rasX25Sender, .snaBatchSender, .snaInteractiveSender,
            .lanSender,
        ]
        #expect(Set(silent).subtracting(others).isEmpty, "components that log nothing: \(silent)")
    }
}
