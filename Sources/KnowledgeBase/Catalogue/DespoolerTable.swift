// swift-format-ignore-file
// A row of the table stays one line.

/// Despooler and distribution servers: sms12-server 11.3, sms12-client 9.1.
let despoolerRows = #"""
    restart-resets-retries, retry-counter-resets | Q140374 | 1.1 | 1.2SP4 | A restart of the Despooler sets the retry counter to zero, so that a job never becomes Failed.
    retry-step-2, retry-by-two | Q191360 | 1.2SP1 | 1.2SP4 | The retry counter moves by two for a file in use under forced delivery, so that only half the retries are made.
    sni-first, status-sni-first | Q168130 | 1.2 | 1.2SP4+hotfixes | The Despooler executes client status files before new instructions, 50 in a batch.
    cancel-corrupts-sni | Q168130 | 1.2 | - | Cancelling or deleting an active job damages status instructions: each takes long and is reported with the error 38a.
    38a-slow, cancel-scans-domain | Q264945 | 1.2 | - | One cancel makes the Despooler read every client file of the domain.
    ins-lock-32 | Q161043 | 1.2 | 1.2SP2 | An instruction that is read before the sender let go of it is never tried again, and every later job stays Pending.
    future-sni, status-future-clock | Q172899 | 1.2 | 1.2SP4 | Status of a client whose clock is ahead is held back, and copies of it pile up.
    sni-before-pck, status-sni-before-pck | Q138241 | 1.0 | - | A status whose instruction is read before its package file counts as Complete though it tells of a failure.
    malformed-mif-complete, status-malformed-is-success | Q190135 | 1.2 | 1.2SP4+hotfixes | A status MIF that cannot be parsed is thrown away and counts as Complete.
    empty-description-cb | Q169491 | 1.2 | - | A status MIF with an empty Description is logged with the warning cb.
    failed-is-retrying, status-failed-shows-retrying | Q166833 Q169491 | 1.2 | - | A MIF that says Failed shows as Retrying, since the command may be run again.
    master-copy-retry-drops-refresh | Q195936 | 1.2 | 1.2SP4+hotfixes | When the copy to STORE failed, the retry no longer refreshes the servers that hold the package.
    retry-av | Q186827 | 1.2 | 1.2SP4+hotfixes | Writing a retry instruction for many servers ends the Executive with an access violation.
    no-retry-server-list, failed-dp-dropped | Q153576 | 1.0 | 1.2 | When one of several servers fails, the retry names no server: the job is Complete with one server missing.
    empty-dist-gpf | Q139590 | 1.1 | 1.2 | A job without distribute phase and with no servers ends the Executive with an access violation.
    inactive-server-av | Q191297 | 1.2 | 1.2SP4 | A target server that goes offline while it is served ends the Executive with an access violation.
    netware-space-av | Q184169 | 1.2 | - | A NetWare server without room for a package ends the Executive with an access violation, after event 109.
    long-path-av | Q182419 | 1.2 | 1.2SP4 | A path of more than 200 characters in a package ends the Executive with an access violation.
    preferred-drive-broken | Q191307 | 1.2 | 1.2SP4 | With a preferred drive set the Despooler looks for a drive named $ and fails with error 3.
    delete-before-copy | Q184489 | 1.2 | 1.2SP4 | A refresh deletes the package's files first and then cannot copy over those in use, so that the directory is left empty.
    refresh-all-files, refresh-copies-everything | Q184512 | 1.2 | 1.2SP4 | A refresh copies every file again, those too that did not change.
    in-use-blocks | Q147819 Q128458 | 1.0 | 1.2 | A locked file keeps a job Retrying for a week; there is no forced delivery.
    force-strips-rights | Q182414 | 1.2 | 1.2SP4 | After a forced disconnection the rights of users on the directory are not given back.
    rights-reset | Q167656 | 1.0 | 1.2SP3 | Each distribution writes the rights of the package directory anew, over those set by hand.
    disk-space-lie | Q193766 | 1.2 | - | While a file is open event 109 tells of too little room, with the figures left blank.
    netware-everyone | Q169748 | 1.2 | - | A NetWare server without the group Everyone cannot be served: event 108.
    netware-rights | Q149957 | 1.0 | - | Rights on a NetWare directory that was there before are changed to RWCMEF, whatever they were.
    lfn-needs-ntfs | Q139589 Q124959 | 1.0 | - | A package with a long file name needs NTFS: event 113 for a server without, and NetWare is passed over in silence.
    mac-8-3 | Q156278 | 1.0 | - | A Macintosh file whose name is not 8.3 loses its resource fork.
    refresh-touches-all, new-dp-refreshes-all | Q235157 Q140051 | 1.2 | - | Adding a server with Refresh Existing set copies the package to every server that holds it, whatever group the job names.
    specified-skips-existing, specified-subset-not-refreshed | Q140051 | 1.1 | - | Put On Specified passes over servers that hold the package, so that a part of them cannot be refreshed.
    group-mismatch-failed, status-group-false-fail | Q167007 | 1.2 | - | Working is Failed at a site that has no server of the job's group, since its server phase was attempted.
    share-remove-all | Q173995 | 1.2 | - | One Remove job takes away a share that several packages use.
    remove-leaves-registry | Q168569 | 1.2 | - | A Remove job leaves the package's values in the registry of the server.
    history-grows | Q147616 | 1.0 | - | The history of packages in the registry is never cleaned up.
    remove-in-use-netware | Q153637 | 1.0 | 1.2 | Removing a package in use from a NetWare server leaves files with meaningless names.
    packagelocations-stale, packagelocation-stale | Q153231 | 1.0 | - | PackageLocations keeps its rows after a Remove job and after a site was detached.
    share-comment-100 | Q250381 | 1.2 | 1.2SP4+hotfixes | From 2000 on the date in the comment of a package share ends in 100.
    smsexec-nil | Q152468 | 1.0 | - | A damaged RAW, MIF or NIL file ends the Executive with an access violation.
    """#
