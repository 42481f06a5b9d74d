// swift-format-ignore-file
// A row of the table stays one line.

/// Status: sms12-server 11.4, sms12-client 9.4.
let statusRows = #"""
    retrying-sticks, status-sticky-retrying | Q150026 | 1.0 | - | Once Retrying, a job stays so while any workstation is None, even if none is Retrying.
    none-forever | Q156250 Q156270 | 1.0 | - | A job is never Complete while its target holds machines that cannot run it, such as NetWare servers.
    expired-changes-status, status-expire-rewrites | Q152229 | 1.0 | 1.2 | Expiry rewrites the status of rows: to Retrying in 1.0, to Canceled in 1.1.
    expired-is-retrying | Q152229 | 1.0 | 1.1 | What expiry writes into a row counts as a failure, so that the row is Retrying and not Canceled.
    cancel-not-immediate | Q191338 | 1.2 | - | After a cancel the work that has begun goes on to its end.
    expiry-flood, expiry-sni-flood | Q188042 | 1.2 | 1.2SP4 | When a job expires, every client writes a status, and the logon servers are flooded.
    jobstatus-mif-quote, status-quote-refused | Q140810 | 1.1 | 1.2 | A status MIF with an escaped quotation mark is not loaded.
    slow-jobdetails, status-jobdetails-slow | Q162558 | 1.2 | 1.2SP2 | JobDetails is searched without its index, 50 times slower at 230,000 rows.
    retry-share-nt31, status-nt31-share-retry | Q107244 | 1.0 | 1.1 | A Share job shows Retrying though it is done, when a client with Windows NT 3.1 is there.
    central-mif-flood | Q140389 | 1.0 | 1.2 | Jobs made at the central site bring tens of thousands of MIFs there, more than it can load.
    orphan-ins, ins-never-deleted | Q269768 | 1.2 | - | Logon servers keep instruction files of jobs and packages that were deleted without a cancel.
    netware-no-status, status-netx-none | Q160775 | 1.0 | 1.2SP2 | Clients with the NETX redirector never return a status.
    pcmsvc-no-mif, status-svc-none | Q164877 | 1.2 | 1.2SP2 | The Package Command Manager service returns no status MIF.
    status-handle-below-32 | Q149672 | 1.1 | 1.2 | A command whose handle is a small number is taken for one that failed.
    status-dos-lost | Q191299 | 1.2 | 1.2SP4 | On MS-DOS the Package Command Manager loses control of the command and reports error 3.
    mif-mifmif | Q200437 | 1.2 | - | The Installer names its status file with the extension twice. | The file is written by SMS Installer inside a package, whose scripts a lab does not run; a lab says which status MIF a command leaves, and a missing one can be had with mif=none.
    mif-longname | Q232240 | 1.2 | - | The Installer refuses a long name for its status file. | It is about what SMS Installer writes, which is an input of a lab (`mif` of a result) and nothing that SMS does with it.
    mif-w95-missing | Q200439 | 1.2 | - | The Installer leaves no status file on Windows 95. | SMS Installer's scripts are not run; a result with mif=none for the clients with Windows 95 gives the same lab.
    ismif16-spaces | Q200002 | 1.2 | - | ISMIF16 cannot write to a path with blanks. | A helper program called by a package's own script, which a lab does not run; its effect, no MIF, is mif=none.
    mif-year-2030 | Q239534 | 1.2 | 1.2SP4+hotfixes | A date after 2030 in a MIF is refused, though 2035 is documented.
    """#
