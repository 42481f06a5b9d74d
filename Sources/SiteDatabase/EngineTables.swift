import SiteModel

/// The tables that belong to the lab, not to one of its sites.
///
/// Nothing else in a lab says what their rows should be, so each carries a checksum.
enum EngineTables {
    /// The column with the checksum of a row.
    static let checksumName = "Checksum"
    private static let checksum = ColumnDescription(
        checksumName, .integer, "checksum of the row's other columns, of our own")
    /// Tables whose rows are a function of the journal.
    static let rebuildable: Set<String> = [
        "TraceSegments", "SnapshotPages", "Checkpoints", "CheckpointPages",
    ]

    static let meta = TableDescription(
        name: "Meta", keyCount: 1, meaning: "Facts about the lab as a whole, by name.",
        columns: [
            ColumnDescription("Name", .text, "the name"),
            ColumnDescription("Value", .text, "the value"), checksum,
        ])

    static let journal = TableDescription(
        name: "Journal", keyCount: 1,
        meaning: "Commands in the order in which they took effect; the state is what they make of record 0.",
        columns: [
            ColumnDescription("Sequence", .integer, "running number from 0; 0 holds the lab file"),
            ColumnDescription("Instant", .integer, "virtual instant, milliseconds since 1970 UTC"),
            ColumnDescription("Who", .text, "the SMS account"),
            ColumnDescription("Verb", .text, "the command"),
            ColumnDescription("Body", .text, "its arguments, JSON"),
            ColumnDescription(
                checksumName, .integer, "checksum of the other columns and of the record before, of our own"),
        ])

    static let observations = TableDescription(
        name: "SourceObservations", keyCount: 2,
        meaning: "What a command saw of the outside world: package sources and files, by digest.",
        columns: [
            ColumnDescription("Sequence", .integer, "the journal record"),
            ColumnDescription("Ordinal", .integer, "running number in the lab, from 0"),
            ColumnDescription("Name", .text, "lab-relative name of what was looked at"),
            ColumnDescription(
                "Digest", .text, "SHA-256 of a file, 64 hexadecimal digits; empty for a directory"),
            ColumnDescription("Body", .text, "what was seen, JSON"), checksum,
        ])

    static let traceSegments = TableDescription(
        name: "TraceSegments", keyCount: 1, meaning: "The trace, packed, thousands of events a row.",
        columns: [
            ColumnDescription("Segment", .integer, "running number from 0"),
            ColumnDescription("FirstSequence", .integer, "number of the first event"),
            ColumnDescription("Count", .integer, "how many events"),
            ColumnDescription("FirstInstant", .integer, "instant of the first, milliseconds since 1970 UTC"),
            ColumnDescription("LastInstant", .integer, "instant of the last"),
            checksum,
            ColumnDescription("Data", .blob, "the events; layout of our own"),
        ])

    static let snapshotPages = TableDescription(
        name: "SnapshotPages", keyCount: 2, meaning: "The packed live state, page by page.",
        columns: [
            ColumnDescription("Name", .text, "name of the snapshot"),
            ColumnDescription("Page", .integer, "the page, from 0"),
            checksum,
            ColumnDescription("Data", .blob, "the page; layout of our own"),
        ])

    static let fileOperations = TableDescription(
        name: "FileOperations", keyCount: 1,
        meaning: "File operations of the last commit, in order; finished when the lab is opened.",
        columns: [
            ColumnDescription("Ordinal", .integer, "running number from 0"),
            ColumnDescription("Path", .text, "the path, relative to the lab"),
            .word("Kind", FileOperation.Kind.self, "what is done"),
            ColumnDescription("FromPath", .text, nullable: true, "the other path of a copy or move"),
            ColumnDescription("Data", .blob, nullable: true, "the content to write or append"),
            ColumnDescription("Digest", .text, nullable: true, "SHA-256 of the content when done, or NULL"),
            checksum,
        ])

    static let checkpoints = TableDescription(
        name: "Checkpoints", keyCount: 1,
        meaning:
            "Earlier instants whose whole state is kept, so that they and what follows them are reached quickly.",
        columns: [
            ColumnDescription(
                "Checkpoint", .integer, "running number from 0; some are dropped as a run gets long"),
            ColumnDescription("Sequence", .integer, "the journal record that let time pass over the instant"),
            ColumnDescription("Instant", .integer, "the instant, milliseconds since 1970 UTC"),
            ColumnDescription("Handled", .integer, "how many events had been handled"),
            ColumnDescription("TraceCount", .integer, "how many entries the trace had, kept or not"),
            ColumnDescription("TraceDigest", .text, "the digest over them"),
            ColumnDescription("Segment", .integer, "the segment of the trace that was open"),
            ColumnDescription("SegmentCount", .integer, "how many entries it held"),
            checksum,
        ])

    static let checkpointPages = TableDescription(
        name: "CheckpointPages", keyCount: 3,
        meaning:
            "Pages of the state at checkpoints; a page that is the same as at the checkpoint before is not kept again.",
        columns: [
            ColumnDescription(
                "Name", .text, "name of the snapshot, or `definition` for the lab's definition"),
            ColumnDescription("Page", .integer, "the page, from 0"),
            ColumnDescription("Checkpoint", .integer, "the first checkpoint at which it was so"),
            checksum,
            ColumnDescription("Data", .blob, nullable: true, "the page; NULL: there was none"),
        ])

    static let setAside = TableDescription(
        name: "SetAside", keyCount: 2,
        meaning: "What a rewind took off the end of the journal, kept as a line of its own.",
        columns: [
            ColumnDescription("Line", .integer, "running number of the line, from 1"),
            ColumnDescription(
                "Ordinal", .integer, "the record's place in the line; 0 tells where it begins and ends"),
            ColumnDescription("Instant", .integer, "virtual instant, milliseconds since 1970 UTC"),
            ColumnDescription("Who", .text, "the SMS account"),
            ColumnDescription("Verb", .text, "the command"),
            ColumnDescription("Body", .text, "its arguments, JSON, with what it saw of the outside world"),
            checksum,
        ])

    static let all = [
        meta, journal, observations, traceSegments, snapshotPages, fileOperations, checkpoints,
        checkpointPages,
        setAside,
    ]
}
