/// The commands of `lab`.
enum LabCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] {
        [
            LabCreate.entry, LabList.list, LabShow.entry, LabCheck.entry, LabApply.entry, LabList.export,
        ]
    }
}
