import CommandLineKit
import Emulation
import Pipeline
import SiteModel

/// `site registry`: what the registry of a site server holds of the pipeline.
enum SiteRegistryCommand {
    private static let site = Operand<String?>(
        "SITE", .labObject("site"), help: "The site's code or name; the central site without it.")
    private static let key = Operand<String?>(
        "KEY", .text,
        help:
            "The keys whose path holds this text, such as Transfer Packages or SMS_LAN_SENDER; all without it."
    )

    private static let set = Option<[String]>(
        "set", value: "NAME=VALUE", .text,
        help:
            "A value of Site Configuration Manager that is set by hand, such as \"Watchdogging Interval=60\"."
    )

    static var show: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["site", "registry"],
                "Show what the registry of the site server holds of packages and services.",
                discussion: """
                    The keys of the Despooler (Master Packages, Transfer Packages, Current History, CancelHistory), of \
                    the Senders and of compression, as they follow from the state of the site. The text is that of an \
                    exported registry file.

                    --set changes a value by hand: Watchdogging Interval, Logon Script Configuration Interval, Site \
                    Configuration Reporting Interval, User Group Reporting Interval, Restart After Shutdown Delay, all in \
                    minutes, and Service Response. A change of Response writes the Watchdogging Interval anew, unless \
                    Service Response is FFFFFFFF. An interval counts from the next pass on.
                    """, options: [JobCommands.at, set], operands: [site, key],
                atMostOne: [[JobCommands.at, set]],
                example: CommandExample("sms12 site registry BPC \"Transfer Packages\""),
                moreExamples: [CommandExample("sms12 site registry BPC --format json")]), run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let words = try run.value(set)
        if !words.isEmpty { return try change(words, run) }
        return try show(run)
    }

    /// Sets values; they are so at once, being no site properties.
    private static func change(_ words: [String], _ run: CommandRun) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let place = try SiteEdit.place(try run.value(site), in: edit.before)
            var wanted = edit.before.sites[place]
            for word in words { try apply(word, to: &wanted.siteConfiguration, run) }
            guard wanted != edit.before.sites[place] else {
                throw run.usage("the registry of site \(wanted.code) has these values already")
            }
            var after = edit.before
            after.sites[place] = wanted
            let result = try edit.judge(after)
            try edit.perform([.setSite(wanted)])
            run.done(
                .changed, "site", wanted.code.description, site: wanted.code,
                "Changed the registry of site \(wanted.code).")
            run.advise("Next: sms12 site registry \(wanted.code) SMS_SITE_CONFIG_MANAGER")
            return result
        }
    }

    private static func apply(
        _ word: String, to settings: inout SiteConfigurationSettings, _ run: CommandRun
    ) throws {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts[0].lowercased()
        let text = parts.count == 2 ? String(parts[1]) : ""
        if name == "service response" {
            // Anything else gives the intervals back to the Response setting.
            guard text.uppercased() == "FFFFFFFF" || Int64(text) != nil else {
                throw run.usage(
                    "'\(word)': Service Response is FFFFFFFF, to keep what was set by hand, or a number")
            }
            settings.keepsIntervals = text.uppercased() == "FFFFFFFF"
            return
        }
        let fields: [(name: String, path: WritableKeyPath<SiteConfigurationSettings, Int64>)] = [
            ("Watchdogging Interval", \.watchdogMinutes),
            ("Logon Script Configuration Interval", \.scriptMinutes),
            ("Site Configuration Reporting Interval", \.reportingMinutes),
            ("User Group Reporting Interval", \.userGroupMinutes),
            ("Restart After Shutdown Delay", \.restartMinutes),
        ]
        guard let field = fields.first(where: { $0.name.lowercased() == name }), let minutes = Int64(text),
            LabLimits.configurationMinutes.contains(minutes)
        else {
            throw run.usage(
                "'\(word)' is not one of "
                    + fields.map { $0.name }.joined(separator: ", ")
                    + " with minutes from 1 to \(LabLimits.configurationMinutes.upperBound), nor Service Response"
            )
        }
        settings[keyPath: field.path] = minutes
    }

    private static func show(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let lab = try LabReader.restore(reader.database)
        let code = try reader.definition().sites[
            try SiteEdit.place(try run.value(site), in: try reader.definition())
        ].code
        guard let image = lab.images.first(where: { $0.definition.code == code && !$0.isRemoved }) else {
            throw CommandFailure(ExitCode.noInput, "no site \(code) in this lab; `lab show` lists the sites")
        }
        let wanted = try run.value(key)?.uppercased()
        let keys = SiteRegistry(image).keys.filter { key in
            wanted.map { key.path.uppercased().contains($0) } ?? true
        }
        if keys.isEmpty {
            throw CommandFailure(
                ExitCode.noInput,
                "no key of site \(code) has '\(try run.value(key) ?? "")' in its path; `site registry \(code)` shows all"
            )
        }
        if run.format == .table {
            printText(keys, run)
        } else {
            run.print(try table(keys))
        }
        return ExitCode.done
    }

    /// As REGEDIT writes a branch to a file.
    private static func printText(_ keys: [RegistryKey], _ run: CommandRun) {
        run.print("REGEDIT4")
        for key in keys {
            run.print("")
            run.print("[\(SiteRegistry.root)\\\(key.path)]")
            for value in key.values {
                switch value.content {
                case .text(let text): run.print("\"\(value.name)\"=\"\(escaped(text))\"")
                case .number(let number):
                    let digits = String(number, radix: 16)
                    run.print(
                        "\"\(value.name)\"=dword:"
                            + String(repeating: "0", count: max(0, 8 - digits.count)) + digits)
                }
            }
        }
    }

    private static func escaped(_ text: String) -> String {
        text.map { $0 == "\\" || $0 == "\"" ? "\\\($0)" : String($0) }.joined()
    }

    private static func table(_ keys: [RegistryKey]) throws -> Table {
        var table = Table([
            Column("Key", key: "key"), Column("Name", key: "name"), Column("Type", key: "type"),
            Column("Value", key: "value"),
        ])
        for key in keys {
            let path = "\(SiteRegistry.root)\\\(key.path)"
            if key.values.isEmpty { try table.add([.text(path), .text(""), .text(""), .text("")]) }
            for value in key.values {
                switch value.content {
                case .text(let text):
                    try table.add([.text(path), .text(value.name), .text("REG_SZ"), .text(text)])
                case .number(let number):
                    try table.add([
                        .text(path), .text(value.name), .text("REG_DWORD"), .integer(Int64(number)),
                    ])
                }
            }
        }
        return table
    }
}
