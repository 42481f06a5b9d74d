import SiteModel

/// Which compiler a MOF text is for.
public enum MOFDialect: String, CaseIterable, Sendable {
    /// DMTF compilers such as pywbem's: embedded objects are quoted texts, datetimes carry `+000`, keys that the
    /// provider gives out are the texts `$name`.
    case dmtf
    /// Windows' mofcomp: embedded objects unquoted, datetimes with `+***`, aliases.
    case windows
}

extension MappingPlan {
    /// The objects of the plan as MOF; method calls and settings stand in comments at their place.
    ///
    /// Rules that a call adds to a collection are written into the collection itself, since MOF knows no calls.
    /// With `declarations` the classes come first, so that the text compiles alone.
    public func mof(_ dialect: MOFDialect, declarations: Bool = false) -> String {
        var writer = MOFWriter(dialect: dialect, plan: self)
        writer.header()
        if declarations { writer.declarations() }
        for (place, step) in steps.enumerated() { writer.write(step, number: place + 1) }
        return writer.text
    }
}

/// Writes one text.
struct MOFWriter {
    let dialect: MOFDialect
    let plan: MappingPlan
    let catalogue = ClassCatalogue.standard
    var text = ""

    init(dialect: MOFDialect, plan: MappingPlan) {
        self.dialect = dialect
        self.plan = plan
    }

    mutating func header() {
        text += "// Made from SMS 1.2 package \(plan.packageID), era \(plan.switches.era.rawValue).\n"
        switch dialect {
        case .dmtf:
            text +=
                "// Datetimes say +000 because DMTF MOF has no form without a zone; the IsGMT properties say what they are.\n"
        case .windows:
            text += "#pragma namespace(\"\\\\\\\\.\\\\root\\\\SMS\\\\site_\(plan.siteCode)\")\n"
        }
    }

    // MARK: Classes

    mutating func declarations() {
        if dialect == .dmtf {
            text += """
                Qualifier Abstract : boolean = false, Scope(class, association, indication), Flavor(EnableOverride, Restricted);
                Qualifier Key : boolean = false, Scope(property, reference), Flavor(DisableOverride, ToSubclass);
                Qualifier Read : boolean = true, Scope(property), Flavor(EnableOverride, ToSubclass);
                Qualifier MaxLen : uint32 = null, Scope(property, method, parameter), Flavor(EnableOverride, ToSubclass);
                Qualifier EmbeddedInstance : string = null, Scope(property, method, parameter), Flavor(EnableOverride, ToSubclass);

                """
        }
        for entry in catalogue.classes where entry.isEmbedded { declare(entry) }
        for entry in catalogue.classes where !entry.isEmbedded { declare(entry) }
    }

    private mutating func declare(_ entry: ClassDescription) {
        text += "\n"
        if entry.isAbstract { text += "[Abstract]\n" }
        text += "class \(entry.name)"
        if let above = entry.superclass { text += " : \(above)" }
        text += " {\n"
        for property in entry.ownProperties { declare(property) }
        text += "};\n"
    }

    private mutating func declare(_ property: PropertyDescription) {
        var qualifiers: [String] = []
        if property.isKey { qualifiers.append("Key") }
        if property.isReadOnly { qualifiers.append("Read") }
        if let limit = property.sizeLimit {
            qualifiers.append(dialect == .dmtf ? "MaxLen(\(limit))" : "SizeLimit(\"\(limit)\")")
        }
        var type = property.type.rawValue
        if let embedded = property.embeddedClass {
            if dialect == .dmtf { qualifiers.append("EmbeddedInstance(\"\(embedded)\")") }
            type = dialect == .dmtf ? "string" : embedded
        }
        text += "    "
        if !qualifiers.isEmpty { text += "[\(qualifiers.joined(separator: ", "))] " }
        text += "\(type) \(property.name)\(property.isArray ? "[]" : "")"
        if let given = property.defaultText {
            let zone = dialect == .dmtf && property.type == .datetime
            text += " = " + (zone ? given.replacingEnd("+***\"", with: "+000\"") : given)
        }
        text += ";\n"
    }

    // MARK: Steps

    mutating func write(_ step: PlanStep, number: Int) {
        switch step.action {
        case .create(let object, let alias): write(object, alias: alias, number: number)
        case .update(let object): write(object, alias: nil, number: number)
        case .set(let path, let property):
            comment("step \(number): set \(property.name) = \(property.value.display) on \(path)")
        case .call(let path, let method, let arguments):
            if method == "AddMembershipRules" { return }
            let list = arguments.map { "\($0.name)=\($0.value.display)" }.joined(separator: ", ")
            comment("step \(number): call \(method)(\(list)) on \(path)")
        case .delete(let path): comment("step \(number): delete \(path)")
        }
    }

    /// A comment must not end early nor continue on another line.
    private mutating func comment(_ words: String) {
        text += "\n// " + String(words.map { $0.isNewline ? " " : $0 }) + "\n"
    }

    private mutating func write(_ object: ModernObject, alias: String?, number: Int) {
        var object = object
        if object.className == "SMS_Collection", let rules = rules(of: object, alias: alias) {
            object.set("CollectionRules", rules, from: "AddMembershipRules")
        }
        text += "\n"
        text += "instance of \(object.className)"
        if dialect == .windows, let alias { text += " as $\(alias)" }
        text += "\n{\n"
        let described = catalogue.properties(of: object.className)
        for property in object.properties {
            let assigned = described.first { $0.name == property.name }?.isAssigned ?? false
            if dialect == .dmtf, assigned, property.value == .string("") {
                text += "    \(property.name) = \"$\(alias ?? "new\(number)")\";\n"
            } else {
                text += "    \(property.name) = \(literal(property.value));\n"
            }
        }
        text += "};\n"
    }

    /// The rules that a later call adds to this collection.
    private func rules(of collection: ModernObject, alias: String?) -> ModernValue? {
        let key = alias.map { "$" + $0 } ?? collection["CollectionID"]?.display ?? ""
        for step in plan.steps {
            guard case .call(let path, "AddMembershipRules", let arguments) = step.action,
                path == "SMS_Collection.CollectionID=\"\(key)\""
            else { continue }
            return arguments.first?.value
        }
        return nil
    }

    // MARK: Values

    private func literal(_ value: ModernValue) -> String {
        switch value {
        case .bool(let flag): flag ? "TRUE" : "FALSE"
        case .integer(let number): String(number)
        case .string(let text): Self.quoted(text)
        case .datetime(let time): "\"\(time.dmtf(zone: dialect == .dmtf ? "+000" : "+***"))\""
        case .alias(let name): dialect == .dmtf ? "\"$\(name)\"" : "$" + name
        case .bytes(let bytes): "{\(Self.wrapped(bytes))}"
        case .array(let values): "{" + values.map { literal($0) }.joined(separator: ", ") + "}"
        case .object(let object): dialect == .dmtf ? Self.quoted(instance(object) + ";") : instance(object)
        }
    }

    /// An embedded object on one line.
    private func instance(_ object: ModernObject) -> String {
        let properties = object.properties.map { "\($0.name) = \(literal($0.value)); " }.joined()
        return "instance of \(object.className) { \(properties)}"
    }

    /// Numbers, 24 a line.
    private static func wrapped(_ bytes: [UInt8]) -> String {
        var result = ""
        for (place, byte) in bytes.enumerated() {
            if place > 0 { result += place % 24 == 0 ? ",\n        " : "," }
            result += String(byte)
        }
        return result
    }

    /// A text in quotes with MOF's escapes.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                if scalar.value < 0x20 {
                    result += "\\x" + pad(Int(scalar.value / 16), 3) + String(scalar.value % 16, radix: 16)
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }
}

extension String {
    /// The text with another end, where it ends so.
    func replacingEnd(_ end: String, with other: String) -> String {
        hasSuffix(end) ? dropLast(end.count) + other : self
    }
}
