public import SiteModel

/// Something of the site model that is kept in journal records: an exact JSON form and the way back.
///
/// Decoding checks types, words and names of members, but no rules between members: a record that was accepted
/// once stays readable. Lab files have the same members, so that what the journal shows can be typed.
public protocol ModelJSON {
    /// The canonical form: every member, in a fixed order.
    var json: JSONValue { get }
    /// Takes the form back; fails when a member is missing, unknown or of the wrong type.
    init(json: JSONValue) throws(ModelJSONError)
}

/// A journal record whose JSON does not have the form of the model.
public struct ModelJSONError: Error, Equatable, CustomStringConvertible {
    /// What was decoded, such as `a job`.
    public let what: String
    /// The first thing that was wrong.
    public let message: String

    /// What was decoded and what was wrong.
    public var description: String { "reading \(what) from its record: \(message)" }
}

/// Decodes a record with the decoder that also reads files.
func decodeRecord<Value>(
    _ json: JSONValue, what: String, _ decode: (JSON5Node, DecodingLog) -> Value?
) throws(ModelJSONError) -> Value {
    let log = DecodingLog()
    let value = decode(JSON5Node(json, file: "record"), log)
    if let first = log.findings.first(where: { $0.severity == .error }) {
        throw ModelJSONError(what: what, message: first.message)
    }
    guard let value else { throw ModelJSONError(what: what, message: "nothing could be read") }
    return value
}

extension JSONValue {
    /// An object of members that are there.
    static func members(_ list: (String, JSONValue)...) -> JSONValue {
        .object(list.map { Member($0.0, $0.1) })
    }
    /// A list of texts.
    static func texts(_ list: [String]) -> JSONValue { .array(list.map { .string($0) }) }
    /// A text, or `null`.
    static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    /// A whole number.
    static func int(_ number: Int) -> JSONValue { .integer(Int64(number)) }
}
