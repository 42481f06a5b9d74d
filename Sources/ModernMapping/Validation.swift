/// Something in an object that its class does not allow.
public struct ObjectProblem: Equatable, Sendable, CustomStringConvertible {
    /// Class and property, such as `SMS_Program.DriveLetter`.
    public let place: String
    /// What is wrong.
    public let message: String
    /// Place and message.
    public var description: String { "\(place): \(message)" }
}

extension ClassCatalogue {
    /// Checks an object against its class: types, numbers, SizeLimit, enumerations, bits, required properties.
    ///
    /// A read-only property counts as a problem, except one that the creator supplies: keys and CollectionType
    /// (rule CO4 of configmgr-objects).
    public func problems(of object: ModernObject) -> [ObjectProblem] {
        guard let description = described(object.className) else {
            return [ObjectProblem(place: object.className, message: "no such class in the catalogue")]
        }
        var result: [ObjectProblem] = []
        if description.isAbstract {
            result.append(ObjectProblem(place: object.className, message: "is abstract, has no instances"))
        }
        let known = properties(of: object.className)
        var seen: [String] = []
        for property in object.properties {
            let place = "\(object.className).\(property.name)"
            if seen.contains(property.name) {
                result.append(ObjectProblem(place: place, message: "is set twice"))
            }
            seen.append(property.name)
            guard let rule = known.first(where: { $0.name == property.name }) else {
                result.append(ObjectProblem(place: place, message: "no such property in the class"))
                continue
            }
            if rule.isReadOnly, !rule.isKey, rule.name != "CollectionType" {
                result.append(ObjectProblem(place: place, message: "is read-only"))
            }
            result += problems(of: property.value, rule, place)
        }
        for rule in known where rule.isRequired && object[rule.name] == nil {
            result.append(
                ObjectProblem(place: "\(object.className).\(rule.name)", message: "is required but not set"))
        }
        return result
    }

    private func problems(
        of value: ModernValue, _ rule: PropertyDescription, _ place: String
    ) -> [ObjectProblem] {
        if !rule.isArray { return elementProblems(value, rule, place) }
        switch value {
        case .bytes:
            return rule.type == .uint8
                ? [] : [ObjectProblem(place: place, message: "bytes in an array of \(rule.type.rawValue)")]
        case .array(let elements):
            var result: [ObjectProblem] = []
            if let limit = rule.elementLimit, elements.count > limit {
                result.append(
                    ObjectProblem(
                        place: place, message: "\(elements.count) elements, at most \(limit) allowed"))
            }
            for (number, element) in elements.enumerated() {
                result += elementProblems(element, rule, "\(place)[\(number)]")
            }
            return result
        default:
            return [ObjectProblem(place: place, message: "is an array, but one value was given")]
        }
    }

    private func elementProblems(
        _ value: ModernValue, _ rule: PropertyDescription, _ place: String
    ) -> [ObjectProblem] {
        func problem(_ message: String) -> [ObjectProblem] { [ObjectProblem(place: place, message: message)] }
        switch (rule.type, value) {
        case (.boolean, .bool), (.datetime, .datetime), (.string, .alias):
            return []
        case (.string, .string(let text)):
            if let limit = rule.sizeLimit, text.unicodeScalars.count > limit {
                return problem("\(text.unicodeScalars.count) characters, SizeLimit \(limit)")
            }
            return []
        case (.uint8, .integer(let number)), (.uint32, .integer(let number)), (.sint32, .integer(let number)):
            if let range = rule.type.range, !range.contains(number) {
                return problem("\(number) does not fit \(rule.type.rawValue)")
            }
            if let range = rule.range, !range.contains(number) {
                return problem("\(number) is outside \(range.lowerBound) to \(range.upperBound)")
            }
            if let table = rule.table, !table.admits(number) {
                return problem("\(number) is not in the table \(table.name)")
            }
            return []
        case (.object, .object(let object)):
            guard let wanted = rule.embeddedClass, isKind(object.className, of: wanted) else {
                return problem("an object of \(object.className) does not belong here")
            }
            return problems(of: object)
        default:
            return problem("the value has another type than \(rule.type.rawValue)")
        }
    }
}
