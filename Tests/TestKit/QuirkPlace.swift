/// Which components a quirk is said to be in, by the place that its case of the Knowledge Base names.
public enum QuirkPlace {
    private static let senders = [
        "SMS_LAN_SENDER", "SMS_ASYNC_RAS_SENDER", "SMS_ISDN_RAS_SENDER", "SMS_X25_RAS_SENDER",
        "SMS_SNA_BATCH_SENDER", "SMS_SNA_INTERACTIVE_SENDER",
    ]

    private static let table: [(words: String, components: [String])] = [
        ("scheduler", ["SMS_SCHEDULER"]), ("sender", senders), ("despooler", ["SMS_DESPOOLER"]),
        ("maintenance manager", ["SMS_MAINTENANCE_MANAGER"]), ("data loader", ["SMS_INVENTORY_DATA_LOADER"]),
        // Of Package Command Manager a person's command is part: what is done in its window.
        ("package command manager", ["Package Command Manager", "SMS_USER_INTERFACE"]),
        ("hierarchy manager", ["SMS_HIERARCHY_MANAGER"]),
        ("applications manager", ["SMS_APPLICATIONS_MANAGER"]),
        ("site configuration manager", ["SMS_SITE_CONFIG_MANAGER"]),
        // What a person does is a command, whichever program it is done with.
        ("service manager", ["SMS_USER_INTERFACE"]), ("administrator", ["SMS_USER_INTERFACE"]),
        // The Scheduler asks the SQL Server for the machines of a query.
        ("sql server", ["SMS_SCHEDULER"]),
    ]

    /// The components of a place by their names in logs.
    ///
    /// - Parameter place: Such as `Despooler: the list of servers`.
    /// - Returns: The names; none where any will do.
    public static func components(_ place: String) -> Set<String> {
        let words = place.prefix { $0 != ":" }.lowercased()
        return Set(table.filter { words.contains($0.words) }.flatMap(\.components))
    }
}
