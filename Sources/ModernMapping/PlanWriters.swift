public import SiteModel

/// A row of the table that shows a plan to a person.
public struct PlanRow: Equatable, Sendable {
    /// The number of the step, from 1.
    public var step: Int
    /// The class, or the path that a call is made on.
    public var object: String
    /// The property, method or word of the action.
    public var property: String
    /// The value on one line.
    public var value: String
    /// Where it came from.
    public var from: String
}

extension MappingPlan {
    /// The steps as rows: property, value, from.
    public var rows: [PlanRow] {
        var result: [PlanRow] = []
        for (place, step) in steps.enumerated() {
            let number = place + 1
            switch step.action {
            case .create(let object, _), .update(let object):
                for property in object.properties {
                    result.append(
                        PlanRow(
                            step: number, object: object.className, property: property.name,
                            value: property.value.display, from: property.from))
                }
            case .set(let path, let property):
                result.append(
                    PlanRow(
                        step: number, object: path, property: property.name, value: property.value.display,
                        from: property.from))
            case .call(let path, let method, let arguments):
                let list = arguments.map { "\($0.name)=\($0.value.display)" }.joined(separator: ", ")
                result.append(
                    PlanRow(
                        step: number, object: path, property: method + "()", value: list, from: step.subject))
            case .delete(let path):
                result.append(
                    PlanRow(step: number, object: path, property: "delete", value: "", from: step.subject))
            }
        }
        return result
    }

    /// The plan as JSON: steps, losses, notes, detection record, field account and the whole source.
    public var json: JSONValue {
        .object([
            .init("package", .string(packageID.description)), .init("era", .string(switches.era.rawValue)),
            .init("site", .string(siteCode.description)),
            .init(
                "steps", .array(steps.enumerated().map { Self.json(of: $0.element, number: $0.offset + 1) })),
            .init(
                "losses",
                .array(
                    losses.map { loss in
                        .object([
                            .init("code", .string(loss.code)),
                            .init("severity", .string(loss.severity.rawValue)),
                            .init("subject", .string(loss.subject)), .init("message", .string(loss.message)),
                        ])
                    })),
            .init("notes", .array(notes.map { .string($0) })),
            .init("detection", detection.map { Self.json(of: $0) } ?? .null),
            .init(
                "fields",
                .array(
                    fieldAccount.map { field in
                        .object([
                            .init("subject", .string(field.subject)), .init("field", .string(field.field)),
                            .init("value", .string(field.value)),
                            .init("destination", .string(field.destination.rawValue)),
                            .init("place", .string(field.place)),
                        ])
                    })),
            .init("source", sideFile),
        ])
    }

    private static func json(of step: PlanStep, number: Int) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("step", .integer(Int64(number))), .init("action", .string(step.action.word)),
            .init("subject", .string(step.subject)),
        ]
        if let time = step.notBefore { members.append(.init("not_before", .string(time.description))) }
        if let event = step.waitsFor { members.append(.init("waits_for", .string(event))) }
        switch step.action {
        case .create(let object, let alias):
            if let alias { members.append(.init("alias", .string("$" + alias))) }
            members.append(.init("object", object.json))
        case .update(let object): members.append(.init("object", object.json))
        case .set(let path, let property):
            members.append(.init("path", .string(path)))
            members.append(.init("property", .string(property.name)))
            members.append(.init("value", property.value.json))
        case .call(let path, let method, let arguments):
            members.append(.init("path", .string(path)))
            members.append(.init("method", .string(method)))
            members.append(.init("arguments", .object(arguments.map { .init($0.name, $0.value.json) })))
        case .delete(let path): members.append(.init("path", .string(path)))
        }
        return .object(members)
    }

    private static func json(of record: DetectionRecord) -> JSONValue {
        .object([
            .init("rule", .array(record.rule.map { .string(word(of: $0)) })),
            .init(
                "files",
                .array(
                    record.files.map { file in
                        .object([
                            .init("section", .string(file.section)), .init("file", .string(file.file)),
                            .init("collect", .bool(file.collect)),
                            .init("tests", .array(file.tests.map { .string(word(of: $0)) })),
                        ])
                    })),
            .init("query", record.query.map { .string($0) } ?? .null),
        ])
    }
}
