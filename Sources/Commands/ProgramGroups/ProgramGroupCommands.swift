/// The commands of `program-group` and `user-group`.
enum ProgramGroupCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] {
        [
            ProgramGroupShow.list, ProgramGroupShow.show, ProgramGroupEdit.create, ProgramGroupEdit.delete,
            UserGroupEdit.list, UserGroupEdit.set, UserGroupEdit.remove, ProgramGroupShow.items,
        ]
    }
}
