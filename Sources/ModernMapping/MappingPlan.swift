public import SiteModel

/// What a step of a plan does.
public enum PlanAction: Equatable, Sendable {
    /// Makes an object; its key is known as `$alias` afterwards where the provider assigns it.
    case create(ModernObject, alias: String?)
    /// Writes the properties of an object that exists; its key is among them.
    case update(ModernObject)
    /// Sets one property of the object at a path.
    case set(path: String, property: ModernProperty)
    /// Calls a method of the object or the class at a path.
    case call(path: String, method: String, arguments: [ModernProperty])
    /// Deletes the object at a path.
    case delete(path: String)

    /// The word for the kind of step.
    public var word: String {
        switch self {
        case .create: "create"
        case .update: "update"
        case .set: "set"
        case .call: "call"
        case .delete: "delete"
        }
    }

    /// The object that is written, if one is.
    public var object: ModernObject? {
        switch self {
        case .create(let object, _), .update(let object): object
        case .set, .call, .delete: nil
        }
    }
}

/// A step of a plan.
public struct PlanStep: Equatable, Sendable {
    /// What is done.
    public var action: PlanAction
    /// The package or job the step belongs to.
    public var subject: String
    /// Not before this moment by the site server's clock; nil: at once.
    public var notBefore: LocalTime?
    /// What must have happened before, such as `installed`; nil: nothing.
    public var waitsFor: String?

    /// Makes a step.
    public init(_ action: PlanAction, subject: String, notBefore: LocalTime? = nil, waitsFor: String? = nil) {
        self.action = action
        self.subject = subject
        self.notBefore = notBefore
        self.waitsFor = waitsFor
    }
}

/// Where a field of SMS 1.2 ends up.
public enum FieldDestination: String, CaseIterable, Sendable {
    /// In a property of an object.
    case property
    /// In a step of the plan, or in whether there is one.
    case step
    /// In the carrier only.
    case carrier
    /// Nowhere but in the carrier, and said by a loss.
    case loss
}

/// One field of the source and where it went.
public struct FieldAccount: Equatable, Sendable {
    /// The thing that has the field: a package, command, item or job by its identifier.
    public var subject: String
    /// The field as the model names it, such as `package.workstation.root` or `job.activateTime`.
    public var field: String
    /// Its value in words.
    public var value: String
    /// The kind of place it went to.
    public var destination: FieldDestination
    /// The place: `SMS_Package.Name`, `not_before`, `carrier`, or a code.
    public var place: String
}

/// The inventory rule of a package, kept for later (mapping 5).
public struct DetectionRecord: Equatable, Sendable {
    /// The parsed rule as it was.
    public var rule: [DetectionRulePart]
    /// The files with their tests as they were.
    public var files: [DetectionFile]
    /// WQL on software inventory; nil where the package was not looked for.
    public var query: String?
}

/// What a translation gives: steps in order, losses, and an account of every field.
public struct MappingPlan: Equatable, Sendable {
    /// The package translated.
    public var packageID: PackageID
    /// The switches used.
    public var switches: MappingSwitches
    /// The site whose provider runs the plan.
    public var siteCode: SiteCode
    /// The steps in the order of mapping 10.
    public var steps: [PlanStep] = []
    /// The losses in the order they were found, none twice.
    public var losses: [Loss] = []
    /// Remarks that have no code.
    public var notes: [String] = []
    /// The inventory rule, if there is one.
    public var detection: DetectionRecord?
    /// Where each field of the source went.
    public var fieldAccount: [FieldAccount] = []
    /// The whole source record: the side file of the emulator (mapping 8).
    public var sideFile = JSONValue.null

    /// Every object the plan writes, in order.
    public var objects: [ModernObject] { steps.compactMap(\.action.object) }

    /// The gravest loss, or nil without any.
    public var severity: Severity? { losses.map(\.severity).max() }
}
