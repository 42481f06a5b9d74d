public import SiteModel

extension Job: ModelJSON {
    /// The canonical form: the 33 scalars by their SDK names in API order, and the two of a Remove job; times as
    /// `1997-04-21 09:00`.
    public var json: JSONValue {
        let more: [JobScalar] = type == .removePackage ? [.packageType, .jobTasks] : []
        return .object((JobType.workstationScript.scalars + more).map { .init($0.label, value(of: $0)) })
    }

    private func value(of scalar: JobScalar) -> JSONValue {
        switch scalar {
        case .activateTime: return .string(activateTime.description)
        case .offerTime: return .string(offerTime.description)
        case .mandatoryTime: return .string(mandatoryTime.description)
        case .expireTime: return .string(expireTime.description)
        case .distributionServers: return .optional(distributionServers)
        case .wclName: return .optional(commandName)
        case .priority, .repeatMode, .cancelMode, .jobStatus, .sendingStatus, .workingStatus, .cancelStatus,
            .jobTarget, .distributePhase, .sendPhase, .limitToSites, .includeSubsites, .useMandatoryTime,
            .forceOverSlowLink, .useExpireTime, .runWorkstationCommand, .packageType,
            .jobTasks:
            return .integer(Int64(JobScalarText.text(scalar, of: self)) ?? 0)
        default: return .string(JobScalarText.text(scalar, of: self))
        }
    }

    /// Takes the canonical form back; see ``ModelJSON``.
    public init(json: JSONValue) throws(ModelJSONError) {
        self = try decodeRecord(json, what: "a job", decodeJob)
    }
}

/// A job of its 33 scalars; every one must be there.
private func decodeJob(_ node: JSON5Node, _ log: DecodingLog) -> Job? {
    guard var reader = ObjectReader(node, what: "a job", log: log) else { return nil }
    var draft = JobDraft()
    var nulls: [JobScalar] = []
    for scalar in JobScalar.allCases {
        guard let value = reader.node(scalar.label) else {
            // Only a Remove job has these.
            if scalar != .packageType, scalar != .jobTasks { reader.missing(scalar.label) }
            continue
        }
        let text: String
        switch value.value {
        case .string(let string): text = string
        case .integer(let number): text = String(number)
        case .null where scalar == .distributionServers || scalar == .wclName:
            text = ""
            nulls.append(scalar)
        default:
            log.error("wrong-type", "'\(scalar.label)' of a job is \(value.kindInWords)", at: value.location)
            continue
        }
        if let expected = JobScalarText.set(scalar, text, in: &draft) {
            log.error(
                "bad-value", "'\(scalar.label)' of a job is '\(text)', but must be \(expected)",
                at: value.location)
        }
    }
    reader.finish()
    guard var job = draft.recordedJob().job else { return nil }
    // An empty text and NULL are two values here, unlike in a dump.
    job.distributionServers = nulls.contains(.distributionServers) ? nil : draft.distributionServers
    job.commandName = nulls.contains(.wclName) ? nil : draft.commandName
    return job
}
