// Generated from Sources/KnowledgeBase/Scenarios by ScenarioFileTests (UPDATE_GOLDEN=1); do not edit.
// swift-format-ignore-file

/// The files of cases as they are written: name and text, by name.
let shippedScenarioTexts: [(file: String, text: String)] = [
    (
        file: "Q121386.scn",
        text: ##"""
# The list of targets and the list of servers are made once.
article Q121386

always frozen-targets
title A job's target list is made when it becomes Active; whoever joins the group later is not in it.
look The workstation rows of the job before and after the group is changed: their number stays.
vary site BPC CTR
vary clients 4 6
vary response fast medium
group Sales PC1 PC2
package create Editor
job create Editor --on group:Sales --mandatory
run until job 1 status Active within 3 cycles
expect: job 1 targets 2
group set Sales PC1 PC2 PC3
run 3h
expect: job 1 targets 2
expect: detail PC3 absent
expect: offer PC3 absent
expect: job 1 status Complete
# A job made afterwards sees the group as it is now.
job create Editor --on group:Sales --mandatory
run until job 2 status Active within 3 cycles
expect: job 2 targets 3
"""##
    ),
    (
        file: "Q122178.scn",
        text: ##"""
article Q122178

always oversized-mif
area status
title A status MIF over 64 KB is not read: the run counts as a success.
look The client's row is Complete and event 119 stands in the log.
vary site BPC CTR
vary clients 2 4
vary response fast medium
result PC1 mif=oversized
package create Editor
job create Editor --on site:$site --mandatory
run until job 1 status Complete within 100 cycles
expect: event 119 1
expect: detail PC1 Complete
"""##
    ),
    (
        file: "Q126644.scn",
        text: ##"""
article Q126644

always instructions-at-every-logon-server
area instruction-files
title Client instructions are copied to every logon server of the client's domain, not only to the one that it uses.
look How many logon servers get copies, and that a client whose own is down takes the offer from another.
vary site BPC CTR
vary clients 3 5
vary response fast medium
server LOG1 roles=logon
server LOG2 roles=logon
package create Editor
job create Editor --on site:$site --mandatory
run until job 1 status Complete within 100 cycles
expect: trace instructionsCopied 3
expect: log MAINTMAN contains "to LOG1" 1
expect: log MAINTMAN contains "to LOG2" 1
"""##
    ),
    (
        file: "Q128458.scn",
        text: ##"""
article Q128458

always retry-interval
area despooler
title The Despooler tries again after 24 of its polls: 24 minutes at Very Fast, 2 hours at Fast, 6 at Medium, 12 at Slow.
look The time between two tries for a server that is down, at each Response.
vary response very-fast fast medium slow
vary site BPC CTR
vary hours 0 2 6 12
server SRV2 offline
package create Editor
job create Editor --on site:$site --no-run --put-on SRV2
run until retries 1 5 within 140 cycles
expect: gap instructionStarted --job 1 $(retry)m
# A server that comes back is served at the next try, and not before.
server set SRV2 --online
run 20 cycles
expect: no package Editor on SRV2
run 5 cycles
expect: package Editor on SRV2
expect: job 1 status Complete
"""##
    ),
    (
        file: "Q139589.scn",
        text: ##"""
article Q139589

always lfn-needs-ntfs
title A package with a long file name needs NTFS: a server without it gets event 113, a NetWare server is passed over in silence.
look The Server rows: one Retrying with the event, one Complete although nothing was copied there.
vary site BPC CTR
vary response fast medium
server FATTY drive=C:fat:500MB
server NOVELL kind=netware3 drive=S:netware:500MB
source Editor long-names
package create Editor
job create Editor --on site:$site --no-run
run until job 1 status Retrying within 10 cycles
expect: event 113 1
expect: job 1 server FATTY Retrying
expect: job 1 server NOVELL Complete
expect: no package Editor on NOVELL
expect: package Editor on SRV1
expect: log DESPOOL contains "we'll skip this server" 1
"""##
    ),
    (
        file: "Q140051.scn",
        text: ##"""
article Q140051

always specified-skips-existing
title Put On Specified passes over servers that hold the package already; only Refresh Existing touches those, and then all of them.
look The version of the package on each server after the second job.
vary site BPC CTR
vary response fast medium
server SRV2
server SRV3
group Two SRV2 SRV3
package create Editor
job create Editor --on site:$site --no-run --put-on default
run until job 1 status Complete within 10 cycles
expect: package Editor on SRV2 --version 1
# To one of the servers that hold it, without refresh: it is compressed anew and copied nowhere.
job create Editor --on site:$site --no-run --put-on SRV2 --no-refresh --send always
run until job 2 status Complete within 10 cycles
expect: package Editor on SRV2 --version 1
expect: package Editor on SRV3 --version 1
# With refresh every one of them is copied to, whatever the job names.
job create Editor --on site:$site --no-run --put-on SRV2 --refresh-existing --send always
run until job 3 status Complete within 10 cycles
expect: package Editor on SRV2 --version 3
expect: package Editor on SRV3 --version 3
expect: package Editor on SRV1 --version 3
"""##
    ),
    (
        file: "Q140374.scn",
        text: ##"""
article Q140374

always hundred-retries
area despooler
title An instruction that cannot be carried out is tried a hundred times, 24 polls apart, and then the job is Failed with event 14.
look The number of retries, the time between two tries, and what the job becomes.
vary site BPC CTR
vary response fast medium slow
server SRV2 offline
package create Editor
job create Editor --on site:$site --no-run --put-on SRV2
run until job 1 status Retrying within 10 cycles
expect: retries 1 1
run 2350 cycles
expect: retries 1 98
expect: job 1 status Retrying
expect: no event 14
run 60 cycles
expect: retries 1 99
expect: trace instructionStarted --job 1 100
expect: gap instructionStarted --job 1 $(retry)m
expect: event 14 1
expect: job 1 status Failed
expect: log DESPOOL contains "retry count is now 99" 1
"""##
    ),
    (
        file: "Q150026.scn",
        text: ##"""
article Q150026

quirk retrying-sticks
title A job stays Retrying although no workstation is Retrying any more, as long as another has not answered.
look Overall and Working against the workstation rows: no row is Retrying, one is None.
where Scheduler: the roll-up of a job's status
cause The roll-up does not go back while a row is without status.
trigger One client fails and then succeeds, while another has not answered.
vary site BPC CTR
vary clients 3 6
vary response fast medium
result PC1 attempt=1 mif=failed text="no room"
package create Editor
job create Editor --on site:$site --mandatory
client off PC2
run until detail PC1 Retrying within 300 cycles
run until detail PC1 Complete within 300 cycles
run 2 cycles
expect: job 1 rows Retrying 0
expect: detail PC2 None
affected: job 1 status Retrying
fixed: job 1 status Active
consequence: job 1 working Retrying
fixed: job 1 working Active
# When the last one answers there is nothing left to wait for.
client on PC2
client logon PC2
run until job 1 status Complete within 300 cycles
expect: job 1 rows Complete $clients
"""##
    ),
    (
        file: "Q152229.scn",
        text: ##"""
article Q152229

always expired-keeps-status
area status
title When a job expires, the rows of its workstations keep the status that they had.
look A client that never ran the command is still None after the expiry, and one that did is Complete.
releases 1.2 1.2SP4 1.2SP4+hotfixes
vary site BPC CTR
vary clients 2 4
vary response fast medium
user PC1 runs=5m
package create Editor --needs-input
job create Editor --on site:$site --offer-after now --expires-after +6h
run until detail PC1 Complete within 100 cycles
expect: offer PC2 pending
at +8h
expect: offer PC2 expired
run 4h
expect: detail PC1 Complete
expect: detail PC2 None
expect: no job 1 status Canceled
expect: no job 1 status Retrying
"""##
    ),
    (
        file: "Q153227.scn",
        text: ##"""
article Q153227

always restart-asked
area client
title A command that asks for a restart is recorded and reported like any other.
look The row is Complete, and the command ran once.
vary site BPC CTR
vary clients 2 4
vary response fast medium
result reboot=asked
package create Editor
job create Editor --on site:$site --mandatory
run until job 1 status Complete within 100 cycles
expect: ran PC1 1
"""##
    ),
    (
        file: "Q156250.scn",
        text: ##"""
article Q156250

always platform-not-targeted
title A job to a site gets a row for each client, those too whose platform can never run the command.
look The row of the other platform's client: it is there and stays None.
vary site BPC CTR
vary clients 2 4
vary response fast medium
client PC# count=$clients
client OLD# count=2 platform=win16
package create Editor --platform nt-x86
job create Editor --on site:$site --mandatory
run until job 1 rows Complete $clients within 100 cycles
expect: job 1 targets $(clients+2)
expect: offer OLD1 hidden
expect: detail OLD1 None

always none-forever
title A job is never Complete while its target holds a machine that cannot run it.
look The job is Active weeks later, with one row None and all others Complete.
vary site BPC CTR
vary clients 2 4
vary response fast medium
client PC# count=$clients
client OLD# count=1 platform=win16
package create Editor --platform nt-x86
job create Editor --on site:$site --mandatory
run 21d
expect: job 1 rows Complete $clients
expect: job 1 rows None 1
expect: job 1 status Active
"""##
    ),
    (
        file: "Q160901.scn",
        text: ##"""
article Q160901

always group-blank-rows
title A machine that is removed stays in its groups as a blank member, and a job to the group passes it over.
look The target list of a job to the group: the machine is not in it, and nothing else goes wrong.
vary site BPC CTR
vary clients 3 6
vary response fast medium
group Sales PC1 PC2
package create Editor
client remove PC2
expect: members Sales 2
job create Editor --on group:Sales --mandatory
run until job 1 status Complete within 100 cycles
expect: job 1 targets 1
expect: detail PC1 Complete
"""##
    ),
    (
        file: "Q161310.scn",
        text: ##"""
article Q161310

always ten-servers
area instruction-files
title Client instructions name ten distribution servers at most.
look How many servers the record of a client names when the package is on more.
vary site BPC CTR
vary response fast medium
vary clients 2 5
server DP1
server DP2
server DP3
server DP4
server DP5
server DP6
server DP7
server DP8
server DP9
server DP10
server DP11
package create Editor
job create Editor --on site:$site --mandatory
run until job 1 status Complete within 100 cycles
expect: package Editor on DP1
expect: package Editor on DP11
expect: offered 1 10 servers
"""##
    ),
    (
        file: "Q161520.scn",
        text: ##"""
article Q161520

always machine-path-colon
title A machine path with colons ends in event 319, though the Help describes it so; it wants pipes.
look The job fails when it activates, and event 319 says why. The same path with pipes works.
vary site BPC CTR
vary clients 2 4
vary response fast medium
package create Editor
job create Editor --on "path:$site:DOMAIN1:PC1" --mandatory
run 2 cycles
expect: event 319 --job 1 1
expect: job 1 status Failed
expect: requests 0
job create Editor --on "path:$site|DOMAIN1|PC1" --mandatory
run 2 cycles
expect: job 2 targets 1
expect: event 319 1
"""##
    ),
    (
        file: "Q165147.scn",
        text: ##"""
article Q165147

quirk pcm32-runs-background
title On Windows NT the user's Package Command Manager runs a background command that is meant for the service.
look The offer at the client, and whether the command ran; the client's log from service pack 2 on.
where Package Command Manager: what is read from the instruction file on Windows NT
cause The mark of a System (Background) Task, which is for the service, is not looked at.
trigger A command with `SystemTask=TRUE`, and a user who is logged on. From 1.2SP2 on the user's Package Command Manager passes such a command over and logs that it is marked for service-only execution (Q166765). The service, which would run it, is not emulated yet: the job stays Active there.
vary site BPC CTR
vary clients 2 5
vary response fast medium
package create Agent --background
job create Agent --on site:$site --mandatory
run 4h
affected: ran PC1 1
fixed: ran PC1 0
fixed: offer PC1 service-only
affected: no offer PC1 service-only
# The run is reported like any other, so the job ends without the service.
consequence: job 1 status Complete
fixed: job 1 status Active
"""##
    ),
    (
        file: "Q166833.scn",
        text: ##"""
article Q166833

always failed-is-retrying
title A status MIF that says Failed shows as Retrying, and the command may be run again.
look The client's row and event 374; the job is never Failed by it.
vary site BPC CTR
vary clients 2 4
vary response fast medium
result PC1 attempt=1 mif=failed text="no room"
package create Editor
job create Editor --on site:$site --mandatory
run until detail PC1 Retrying within 100 cycles
run 1 cycles
expect: event 374 1
expect: job 1 status Retrying
expect: job 1 working Retrying
run until detail PC1 Complete within 100 cycles
expect: ran PC1 2
"""##
    ),
    (
        file: "Q168130.scn",
        text: ##"""
article Q168130

quirk sni-first
title New jobs wait behind the status files of clients, which the Despooler executes first.
look RECEIVE while many statuses come in: the instruction of the new job stays, and the job stays Active with its rows blank.
where Despooler: which file of RECEIVE comes next
cause The directory is worked off by the kind of file, statuses first.
trigger Many statuses come in, for example after a cancel, while a new job's instruction waits: that job stays where it is until they are through.
vary site BPC CTR
vary clients 200 300
vary response fast medium
# A status that takes long makes the queue.
site $site status=1m
result lasts=1m
package create Editor
package create Small
job create Editor --on site:$site --mandatory
run until received status at-least 100 within 40 cycles
job create Small --on site:$site --no-run
run until job 2 sending Complete within 10 cycles
run 1 cycles
affected: received instruction 1
affected: no job 2 site-arrival Complete
fixed: job 2 site-arrival Complete
# Nothing of the new package is on the server while statuses are worked off.
consequence: no package Small on SRV1
run until received status 0 within 400 cycles
run 5 cycles
expect: package Small on SRV1
expect: job 2 status Complete
"""##
    ),
    (
        file: "Q175652.scn",
        text: ##"""
article Q175652

always forced-restart-unrecorded
area client
title A command that restarts Windows by force is not recorded: no status comes, and the command stays pending.
look The client's row stays None though the command ran.
vary site BPC CTR
vary clients 2 4
vary response fast medium
result PC1 reboot=forced
package create Editor
job create Editor --on site:$site --mandatory
run 6h
expect: ran PC1 at-least 1
expect: detail PC1 None
expect: detail PC2 Complete
expect: job 1 status Active
"""##
    ),
    (
        file: "Q182419.scn",
        text: ##"""
article Q182419

always path-limit
area scheduler
title A package with a path of more than 200 characters cannot be compressed: event 329, and the job is Retrying.
look The event, and that the job goes on when the path is shorter.
vary site BPC CTR
vary response fast medium
source Editor longest=201
package create Editor
job create Editor --on site:$site --no-run
run until job 1 status Retrying within 3 cycles
expect: event 329 1
run 10 cycles
expect: event 329 1
source set Editor --longest 200
run until job 1 status Complete within 10 cycles
"""##
    ),
    (
        file: "Q185649.scn",
        text: ##"""
article Q185649

quirk send-only-never-complete
title A job that only sends stays Active although the package arrived.
look The job's status against its Site Arrival row, hours after it arrived.
where Scheduler: the roll-up of a job's status
cause The Site Arrival row of such a job is not looked at.
trigger A job without distribute and run phase.
vary site BPC CTR
vary response fast medium
package create Editor
job create Editor --on site:$site --no-run --no-distribute
run until job 1 site-arrival Complete within 6 cycles
run 60 cycles
expect: job 1 sending Complete
affected: job 1 status Active
fixed: job 1 status Complete
consequence: job 1 working Active
# A second such job is no better off, and both can only be cancelled.
job create Editor --on site:$site --no-run --no-distribute
run 60 cycles
consequence: job 2 status Active
fixed: job 2 status Complete
"""##
    ),
    (
        file: "Q188052.scn",
        text: ##"""
article Q188052

always deleted-package-stays
area hierarchy
title A package that is deleted without a Remove job stays on its distribution servers; only a job that is not finished keeps it from being deleted.
look The refusal while a job uses it, and where it lies afterwards.
vary site BPC CTR
vary clients 2 4
vary response fast medium
package create Editor
job create Editor --on site:$site --mandatory
run 3 cycles
refused: package delete Editor
run until job 1 status Complete within 100 cycles
expect: package Editor on SRV1
package delete Editor
run 24 cycles
expect: package Editor on SRV1
expect: job 1 status Complete
# It can be sent no more.
refused: job create Editor --on site:$site
"""##
    ),
    (
        file: "Q190135.scn",
        text: ##"""
article Q190135

always malformed-mif-complete
title A status MIF that cannot be parsed is thrown away, and the run counts as a success even where it failed.
look The client's row is Complete, the record is gone, and event 119 is all that is left of it.
vary site BPC CTR
vary clients 2 4
vary response fast medium
result PC1 mif=malformed exit=1
package create Editor
job create Editor --on site:$site --mandatory
run until job 1 status Complete within 100 cycles
expect: detail PC1 Complete
expect: event 119 1
expect: no event 374
expect: ran PC1 1
"""##
    ),
    (
        file: "Q191338.scn",
        text: ##"""
article Q191338

always cancel-not-immediate
title A cancel stops no work that has begun: a command that runs goes on to its end.
look The client's row after the cancel, and that the run ended and was reported.
vary site BPC CTR
vary clients 2 4
vary response fast medium
result lasts=4h
package create Editor
job create Editor --on site:$site --mandatory
run until offer PC1 running within 100 cycles
job cancel 1
run until job 1 status Canceled within 40 cycles
expect: offer PC1 running
expect: trace pcmFinished --client PC1 0
run 6h
expect: trace pcmFinished --client PC1 1
expect: job 1 status Canceled
"""##
    ),
    (
        file: "Q197016.scn",
        text: ##"""
article Q197016

always cycle-wait
title A new job stays Pending until the Scheduler polls, at most one polling interval; it may start so much later than its Start After.
look When the job becomes Active against when it was made, at each Response.
vary response very-fast fast medium slow
vary site BPC CTR
package create Editor
run 90s
job create Editor --on site:$site --mandatory
expect: job 1 status Pending
run 1 cycles
expect: trace jobActivated 1
expect: no job 1 status Pending
# Start After is looked at in the same way.
job create Editor --on site:$site --start-after +3h
run 179m
expect: job 2 status Pending
run 1m
run 1 cycles
expect: no job 2 status Pending
"""##
    ),
    (
        file: "Q221945.scn",
        text: ##"""
article Q221945

quirk early-complete
title A job that sends and distributes without running is Complete before its distribution servers hold the package.
look The job's Server and Completion rows: they are not there when the Scheduler looks, so that it goes by Site Arrival.
where Scheduler: the lists made when a job activates
cause The Completion and Server rows of the job do not exist yet when the Scheduler looks, so it goes by the Site Arrival row alone.
trigger A job that sends and distributes, or only distributes, and does not run.
vary site BPC CTR
vary response fast medium
server SRV1 roles=site,logon drive=C:ntfs:9GB drive=D:ntfs:9GB
server SRV2 drive=C:ntfs:9GB
source Editor bytes=3GB
package create Editor
job create Editor --on site:$site --no-run
run until job 1 site-arrival Complete within 2000 cycles
run until trace packageStored 1 within 200 cycles
run 1 cycles
# The package is being unpacked; nothing lies on the server yet.
expect: no package Editor on SRV2
affected: job 1 status Complete
fixed: job 1 status Active
affected: job 1 completion absent
fixed: job 1 server SRV2 None
# Whoever goes by the status believes that the package can be used.
consequence: job 1 working Complete
# It arrives all the same.
run until package Editor on SRV2 within 200 cycles
run 2 cycles
expect: job 1 status Complete
"""##
    ),
    (
        file: "Q235157.scn",
        text: ##"""
article Q235157

always refresh-touches-all
title Adding a server to a package with Refresh Existing copies the package again to every server that holds it.
look How often the package was copied to the old servers when only a new one was named.
vary site BPC CTR
vary response fast medium
server SRV2 roles=none
package create Editor
job create Editor --on site:$site --no-run --put-on default
run until job 1 status Complete within 10 cycles
expect: trace packageCopied 1
job create Editor --on site:$site --no-run --put-on SRV2 --refresh-existing
run until job 2 status Complete within 10 cycles
expect: package Editor on SRV2
# Once for the new server, once more for the one that had it.
expect: trace packageCopied 3
job create Editor --on site:$site --no-run --put-on SRV2 --no-refresh
run until job 3 status Complete within 10 cycles
expect: trace packageCopied 3
"""##
    ),
]
