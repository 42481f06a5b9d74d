/// What a job took of its package when it was activated, for the records it writes for clients.
///
/// Everything in a record is copied, so that later edits of the package need a new job (reference sms12-client
/// 2.1, Q160567). Before that everything is empty.
public struct JobOffer: Equatable, Sendable {
    /// The package's name.
    public var packageName: String
    /// The package's comment.
    public var comment: String
    /// What the job's command line runs; nil: the job names none, or the package had none of that name.
    public var command: String?
    /// Whether it needs input or is a background task.
    public var flags: CommandLineFlags
    /// Where it runs.
    public var platforms: PlatformMask
    /// Whether it may take Windows down itself (Q175652).
    public var synchronousSystemExit: Bool

    /// Makes a copy by its parts; without parts, what a job has before it is activated.
    public init(
        packageName: String = "", comment: String = "", command: String? = nil,
        flags: CommandLineFlags = .needsInput, platforms: PlatformMask = [],
        synchronousSystemExit: Bool = false
    ) {
        self.packageName = packageName
        self.comment = comment
        self.command = command
        self.flags = flags
        self.platforms = platforms
        self.synchronousSystemExit = synchronousSystemExit
    }

    /// Takes what a job offers of a package as it is now.
    ///
    /// - Parameters:
    ///   - package: The package.
    ///   - name: The name of the job's command line; nil: it runs none.
    public init(_ package: Package, command name: String?) {
        self.init(packageName: package.name, comment: package.comment)
        guard let name, let program = package.workstation?.commands.first(where: { $0.name == name }) else {
            return
        }
        command = program.command
        flags = program.flags
        platforms = program.platforms
        synchronousSystemExit = program.synchronousSystemExit
    }

    /// The command line under the name that the job has for it; nil: there is none.
    public func program(named name: String?) -> CommandLineProgram? {
        guard let name, let command else { return nil }
        return CommandLineProgram(
            name: name, command: command, flags: flags, platforms: platforms,
            synchronousSystemExit: synchronousSystemExit)
    }
}
