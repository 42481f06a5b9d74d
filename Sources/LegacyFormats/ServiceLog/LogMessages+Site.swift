/// The messages of the services of a site that have to do with jobs, three lines each: a word for it, its step, who writes
/// it and the article that shows it; the message with holes; what it means.
///
/// `-` for the article: words of our own, which a lab writes where no source has the product's.
enum LogMessages {
    static let scheduler = #"""
        job-due schedule SCHED -
        Job {job} is due, activating it.
        Job {job} reached its Start After time and is taken up.
        job-targets schedule SCHED -
        Job {job} has {n} target workstations.
        The target list of job {job} is frozen with {n} workstations.
        source-missing compress SCHED Q168510
        Package source {path} doesn't exist or we failed to access it, Win32 Error = {win32}
        The source {path} of a package cannot be read: Win32 error {win32}. The job is Retrying and the source is tried at each poll.
        source-none compress SCHED Q179118
        Package source of system job {job} doesn't exist or we failed to access it, Win32 Error = {win32}
        The secondary site no longer holds the source of system job {job}: Win32 error {win32}.
        compress-begin compress SCHED Q168510
        Creating package file '{path}'.
        Compressing a package into {path} begins.
        compress-end compress SCHED -
        Created package file '{path}'.
        The compressed package {path} is ready.
        compress-code compress SCHED Q168510
        Cannot compress the package file, return code = {code}
        Compressing failed with the code {code} of the compression library.
        compress-failed compress SCHED Q168510
        Creation of compressed package file failed!
        No compressed package was made; event 330, or 329 and 313, tell of it.
        compress-kept compress SCHED -
        Using the existing package file '{path}'.
        The package was compressed before; {path} is used again.
        instruction-made request SCHED -
        Created instruction for job {job} to site {site}.
        The instruction of job {job} for site {site} is written.
        request-made request SCHED -
        Created send request for job {job}.
        A send request of job {job} lies in an outbox.
        system-request-made request SCHED -
        Created send request for system job {job} to site {site}.
        A send request of system job {job} for site {site} lies in an outbox.
        no-address request SCHED -
        No address to site {site}, job {job} waits.
        Site {site} has no address that a Sender of this site can use; job {job} waits.
        job-status status SCHED -
        Job {job} status is now {text}.
        Job {job} becomes {text}.
        job-repeats schedule SCHED -
        Job {job} repeats as {text}.
        The recurring job {job} makes its successor {text}.
        job-cancelled schedule SCHED -
        Job {job} is cancelled.
        An administrator cancelled job {job}.
        job-pending-stays schedule SCHED -
        Job {job} is Pending and cannot be cancelled, its successor waits.
        A recurring job that never became Active keeps its successor back.
        request-again request SCHED -
        Rescheduling send request {request} of job {job}.
        Send request {request} of job {job} is given to a Sender once more.
        request-abandoned request SCHED -
        Send request {request} of job {job} failed for seven days, giving it up.
        Send request {request} of job {job} failed for seven days and is given up.
        request-unreadable request SCHED Q159201
        Size mismatch in RoutingInfo record. Got {n}, expected {n}.
        A send request holds a record of {n} bytes; until SP2 the Scheduler reads it for ever.
        request-dropped request SCHED -
        Send request {request} cannot be read, giving it up.
        Send request {request} cannot be read and is given up.
        bad-data request SCHED,LAN Q181042
        DBG>> Send request about to write bad data. Component {text}
        A send request was deleted while {text} had it, and is written anew without site and job.
        no-secondary-source schedule SCHED Q179118
        ERROR: Cannot connect to secondary source. Scheduler will not attempt to transfer jobs from secondary to primary source.
        The Scheduler of a primary site cannot reach a secondary site for its jobs.
        transfer-failed schedule SCHED Q185901
        Could not transfer job from secondary to primary source
        A job of a secondary site could not be taken over.
        procedure-lost sql SCHED Q140681
        You must drop and recreate procedure {text}.
        The stored procedure {text} is not there, and no job is found.
        """#

    static let sender = #"""
        capacity-none send LAN Q163379
        Checking for sending capacity. Used {n} out of {n}, no sending capacity so not checking for send requests.
        The Sender may send nothing at a time: its capacity is {n}.
        capacity send LAN Q126229
        Checking for sending capacity. Used {n} out of {n}.
        The Sender looks whether it may send more at a time; {n} are in use.
        outbox send LAN Q126229
        Connecting to {path}
        The Sender looks into its outbox {path}.
        request-found send LAN -
        Found send request {request}
        The Sender takes up the send request {request}.
        requests-none send LAN Q126229
        No (more) send requests found to process
        The outbox holds no further send request.
        outbox-none send LAN Q126229
        Registry indicates no outbox for the sender to scan.
        The registry names no outbox: the Sender has nothing to do.
        write-begin send LAN Q137610
        Attempt to write {n} bytes to {file}
        {n} bytes are being written to {file} at the destination.
        write-end send LAN Q137610
        Wrote {n} bytes to {file}
        {n} bytes are written to {file} at the destination.
        write-failed send LAN Q137610
        Writing to {file} failed, Win32 Error = {win32}
        Writing {file} at the destination failed: Win32 error {win32}.
        file-closed send LAN Q137610
        Closing remote file
        The file at the destination is closed.
        file-deleted send LAN Q137610
        Deleting remote file {file}
        The part {file} at the destination is deleted; the next try begins at its first byte.
        file-renamed send LAN -
        Renaming remote file {file} to {text}
        The instruction at the destination gets its name {text} and is ready.
        connections send LAN Q137610
        We have {n} active connections
        The Sender sends {n} files at the moment.
        send-failed send LAN -
        Sending {request} failed, try {n}.
        Sending {request} failed, for the time {n}.
        request-back send LAN -
        Giving send request {request} back, restart at {time}.
        Send request {request} goes back to the Scheduler until {time}.
        send-suspended send LAN -
        Suspended {request}, {n} bytes left.
        Sending {request} is suspended with {n} bytes left.
        send-no-room send LAN -
        Not enough room for {file} at the destination, it stays here.
        The destination has no room for {file}.
        send-no-instruction send LAN -
        Instruction file of {request} is missing, {file} has {n} bytes.
        The instruction of {request} was lost, and an empty one is sent.
        send-delay send LAN -
        Delaying {n} milliseconds
        The Sender waits {n} milliseconds, which is for ever where it is 4294967295.
        send-file-open send LAN -
        Cannot open {file}, Win32 Error = {win32}
        The file {file} cannot be opened: Win32 error {win32}.
        send-denied send LAN -
        Cannot connect to SMS_SITE, Win32 Error = {win32}
        The share SMS_SITE of the destination cannot be reached: Win32 error {win32}.
        send-request-gone send LAN -
        Send request {request} is not there any more.
        Send request {request} was deleted while the Sender had it.
        """#

    static let despooler = #"""
        despool-wait despool DESP Q169491
        Waiting for ready instruction file....
        The Despooler has no instruction that is ready.
        despool-found despool DESP Q169491,Q190135
        Found ready instruction {file}
        The instruction {file} in RECEIVE is taken up.
        despool-found-file despool DESP Q161043
        found ready instruction file for {file}
        The instruction {file} in RECEIVE is taken up.
        despool-for-job despool DESP -
        found ready instruction file for job {job}
        An instruction of job {job} is taken up.
        despool-found-job despool DESP -
        Found ready instruction for job {job}
        An instruction of job {job} is taken up.
        despool-job despool DESP -
        Executing instruction of job {job}
        The instruction of job {job} is carried out.
        despool-status report DESP Q169491,Q172899
        Executing instruction of type MICROSOFT|SMS|DOMAIN_COMMISSAR_WIREMOVE
        A client's status of a command is made into a MIF for the Data Loader.
        despool-inventory inventory DESP Q153246
        Executing instruction of type MICROSOFT|SMS|MINIJOBINSTRUCTION|INVENTORY
        Inventory or status of a site below is taken in.
        despool-configuration configure DESP Q186408
        Executing instruction of type MICROSOFT|SMS|MINIJOBINSTRUCTION|CONFIG
        A site control file of another site is taken in.
        despool-application program-group DESP -
        Executing instruction of type MICROSOFT|SMS|MINIJOBINSTRUCTION|APPLICATION
        Packages or program groups of the parent site are taken in.
        despool-type despool DESP Q153246
        Executing instruction of type {type}
        An instruction of the type {type} is carried out.
        despool-done despool DESP Q169491
        Despooler successfully executed one instruction.
        The instruction is done.
        despool-failed despool DESP Q190135
        Despooler failed to execute the instruction, error code = {code}
        The instruction ended with the code {code}; cb is a MIF that cannot be parsed or says nothing.
        memory despool DESP Q169491
        Memory usage: blocks={n} bytes={n}
        The Despooler holds {n} blocks of memory.
        despool-retry despool DESP -
        retry count is now {n}
        The instruction is tried for the time {n}.
        despool-not-before despool DESP Q172899
        Instruction {path} won't be processed till {time}
        {path} waits until {time} by the clock of the site server; a client whose clock is ahead dates its status so.
        open-failed despool DESP Q161043
        failed to open the instruction file, WIN32 ERROR = {win32}
        The instruction file cannot be opened: Win32 error {win32}.
        instruction-damaged despool DESP Q161043
        Cannot decompress instruction file
        The instruction file is damaged or still being written.
        status-malformed report DESP Q190135
        Compilation failed syntax error on line {text}, token {text}
        The status MIF of a client cannot be parsed; it is thrown away and counts as Complete.
        package-missing despool DESP Q179118
        Cannot find the package file. we'll fail the job (Job ID = {job} Package ID = {package})
        The package {package} that job {job} needs is not in STORE.
        package-stored decompress DESP -
        Stored package {package}, {n} bytes
        Package {package} lies compressed in STORE with {n} bytes.
        temporary-drive decompress DESP Q191307
        use drive {text} for all temp files
        Packages are decompressed on drive {text} first.
        decompress decompress DESP Q182419
        Decompressing package {path} to {text}
        {path} is unpacked into a directory of its own.
        copied distribute DESP -
        Copied package {package} to {server}
        Package {package} lies on {server}.
        copy-event distribute DESP -
        Copying package {package} to {server}, Failed, event {event}
        Package {package} could not be copied to {server}: event {event}.
        copy-failed distribute DESP Q193766
        Copying {path} to {text}, Failed, Win32 Error = {win32}
        {path} could not be copied: Win32 error {win32}.
        server-skipped distribute DESP Q124959
        Server {server} is not a Windows NT machine and the package requires an NTFS drive to install to, we'll skip this server.
        The package asks for rights of NTFS, which {server} has not; it is left out.
        offers-written offer DESP -
        Wrote instructions of job {job} for {n} clients
        Job {job} stands in the instruction files of {n} clients.
        offers-taken offer DESP -
        Removed instructions of job {job}
        Job {job} is taken out of the instruction files.
        forwarded send DESP -
        Forwarding instruction to site {site}
        The instruction is for a site further below and goes on to {site}.
        removed distribute DESP -
        Removed package {package} from {server}
        Package {package} is taken from {server}.
        deltree-failed distribute DESP Q153637
        Failed to deltree {path}, Win32 Error = {win32}
        The directory {path} could not be removed: Win32 error {win32}.
        remove-event distribute DESP -
        Removing package {package} from {server}, Failed, event {event}
        Package {package} could not be taken from {server}: event {event}.
        stored-removed decompress DESP -
        Removed the stored copy of package {package}
        The compressed copy of {package} in STORE is gone.
        users-warned distribute DESP -
        Files of package {package} are open on {server}; users are warned and disconnected in {n} minutes
        Files of {package} are in use on {server}; its users are disconnected in {n} minutes.
        files-closed distribute DESP -
        Closed open files of package {package} on {server}
        Open files of {package} on {server} were closed.
        configuration-missing configure DESP Q186408
        Cannot find config mini inst specific data
        A site control file of another site came without its data.
        deltree-empty distribute DESP Q153637
        Failed to deltree {text}
        A directory could not be removed.
        inventory-begin inventory DESP Q153246
        ** Beginning INVENTORY UPDATE procedure on parent site...
        The parent site begins to load what a site below sent.
        loader-inbox inventory DESP Q153246
        Dataloader inbox = {path}
        MIFs go to the Data Loader's box {path}.
        """#

    static let others = #"""
        instructions-copied collect MAINT -
        Copied {n} client instructions to {server}
        {n} instruction files were copied to the logon server {server}.
        statuses-gathered collect MAINT -
        Collected {n} status files from {server}
        {n} status files were gathered from the logon server {server}.
        location-noted collect MAINT -
        Package {package} is on {server}
        A Package Location MIF tells that {package} lies on {server}.
        logon-silent collect MAINT -
        Cannot reach logon server {server}
        The logon server {server} does not answer.
        reports-sent report SITEREP -
        Sending {n} files to site {site}.
        {n} files of status and inventory go up to site {site}.
        nad-look program-group APPMAN Q123616
        Checking for transactions to process.
        Applications Manager looks for changes of packages and groups.
        nad-check program-group APPMAN Q123616
        Checking Integrity of NAD.
        The database of program groups is checked.
        nad-lists program-group APPMAN Q123616
        Checking the server lists for all program items in NAD.
        The servers of shared applications are compared with the packages.
        item-failed program-group APPMAN Q123616
        UPD ##> Error setting program item for package '{package}'. ({code})
        The program item of {package} cannot be set; 10 is what a title of over 40 characters gives.
        item-failed-nad program-group APPMAN Q188060
        NAD ##> Error setting program item '{text}' (package {package}). ({code})
        The program item {text} of {package} cannot be set; 10 is what a title of over 40 characters gives.
        package-gone program-group APPMAN Q188052
        X\#u{58}X ##> Package {package} disappeared from source
        Package {package} is not in the database any more.
        package-unread program-group APPMAN Q153108
        ERR ##> Error getting package {package} from source (SQL).
        Package {package} cannot be read from the database.
        lists-changed program-group APPMAN Q188060
        Server list has changed for package {package}. Updating program items.
        {package} lies on other servers now, and its program items follow.
        items-set program-group APPMAN -
        Updating program items of package {package}.
        The program items of {package} are written.
        package-down program-group APPMAN -
        Sending package {package} to the sites below.
        The definition of {package} goes to the sites below.
        groups-down program-group APPMAN -
        Sending {n} program groups to the sites below.
        {n} program groups go to the sites below.
        foreign-transfer program-group APPMAN Q123616
        Updating foreign package master {text}
        The list of packages that came from above is written.
        service-started service EXEC -
        {text} is started
        The thread {text} begins.
        thread-list service EXEC Q153247
        Going through the thread list...
        SMS Executive looks after its threads.
        key-null service EXEC Q153247
        Internal registry key is NULL for thread {text}
        The registry has no key for {text}: it cannot be started.
        violation service EXEC -
        Exception {code} (access violation) in thread {text}, SMS_EXECUTIVE is shutting down
        An access violation in {text} ends SMS Executive with all its threads.
        hierarchy-begin configure HMAN Q270218
        INFO: Beginning processing cycle
        Hierarchy Manager begins a cycle.
        hierarchy-end configure HMAN Q270218
        INFO: Work cycle completed: sleeping {n} milliseconds
        Hierarchy Manager is done for {n} milliseconds.
        image-newer configure HMAN Q154577
        Site Control Image in the database is newer, reuse that database copy.
        Proposed changes of a site are not sent, since the database holds a newer image.
        control-written configure HMAN -
        INFO: Writing {text} site control file of site {site}
        The {text} site control file of site {site} is written.
        control-kept configure HMAN -
        INFO: Proposed changes of site {site} are not sent
        Changes of the properties of site {site} stay in the database.
        control-loaded configure HMAN -
        INFO: Loaded actual site control file of site {site}
        The database knows now how site {site} is.
        control-large configure HMAN -
        ERROR: Site control image of site {site} has {n} bytes, more than fit
        The image of site {site} with {n} bytes does not fit into its column.
        site-done configure HMAN -
        INFO: Site {site} is done
        Work on site {site} is done.
        site-job configure HMAN -
        INFO: Creating system job: {text}
        A system job is made: {text}.
        hierarchy-sql sql HMAN Q270218
        INFO: Checking access to SQL Server
        Hierarchy Manager logs on to its SQL Server.
        hierarchy-no-sql sql HMAN Q270218
        ERROR: Cannot establish a SQL connection.
        Hierarchy Manager cannot log on to its SQL Server.
        hierarchy-key sql HMAN Q270218
        SQL {text} =
        A value that the registry should hold is blank: SQL {text}.
        hierarchy-value sql HMAN -
        SQL {text} = {path}
        What the registry says of the SQL Server: {text} is {path}.
        watchdog configure SCMAN -
        Watchdog cycle begins
        Site Configuration Manager begins a pass.
        watchdog-file configure SCMAN -
        Found a site control file
        Site Configuration Manager begins a pass because of a site control file.
        stage configure SCMAN Q130906
        Stage {n}: {text}
        Stage {n} of a pass of Site Configuration Manager.
        configuring configure SCMAN -
        Configuring site {site} as its site control file says
        Site {site} is made as its site control file says.
        outbox-change configure SCMAN -
        Outbox change, watchdog pass {n} of 3
        A changed outbox takes three passes; this is number {n}.
        control-status configure SCMAN -
        Wrote status site control file for site {site}
        The status of site {site} goes back to Hierarchy Manager.
        site-installed configure SCMAN -
        Site components installed
        The components of a new site are installed.
        site-removed configure SCMAN -
        Deinstalling this site
        The site is taken down.
        server-detected configure SCMAN -
        Server {server} was detected; it becomes a logon server: pending-install
        {server} was found in the domain and becomes a logon server.
        server-installed configure SCMAN -
        Installed components on server {server}: active
        The logon server {server} is ready.
        server-removed configure SCMAN -
        Took components from server {server}: pending-uninstall
        {server} is no logon server any more.
        server-silent configure SCMAN -
        ERROR: Server {server} does not answer
        The server {server} does not answer.
        helper-lost configure SCMAN -
        ERROR: Server {server} was not found; its components run on the site server
        The helper server {server} was not found; its components run on the site server.
        scripts configure SCMAN -
        Configured logon scripts
        Logon scripts are set up.
        scripts-left configure SCMAN -
        Logon scripts are left alone: {text}
        Logon scripts are left alone: {text}.
        groups-noted configure SCMAN -
        Wrote the MIF of user groups
        The user groups of the domains go to the Data Loader.
        control-refused configure SCMAN -
        ERROR: Refused the site control file: {text}
        A site control file is refused: {text}.
        groups-known configure SCMAN Q171005
        Domain ({text}) user groups previously enumerated
        The user groups of domain {text} are known already.
        trusted configure SCMAN Q171005
        Trusted domain: {text}
        Domain {text} is trusted.
        server-info configure SCMAN Q171005
        NetServerGetInfo server: {server} return: {win32}
        The server {server} was asked what it is: Win32 error {win32}.
        memory-begin service SCMAN -
        {text}: memory tracking begins
        SENDCODE 128 reached {text}.
        memory-end service SCMAN -
        {text}: memory tracking ends
        SENDCODE 129 reached {text}.
        memory-dump service SCMAN -
        {text}: memory dumped to {path}
        SENDCODE 130 reached {text}; {path} was written.
        net-pause service SCMAN -
        {text}: net pause support toggled
        SENDCODE 132 reached {text}.
        service-down service SCMAN -
        {text} shuts down
        SENDCODE 234 reached {text}.
        service-gone service SCMAN -
        {text} is deinstalled
        SENDCODE 255 reached {text}.
        watchdog-asked service SCMAN -
        {text}: watchdog asked for, code {n}
        SENDCODE {n} reached {text}.
        alert-failed alert ALERT -
        Alert {text}: query {path} cannot be run
        The query of alert {text} cannot be run.
        alert-found alert ALERT -
        Alert {text}: query {path} found {n}
        The query of alert {text} found {n}.
        alert-raised-told alert ALERT -
        Alert {text} is raised: {n} found, telling {path}
        Alert {text} is raised with {n} found.
        alert-raised alert ALERT -
        Alert {text} is raised: {n} found
        Alert {text} is raised with {n} found.
        """#
}
