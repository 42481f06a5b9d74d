/// The messages of what runs at clients; see `LogMessages`.
extension LogMessages {
    static let commandManager = #"""
        pcm-begin poll PCM Q188578,Q231378
        Initializing .....
        Package Command Manager begins.
        pcm-executed poll PCM Q188578
        PCM executed on {time}
        Package Command Manager was started at {time}.
        pcm-history poll PCM Q188578
        The PCM History file was created on {time}
        The history of what ran here begins at {time}.
        pcm-no-logon-server poll PCM Q188578
        Failed to connect to SMS Logon Server.
        No logon server answers, and Package Command Manager ends.
        pcm-end poll PCM Q188578,Q231378
        Exiting .........
        Package Command Manager ends.
        pcm-polling poll PCM -
        Polling .....
        Package Command Manager looks for commands.
        pcm-refresh poll PCM -
        Attempting to refresh package collection from logon server.
        The instruction file is about to be read.
        pcm-busy-dialog poll PCM Q231378
        PCM Service busy dialog is enabled {text}
        Whether a dialog tells that the service is busy.
        pcm-semaphore poll PCM Q231378
        Timed out waiting for the PCM service semaphore.
        The service held what only one of the two may hold for too long.
        pcm-semaphore-lost poll PCM Q231378
        Failed to get control of the semaphore from PCMSVC.
        The service did not let go, and Package Command Manager ends.
        pcm-connected poll PCM,PCMNT Q160855
        Connected to logon server: {path}
        The instruction file will be read at {path}.
        pcm-look poll PCM,PCMNT Q160855,Q166765
        Looking for instruction file: {path}
        The client's instruction file {path} is looked for.
        pcm-look-short poll PCMNT,PCM Q160855
        Looking for file: {path}
        The client's instruction file {path} is looked for.
        pcm-no-file poll PCMNT,PCM Q160855
        No instruction file.
        The client has no instruction file there, or it cannot be read.
        pcm-before poll PCM Q166765
        Packages before filter: {n}
        The instruction file holds {n} commands.
        pcm-after poll PCM Q166765
        Packages after filter: {n}
        {n} of the commands are for this client and not run yet.
        pcm-new poll PCM -
        New packages found.
        There are commands that the client did not know.
        pcm-not-new poll PCM Q166765
        No new packages found.
        There is no command that the client did not know.
        pcm-desktop poll PCM Q166765
        The desktop version already has the mutex.
        The user's Package Command Manager is at work, not the service's.
        pcm-service-only poll PCM Q166765
        Package (Request ID) {package} is marked for service-only execution, skipping it.
        The background command {package} is left to the service.
        pcm-offered poll PCM -
        Job {job} is in Pending Commands.
        The user sees the command of job {job}.
        pcm-countdown run PCM -
        Job {job} is mandatory and starts in 5 minutes.
        The mandatory command of job {job} counts down.
        pcm-runs run PCM -
        Job {job} runs from {server}.
        The command of job {job} was started from {server}.
        pcm-monitor run PCM Q193784
        Monitoring running job.
        The command that was started is watched.
        pcm-handle run PCM Q193784
        The running process handle is {n}
        The handle of the command is {n}; 0 is none.
        pcm-in-process run PCM -
        A job is in process.
        A command is still running.
        pcm-not-in-process run PCM Q193784
        A job is not in process.
        No command is running.
        pcm-report report PCM Q169491
        Reporting on completed package execution.
        The command ended, and its status is made.
        pcm-no-error report PCM Q169491
        No error was detected while attempting to run the job.
        The command ended without an error.
        pcm-exit-code report PCM -
        An error was detected, exit code {code}.
        The command ended with the exit code {code}.
        pcm-error report PCM,PCMNT Q149672
        An error was detected while attempting to run the job.
        The command is taken for one that failed.
        pcm-program-missing run PCM -
        An error was detected while attempting to run job {job}: program not found.
        The program of job {job} was not found.
        pcm-mif report PCM Q169491
        Need to report with DMTF MIF: {path}
        The program left the status MIF {path}.
        pcm-status report PCM Q169491
        Writing status information to {path}
        The status goes to {path}.
        pcm-status-lost report PCM -
        Status information of job {job} could not be written.
        The status of job {job} is lost.
        pcm-expired poll PCM -
        Job {job} has expired.
        The command of job {job} is offered no more.
        pcm-archived poll PCM -
        Job {job} was archived.
        The user took the command of job {job} out of the list.
        pcm-restart run PCM -
        Windows restarted while job {job} was running.
        The end of the command of job {job} was not seen.
        pcm-restart-asked run PCM -
        Restart of Windows requested after job {job}.
        The command of job {job} asks for a restart.
        pcm-no-package run PCM -
        No server with the package of job {job} could be reached.
        No distribution server of job {job} answers.
        pcm-withdrawn poll PCM -
        Job {job} was withdrawn.
        The command of job {job} is taken back.
        pcm-service-took run PCM -
        Package Command Manager service executes job {job}.
        The service runs the command of job {job}.
        pcm-violation run PCM -
        Current logon server is down: access violation.
        Package Command Manager ends with an access violation.
        pcm-logon-changed poll PCM -
        Current logon server is now {server}.
        The logon server is {server} from now on.
        pcm-logon-failed run PCM -
        Logon failure: the password of the account has expired.
        The service's account cannot be used.
        pcm-service-violation run PCM -
        Access violation while starting the command of job {job}.
        The service ends with an access violation at job {job}.
        pcm-denied run PCM -
        Error {win32} (access denied) opening the package of job {job} on {server}.
        The package of job {job} on {server} cannot be opened: Win32 error {win32}.
        pcm-no-drive run PCM -
        Error {code} (SERVER_NO_FREE_DRIVE) connecting to {server} for job {job}.
        No drive letter is free for {server}.
        pcm-sync-exit run PCM -
        SyncSysExit is in effect for job {job}.
        Job {job} restarts Windows, so that its run is noted before it ends.
        pcm-window poll PCM -
        Displaying window, {n} packages to show.
        The window of Package Command Manager comes up.
        pcm-flash poll PCM -
        Flashing the icon for job {job}.
        The icon tells of the command of job {job}.
        pcm-window-closed poll PCM -
        Queue of mandatory jobs done, closing window.
        The window closes when all mandatory commands have run.
        pcm-window-stays poll PCM -
        Queue of jobs done, window stays open.
        All commands have run.
        pcm-reminder poll PCM -
        Package reminder interval elapsed, displaying window.
        The user is reminded of the commands.
        pcm-details poll PCM -
        Package details displayed.
        A person looks at the details of a command.
        pcm-details-closed poll PCM -
        Package details closed.
        The details are closed.
        pcm-history-lost poll PCM -
        PCMHIST.REG not found, {n} packages are new.
        The history is gone; {n} commands are taken for new.
        pcm-error-zero run PCM -
        Error {code} opening the package of job {job}.
        The package of job {job} cannot be opened.
        pcm-resource-fork run PCM -
        Error {n} in the package of job {job}, {text}
        The package of job {job} has no resource fork.
        pcm-found-again run PCM -
        Job {job} is found again and will be run.
        Job {job} is taken for new and runs once more.
        pcm-connection-lost run PCM -
        Error: the connection to the server was lost.
        The connection to the server was lost.
        pcm-given-up run PCM -
        Job {job} did not end, giving up.
        The command of job {job} is not waited for any longer.
        pcm-package-server run PCM Q140920
        Connecting to package server...
        The package server is being reached.
        pcm-command-line run PCM Q140920
        Invalidated command line is {text}
        The command line as it will be run: {text}
        pcm-mstest run PCM Q140920
        Location of the MSTest dir is....
        MS-TEST is looked for.
        pcm-share run PCM Q140920
        Change to pkg shr...
        The package's directory becomes the current one.
        pcm-setup-wrong run PCM Q140920
        Package is not setup correctly.
        The package lacks what its command needs.
        pcm-handle-is run PCM Q140920
        Running process handle={n}
        The handle of the command is {n}; -1 is none.
        pcm-unreachable run PCM Q185347
        Unable to connect to {path}
        None of the servers with the package can be reached.
        """#

    static let service = #"""
        svc-sleep poll PCMNT Q125934
        sleeping {n} minutes
        The service looks for commands again in {n} minutes.
        svc-started service PCMNT Q125934
        SMS PCM Service Started
        The service begins.
        svc-ini poll PCMNT Q125934
        CWinstService::ReadIniFile
        The service reads SMS.INI.
        svc-ini-step poll PCMNT Q125934
        ReadIniFile: {text}
        The service reads SMS.INI.
        svc-share poll PCMNT Q125934
        Check current server\share
        The service looks where its logon server is.
        svc-results report PCMNT Q125934
        Results Location {path}
        Statuses will go to {path}.
        svc-results-is report PCMNT Q125934
        Results Location is: {path}
        Statuses go to {path}.
        svc-running service PCMNT Q125934
        SMS PCM Service Running = {text}
        Whether the service is running.
        svc-working poll PCMNT Q125934
        working.................................
        The service is at work.
        svc-refresh poll PCMNT Q125934
        SMS PCM Service::Refresh
        The service reads the instruction file.
        svc-refresh-name poll PCMNT Q125934
        Refresh: Getting server name
        The service asks for the name of its logon server.
        svc-refresh-file poll PCMNT Q125934
        Refresh: Looking for file: {path}
        The client's instruction file {path} is looked for.
        svc-refresh-before poll PCMNT Q125934
        Refresh: Packages before filter:{n}
        The instruction file holds {n} commands.
        svc-refresh-after poll PCMNT Q125934
        Refresh: Packages after filter: {n}
        {n} of the commands are the service's to run.
        svc-registry report PCMNT Q125934
        Begin SetRegData
        The history of the service is about to be written.
        svc-value report PCMNT Q125934
        Value = {package}
        The command is {package}.
        svc-data report PCMNT Q125934
        Data = {text}
        It becomes {text} in the history.
        svc-registry-end report PCMNT Q125934
        End SetRegData
        The history of the service is written.
        svc-installing run PCMNT Q125934
        installing package {text}
        The command of the package {text} is about to be run.
        svc-command run PCMNT -
        Executing command line: {text}
        The command line as it is run: {text}
        svc-run run PCMNT Q125934
        SMS PCM Service::RunJob
        The service starts the command.
        svc-died run PCMNT Q125934
        Process died, cleaning up.
        The command ended.
        svc-record report PCMNT Q125934
        Begin WriteCommissarRecord
        The status of the command is about to be written.
        svc-isv report PCMNT Q125934
        ISV MIF is:
        The program left no status MIF.
        svc-isv-file report PCMNT -
        ISV MIF is: {path}
        The program left the status MIF {path}.
        svc-record-end report PCMNT Q125934
        End WriteCommissarRecord
        The status of the command is written.
        svc-handle run PCMNT Q149672
        The process handle is #{n}
        The handle of the command is {n}.
        svc-handle-marked run PCMNT Q149672
        >>> The process handle is #{n}
        The handle of the command is {n}.
        svc-error run PCMNT Q149672
        >>> Execution error #{n} detected.
        A handle below 32 is taken for the error {n} of an old version of Windows.
        svc-bad run PCMNT Q149672
        >>> Flagging this process as bad with handle #{n}
        The command is taken for one that did not start.
        svc-failed report PCMNT Q149672
        >>> An error was detected while attempting to run the job.
        The command is reported as failed.
        svc-launched run PCMNT Q149672
        Ending LaunchScript..................
        The command was started.
        svc-executed run PCMNT Q149672
        Package executed.
        The command was started.
        svc-monitor run PCMNT Q149672
        Monitoring the job.
        The command is watched.
        svc-still run PCMNT,PCM Q201764
        Job still running............
        The command has not ended; the service looks every few seconds.
        svc-completed run PCMNT Q149672
        Job completed.
        The command ended.
        svc-no-sync report PCMNT -
        No SyncSysExit in effect, report status after completion.
        The status is written when the command has ended.
        svc-reporting report PCMNT Q149672
        Reporting job status.
        The status of the command is made.
        svc-report-begin report PCMNT Q149672
        Beginning ReportOnProcess...........
        The status of the command is made.
        """#

    static let desktop = #"""
        pgc-connection program-group PGC Q123616
        Failed to delete the network connection {text}
        The drive {text} stays connected.
        pgc-dde program-group PGC Q123616
        Could not execute Program Manager DDE command {text}
        Program Manager refused an item of a program group.
        pgc-setup program-group PGC Q124430,Q160986
        An Application specific error occurred: SMSSETUP - {text}
        The shared application could not be set up at the client: {text}
        pgc-not-configured program-group PGCS,PGC Q124430,Q160986
        '{path}' has not been successfully configured.
        The shared application {path} was not set up.
        pgc-no-permission program-group PGC Q124430
        The application {text} exists in the database, but this user does not have permission for it.
        The user is in no group that has the application {text}.
        run-begin logon SMSRUN Q167759
        Starting execution, command line = {text}
        The program that starts the others begins.
        run-driver logon SMSRUN Q167759
        {text} network driver detected.
        The network of the client is {text}.
        run-root logon SMSRUN Q167759
        Logon root {text} set to {path}
        The logon server's share is {path}.
        run-search logon SMSRUN Q167759
        Searching top level windows for SMS Client
        It looks whether the programs run already.
        run-launch logon SMSRUN Q167759
        Launching {path}
        {path} is started.
        run-loop logon SMSRUN Q167759
        End of main message loop.
        The program that starts the others ends.
        console-read logon SMSRUN Q168463
        Reading configuration...
        SMSRUN32 reads what to start.
        console-active logon SMSRUN Q168463
        Client executable active: {file}
        {file} is running.
        console-warning logon SMSRUN Q168463
        Warning: Client component in use.
        A file of the client cannot be replaced.
        console-kept logon SMSRUN Q168463
        Client component files {text}
        The files of the client stay as they are.
        console-verify logon SMSRUN Q168463
        Verifying {text}
        The client's files are compared with those of the server.
        """#
}
