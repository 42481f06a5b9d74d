/// The values of a play's parameters: `$site`, `$clients`, `$(clients-1)`.
public struct RowValues: Equatable, Sendable {
    /// The values by name, in the order of the case.
    public private(set) var values: [(name: String, value: String)]

    /// Makes values.
    public init(_ values: [(name: String, value: String)]) { self.values = values }

    /// Compares names and values.
    public static func == (left: RowValues, right: RowValues) -> Bool {
        left.values.map(\.name) == right.values.map(\.name)
            && left.values.map(\.value) == right.values.map(\.value)
    }

    /// The value of a name.
    public subscript(_ name: some StringProtocol) -> String? { values.first { $0.name == name }?.value }

    /// Sets a value, unless there is one.
    mutating func setDefault(_ name: String, _ value: String) {
        if self[name] == nil { values.append((name, value)) }
    }

    /// A word with its parameters put in: `$name`, or `$(name+1)`, `$(name-1)`, `$(name*2)` for numbers.
    package func replaced(_ word: RowWord) throws(RowError) -> RowWord {
        guard word.text.contains("$") else { return word }
        var found = word
        found.text = ""
        var rest = Substring(word.text)
        while let sign = rest.first {
            rest = rest.dropFirst()
            guard sign == "$" else {
                found.text.append(sign)
                continue
            }
            if rest.first == "(" {
                guard let end = rest.firstIndex(of: ")") else {
                    throw RowError("$( is not closed", column: word.column)
                }
                found.text += try sum(rest[rest.index(after: rest.startIndex)..<end], word.column)
                rest = rest[rest.index(after: end)...]
            } else {
                let name = rest.prefix { $0.isLetter }
                guard !name.isEmpty else {
                    // `SMS_PKGC$` and the like: a sign that names nothing.
                    found.text.append(sign)
                    continue
                }
                found.text += try value(name, word.column)
                rest = rest.dropFirst(name.count)
            }
        }
        return found
    }

    private func value(_ name: some StringProtocol, _ column: Int) throws(RowError) -> String {
        guard let value = self[name] else {
            let names = values.map { "$" + $0.name }.joined(separator: ", ")
            throw RowError("there is no parameter $\(name); this case has \(names)", column: column)
        }
        return value
    }

    private func sum(_ text: Substring, _ column: Int) throws(RowError) -> String {
        let name = text.prefix { $0.isLetter }
        let first = try value(name, column)
        let rest = text.dropFirst(name.count)
        guard let sign = rest.first else { return first }
        guard let left = Int64(first), let right = Int64(rest.dropFirst()) else {
            throw RowError("$(\(text)) is no sum of a number", column: column)
        }
        let sum: (partialValue: Int64, overflow: Bool)
        switch sign {
        case "+": sum = left.addingReportingOverflow(right)
        case "-": sum = left.subtractingReportingOverflow(right)
        case "*": sum = left.multipliedReportingOverflow(by: right)
        default: throw RowError("$(\(text)): only + - * can stand there", column: column)
        }
        if sum.overflow { throw RowError("$(\(text)) is too large", column: column) }
        return String(sum.partialValue)
    }
}
