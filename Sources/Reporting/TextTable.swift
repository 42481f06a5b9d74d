/// Texts by number, each kept once: the same sentence explains a job over many cycles.
public struct TextTable: Sendable {
    /// The texts in order of their numbers.
    public private(set) var texts: [String] = []
    private var places: [String: Int] = [:]

    /// Makes a table that holds the empty text as number 0.
    public init() { _ = number(of: "") }

    /// The number of a text.
    public mutating func number(of text: String) -> Int {
        if let place = places[text] { return place }
        places[text] = texts.count
        texts.append(text)
        return texts.count - 1
    }
}
