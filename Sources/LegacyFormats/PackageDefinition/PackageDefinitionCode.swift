public import SiteModel

/// Every kind of finding that reading, importing and printing package definition files can give.
///
/// The raw value is the stable code of the `Finding`; one code has one severity, and `meaning` says what each
/// is.
public enum PackageDefinitionCode: String, CaseIterable, Sendable {
    // The file as a whole.
    case emptyFile = "empty-file"
    case adobePDF = "adobe-pdf"
    case binaryFile = "binary-file"
    case fileTooLarge = "file-too-large"
    case textEncoding = "text-encoding"
    case undecodableText = "undecodable-text"
    case unsupportedCodePage = "unsupported-code-page"
    // Lines.
    case lineWithoutEquals = "line-without-equals"
    case lineWithoutKey = "line-without-key"
    case keyOutsideSection = "key-outside-section"
    case unclosedSection = "unclosed-section"
    case textAfterSection = "text-after-section"
    case duplicateSection = "duplicate-section"
    case duplicateKey = "duplicate-key"
    case quotesDropped = "quotes-dropped"
    // Which grammar.
    case notAPackageDefinition = "not-a-package-definition"
    case version4Definition = "version-4-definition"
    case missingPDFSection = "missing-pdf-section"
    case missingPDFVersion = "missing-pdf-version"
    case olderPDFVersion = "other-1x-version"
    case unknownPDFVersion = "unknown-pdf-version"
    case versionContradictsKeys = "version-contradicts-keys"
    // Keys and values.
    case missingRequiredKey = "missing-required-key"
    case missingRecommendedKey = "missing-recommended-key"
    case programWithoutCommandLine = "program-without-command-line"
    case sectionMissing = "section-missing"
    case unlistedProgram = "unlisted-program"
    case extraSection = "extra-section"
    case unknownKey = "unknown-key"
    case listedTwice = "listed-twice"
    case duplicateName = "duplicate-name"
    case overLimit = "over-limit"
    case unknownBoolean = "unknown-boolean"
    case unknownAccessWord = "unknown-access-word"
    case unknownDriveMode = "unknown-drive-mode"
    case guessedPlatform = "guessed-platform"
    case unknownPlatform = "unknown-platform"
    case offeredToNoClient = "offered-to-no-client"
    case automatedByDefault = "automated-by-default"
    case forcedValue = "forced-value"
    case percentDigit = "percent-digit"
    case environmentVariable = "environment-variable"
    case commaInCommandLine = "comma-in-command-line"
    case longDescription = "description-over-40"
    case iconNotBeside = "icon-not-beside"
    case iconType = "icon-type"
    case programItemGap = "program-item-gap"
    // Inventory.
    case ruleGap = "rule-gap"
    case ruleFileMissing = "rule-file-missing"
    case ruleUnbalanced = "rule-unbalanced"
    case ruleMalformed = "rule-malformed"
    case ruleNestedGroup = "rule-nested-group"
    case ruleTwoFolders = "rule-two-folders"
    case inventoryWithoutRule = "inventory-without-rule"
    case badNumber = "bad-number"
    case numbersWithoutCommas = "numbers-without-commas"
    case dateOutOfRange = "date-out-of-range"
    case timeOutOfRange = "time-out-of-range"
    case timeTwelve = "time-twelve"
    // Grammar 2.0.
    case misspeltWord = "misspelt-word"
    case badWord = "bad-word"
    case badDiskSpace = "bad-disk-space"
    case diskSpaceWithoutUnit = "disk-space-without-unit"
    case badRunTime = "bad-run-time"
    case zeroRunTime = "zero-run-time"
    case badDrive = "bad-drive"
    case dependentProgramMissing = "dependent-program-missing"
    case removeWithoutKey = "remove-without-key"
    case supportedClientsAbsent = "supported-clients-absent"
    case badSupportedClient = "bad-supported-client"
    case badVersionRange = "bad-version-range"
    case sectionNameDiffers = "section-name-differs"
    // From a definition to a package of SMS 1.2.
    case noPlace = "no-place-in-1.2"
    case noPlaceNote = "no-place-in-1.2-noted"
    case allPlatforms = "all-platforms"
    case disabledProgram = "disabled-program"
    case programLeftOut = "program-left-out"
    case inventoryLeftOut = "inventory-left-out"
    // Printing.
    case notPrinted = "not-printed"
    case textChanged = "text-changed"
    case nameChanged = "name-changed"
    case valueFilled = "value-filled"
    case unprintableCharacter = "unprintable-character"

    /// How grave findings of this code are.
    public var severity: Severity {
        switch self {
        case .emptyFile, .adobePDF, .binaryFile, .fileTooLarge, .unsupportedCodePage, .notAPackageDefinition,
            .version4Definition, .programWithoutCommandLine, .ruleFileMissing, .ruleUnbalanced,
            .ruleMalformed:
            .error
        case .textEncoding, .olderPDFVersion, .missingRecommendedKey, .extraSection, .unknownKey,
            .automatedByDefault, .percentDigit, .environmentVariable, .ruleTwoFolders, .inventoryWithoutRule,
            .timeTwelve, .zeroRunTime, .sectionNameDiffers, .noPlaceNote, .allPlatforms, .disabledProgram,
            .valueFilled:
            .note
        default: .warning
        }
    }

    /// What a finding of this code means, in one sentence, for the reference page.
    public var meaning: String {
        Self.meanings.first { $0.code == self }?.meaning ?? ""
    }
}

extension PackageDefinitionCode {
    private static let meanings: [(code: PackageDefinitionCode, meaning: String)] =
        fileMeanings + keyMeanings + inventoryMeanings + version2Meanings + packageMeanings

    private static let fileMeanings: [(code: PackageDefinitionCode, meaning: String)] = [
        (.emptyFile, "The file has no text."),
        (.adobePDF, "The file is a document in Adobe's format, which shares the name ending .pdf."),
        (.binaryFile, "The file holds zero bytes and no byte order mark, so it is no text."),
        (.fileTooLarge, "The file is over 256 KiB; no package definition is."),
        (.textEncoding, "The text is not plain ASCII; the note says how it was read."),
        (.undecodableText, "Bytes that the encoding does not allow were replaced by U+FFFD."),
        (.unsupportedCodePage, "The named code page is not one of 1252, 437 and 850."),
        (.lineWithoutEquals, "A line that is no section, comment or key=value is not read."),
        (.lineWithoutKey, "A line has a value and no key."),
        (.keyOutsideSection, "A key before the first section is not read."),
        (.unclosedSection, "A section name has no closing bracket."),
        (.textAfterSection, "Text behind a section's closing bracket is not read."),
        (.duplicateSection, "Of two sections with one name the first counts."),
        (.duplicateKey, "Of two equal keys in a section the first counts."),
        (.quotesDropped, "A 1.x value begins and ends with a quote; the reader drops these two."),
        (.notAPackageDefinition, "The text lacks what makes a package definition."),
        (.version4Definition, "The file has the layout of a later tool, valid for no SMS."),
        (.missingPDFSection, "Section [PDF] is missing; the keys decided the grammar."),
        (.missingPDFVersion, "[PDF] has no Version; the keys decided the grammar."),
        (.olderPDFVersion, "[PDF] Version is a 1.x number other than 1.0."),
        (.unknownPDFVersion, "[PDF] Version is no known number; the keys decided the grammar."),
        (.versionContradictsKeys, "[PDF] Version names one grammar and the keys belong to the other."),
    ]

    private static let keyMeanings: [(code: PackageDefinitionCode, meaning: String)] = [
        (.missingRequiredKey, "A required key is missing or empty: the import is a draft."),
        (.missingRecommendedKey, "A key that only some texts call required is missing."),
        (.programWithoutCommandLine, "A program has no command line and cannot be used."),
        (.sectionMissing, "A listed program has no section."),
        (.unlistedProgram, "A section has a command line and is not in the list of programs."),
        (.extraSection, "A section that SMS does not know is kept and not read."),
        (.unknownKey, "A key that SMS does not know is kept and not read."),
        (.listedTwice, "A list names the same thing twice."),
        (.duplicateName, "Two programs of a package have the same name."),
        (.overLimit, "A text is longer than SMS takes; it is kept whole."),
        (.unknownBoolean, "A value should be true or false and is neither."),
        (.unknownAccessWord, "A word of an access list is not known."),
        (.unknownDriveMode, "DriveMode is not known; UNC is taken."),
        (.guessedPlatform, "A platform name is not on SMS's list; the nearest one was taken."),
        (.unknownPlatform, "A platform name is not known and was left out."),
        (.offeredToNoClient, "No platform is left, so no client is offered the program."),
        (.automatedByDefault, "UserInputRequired is absent, which in 1.x means that no input is needed."),
        (.forcedValue, "A value contradicts another one and was replaced as SMS does."),
        (.percentDigit, "A command line holds % and a digit, which crashed SMS 2.0 (Q320276)."),
        (.environmentVariable, "A command line holds %NAME%, expanded only from SMS 2.0 SP2 (Q260395)."),
        (.commaInCommandLine, "The command line of a program item may hold no comma."),
        (.longDescription, "A program item's description over 40 characters damages groups (Q188060)."),
        (.iconNotBeside, "The named icon file does not lie beside the definition file."),
        (.iconType, "SetupIcon must be an .ICO file."),
        (.programItemGap, "Program items behind a missing one, or one without a command line, are not read."),
    ]

    private static let inventoryMeanings: [(code: PackageDefinitionCode, meaning: String)] = [
        (.ruleGap, "Parts of a detection rule behind a missing number are not read."),
        (.ruleFileMissing, "A detection rule names a file section that is not there or names no file."),
        (.ruleUnbalanced, "A detection rule has a bracket too many or too few."),
        (.ruleMalformed, "A detection rule has two files or two operators in a row."),
        (.ruleNestedGroup, "A detection rule has a group in a group; Microsoft's importer cannot read it."),
        (.ruleTwoFolders, "AND joins files of two folders, which never match in SMS 1.x (Q181547)."),
        (.inventoryWithoutRule, "InventoryThisPackage counts only when there is a rule."),
        (.badNumber, "A file test is not the numbers it should be; it was left out."),
        (.numbersWithoutCommas, "Numbers stand without commas; Microsoft's importer stored garbage."),
        (.dateOutOfRange, "A date does not exist; Microsoft's importer did not check (Q228771)."),
        (.timeOutOfRange, "A time does not exist; Microsoft's importer did not check."),
        (.timeTwelve, "TIME 12, 00 may mean midnight, which is 00, 00 (Q135084)."),
    ]

    private static let version2Meanings: [(code: PackageDefinitionCode, meaning: String)] = [
        (.misspeltWord, "A word is not known; the only near one was taken."),
        (.badWord, "A word is not known; the default was taken."),
        (.badDiskSpace, "EstimatedDiskSpace is neither Unknown nor a number with KB, MB or GB."),
        (.diskSpaceWithoutUnit, "EstimatedDiskSpace has no unit."),
        (.badRunTime, "EstimatedRunTime is neither Unknown nor a number of minutes."),
        (.zeroRunTime, "EstimatedRunTime 0 means Unknown."),
        (.badDrive, "SpecifyDrive is not one letter."),
        (.dependentProgramMissing, "DependentProgram names no program of this file."),
        (.removeWithoutKey, "RemoveProgram has no UninstallKey."),
        (.supportedClientsAbsent, "SupportedClients is absent, so SMS does not check the platform."),
        (.badSupportedClient, "An entry of SupportedClients is not of the form OS (processor)."),
        (.badVersionRange, "A version range is not whole, not in order or for a client not listed."),
        (.sectionNameDiffers, "A program's section and its Name differ."),
    ]

    private static let packageMeanings: [(code: PackageDefinitionCode, meaning: String)] = [
        (.noPlace, "SMS 1.2 has no such setting and will behave otherwise."),
        (.noPlaceNote, "SMS 1.2 has no such setting; nothing that it does depends on it."),
        (.allPlatforms, "Without a platform list the program is offered to all platforms."),
        (.disabledProgram, "A disabled program is offered to no platform, which is how SMS 1.2 can say it."),
        (.programLeftOut, "A program that cannot be used is not part of the package."),
        (.inventoryLeftOut, "An inventory rule that cannot be used is not part of the package."),
        (.notPrinted, "The file format has no place for this part of the package."),
        (.textChanged, "A text could not be written as it is."),
        (.nameChanged, "A name was changed so that the format can carry it."),
        (.valueFilled, "A key that the format requires was filled in."),
        (.unprintableCharacter, "A character that the code page lacks was written as a question mark."),
    ]
}

/// A list of findings that grows.
struct DefinitionFindings {
    var list: [Finding] = []

    /// Adds a finding with the severity of its code.
    mutating func add(
        _ code: PackageDefinitionCode, _ message: String, at location: SourceLocation?, advice: String? = nil
    ) {
        list.append(Finding(code.severity, code.rawValue, message, at: location, advice: advice))
    }

    /// The findings in the order of their places; those of one place stay in the order they were made.
    var sorted: [Finding] {
        list.enumerated().sorted { left, right in
            let one = left.element.location
            let two = right.element.location
            return (one?.line ?? 0, one?.column ?? 0, left.offset)
                < (two?.line ?? 0, two?.column ?? 0, right.offset)
        }.map(\.element)
    }
}
