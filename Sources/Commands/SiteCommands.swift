/// The commands of `site`.
enum SiteCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] {
        [SiteShow.list, SiteShow.show, SiteEdit.add, SiteEdit.set, SiteEdit.remove, SiteRegistryCommand.show]
            + SiteTree.entries
    }
}
