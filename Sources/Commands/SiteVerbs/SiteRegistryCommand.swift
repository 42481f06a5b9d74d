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

    static var show: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["site", "registry"],
                "Show what the registry of the site server holds of packages and services.",
                discussion: """
                    The keys of the Despooler (Master Packages, Transfer Packages, Current History, CancelHistory), of \
                    the Senders and of compression, as they follow from the state of the site. The text is that of an \
                    exported registry file.
                    """, operands: [site, key],
                example: CommandExample("sms12 site registry BPC \"Transfer Packages\""),
                moreExamples: [CommandExample("sms12 site registry BPC --format json")]), run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLab()
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
