public import SiteModel

/// 2.0 `Run`: the window a program starts in.
public enum ProgramWindow: String, CaseIterable, Sendable {
    /// The default; exporters write the word, the key itself is then usually absent.
    case normal = "Normal"
    /// Minimized.
    case minimized = "Minimized"
    /// Maximized.
    case maximized = "Maximized"
    /// Hidden.
    case hidden = "Hidden"
}

/// 2.0 `AfterRunning`: what happens when a program is done.
public enum AfterRunning: String, CaseIterable, Sendable {
    /// The key is absent.
    case nothing = ""
    /// SMS restarts the computer.
    case smsRestart = "SMSRestart"
    /// The program restarts the computer.
    case programRestart = "ProgramRestart"
    /// SMS logs the user off.
    case smsLogoff = "SMSLogoff"
}

/// 2.0 `CanRunWhen`: who must be logged on.
public enum CanRunWhen: String, CaseIterable, Sendable {
    /// The default.
    case userLoggedOn = "UserLoggedOn"
    /// Only while nobody is.
    case noUserLoggedOn = "NoUserLoggedOn"
    /// Either way.
    case anyUserStatus = "AnyUserStatus"
}

/// 2.0 `Assignment`: for whom a program runs on a computer.
public enum ProgramAssignment: String, CaseIterable, Sendable {
    /// Once a computer; the default (inferred).
    case firstUser = "FirstUser"
    /// Once for every user.
    case everyUser = "EveryUser"
}

/// 2.0 `EstimatedDiskSpace`.
public enum EstimatedDiskSpace: Equatable, Sendable {
    /// `Unknown`, or the key is absent.
    case unknown
    /// A number with `KB`, `MB`, `GB`, or an empty unit when none was written.
    case amount(Int, unit: String)
}

/// A version range of a supported client.
public struct ClientVersionRange: Equatable, Sendable {
    /// N of `MinVersionN`.
    public var number: Int
    /// `MinVersionN` as written; empty when missing.
    public var minimum: String
    /// `MaxVersionN` as written; empty when missing.
    public var maximum: String

    /// Makes a range.
    public init(number: Int, minimum: String, maximum: String) {
        self.number = number
        self.minimum = minimum
        self.maximum = maximum
    }
}

/// One entry of 2.0 `SupportedClients`, such as `Win NT (I386)`.
public struct SupportedClient: Equatable, Sendable {
    /// The entry as written.
    public var text: String
    /// The operating system, `Win NT`; empty when the entry has another form.
    public var system: String
    /// The processor, `I386`; empty when the entry has another form.
    public var processor: String
    /// The ranges in order of their numbers.
    public var ranges: [ClientVersionRange]
}

/// A program of a 2.0 file, with the values that SMS forces already applied.
public struct ProgramDefinition2: Equatable, Sendable {
    /// The section's name as `Programs` writes it.
    public var section: String
    /// Where the section stands.
    public var location: SourceLocation
    /// The section's entries as written.
    public var entries: [DefinitionEntry]
    /// `Name`; the section's name when absent.
    public var name = ""
    /// `Icon`.
    public var icon = ""
    /// `Comment`.
    public var comment = ""
    /// `CommandLine`; empty: the program cannot be used.
    public var commandLine = ""
    /// `StartIn`: absolute, or relative to the package source.
    public var startIn = ""
    /// `Run`.
    public var run = ProgramWindow.normal
    /// `AfterRunning`.
    public var afterRunning = AfterRunning.nothing
    /// `EstimatedDiskSpace`.
    public var estimatedDiskSpace = EstimatedDiskSpace.unknown
    /// `EstimatedRunTime` in minutes; nil: Unknown.
    public var estimatedRunTimeMinutes: Int?
    /// `EnableRunTimeMonitoring`.
    public var enableRunTimeMonitoring = false
    /// `AdditionalProgramRequirements`.
    public var additionalProgramRequirements = ""
    /// `CanRunWhen`.
    public var canRunWhen = CanRunWhen.userLoggedOn
    /// `UserInputRequired`; true when absent, forced false unless a user is logged on.
    public var userInputRequired = true
    /// `AdminRightsRequired`; forced true unless a user is logged on.
    public var adminRightsRequired = false
    /// `UseInstallAccount`; forced false when a user is logged on.
    public var useInstallAccount = false
    /// `DriveLetterConnection`; false: UNC.
    public var driveLetterConnection = false
    /// `SpecifyDrive`: one capital letter, or empty.
    public var specifyDrive = ""
    /// `ReconnectDriveAtLogon`.
    public var reconnectDriveAtLogon = false
    /// `DependentProgram`: the name of a program, or empty.
    public var dependentProgram = ""
    /// `Assignment`; forced FirstUser unless a user is logged on.
    public var assignment = ProgramAssignment.firstUser
    /// `Disabled`.
    public var disabled = false
    /// `RemoveProgram`.
    public var removeProgram = false
    /// `UninstallKey`.
    public var uninstallKey = ""
    /// `SupportedClients`; nil when absent: no check.
    public var supportedClients: [SupportedClient]?

    /// Where a key's value stands, or the section when the key is absent.
    public func location(of key: String) -> SourceLocation {
        let folded = key.lowercased()
        return entries.first { $0.folded == folded }?.valueLocation ?? location
    }
}
