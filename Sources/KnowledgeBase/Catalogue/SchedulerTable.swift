// swift-format-ignore-file
// A row of the table stays one line.

/// Activation, targets and the Scheduler: sms12-server 11.1, sms12-client 9.1.
///
/// Name and other names | articles | first release that shows it | first that does not, or - | sentence | why it
/// is out of scope, where it is.
let schedulerRows = #"""
    cycle-wait | Q197016 | 1.0 | - | A new job stays Pending until the Scheduler polls, so it may start up to one polling interval after its Start After.
    frozen-targets | Q121386 | 1.0 | - | The target list is made when the job activates; who joins or leaves the group later changes nothing.
    no-run-stuck-pending, job-stuck-without-run | Q174462 | 1.2 | 1.2SP3 | A job from a parent to a child site without run phase never becomes Active.
    no-run-stuck-active, status-blank-cancelling | Q186414 | 1.2 | - | A job from the central site to a child without run phase stays Active with blank columns, and its cancel does not end.
    two-identification-groups, job-no-sendreq-two-ident | Q189530 | 1.2 | 1.2SP4+hotfixes | With a second Identification group in the database a job without run phase becomes Active and makes neither instruction nor request.
    send-only-never-complete, status-sendonly-active | Q185649 | 1.2 | 1.2SP4 | A job with a send phase only stays Active although the package arrived.
    early-complete, status-complete-early | Q221945 | 1.2SP4 | 1.2SP4+hotfixes | A job without run phase is Complete before its distribution servers are done.
    scheduler-1s-per-pc, sched-one-second-per-machine | Q154861 Q153087 | 1.0 | 1.2 | Activation takes a second for each target, one after the other, so that large jobs take hours to start.
    sched-row-at-a-time | Q153087 | 1.0 | 1.2 | A job without run phase takes 0.6 seconds for each client of its target, since rows are added one by one.
    package-overwrite, sched-overwrites-package | Q122382 | 1.0 | 1.2 | What an administrator changes in a package while it is compressed is lost: the Scheduler writes the whole package back.
    invalid-jobids, jobid-exhausted | Q185901 | 1.2 | - | After very many jobs identifiers become invalid and every job stays Pending.
    self-address-rights | Q179118 | 1.2 | - | No job gets past the Scheduler when the account of the site's own address has no rights on its SMS_SITE share.
    stale-account-after-change | Q168510 | 1.2 | - | An account changed in Site Properties is not tried against Windows NT, so that a wrong password shows only as event 330.
    tempdb-320, pending-on-tempdb | Q199985 | 1.2 | - | With Select Into off in tempdb no target list can be made: event 320, and the job stays Pending.
    us-english-323 | Q132248 | 1.0 | 1.1 | A SQL login whose date format is not American leaves every target list empty: event 323.
    machine-path-colon, path-colon-fails | Q161520 | 1.2 | - | A machine path typed with colons, as the Help says, is refused with event 319; it wants pipes.
    sql-upgrade-subsites | Q149178 Q140681 | 1.0 | 1.2 | After an upgrade of SQL Server jobs with Include Subsites stay Pending: their stored procedures are gone.
    srq-zero-length-loop, dumpsend-zero-length-loop | Q159201 | 1.0 | 1.2SP3 | A send request with a record of length zero is read for ever, by the Scheduler and by DUMPSEND.
    bad-data-srq | Q181042 | 1.0 | 1.2SP4 | A request deleted while it is sent leaves Sender and Scheduler out of step, with log lines of a blank site and job.
    slow-link-313 | Q135769 | 1.0 | - | A change of site properties over a slow link raises a harmless pair of events 313.
    wrong-site-316 | Q153657 | 1.0 | 1.2 | Event 316 names another site than the one it is about.
    repeat-blocks, sched-repeat-jam | Q153533 | 1.1 | 1.2 | When the first job of a repetition starts late, its second cannot start: it tries to cancel a job that is Pending.
    repeat-mandatory-stale, repeat-keeps-mandatory | Q141192 | 1.1 | 1.2 | The next job of a repetition keeps the old Mandatory After, so that it is overdue at once.
    sitegroup-ignores-nosub, sitegroup-limit-leaks | Q153205 | 1.1 | - | A job limited to a site group reaches the sites below as well, though Include Subsites is clear.
    secondary-upgrade-all-active | Q134716 | 1.0 | - | Upgrades of secondary sites stay Pending until every secondary site of the parent is Active.
    pending-system-jobs | Q183236 | 1.2 | - | While the SQL log is full system jobs stay Pending and cannot be deleted.
    ghost-site-retrying | Q188055 | 1.2 | - | System jobs to a site that was removed without telling its parent are Retrying for ever.
    future-date-lock | Q154577 | 1.0 | - | Properties set while the clock was ahead block every later change until that date.
    y2037 | Q151648 Q202003 | 1.0 | - | Services end with an access violation at dates from the year 2037 on.
    query-eight-clauses | Q121384 | 1.0 | - | A query with eight or more clauses cannot be executed.
    platform-not-targeted | Q156250 | 1.0 | - | A job to a site gets a row for every client of it, those too whose platform can never run the command.
    server-list-crosses-sites | Q121386 | 1.0 | - | Clients of one child site see the distribution servers of another, when one job goes to both.
    removed-dp-in-ins, stale-dp | Q199994 | 1.2 | - | A distribution server that was removed is still named in new client instructions.
    group-blank-rows, blank-group-rows | Q160901 Q190949 | 1.1 | - | Machines deleted from the database leave blank members in machine groups; in 1.1 dropping on such a group crashes the Administrator.
    """#
