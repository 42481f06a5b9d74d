// swift-format-ignore-file
// A note stays one line.

/// What is told of a quirk whose case is still to be written: where its cause lies, and cause and trigger.
///
/// A case brings these with it; its quirk leaves the list then.
let quirkNotes: [(name: String, place: String, text: String)] = [
    (
        "delete-before-copy", ##"Despooler: a file in use stops a copy"##,
        ##"**Cause.** A package directory is deleted before it is copied, whether or not a file in it is open. **Trigger.** A refresh while a client runs the package. What was deleted is free on the drive. Before 1.2 files were copied in place, from service pack 4 on the changed ones."##
    ),
    (
        "disk-space-lie", ##"Despooler: the event of a copy that failed"##,
        ##"**Cause.** Every copy that fails is taken for one without room. **Trigger.** A file in use: event 109 without figures. With the quirk off it is event 16."##
    ),
    (
        "force-strips-rights", ##"Despooler: after a forced disconnection"##,
        ##"**Cause.** What a forced disconnection took away is not written back. **Trigger.** Forced delivery to a drive with NTFS; `server rights` shows it."##
    ),
    (
        "group-mismatch-failed", ##"Despooler: an instruction without a server"##,
        ##"**Cause.** The server phase is begun without a server. **Trigger.** A job with a group of servers of which none is at the site, at a site without Default Servers: event 13. A site with Default Servers uses those (RG S3D42)."##
    ),
    (
        "in-use-blocks", ##"Despooler: whether forced delivery is looked at"##,
        ##"**Cause.** There is no forced delivery. **Trigger.** `useForcedDisconnect` at a release before 1.2."##
    ),
    (
        "lfn-needs-ntfs", ##"Despooler: temporary drive, drives of servers"##,
        ##"**Cause.** A name that does not fit 8.3 marks the whole package as one for NTFS. **Trigger.** A source with a name that is not 8.3: event 113, or a NetWare server that is skipped."##
    ),
    (
        "master-copy-retry-drops-refresh", ##"Despooler: a retry after event 115"##,
        ##"**Cause.** The retry instruction does not hold the flag of the first. **Trigger.** No room in STORE, and a job that refreshes existing servers. The rows of those servers show Complete."##
    ),
    (
        "netware-everyone", ##"Despooler: rights on a NetWare server"##,
        ##"**Cause.** Rights are given to the group Everyone, and nothing is installed where that fails. **Trigger.** `everyone: false` in the lab file: event 108."##
    ),
    (
        "no-remove-resend", ##"Scheduler: requests that a Sender gave back"##,
        ##"**Cause.** The Scheduler does not look at requests of Remove jobs that came back. **Trigger.** A link that is down until the Sender's retries are used up. The Scheduler looks for requests with a compressed package, and a Remove job has none."##
    ),
    (
        "packagelocations-stale", ##"Despooler: what a Remove job reports"##,
        ##"**Cause.** Nothing tells the database what a Remove job took away. **Trigger.** Any Remove job. With the quirk off the row of the own site goes; rows at sites above stay."##
    ),
    (
        "preferred-drive-broken", ##"Despooler: the temporary drive"##,
        ##"**Cause.** The letter of the preferred drive is read as `$`. **Trigger.** `preferredDrive` set to any letter: event 114."##
    ),
    (
        "refresh-touches-all", ##"Despooler: the list of servers"##,
        ##"**Cause.** The list of servers that hold a package is taken whole. **Trigger.** Refresh Existing with a group."##
    ),
    (
        "remove-leaves-registry", ##"Despooler: the list of servers"##,
        ##"**Cause.** The Despooler's list of a package's servers is not cleaned by a Remove job. **Trigger.** A Remove job, then a job with Refresh Existing."##
    ),
    (
        "retry-step-2", ##"Despooler: the retry number"##,
        ##"**Cause.** The counter is moved by the disconnection and by the retry. **Trigger.** `useForcedDisconnect` and a file in use: half the retries."##
    ),
    (
        "rights-reset", ##"Despooler: putting a package on a server"##,
        ##"**Cause.** Rights are written with every distribution. **Trigger.** A package whose boxes were changed, or rights set by hand, before it is distributed again. From service pack 3 on rights are set when a directory is made."##
    ),
    (
        "share-remove-all", ##"Despooler: what a Remove job deletes"##,
        ##"**Cause.** The directory of the share is deleted, not that of the package in it. **Trigger.** Two packages with one share, or with one first element."##
    ),
    (
        "specified-skips-existing", ##"Despooler: the list of servers"##,
        ##"**Cause.** A server that holds the package counts as served. **Trigger.** Put On Specified without Refresh Existing, for Run Command jobs; a Share job serves every server of its list."##
    ),
    (
        "stale-dp", ##"Despooler: the list of servers"##,
        ##"**Cause.** Servers that left the site stay in the Despooler's lists. **Trigger.** A server that held the package and was taken out of the site: event 108 at every refresh."##
    ),
]
