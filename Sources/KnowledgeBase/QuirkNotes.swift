// swift-format-ignore-file
// A note stays one line.

/// What is told of a quirk whose case is still to be written: where its cause lies, and cause and trigger.
///
/// A case brings these with it; its quirk leaves the list then.
let quirkNotes: [(name: String, place: String, text: String)] = [
    (
        "drive-left-mapped", ##"Package Command Manager: the drive letter after a command"##,
        ##"**Cause.** A connection that is in use is not cut by force. **Trigger.** A result rule with `leavesOpen: true`, under the service, or at a 16-bit client and a NetWare server."##
    ),
    (
        "expiry-sni-flood", ##"Package Command Manager: what is noted of an expired record"##,
        ##"**Cause.** The history does not note that the expiry was reported. **Trigger.** Many clients with expired records, and a Despooler that does not keep up."##
    ),
    (
        "ins-only-if-touched", ##"Package Command Manager: when the instruction file is parsed"##,
        ##"**Cause.** The times of an offer are looked at only when the file is parsed, and it is parsed when its date changed or Package Command Manager starts. **Trigger.** An Offer After or Mandatory After that lies behind the first poll."##
    ),
    (
        "ins-unreadable-nt351", ##"Package Command Manager, the service: reading the instruction file"##,
        ##"**Cause.** The service cannot open the file there. **Trigger.** `osVersion: "3.51"` with `service: true`; servers of kind `nt` count as Windows NT 4.0."##
    ),
    (
        "lockout-storm", ##"Package Command Manager, the service: its logon"##,
        ##"**Cause.** A refused logon is not remembered. **Trigger.** `account: "expired"`. The hotfix pauses for three days after a refusal."##
    ),
    (
        "mac-no-popup", ##"Package Command Manager on the Macintosh: what a new package brings up"##,
        ##"**Cause.** The program is in the background there and may only ask for attention. **Trigger.** Any offer at a Macintosh."##
    ),
    (
        "mac-parallel-error", ##"Package Command Manager on the Macintosh: the start of a command"##,
        ##"**Cause.** The compressed program files are opened for one reader only, and the refusal gives the error 0. **Trigger.** Two Macintoshes that run the same job at the same time."##
    ),
    (
        "mac-tickle-errors", ##"Package Command Manager on the Macintosh: its connection"##,
        ##"**Cause.** AppleTalk's tickle packets test the open connection all the time, whatever the polling interval. **Trigger.** A Macintosh whose logon server is offline."##
    ),
    (
        "mif-year-2030", ##"Package Command Manager: the status MIF"##,
        ##"**Cause.** Years from 31 on count as another century. **Trigger.** A client whose clock shows 2031 or later, and a status MIF."##
    ),
    (
        "pcm-archive-defeats", ##"Package Command Manager: what archiving does to a mandatory command"##,
        ##"**Cause.** The archive is not looked through for what is mandatory, and the countdown lets go of it. **Trigger.** `sms12 client archive` in the five minutes of a countdown."##
    ),
    (
        "pcm-av-no-current-server", ##"Package Command Manager: its start"##,
        ##"**Cause.** What CurrentLogonServer gives is used without a look whether it was found. **Trigger.** A user who logs on while the client's logon server is offline, though another one works."##
    ),
    (
        "pcm-blank-window", ##"Package Command Manager: what counts as a new package"##,
        ##"**Cause.** New records are counted before those are left out that are not offered yet. **Trigger.** An Offer After that lies behind the poll that finds the record."##
    ),
    (
        "pcm-busy-dialog", ##"Package Command Manager for Windows NT: its start"##,
        ##"**Cause.** The mutex that the service holds is asked for once, and the refusal ends the program. **Trigger.** A user who logs on while the service runs a command."##
    ),
    (
        "pcm-countdown-300", ##"Package Command Manager: the countdown of a mandatory command"##,
        ##"**Cause.** DisablePCMCountdown of SMS.INI is not read. **Trigger.** `disableCountdown: true`."##
    ),
    (
        "pcm-details-blocks", ##"Package Command Manager: when a mandatory command starts"##,
        ##"**Cause.** The window owns the only thread. **Trigger.** `sms12 client details NAME --open`."##
    ),
    (
        "pcm-dst-hour", ##"Package Command Manager: the times of an offer"##,
        ##"**Cause.** Package Command Manager corrects the times of the record by the daylight saving of its own machine. **Trigger.** A client whose zone has daylight saving in force while the site's has not, or the other way round."##
    ),
    (
        "pcm-execute-dimmed", ##"Package Command Manager: the end of a command"##,
        ##"**Cause.** The handle that is kept of the process is 0, so that the job seems to run for ever. **Trigger.** A command with SynchronousSystemExitRequired."##
    ),
    (
        "pcm-exits-no-server", ##"Package Command Manager: its start"##,
        ##"**Cause.** The look for a logon server is made once, and its failure ends the program. **Trigger.** A user who logs on while every logon server is offline."##
    ),
    (
        "pcm-first-process-only", ##"Package Command Manager: the end of a command"##,
        ##"**Cause.** What is watched is the handle of the process that was started. **Trigger.** A result rule with `launcher: true`: the command counts as done when its launcher ends, and no status MIF is there yet."##
    ),
    (
        "pcm-force-reboot-stays-pending", ##"Package Command Manager: when a run is recorded"##,
        ##"**Cause.** A run is recorded when its process ends or Windows says that it ends, and a forced restart says nothing. **Trigger.** A result rule with `reboot: "forced"`. From service pack 4 on a command with SynchronousSystemExitRequired is recorded as soon as it has started."##
    ),
    (
        "pcm-hang-forever", ##"Package Command Manager: the end of a command"##,
        ##"**Cause.** The wait for the process has no limit. **Trigger.** A result rule with `hangs: true`."##
    ),
    (
        "pcm-history-loss-reruns", ##"Package Command Manager: its history"##,
        ##"**Cause.** A record without an entry in the history counts as new. **Trigger.** `sms12 client forget-history` while records of executed commands are in the file."##
    ),
    (
        "pcm-netware-path", ##"Package Command Manager: choice of the distribution server"##,
        ##"**Cause.** The explicit path lacks `SMS\LOGON.SRV`. **Trigger.** A NetWare logon server that holds the package and is not in the record's list."##
    ),
    (
        "pcm-no-reminder", ##"Package Command Manager for Windows NT: polls"##,
        ##"**Cause.** PCMPackageReminderInterval of SMS.INI is not read. **Trigger.** `reminderMinutes` and a pending command."##
    ),
    (
        "pcm-path-in-package", ##"Package Command Manager: the command line"##,
        ##"**Cause.** Every command counts as relative to the package's directory. **Trigger.** A command such as `C:\TOOLS\SETUP.EXE`."##
    ),
    (
        "pcm-preferred", ##"Package Command Manager for Windows NT: choice of the distribution server"##,
        ##"**Cause.** The list of preferred servers in the registry is read. **Trigger.** `serverChoice` with `preferred-only` or `preferred-first`, and `preferredServers`."##
    ),
    (
        "pcm-random-order", ##"Package Command Manager: which mandatory command is next"##,
        ##"**Cause.** The records are taken as they come in the file; nothing sorts them. **Trigger.** Two mandatory commands that fall due while the client is off or busy."##
    ),
    (
        "pcm-runs-expired-new", ##"Package Command Manager: the first look at a new record"##,
        ##"**Cause.** At the first look at a new record Mandatory After is looked at before Expires After. **Trigger.** A client that was off while a mandatory job was offered and expired."##
    ),
    (
        "pcm-server-choice-switch", ##"Package Command Manager: choice of the distribution server"##,
        ##"**Cause.** The switch is read. **Trigger.** `serverChoice` with `local-only`, `drive-mappings` or `random-only`."##
    ),
    (
        "pcm-server-random-32bit", ##"Package Command Manager for Windows NT: choice of the distribution server"##,
        ##"**Cause.** The current logon server and mapped drives never match, so that only the random step is left. **Trigger.** A package that lies on the client's logon server and on others."##
    ),
    (
        "pcm-slowlink-ignored", ##"Package Command Manager: which commands are mandatory"##,
        ##"**Cause.** The flag is in the record, and nothing reads it. **Trigger.** A job with Not Mandatory Over Slow Link and a client with `slowLink: true`. Service pack 4 took the box away; the flag was never honoured."##
    ),
    (
        "pcm-stays-open", ##"Package Command Manager: the end of its queue"##,
        ##"**Cause.** The end of the queue does not close the window. **Trigger.** Any command that runs, with nothing behind it."##
    ),
    (
        "pcm-w95-plus-hour", ##"Package Command Manager on Windows 95: Mandatory After"##,
        ##"**Cause.** An hour is added to Mandatory After. **Trigger.** Any mandatory command at a client with Windows 95."##
    ),
    (
        "pcm16-one-mandatory", ##"Package Command Manager for Windows 3.x and 95: what happens after a mandatory command"##,
        ##"**Cause.** The window is closed when the mandatory command ends, whatever else is pending. **Trigger.** Several new commands, one of them mandatory. The others show again with a new arrival, or when the user starts the program."##
    ),
    (
        "pcm32-blocks-svc", ##"Package Command Manager, the service: when it runs commands"##,
        ##"**Cause.** Both hold the same mutex as long as they run, not only while a command runs. **Trigger.** A user who is logged on."##
    ),
    (
        "reboot-prompt-leftover", ##"Package Command Manager: the restart after a command"##,
        ##"**Cause.** It is looked whether `_MSSETUP.BAT` and `_MSRSTRT.EXE` are there, not whether they are new. **Trigger.** A result rule with `reboot: "leftover"`, and then any other command."##
    ),
    (
        "redirector-blank", ##"Package Command Manager: the refresh of its lists at a poll"##,
        ##"**Cause.** The lists are emptied before they are read anew, and the timeout leaves them so. **Trigger.** A poll while the logon server is offline: users run nothing of what is pending until a later poll succeeds."##
    ),
    (
        "sms-ini-eight-servers", ##"Package Command Manager: the list of logon servers"##,
        ##"**Cause.** `[Servers]` of SMS.INI takes eight. **Trigger.** More than eight logon servers in a domain, of which the first eight are offline."##
    ),
    (
        "status-dos-lost", ##"Package Command Manager for MS-DOS: the end of a command"##,
        ##"**Cause.** The program's overlay is looked for in the directory that the command left current. **Trigger.** A result rule with `endsElsewhere: true`."##
    ),
    (
        "status-handle-below-32", ##"Package Command Manager, the service: the start of a command"##,
        ##"**Cause.** The number that Windows NT gives is read as the 16-bit call's error code. **Trigger.** A result rule with `handle` below 32: what ran well is shown as Retrying."##
    ),
    (
        "status-netx-none", ##"Package Command Manager for MS-DOS and Windows 3.x: the status of a command"##,
        ##"**Cause.** The status is written to a UNC path, which NETX does not know. **Trigger.** `redirector: "netx"`."##
    ),
    (
        "status-quote-refused", ##"Package Command Manager: the status MIF"##,
        ##"**Cause.** The parser ends the value at `\"`. **Trigger.** A result rule whose description holds a quotation mark."##
    ),
    (
        "status-svc-none", ##"Package Command Manager, the service: the status of a command"##,
        ##"**Cause.** Nothing is written behind a run. **Trigger.** Any command that the service runs."##
    ),
    (
        "svc-drive-letter-av", ##"Package Command Manager, the service: the command line"##,
        ##"**Cause.** The path is put together with that of the package without a look at its form. **Trigger.** A background command such as `C:\TOOLS\SETUP.EXE`."##
    ),
    (
        "svc-no-failover", ##"Package Command Manager, the service: which logon server it asks"##,
        ##"**Cause.** The list of `[Servers]` is not gone through. **Trigger.** The client's logon server is offline or was not served yet."##
    ),
    (
        "svc-no-mstest", ##"Package Command Manager, the service: where programs are looked for"##,
        ##"**Cause.** The directory is not among those it searches. **Trigger.** A background command whose program lies in MSTEST only: a result rule with `program: "mstest"`."##
    ),
    (
        "svc-os-upgrade-loops", ##"Package Command Manager, the service: when a run is recorded"##,
        ##"**Cause.** The service hears nothing of the restart that ends the upgrade, and records nothing. **Trigger.** A background command with `reboot: "upgrade"`."##
    ),
    (
        "svc-runs-expired", ##"Package Command Manager, the service: which commands run"##,
        ##"**Cause.** The service does not look at Expires After. **Trigger.** A background command, and a client that is on again after it has expired."##
    ),
    (
        "svc-short-poll-reruns", ##"Package Command Manager, the service: its history"##,
        ##"**Cause.** The service takes what it finds in the file, and does not ask the history. **Trigger.** A polling interval under 20 minutes, in which the record cannot be removed."##
    ),
    (
        "svc-silent-if-not-mandatory", ##"Package Command Manager, the service: which commands it takes"##,
        ##"**Cause.** Only records with a Mandatory After are looked at. **Trigger.** A background command of a job without Mandatory After."##
    ),
    (
        "svc-unc-fails", ##"Package Command Manager, the service: the command line"##,
        ##"**Cause.** The path of the package is put in front of it. **Trigger.** A background command such as `\\SRV1\TOOLS\SETUP.EXE`."##
    ),
    (
        "w95-unc-ignored", ##"Package Command Manager on Windows 95: the command line"##,
        ##"**Cause.** Of the path only the name of the file is used. **Trigger.** A command such as `\\SRV1\TOOLS\SETUP.EXE` at a client with Windows 95."##
    ),
]
