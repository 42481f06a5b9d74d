/// The commands of `group`.
enum GroupCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] {
        [GroupShow.list, GroupShow.show, GroupEdit.add, GroupEdit.set, GroupEdit.remove]
    }
}
