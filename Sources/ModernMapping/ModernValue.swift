public import SiteModel

/// The value of a property of a Configuration Manager object.
public indirect enum ModernValue: Equatable, Sendable {
    /// `TRUE` or `FALSE`.
    case bool(Bool)
    /// A number of any integer CIM type; the catalogue says which.
    case integer(Int64)
    /// A text.
    case string(String)
    /// A moment without a zone: 25 characters, `yyyymmddHHMMSS.000000+***` (configmgr-objects 3.1).
    case datetime(LocalTime)
    /// The key of an object that an earlier step makes, by its name in the plan, without `$`.
    case alias(String)
    /// Bytes: a `uint8` array.
    case bytes([UInt8])
    /// An array of any other type.
    case array([ModernValue])
    /// An embedded object.
    case object(ModernObject)

    /// The value on one line for a person.
    public var display: String {
        switch self {
        case .bool(let flag): flag ? "TRUE" : "FALSE"
        case .integer(let number): String(number)
        case .string(let text): text
        case .datetime(let time): time.dmtf
        case .alias(let name): "$" + name
        case .bytes(let bytes):
            String(decoding: bytes, as: UTF8.self).split(separator: "\n").joined(separator: " ")
        case .array(let values): "{" + values.map(\.display).joined(separator: ", ") + "}"
        case .object(let object):
            object.className + " ("
                + object.properties.map { "\($0.name)=\($0.value.display)" }.joined(separator: ", ") + ")"
        }
    }

    /// The value as JSON; a datetime in its 25 characters, an alias as `$name`, bytes as the text they spell.
    public var json: JSONValue {
        switch self {
        case .bool(let flag): .bool(flag)
        case .integer(let number): .integer(number)
        case .bytes(let bytes): .string(String(decoding: bytes, as: UTF8.self))
        case .array(let values): .array(values.map(\.json))
        case .object(let object): object.json
        case .string, .datetime, .alias: .string(display)
        }
    }
}

extension LocalTime {
    /// The DMTF datetime without a zone, `yyyymmddHHMMSS.000000+***`.
    ///
    /// The class pages print four asterisks, which no parser accepts (configmgr-objects 12, row 8).
    public var dmtf: String { dmtf(zone: "+***") }

    /// The DMTF datetime with the given four characters of zone: `+***` for none, `+000` for UTC.
    func dmtf(zone: String) -> String {
        let fields = civil
        return pad(fields.year, 4) + pad(fields.month, 2) + pad(fields.day, 2) + pad(fields.hour, 2)
            + pad(fields.minute, 2) + pad(fields.second, 2) + ".000000" + zone
    }
}
