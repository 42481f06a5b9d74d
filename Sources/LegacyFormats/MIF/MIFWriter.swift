/// A group to be written.
public struct MIFGroup: Equatable, Sendable {
    /// An attribute to be written.
    public struct Attribute: Equatable, Sendable {
        /// The name.
        public var name: String
        /// The identifier within the group, from 1.
        public var id: Int
        /// The length behind `String(`, in characters.
        public var length: Int
        /// The value.
        public var value: String
        /// Makes an attribute; without a length, 64 or what the value needs.
        public init(_ name: String, id: Int, length: Int? = nil, _ value: String) {
            self.name = name
            self.id = id
            self.length = length ?? max(64, value.unicodeScalars.count)
            self.value = value
        }
    }

    /// The name.
    public var name: String
    /// The identifier within the component, from 1.
    public var id: Int
    /// The class, `body|name|version`.
    public var className: String
    /// The attributes in order.
    public var attributes: [Attribute]

    /// Makes a group.
    public init(name: String, id: Int, className: String, attributes: [Attribute]) {
        self.name = name
        self.id = id
        self.className = className
        self.attributes = attributes
    }
}

/// How a MIF is spelled.
public enum MIFSpelling: Sendable {
    /// As in the minimal form: `Start Component`, aligned, no access (LOGO, SYB).
    case mixedCase
    /// As ISMIF32 and the samples write: `START COMPONENT`, with ACCESS and STORAGE (Q166833, Q186415).
    case upperCase
}

/// Writes MIFs.
public enum MIFWriter {
    /// The text of a component, lines ended by CR LF as every writer on Windows did.
    ///
    /// Quotes and backslashes of values are escaped, control characters become blanks.
    public static func write(component: String, groups: [MIFGroup], spelling: MIFSpelling) -> String {
        let isUpper = spelling == .upperCase
        func word(_ text: String) -> String { isUpper ? text.uppercased() : text }
        var lines = [word("Start Component"), "  \(word("Name")) = \(quoted(component))"]
        for group in groups {
            lines.append("  " + word("Start Group"))
            lines.append("    " + statement("Name", quoted(group.name), isUpper, width: 5))
            lines.append("    " + statement("ID", String(group.id), isUpper, width: 5))
            lines.append("    " + statement("Class", quoted(group.className), isUpper, width: 5))
            for attribute in group.attributes {
                lines.append("    " + word("Start Attribute"))
                for (key, value) in statements(attribute, isUpper) {
                    lines.append("      " + statement(key, value, isUpper, width: 7))
                }
                lines.append("    " + word("End Attribute"))
            }
            lines.append("  " + word("End Group"))
        }
        lines.append(word("End Component"))
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    private static func statements(
        _ attribute: MIFGroup.Attribute, _ isUpper: Bool
    ) -> [(String, String)] {
        let name = ("Name", quoted(attribute.name))
        let id = ("ID", String(attribute.id))
        let value = ("Value", quoted(attribute.value))
        if isUpper {
            return [
                name, id, ("Access", "READ-ONLY"), ("Storage", "SPECIFIC"),
                ("Type", "STRING(\(attribute.length))"),
                value,
            ]
        }
        return [name, id, ("Type", "String(\(attribute.length))"), ("Storage", "Specific"), value]
    }

    private static func statement(_ key: String, _ value: String, _ isUpper: Bool, width: Int) -> String {
        isUpper ? "\(key.uppercased()) = \(value)" : "\(DumpText.padded(key, width)) = \(value)"
    }

    private static func quoted(_ text: String) -> String {
        var bytes: [UInt8] = [0x22]
        for byte in DumpText.oneLine(text).utf8 {
            if byte == 0x22 || byte == 0x5C { bytes.append(0x5C) }
            bytes.append(byte)
        }
        return String(decoding: bytes + [0x22], as: UTF8.self)
    }

    /// The first characters of a text, counted in scalars.
    static func cut(_ text: String, to count: Int) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.prefix(count)))
    }
}

extension StatusMIFText {
    private static func word(_ result: StatusInstruction.Result) -> String {
        result == .success ? "Success" : "Failed"
    }

    /// The minimal form: one group InstallStatus (LOGO, SYB).
    ///
    /// The description is declared with 128 characters, with 255 when it needs them, and cut there.
    public static func writeMinimal(_ report: StatusReport) -> String {
        let description = MIFWriter.cut(report.description, to: 255)
        let length = description.unicodeScalars.count <= 128 ? 128 : 255
        let group = MIFGroup(
            name: "InstallStatus", id: 1, className: statusClass,
            attributes: [
                MIFGroup.Attribute("Status", id: 1, length: 16, word(report.result).uppercased()),
                MIFGroup.Attribute("Description", id: 2, length: length, description),
            ])
        return MIFWriter.write(component: "Workstation", groups: [group], spelling: .mixedCase)
    }

    /// The minimal form with blanks behind it, one byte longer than what is read (Q122178).
    public static func writeOversized(_ report: StatusReport) -> String {
        let text = writeMinimal(report)
        return text + String(repeating: " ", count: max(0, maximumSize + 1 - text.utf8.count))
    }

    /// The form of ISMIF32.EXE: ComponentID with six attributes and InstallStatus, whose description is declared as
    /// long as it is (Q186415).
    ///
    /// The attributes are taken by name from the report's component; missing ones are empty, and Installation is
    /// the literal `DateTime`.
    public static func writeISMIF32(_ report: StatusReport) -> String {
        func value(_ name: String) -> String {
            report.component.first { $0.name.lowercased() == name.lowercased() }?.value ?? ""
        }
        let names = ["Manufacturer", "Product", "Version", "Locale", "Serial Number"]
        var attributes = names.enumerated().map { place, name in
            let length = name == "Locale" ? 16 : 64
            return MIFGroup.Attribute(
                name, id: place + 1, length: length, MIFWriter.cut(value(name), to: length))
        }
        attributes.append(MIFGroup.Attribute("Installation", id: 6, length: 64, "DateTime"))
        let groups = [
            MIFGroup(name: "ComponentID", id: 1, className: "DMTF|ComponentID|1.0", attributes: attributes),
            MIFGroup(
                name: "InstallStatus", id: 2, className: statusClass,
                attributes: [
                    MIFGroup.Attribute("Status", id: 1, length: 32, word(report.result)),
                    MIFGroup.Attribute(
                        "Description", id: 2, length: max(1, report.description.unicodeScalars.count),
                        report.description),
                ]),
        ]
        return MIFWriter.write(component: "WORKSTATION", groups: groups, spelling: .upperCase)
    }
}
