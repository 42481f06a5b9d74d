// swift-format-ignore-file
// A row of the table stays one line.

/// Package Command Manager and its service: sms12-server 11.5, sms12-client 9.3.
let clientRows = #"""
    slow-link-ignored, pcm-slowlink-ignored | Q154931 Q191317 | 1.0 | 1.2SP4 | The box for slow links does nothing: a mandatory package runs over them anyway.
    dst-shift, pcm-dst-hour | Q189305 Q169474 Q186132 | 1.0 | - | A client whose daylight saving differs from the site's sees times an hour off.
    pcm-w95-plus-hour | Q186132 | 1.2SP3 | - | On Windows 95 a mandatory command starts an hour late.
    expired-runs, svc-runs-expired | Q225056 Q255284 | 1.2 | 1.2SP4+hotfixes | A command can still run after its Expires After.
    pcm-runs-expired-new | Q255284 | 1.2SP4 | 1.2SP4+hotfixes | A record that is expired when it is first seen is run once.
    mandatory-order, pcm-random-order | Q173388 | 1.2 | 1.2SP4 | Of several mandatory commands that are due the order is arbitrary.
    random-dp, pcm-server-random-32bit | Q165508 | 1.0 | 1.2SP2 | The 32-bit Package Command Manager takes any distribution server of the list and passes over the rules for a near one.
    unexpected-reinstall, pcm-history-loss-reruns | Q229809 | 1.2SP3 | 1.2SP4+hotfixes | When a client's history is lost, every command is run again.
    background-not-mandatory, svc-silent-if-not-mandatory | Q174933 | 1.2 | 1.2SP3 | A background command that is not mandatory is never run, and no log tells of it.
    short-poll-reruns, svc-short-poll-reruns | Q166765 | 1.2 | - | With a polling interval under 20 minutes the service runs a package twice.
    pcm-blank-window | Q149683 | 1.0 | 1.2 | A record before its Offer After shows as an empty window.
    pcm16-one-mandatory | Q122320 | 1.0 | 1.2SP4+hotfixes | When a mandatory and an optional command are both new, only the mandatory one is seen and the window closes.
    pcm-details-blocks | Q160853 | 1.0 | - | A mandatory command waits as long as its Details window is open.
    pcm-archive-defeats | Q122202 | 1.0 | 1.1 | A command archived during its countdown never runs.
    pcm-countdown-300 | Q185805 | 1.2 | 1.2SP4 | The countdown of five minutes cannot be changed.
    pcm-no-reminder | Q187287 | 1.2 | 1.2SP4 | A user who closes the window is not reminded of what is pending.
    pcm-stays-open | Q168541 Q174460 | 1.0 | 1.2SP3 | The window or its first dialog stays open after the job.
    pcm-exits-no-server | Q188578 | 1.2 | 1.2SP4+hotfixes | A client that finds no logon server when it starts ends its Package Command Manager.
    pcm-av-no-current-server | Q153571 | 1.0 | 1.2 | With its current logon server down the Package Command Manager ends with an access violation.
    pcm32-runs-background | Q165147 | 1.0 | 1.2SP2 | On Windows NT the user's Package Command Manager runs background commands like any other.
    pcm32-blocks-svc | Q164657 | 1.2 | 1.2SP2 | While the user's Package Command Manager is there, the service does nothing.
    pcm-busy-dialog | Q173073 Q231378 | 1.2 | 1.2SP4+hotfixes | While the service is busy or the network fails, a dialog comes up or the program ends.
    pcm-netware-path | Q161310 Q156402 | 1.2 | 1.2SP2 | The path to a NetWare server is made wrongly in the third step of choosing a server.
    pcm-server-choice-switch | Q180151 | 1.2SP4+hotfixes | - | The value DisableRandomPCMServers decides how a distribution server is chosen.
    pcm-preferred | Q195944 | 1.2SP4+hotfixes | - | Preferred distribution servers are taken only, or first.
    pcm-first-process-only | Q156271 Q128612 | 1.0 | - | Only the first process of a command is waited for: a launcher that ends takes the source away from its set-up program.
    pcm-hang-forever | Q214448 | 1.2 | - | A command that never ends keeps its row None and holds up all others of the client.
    pcm-execute-dimmed | Q193784 | 1.2SP4 | 1.2SP4+hotfixes | After a command with SynchronousSystemExitRequired the Execute button stays dimmed.
    pcm-force-reboot-stays-pending | Q175652 | 1.2 | 1.2SP4 | A command that restarts Windows by force is not marked as executed and stays pending.
    svc-os-upgrade-loops | Q158644 Q164887 | 1.2 | 1.2SP2 | An upgrade of the operating system run by the service starts again after each restart.
    svc-drive-letter-av | Q193224 | 1.2SP4 | 1.2SP4+hotfixes | A drive letter in the command line ends the service with an access violation.
    svc-unc-fails | Q195937 | 1.2SP4 | 1.2SP4+hotfixes | A UNC path in the command line cannot be run by the service.
    w95-unc-ignored | Q168341 | 1.2 | - | The 16-bit Package Command Manager runs the copy in the package though the command names a UNC path.
    pcm-path-in-package | Q160566 | 1.2 | 1.2SP4+hotfixes | A command with an absolute path is looked for in the package and not found.
    svc-no-mstest | Q152423 | 1.0 | 1.2SP2 | The service passes over MSTEST scripts.
    drive-left-mapped | Q163597 Q164791 | 1.2 | 1.2SP2 | A drive letter stays connected after a run that leaves files open.
    reboot-prompt-leftover | Q153227 | 1.0 | - | A file that a set-up program left over makes the Package Command Manager ask for a restart after every command.
    svc-leak | Q241656 | 1.2 | 1.2SP4+hotfixes | The service slowly uses up memory. | The article gives neither an amount nor anything that a job, a status or a command does otherwise before the computer has no memory left, which a machine of a lab never runs out of.
    lockout-storm | Q230242 | 1.2 | 1.2SP4+hotfixes | An expired password is tried over and over; later the client pauses three days.
    redirector-blank | Q237690 | 1.2 | 1.2SP4+hotfixes | A timeout of the redirector leaves the window empty.
    mac-no-popup | Q171764 | 1.2 | - | On a Macintosh nothing comes up when a command arrives.
    mac-tickle-errors | Q160611 | 1.2 | 1.2SP2 | On a Macintosh long copies end with errors of the session.
    mac-parallel-error | Q253578 | 1.2 | 1.2SP4+hotfixes | Several Macintoshes that copy at once get error 0 and are shown as Complete.
    wcl-name-34 | Q153560 | 1.0 | 1.2 | The Administrator shows only 34 characters of a command's name.
    sms-ini-eight-servers | Q140145 | 1.1 | - | A client keeps eight logon servers and does not see those behind them.
    logonhistory-not-set | Q131631 Q131338 | 1.0 | 1.2 | Logons at three different sites count as three logons at one, when the entry is missing. | It decides to which site's inventory a machine moves; a lab's clients belong to the site that the lab file says.
    """#
