// swift-format-ignore-file
// A row of the table stays one line.

/// Program Group Control, tools and database: sms12-client 9.5.
let pgcRows = #"""
    nad-corruption, pgc-desc-40 | Q123616 Q188060 | 1.0 | - | The title of a program item over 40 characters damages the program groups of every client.
    pgc-plus-name | Q150952 | 1.0 | - | A registry name that begins with + and has no script makes every client install for nothing. | Program Group Control runs at a user's logon, on groups and not on jobs: the job that shares the package has ended by then.
    pgc-random-logon | Q153641 | 1.0 | 1.2 | Program Group Control takes any logon server and not the client's own. | Program groups are read at logon, after the Share job ended; no job, package or status depends on which server gave them.
    pgc-unc-not-reused | Q185337 | 1.2 | 1.2SP4 | A connection to the share that is there is not used again. | It is about connections of a user's session while a shared program runs, long after the job.
    pgc-local-copy-deleted | Q153640 | 1.0 | 1.2 | Who answers No loses the local copy of the program. | A question at the user's desktop about a file that SMS did not bring there; a lab has no such files.
    pgc-win16-letter | Q131716 | 1.0 | - | On 16-bit Windows a drive letter is used though UNC was asked for. | It is about the user's session while a shared program runs, long after the job.
    pgc-scans-all-dcs | Q184539 | 1.2 | 1.2SP4+hotfixes | Checking rights asks every domain controller and takes long. | It slows a user's logon and touches no package, job or status.
    """#

/// Tools and database: sms12-client 9.5.
let toolRows = #"""
    pause-does-nothing | Q135086 | 1.1 | 1.2 | Pausing a thread of the Executive in SMS Service Manager has no effect.
    viewnad-platform-garbage | Q124038 | 1.0 | 1.2 | VIEWNAD prints a meaningless platform. | A fault of a viewer for program groups; what it shows belongs to Program Group Control and not to a job.
    smsview-outer-join | Q139588 | 1.1 | 1.2 | Views made by SMSVIEW give wrong rows. | The views are for reports on inventory; a lab's tables are read directly, and no component reads the views.
    smsview-drops-grants | Q153818 | 1.0 | - | Running SMSVIEW again drops the rights on its views. | Rights of reporting users on inventory views; no component of the pipeline reads them.
    smsview-not-silent | Q192439 | 1.0 | 1.2SP4+hotfixes | SMSVIEW cannot run unattended. | A set-up question of a reporting tool; nothing of a package or job follows from the answer.
    datakey-dup-15000 | Q191352 | 1.2 | 1.2SP4 | With more than 15,000 machines inventory rows are joined to the wrong machine. | Hardware inventory is loaded and not the job's rows; what a query then finds is in a lab what the lab file says of a machine.
    softname-40 | Q175763 | 1.2SP2 | - | Packages with names over 40 characters are missing in software inventory. | Software inventory is its own pipeline; a package's name does no harm to a job.
    smsid-vw-collision | Q194146 | 1.2 | - | Under a Scandinavian sort order two SMSIDs count as one. | A sort order is chosen when SQL Server is installed; a lab compares identifiers byte by byte, as every other order does.
    """#
