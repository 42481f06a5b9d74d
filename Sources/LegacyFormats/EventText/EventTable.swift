/// The lines behind the event catalogue: number, severity, component, explanation.
///
/// One string constant builds faster than hundreds of initialisers. `e` is an error, `i` information; `~` behind it
/// says that the sources tell the meaning for a range of numbers only.
enum EventTable {
    /// Components by their letter.
    static let components = [
        "A": "SMS_ALERTER", "C": "SMS_SITE_CONFIG_MANAGER", "D": "SMS_DESPOOLER",
        "H": "SMS_HIERARCHY_MANAGER",
        "L": "SMS_INVENTORY_DATA_LOADER", "M": "SMS_MAINTENANCE_MANAGER", "N": "SMS_LAN_SENDER",
        "R": "SMS_SITE_REPORTER", "S": "SMS_SCHEDULER", "X": "SMS_EXECUTIVE",
    ]

    /// The lines in order of their numbers.
    static let text = """
        1|e|D|The instruction is damaged or of a version this Despooler does not know.
        2|e|D|{name} is missing.
        3|e|D|The registry key {key} could not be opened.
        4|e|D|The registry key {key} could not be read.
        5|e|D|The domain {domain} of the instruction is not known here.
        6|i|D|Job {job} was cancelled; package {package} will not be put on any server.
        7|e|D|A share named {share} could not be made for {path}.
        8|e|D|{share} is no name for a share of a package: choose another and send the package again.
        9|e|D|File {file} could not be removed.
        10|e|D|The directory tree {path} could not be removed.
        11|e|D|The file of package {package} is not at this site any more; send the package again.
        12|e|D|The source of the instruction could not be read.
        13|e|D|Neither the registry nor the instruction names a server.
        14|e|D|The instruction failed and cannot be tried again.
        15|e|D|Package file {file} could not be unpacked.
        16|e|D|The tree {path} could not be copied to {destination}.
        17|e|S|An install request was put off: there is no connection to the SQL database.
        18|e|S|The addresses of site {site} could not be found out.
        19|e|S|Outbox {outbox} could not be opened.
        20|e|S|An install request could not be added to the database.
        21|e|S|The send request was given up after {retries} tries.
        22|e|S|An install request is not in the database.
        23|e|S|A send request could not be taken up again: access was refused.
        24|e|S|A send request could not be set back to Pending.
        25|e|S|The state of a transfer could not be written.
        26|e|S|Values of a job detail could not be written.
        27|e|S|A query of table {table} failed.
        28|e|S|A Share Package job was put off: there is no connection to the SQL database.
        29|e|S|A query of table {table} for job details failed.
        30|e|S|The table of jobs could not be changed.
        31|e|S|The table of jobs could not be read.
        32|e|S|The list of targets of job {job} could not be made.
        33|e|S|The list of sites of job {job} could not be made.
        34|e|S|A new send request for job {job} could not be made.
        35|e|S|The registry could not be written.
        36|e|S|Job {job} has no requests, so its status could not be changed.
        37|e|S|Request {request} could not be started.
        38|e|S|Package {package} does not exist.
        39|e|S|Request {request} could not be started again.
        40|e|S|The instruction file of job {job} could not be made.
        41|e|S|A detail row of job {job} is missing.
        42|e|S|The transfer file of job {job} could not be made.
        43|e|S|Request {request} is missing.
        44|e|S|A detail row of job {job} could not be added.
        45|e|S|Package {package} of the job does not exist.
        46|e|S|What Package Command Manager needs to know of job {job} is not there.
        47|e|S|New jobs cannot be looked for: there is no connection to the SQL database.
        48|e|S|New jobs cannot be looked for: a query failed.
        49|e|S|The directory of system jobs is empty or cannot be read.
        50|e|S|A file for a new system job could not be made.
        51|e|S|A copy of the list of jobs could not be made.
        52|e|S|Job {job} vanished while it was worked on.
        53|e|S|Requests cannot be looked for: there is no connection to the SQL database.
        54|e|S|Requests cannot be looked for: a query failed.
        55|e~|D|A computer or the place of its instructions could not be found.
        56|e~|D|A computer or the place of its instructions could not be found.
        57|e~|D|A computer or the place of its instructions could not be found.
        58|e~|D|A computer or the place of its instructions could not be found.
        59|e~|D|An instruction file of a computer could not be opened, read or written.
        60|e~|D|An instruction file of a computer could not be opened, read or written.
        61|e~|D|An instruction file of a computer could not be opened, read or written.
        62|e~|D|An instruction to or from Package Command Manager could not be handled.
        63|e~|D|An instruction to or from Package Command Manager could not be handled.
        64|e~|D|An instruction to or from Package Command Manager could not be handled.
        65|e~|D|An instruction to or from Package Command Manager could not be handled.
        66|e~|D|An instruction to or from Package Command Manager could not be handled.
        67|e~|D|An instruction to or from Package Command Manager could not be handled.
        68|e~|D|An instruction to or from Package Command Manager could not be handled.
        69|e~|D|An instruction to or from Package Command Manager could not be handled.
        70|e~|D|An instruction to or from Package Command Manager could not be handled.
        71|e~|D|An instruction to or from Package Command Manager could not be handled.
        72|e|D|The directory for a system job is missing.
        73|e|D|The package file of a system job is missing.
        74|e~|D|The instruction of a system job could not be opened, read, carried out or written.
        75|e~|D|The instruction of a system job could not be opened, read, carried out or written.
        76|e~|D|The instruction of a system job could not be opened, read, carried out or written.
        77|e~|D|The instruction of a system job could not be opened, read, carried out or written.
        78|e~|D|The instruction of a system job could not be opened, read, carried out or written.
        79|e~|R|Files to be reported to the parent site could not be handled.
        80|e~|R|Files to be reported to the parent site could not be handled.
        81|e~|R|Files to be reported to the parent site could not be handled.
        82|e~|R|Files to be reported to the parent site could not be handled.
        83|e~|R|Files to be reported to the parent site could not be handled.
        84|e~|R|Files to be reported to the parent site could not be handled.
        85|e~|R|Files to be reported to the parent site could not be handled.
        86|e~|R|Files to be reported to the parent site could not be handled.
        87|e~|R|Files to be reported to the parent site could not be handled.
        88|e~|R|Files to be reported to the parent site could not be handled.
        90|e|D|The package could not be unpacked.
        91|e|D|The source of the package is missing.
        94|e~|D|A file of typed records could not be opened, read or written.
        95|e~|D|A file of typed records could not be opened, read or written.
        96|e~|D|A file of typed records could not be opened, read or written.
        97|e~|D|A file of typed records could not be opened, read or written.
        98|e~|D|A file of typed records could not be opened, read or written.
        99|e~|D|A file of typed records could not be opened, read or written.
        100|e~|D|A file of typed records could not be opened, read or written.
        104|e|D|The registry key {key} could not be deleted.
        105|e|D|The registry key {key} could not be made.
        106|e|D|Package {package} could not be removed from server {server}.
        107|e|D|The package directory {path} could not be removed.
        108|e|D|Package {package} could not be put on server {server}: check the server, the rights and password, and NetWare volumes.
        109|e|D|There is not enough room on {server}: {available} bytes are free, {required} are needed.
        110|e|D|The directory {path} could not be made.
        111|e|D|The share {share} could not be made.
        112|e|D|The Macintosh volume {volume} could not be made.
        113|e|D|The package needs an NTFS drive, and server {server} has none.
        114|e|D|A file of the package could not be unpacked.
        115|e|D|The packed package {package} could not be kept at this site.
        116|e|D|The package could not be copied to server {server}; check its limit of connections.
        117|e|D|The AppleTalk zone {zone} was not found.
        118|e|M|The rules for finding packages could not be compiled.
        119|e|D|A client's status file is malformed or larger than 64 KB.
        120|e|D|The file with details of job {job} could not be written.
        177|e|D|A package could not be removed from a server.
        180|i|L|A machine new to the database shares some identifying values with another one.
        181|i~|L|A machine's identifying values do not match what the database holds.
        182|i~|L|A machine's identifying values do not match what the database holds.
        183|i~|L|A machine's identifying values do not match what the database holds.
        184|i~|L|A machine's identifying values do not match what the database holds.
        185|i~|L|A machine's identifying values do not match what the database holds.
        186|i|L|A machine was told to send its whole inventory again.
        189|e|D|The instruction that was to be removed for a client was not found.
        190|e~|D|An instruction to send an inventory again could not be handled.
        191|e~|D|An instruction to send an inventory again could not be handled.
        192|e~|D|An instruction to send an inventory again could not be handled.
        193|e~|D|An instruction to send an inventory again could not be handled.
        194|e~|D|An instruction to send an inventory again could not be handled.
        195|e~|D|An instruction to send an inventory again could not be handled.
        197|e~|C|A service could not use the registry or got no memory.
        198|e~|C|A service could not use the registry or got no memory.
        199|e~|C|A service could not use the registry or got no memory.
        200|e~|C|A service could not use the registry or got no memory.
        201|e~|C|A service could not use the registry or got no memory.
        202|e~|C|A service could not use the registry or got no memory.
        203|e~|C|A service could not use the registry or got no memory.
        204|e~|C|A service could not use the registry or got no memory.
        205|e|D|The registry values for the instruction could not be read.
        206|e|D|The packed package {package} could not be stored.
        207|e|A|An alert could not be handled.
        208|e|C|There is not enough memory.
        209|e|C|The site's identity could not be read.
        210|e|C|The directory of control files is not there.
        211|e|C|A site control file is damaged and was renamed.
        212|e|C|The user groups could not be listed.
        213|e|C|A site control file could not be written.
        214|e|C|A site control file could not be sent to the parent site.
        215|e|C|Windows NT server {server} was not found; the component runs on the site server.
        217|e|C|The kind of domain {domain} could not be found out.
        218|e|C|Domain {domain} was not found.
        219|e|C|The server of an outbox was not found.
        220|e|C|The share of an outbox was not found.
        221|e~|C|Server {server}, its shares, its disk room or a component could not be made ready.
        222|e~|C|A server, its shares, its disk room or a component could not be made ready.
        223|e~|C|A server, its shares, its disk room or a component could not be made ready.
        224|e~|C|A server, its shares, its disk room or a component could not be made ready.
        225|e~|C|A server, its shares, its disk room or a component could not be made ready.
        226|e|C|The parent site's code differs from the one expected.
        227|e|C|Server {server} was dropped: nothing was heard of it for {days} days.
        233|e~|C|Files of a component, the servers of the site, a share or the service account are not as they should be.
        234|e~|C|Files of a component, the servers of the site, a share or the service account are not as they should be.
        235|e~|C|Files of a component, the servers of the site, a share or the service account are not as they should be.
        236|e~|C|Files of a component, the servers of the site, a share or the service account are not as they should be.
        237|e~|C|Files of a component, the servers of the site, a share or the service account are not as they should be.
        238|e~|C|Files of a component, the servers of the site, a share or the service account are not as they should be.
        242|i|C|Site Configuration Manager waits for a site control file.
        243|e|L|The connection to the SQL database was lost.
        244|i|L|The connection to the SQL database is back.
        245|e|L|A MIF could not be read and was moved to {path}.
        246|e|L|The registry could not be used.
        247|e|D|The file is not there any more.
        248|e|D|The file could not be written.
        249|e|D|The outbox could not be opened.
        251|e|N|No LAN connection to site {site}, server {server}, share {share}: Win32 error {code}.
        252|e|N|No RAS connection to server {server} by phone book entry {entry}: Win32 error {code}.
        253|e|N|The RAS connection stands, but the share was refused.
        254|e|N|The SNA transaction program failed.
        255|e|N|No SNA conversation could be allocated.
        256|e|N|There is no receiver at the other end of the SNA connection.
        257|e|N|The address names no server.
        258|e|N|The address names no share.
        259|e|N|The address names no gateway.
        260|i|N|The Sender begins with a send request.
        262|e|N|The send request could not be opened.
        263|e|N|The send request could not be read.
        264|e|N|The send request holds no address.
        265|e|N|All addresses of the send request were tried in vain.
        268|e|N|The package file is missing or empty.
        269|e|N|The instruction file is missing or empty.
        270|i|N|The file is at the destination already.
        271|i|N|A file at the destination was renamed.
        272|i|N|Job {job} was sent to site {site}.
        273|e|N|A sending thread or connection failed.
        274|e|N|There is no address.
        275|e|N|The address is not valid.
        276|e|N|The local address is not valid.
        277|e~|N|A file or connection of a transfer failed, or the disk is full.
        278|e~|N|A file or connection of a transfer failed, or the disk is full.
        279|e~|N|A file or connection of a transfer failed, or the disk is full.
        280|e~|N|A file or connection of a transfer failed, or the disk is full.
        281|e~|N|A file or connection of a transfer failed, or the disk is full.
        282|e~|N|A file or connection of a transfer failed, or the disk is full.
        283|e~|N|A file or connection of a transfer failed, or the disk is full.
        284|e~|N|A file or connection of a transfer failed, or the disk is full.
        285|e~|N|A file or connection of a transfer failed, or the disk is full.
        286|e~|N|A file or connection of a transfer failed, or the disk is full.
        287|e~|N|A file or connection of a transfer failed, or the disk is full.
        288|e~|N|A file or connection of a transfer failed, or the disk is full.
        289|e~|N|A file or connection of a transfer failed, or the disk is full.
        290|e~|N|A file or connection of a transfer failed, or the disk is full.
        291|e~|N|A step at the destination failed: disk check, renaming, removing or memory.
        292|e~|N|A step at the destination failed: disk check, renaming, removing or memory.
        293|e~|N|A step at the destination failed: disk check, renaming, removing or memory.
        294|e~|N|A step at the destination failed: disk check, renaming, removing or memory.
        295|e~|N|A step at the destination failed: disk check, renaming, removing or memory.
        296|i~|N|A receiver or dispatcher started, stopped or failed.
        297|i~|N|A receiver or dispatcher started, stopped or failed.
        298|i~|N|A receiver or dispatcher started, stopped or failed.
        299|i~|N|A receiver or dispatcher started, stopped or failed.
        300|i~|N|A receiver or dispatcher started, stopped or failed.
        301|i~|N|A receiver or dispatcher started, stopped or failed.
        302|i|N|The Sender was told to stop the transfer.
        303|i|N|The Sender was told to cancel the transfer.
        304|i|N|The Sender was told to suspend the transfer.
        305|e~|N|An SNA connection, a notification or a handle failed.
        306|e~|N|An SNA connection, a notification or a handle failed.
        307|e~|N|An SNA connection, a notification or a handle failed.
        308|e~|N|An SNA connection, a notification or a handle failed.
        309|e|S|The instruction is not complete: its destination or its type is missing.
        312|e|S|The instruction file could not be put together.
        313|e|S|The source directory {path} of package {package} was not found.
        314|e|S|The job could not be written back to where it came from.
        315|e|S|Send request {request} could not be put into the unscheduled outbox.
        316|e|S|Sending failed, or the destination did; kind of address: {address}; site {site}.
        317|e|S|The instruction that cancels the job at a remote site could not be sent.
        318|e|S|Query {query} of the job cannot be used.
        319|e|S|The machine path {path} of the job is not valid, so there is no list of targets.
        320|e|S|The query of the job could not be run, so there is no list of targets.
        321|e|S|The table of job details could not be reached.
        322|e|S|A row could not be added to the table of job details.
        323|e|S|Job {job} has no targets: it failed, and nothing was done.
        324|e|S|The list of destination sites of job {job} could not be made.
        325|e|S|The table of requests could not be reached.
        326|e|S|A row could not be added to the table of requests.
        327|e|S|The registry could not be reached; job statuses are not brought up to date in this cycle.
        328|e|S|The registry could not be read; job statuses are not brought up to date in this cycle.
        329|e|S|The source of package {package} for workstations could not be packed.
        330|e|S|The source of package {package} for sharing could not be packed.
        331|e|S|The source of job {job} could not be packed.
        332|e|S|There is no address to site {site}, or the registry could not be read.
        333|e|H|Registry keys of SMS are missing on {server}.
        334|e|H|The table of sites could not be used.
        335|i|H|The first job that configures the site was made.
        336|e|H|A site control file could not be read into the database.
        337|e|H|A site control file could not be written into the database.
        338|e|H|A site control file could not be put into SITECFG.BOX.
        339|e~|H|A site control file could not be handled.
        340|e~|H|A site control file could not be handled.
        341|e~|H|A site control file could not be handled.
        348|e~|H|A site could not be installed or configured from here.
        349|e~|H|A site could not be installed or configured from here.
        350|e~|H|A site could not be installed or configured from here.
        351|e~|H|A site could not be installed or configured from here.
        352|e~|H|A site could not be installed or configured from here.
        353|e~|H|A site could not be installed or configured from here.
        354|e~|H|A site could not be installed or configured from here.
        358|i|H|The actual site control file of site {site} arrived.
        359|e|H|The job that prepares the installation of site {site} failed.
        360|e|H|The job that installs site {site} failed.
        361|e|H|The job that configures site {site} failed.
        362|e|H|The system job to the parent site could not be made.
        364|e~|H|A report could not be passed on to the parent site.
        365|e~|H|A report could not be passed on to the parent site.
        366|e|H|There is no site code.
        367|e~|H|The SQL database could not be used.
        368|e~|H|The SQL database could not be used.
        369|e~|H|The SQL database could not be used.
        371|e|D|The Macintosh volume could not be used.
        372|e|D|The free room of share {share} on server {server} could not be found out.
        373|e|D|Whether a drive is NTFS could not be found out, or it is not.
        374|e|D|Workstation {machine} in domain {domain} reports that the command failed: {description}.
        375|e|D|The file of package {package} is damaged (its checksum is wrong); send the package again.
        376|e|X|The Executive stops after an exception.
        377|e|H|The site would be its own ancestor in the hierarchy.
        378|e~|H|A secondary site could not be installed.
        379|e~|H|A secondary site could not be installed.
        380|e|A|An alert could not be carried out.
        381|e~|H|A secondary site could not be installed.
        382|e~|H|A secondary site could not be installed.
        383|e~|H|A secondary site could not be installed.
        384|e~|H|A secondary site could not be installed.
        385|e~|H|A secondary site could not be installed.
        386|e~|H|A secondary site could not be installed.
        387|e~|H|A secondary site could not be installed.
        388|e|H|A secondary site was not ready 48 hours after its installation began.
        389|e~|C|The user groups of a domain could not be listed.
        390|e~|C|The user groups of a domain could not be listed.
        391|e|D|The package is for Macintosh clients, but no server can hold Macintosh files.
        392|e|C|The drive is not NTFS.
        393|e|D|Unpacking needs {required} MB; the best drive has {available} MB free.
        """
}
