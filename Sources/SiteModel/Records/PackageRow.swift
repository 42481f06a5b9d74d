/// The scalars of a package (`Packages`; SDK sheapio_0zg3).
///
/// Command lines, program items and the inventory rule are rows of their own: see `PackageRecords`.
public struct PackageRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The identifier.
    public var id: PackageID
    /// The name.
    public var name: String
    /// The comment that users see.
    public var comment: String
    /// Product of the definition file.
    public var product: String
    /// Version of the definition file.
    public var version: String
    /// Company of the definition file.
    public var company: String
    /// Language of the definition file.
    public var language: String
    /// Source directory for workstations as typed; NULL: no such property set; empty: blanked, as on a
    /// child site (Q266759).
    public var workstationRoot: String?
    /// Bits: 1 user read, 2 user write, 4 guest read, 8 guest write.
    public var workstationPermissions: AccessPermissions
    /// UNC of the compressed `.W*` file; NULL: never compressed.
    public var workstationTransferFile: String?
    /// Source directory for sharing as typed; NULL: no such property set.
    public var serverRoot: String?
    /// Share name of the sharing set; its first element has at most 8 characters.
    public var shareName: String
    /// The same bits, of the share.
    public var sharePermissions: AccessPermissions
    /// UNC of the compressed `.S*` file; NULL: never compressed.
    public var serverTransferFile: String?
    /// Whether the package is looked for; NULL: no such property set.
    public var inventoryThisPackage: Bool?
    /// 1 when there are a command line and a Workstation root.
    public var isWorkstationPackage: Bool
    /// 1 when there are a Server root and a share name.
    public var isSharingPackage: Bool
    /// 1 when there is a rule.
    public var isInventoryPackage: Bool
    /// 1 when a name of the source does not fit 8.3 (Q139589).
    public var needsNTFS: Bool
    /// SHA-256 of the definition file, 64 hexadecimal digits; empty without.
    public var definitionDigest: String
    /// Files the source held when it was last read; NULL: not read yet.
    public var sourceFiles: Int64?
    /// Bytes of those files.
    public var sourceBytes: Int64?
    /// Longest path below the root in characters; over 200 kills the Executive (Q182419).
    public var sourceLongestPath: Int64?

    /// Makes a row.
    public init(
        site: SiteCode,
        id: PackageID,
        name: String,
        comment: String = "",
        product: String = "",
        version: String = "",
        company: String = "",
        language: String = "",
        workstationRoot: String? = nil,
        workstationPermissions: AccessPermissions = .all,
        workstationTransferFile: String? = nil,
        serverRoot: String? = nil,
        shareName: String = "",
        sharePermissions: AccessPermissions = .all,
        serverTransferFile: String? = nil,
        inventoryThisPackage: Bool? = nil,
        isWorkstationPackage: Bool = false,
        isSharingPackage: Bool = false,
        isInventoryPackage: Bool = false,
        needsNTFS: Bool = false,
        definitionDigest: String = "",
        sourceFiles: Int64? = nil,
        sourceBytes: Int64? = nil,
        sourceLongestPath: Int64? = nil
    ) {
        self.site = site
        self.id = id
        self.name = name
        self.comment = comment
        self.product = product
        self.version = version
        self.company = company
        self.language = language
        self.workstationRoot = workstationRoot
        self.workstationPermissions = workstationPermissions
        self.workstationTransferFile = workstationTransferFile
        self.serverRoot = serverRoot
        self.shareName = shareName
        self.sharePermissions = sharePermissions
        self.serverTransferFile = serverTransferFile
        self.inventoryThisPackage = inventoryThisPackage
        self.isWorkstationPackage = isWorkstationPackage
        self.isSharingPackage = isSharingPackage
        self.isInventoryPackage = isInventoryPackage
        self.needsNTFS = needsNTFS
        self.definitionDigest = definitionDigest
        self.sourceFiles = sourceFiles
        self.sourceBytes = sourceBytes
        self.sourceLongestPath = sourceLongestPath
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "Packages", keyCount: 2,
        meaning: "Packages: the scalars of the SDK (sheapio_0zg3), and what was seen of the source.",
        columns: [
            .owner(),
            ColumnDescription("PackageID", .text, "the identifier"),
            ColumnDescription("Name", .text, "the name"),
            ColumnDescription("Comment", .text, "the comment that users see"),
            ColumnDescription("Product", .text, "product of the definition file"),
            ColumnDescription("Version", .text, "version of the definition file"),
            ColumnDescription("Company", .text, "company of the definition file"),
            ColumnDescription("Language", .text, "language of the definition file"),
            ColumnDescription(
                "WorkstationRoot", .text, nullable: true,
                "source directory for workstations as typed; NULL: no such property set; empty: "
                    + "blanked, as on a child site (Q266759)"),
            ColumnDescription(
                "WorkstationPermissions", .integer,
                "bits: 1 user read, 2 user write, 4 guest read, 8 guest write"),
            ColumnDescription(
                "WorkstationTransferFile", .text, nullable: true,
                "UNC of the compressed `.W*` file; NULL: never compressed"),
            ColumnDescription(
                "ServerRoot", .text, nullable: true,
                "source directory for sharing as typed; NULL: no such property set"),
            ColumnDescription(
                "ShareName", .text,
                "share name of the sharing set; its first element has at most 8 characters"),
            ColumnDescription("SharePermissions", .integer, "the same bits, of the share"),
            ColumnDescription(
                "ServerTransferFile", .text, nullable: true,
                "UNC of the compressed `.S*` file; NULL: never compressed"),
            .flag(
                "InventoryThisPackage", nullable: true,
                "whether the package is looked for; NULL: no such property set"),
            .flag("WorkstationPackage", "1 when there are a command line and a Workstation root"),
            .flag("SharingPackage", "1 when there are a Server root and a share name"),
            .flag("InventoryPackage", "1 when there is a rule"),
            .flag("NeedsNTFS", "1 when a name of the source does not fit 8.3 (Q139589)"),
            ColumnDescription(
                "DefinitionDigest", .text,
                "SHA-256 of the definition file, 64 hexadecimal digits; empty without"),
            ColumnDescription(
                "SourceFiles", .integer, nullable: true,
                "files the source held when it was last read; NULL: not read yet"),
            ColumnDescription("SourceBytes", .integer, nullable: true, "bytes of those files"),
            ColumnDescription(
                "SourceLongestPath", .integer, nullable: true,
                "longest path below the root in characters; over 200 kills the Executive (Q182419)"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .name(id), .text(name), .text(comment), .text(product), .text(version),
            .text(company), .text(language), .optional(workstationRoot), .number(workstationPermissions),
            .optional(workstationTransferFile), .optional(serverRoot), .text(shareName),
            .number(sharePermissions), .optional(serverTransferFile), .optional(inventoryThisPackage),
            .flag(isWorkstationPackage), .flag(isSharingPackage), .flag(isInventoryPackage), .flag(needsNTFS),
            .text(definitionDigest), .optional(sourceFiles), .optional(sourceBytes),
            .optional(sourceLongestPath),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        id = try reader.identifier()
        name = try reader.text()
        comment = try reader.text()
        product = try reader.text()
        version = try reader.text()
        company = try reader.text()
        language = try reader.text()
        workstationRoot = try reader.optionalText()
        workstationPermissions = try reader.bits()
        workstationTransferFile = try reader.optionalText()
        serverRoot = try reader.optionalText()
        shareName = try reader.text()
        sharePermissions = try reader.bits()
        serverTransferFile = try reader.optionalText()
        inventoryThisPackage = try reader.optionalFlag()
        isWorkstationPackage = try reader.flag()
        isSharingPackage = try reader.flag()
        isInventoryPackage = try reader.flag()
        needsNTFS = try reader.flag()
        definitionDigest = try reader.text()
        sourceFiles = try reader.optionalInteger()
        sourceBytes = try reader.optionalInteger()
        sourceLongestPath = try reader.optionalInteger()
    }
}
