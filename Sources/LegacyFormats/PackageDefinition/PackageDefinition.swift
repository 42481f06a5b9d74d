public import SiteModel

/// Which of the two grammars a package definition file follows.
public enum PackageDefinitionGrammar: String, CaseIterable, Sendable {
    /// SMS 1.0, 1.1 and 1.2; files `*.PDF`.
    case v1 = "1.x"
    /// SMS 2.0 and later; files `*.SMS`.
    case v2 = "2.0"
}

/// What a package definition file says, key by key.
///
/// A text that is absent is empty. Fields of the other grammar keep their defaults.
public struct PackageDefinition: Equatable, Sendable {
    /// The grammar it was read by.
    public var grammar: PackageDefinitionGrammar
    /// `[PDF] Version` as written; empty when absent.
    public var pdfVersion = ""
    /// Where `[Package Definition]` stands.
    public var location: SourceLocation
    /// 1.x `Product`, 2.0 `Name`.
    public var product = ""
    /// `Version` of the product.
    public var version = ""
    /// `Comment`.
    public var comment = ""
    /// 1.x `Company` (vendors wrote it, SMS does not read it), 2.0 `Publisher`.
    public var company = ""
    /// 2.0 `Language`.
    public var language = ""

    /// 1.x: whether the file describes the workstation set: a variation, access list or source is there.
    public var hasWorkstationSet = false
    /// 1.x `WorkstationAccess`; all four when absent or empty.
    public var workstationAccess = AccessPermissions.all
    /// 1.x `ImportDirectory`: workstation source, relative to the folder of the file; empty: ask.
    public var importDirectory = ""
    /// 1.x `SetupDirectory`: sharing source, likewise.
    public var setupDirectory = ""
    /// 1.x: the command lines of `SetupVariations`, in its order.
    public var commands: [CommandDefinition] = []
    /// 1.x `[Setup Package for Sharing]` with the program items.
    public var sharing: SharingDefinition?
    /// 1.x `[Setup Package for Inventory]` with the files of its rule.
    public var inventory: InventoryDefinition?

    /// 2.0: the programs of `Programs`, in its order.
    public var programs: [ProgramDefinition2] = []
    /// 2.0 `Icon`: a file beside the definition file.
    public var icon = ""
    /// 2.0 `ContainsNoFiles`.
    public var containsNoFiles = false
    /// 2.0 `MIFFileName`.
    public var mifFileName = ""
    /// 2.0 `MIFName`.
    public var mifName = ""
    /// 2.0 `MIFVersion`.
    public var mifVersion = ""
    /// 2.0 `MIFPublisher`.
    public var mifPublisher = ""

    /// Sections with a command line that no list names, in the order of the file.
    public var unlistedPrograms: [String] = []
    /// Sections that the grammar does not know, in the order of the file; the document has their content.
    public var extraSections: [String] = []

    /// The name SMS 1.2 gives the package: product, a blank and the version (SDK, Microsoft's importer sample).
    public var packageName: String { composedName(product: product, version: version) }
}

/// Product and version joined as SMS 1.2 names a package.
func composedName(product: String, version: String) -> String {
    if product.isEmpty || version.isEmpty { return product + version }
    return product + " " + version
}

/// A 1.x command line: `[X Setup]`.
public struct CommandDefinition: Equatable, Sendable {
    /// X, as `SetupVariations` writes it.
    public var variation: String
    /// Where the section stands.
    public var location: SourceLocation
    /// `CommandName`; X when absent.
    public var name = ""
    /// `CommandLine`; empty: the command cannot be used.
    public var commandLine = ""
    /// `UserInputRequired`; nil when absent, which means that no input is needed.
    public var userInputRequired: Bool?
    /// `SynchronousSystemExitRequired`; false when absent.
    public var synchronousSystemExitRequired = false
    /// `SystemTask`; false when absent.
    public var systemTask = false
    /// The platforms that were understood.
    public var platforms: PlatformMask = []
    /// The items of `SupportedPlatforms` as written.
    public var platformTexts: [String] = []
}

/// A 1.x `[Program Item Properties n]`.
public struct ProgramItemDefinition: Equatable, Sendable {
    /// n.
    public var number: Int
    /// Where the section stands.
    public var location: SourceLocation
    /// The item in the words of the site model.
    public var item: ProgramItem
    /// The items of `SupportedPlatforms` as written.
    public var platformTexts: [String]
}

/// The sharing part of a 1.x file.
public struct SharingDefinition: Equatable, Sendable {
    /// `ShareName`.
    public var shareName = ""
    /// `ShareAccess`; none when absent.
    public var access: AccessPermissions = []
    /// The program items up to the first gap.
    public var items: [ProgramItemDefinition] = []
}

/// The inventory part of a 1.x file.
public struct InventoryDefinition: Equatable, Sendable {
    /// Where the section stands.
    public var location: SourceLocation
    /// Rule and files in the words of the site model.
    public var properties: InventoryProperties
    /// Whether the rule can be evaluated; false when a file section is missing or the rule has no sense.
    public var isUsable = true
}

/// What came out of reading a package definition file.
public struct PackageDefinitionReading: Sendable {
    /// The definition; nil when an error forbids the import.
    public var definition: PackageDefinition?
    /// What was noticed, in the order of the places.
    public var findings: [Finding]
    /// The file taken apart without losing a byte; without lines when it is no text.
    public var document: DefinitionDocument
    /// Whether a required key is missing: the import is allowed, publishing it is not.
    public var isDraft: Bool
    /// The bits that ConfigMgr's LoadPDF would return: bit n for warning n, bit 9 for a 1.x file.
    public var loadPDFWarnings: Int
}
