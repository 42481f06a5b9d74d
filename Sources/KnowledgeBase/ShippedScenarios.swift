// Generated from Sources/KnowledgeBase/Scenarios by ScenarioFileTests (UPDATE_GOLDEN=1); do not edit.
// swift-format-ignore-file

/// The files of cases as they are written: name and text, by name.
let shippedScenarioTexts: [(file: String, text: String)] = [
    (
        file: "Q107244.scn",
        text: ##"""
article Q107244

always client-clock-judges
area client
title Offer After and Expires After are judged by the client's clock: where it is wrong, a command comes early, or has expired before it arrives.
look A client whose clock is ahead beside one whose clock is right.
vary site BPC CTR
vary response fast medium
vary hours 4 6
# Until service pack 2 a time that passes is missed while the file stays as it is.
switch ins-only-if-touched off
# Until service pack 4 what this client reports is held back, and its record stays.
switch future-sni off
client AHEAD clock=$(hours)h
client RIGHT
package create Editor --needs-input
job create Editor --on site:$site --offer-after +$(hours)h
job create Editor --on site:$site --offer-after now --expires-after +3h
run 3h
expect: offer AHEAD pending
expect: offer RIGHT waiting
expect: offer AHEAD --job 2 expired
run 6h
expect: offer RIGHT pending
expect: offer RIGHT --job 2 expired
"""##
    ),
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
        file: "Q121555.scn",
        text: ##"""
article Q121555

always packed-once
area scheduler
title A package is compressed once; later jobs use the compressed file unless they say Even If Previously Sent.
look How often it was compressed when several jobs send it at the same time.
vary site BPC CTR
vary clients 2 4
vary response fast medium
package create Editor
job create Editor --on site:$site --no-run
job create Editor --on site:$site --no-run
job create Editor --on site:$site --no-run
run 12 cycles
expect: job 3 status Complete
expect: trace compressionStarted 1
expect: trace packageStored 1
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
        file: "Q125934.scn",
        text: ##"""
article Q125934

always pcm-polls-hourly
area client
title Package Command Manager looks at its instruction file once an hour unless the site says otherwise.
look The time between two looks of a client, and a command that shows only at the next look.
vary site BPC CTR
vary clients 2 4
vary minutes 60 25
site $site pcm=$minutes
package create Editor --needs-input
run 6h
expect: gap pcmPolled --client PC1 $(minutes)m
job create Editor --on site:$site
run until offer PC1 unread within 10 cycles
run $(minutes)m
run 1m
expect: offer PC1 pending
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
        file: "Q133111.scn",
        text: ##"""
article Q133111

always job-through-the-tree
area hierarchy
title A job of the central site reaches every site below it, and its status comes back level by level.
look The package at each site, and the rows of the central site's own database.
vary top CEN HUB
vary response fast medium
vary count 2 3
site $top
client PC# count=$count
site MID parent=$top
client MIDPC# site=MID count=$count
site LOW parent=MID
client LOWPC# site=LOW count=$count
package create Editor
job create Editor --on "path:*|*|*" --mandatory
run until job 1 status Complete within 2000 cycles
expect: job 1 targets $(count*3)
expect: @MID package Editor on MIDSRV1
expect: @LOW package Editor on LOWSRV1
"""##
    ),
    (
        file: "Q135086.scn",
        text: ##"""
article Q135086

quirk pause-does-nothing
title Pausing a thread of the Executive in SMS Service Manager has no effect.
look Whether the Despooler goes on with what comes into RECEIVE while it is paused.
where SMS Service Manager: what a pause does
cause The message does not reach the threads.
trigger `service pause SMS_DESPOOLER`.
vary site BPC CTR
vary response fast medium
package create Editor
service pause SMS_DESPOOLER
job create Editor --on site:$site --no-run
run 12 cycles
affected: received instruction 0
fixed: received instruction 1
# Who wanted to hold the distribution back finds it done.
consequence: package Editor on SRV1
consequence: job 1 status Complete
service continue SMS_DESPOOLER
run 6 cycles
expect: package Editor on SRV1
"""##
    ),
    (
        file: "Q136032.scn",
        text: ##"""
article Q136032

quirk packet-too-big
title On slow links too a Sender takes the largest packet, so that a link that is lost loses much more.
look How many bytes of the request are confirmed when the link is lost a minute after sending began: only whole packets are.
where Senders: the size of a packet
cause A packet is 300 seconds of the line, 262,144 bytes at most: every line above 7,000 bits a second gets the largest.
trigger A link that is lost in the middle of a transfer.
vary site BPC CTR
vary child S01 KID
vary response fast medium
# 28,800 bits a second: 3,600 bytes each second, 216,000 in a minute.
site $site
client PC#
site $child parent=$site link=ras-async
client LAP# site=$child count=2
source Editor bytes=9000000
package create Editor
job create Editor --on site:$child --no-run
run until trace sendStarted 1 within 30 cycles every=1s
run 60s
fault link $site $child
run 2s
affected: request 1 sent 0
fixed: request 1 sent at-least 180000
# From then on everything is sent once more.
run 1h
fault link $site $child --state up
run 3h
consequence: log SENDER contains "Attempt to write 5402048 bytes" 2
expect: request 1 ok
"""##
    ),
    (
        file: "Q138241.scn",
        text: ##"""
article Q138241

quirk sni-before-pck
title A failure counts as Complete when the status file is collected before its MIF was written.
look The workstation row, and whether event 374 tells of the failure.
where Maintenance Manager: the statuses at a logon server
cause The status is written before its MIF, and nobody waits for the second file.
trigger Maintenance Manager collects from the logon server between the two files of a failed command.
vary site BPC CTR
vary clients 2 4
vary response fast medium
result PC1 attempt=1 mif=failed text="no room"
switch pause-does-nothing off
package create Editor
job create Editor --on site:$site --mandatory
run until trace pcmStarted --client PC1 1 within 300 cycles every=10s
# A Maintenance Manager that goes on looks at once: here within half a second of the status.
service pause SMS_MAINTENANCE_MANAGER
run until trace pcmReported --client PC1 1 within 300 cycles every=500ms
service continue SMS_MAINTENANCE_MANAGER
run 4 cycles
affected: detail PC1 Complete
fixed: detail PC1 Retrying
affected: no event 374
fixed: event 374 1
# The record is gone, so that the client does not try again.
run 100 cycles
consequence: ran PC1 1
fixed: ran PC1 2
"""##
    ),
    (
        file: "Q139589.scn",
        text: ##"""
article Q139589

quirk lfn-needs-ntfs
title A package with a long file name needs NTFS: a server without it gets event 113, a NetWare server is passed over in silence.
look The Server rows: one Retrying with the event, one Complete although nothing was copied there.
where Despooler: temporary drive, drives of servers
cause A name that does not fit 8.3 marks the whole package as one for NTFS.
trigger A source with a name that is not 8.3, and servers without NTFS.
vary site BPC CTR
vary response fast medium
server FATTY drive=C:fat:500MB
server NOVELL kind=netware3 drive=S:netware:500MB
source Editor long-names
package create Editor
job create Editor --on site:$site --no-run
run 8 cycles
expect: package Editor on SRV1
affected: event 113 1
fixed: no event 113
affected: job 1 status Retrying
fixed: job 1 status Complete
affected: job 1 server FATTY Retrying
fixed: package Editor on FATTY
# Complete in the list, and not there.
expect: job 1 server NOVELL Complete
affected: no package Editor on NOVELL
fixed: package Editor on NOVELL
affected: log DESPOOL contains "we'll skip this server" 1
# The server with FAT is tried again and again, and the other one never.
run 50 cycles
consequence: retries 1 at-least 2
consequence: log DESPOOL contains "we'll skip this server" 1
# A short name everywhere helps.
source set Editor
job create Editor --on site:$site --no-run --send always
run 8 cycles
expect: package Editor on FATTY
expect: package Editor on NOVELL
"""##
    ),
    (
        file: "Q139590.scn",
        text: ##"""
article Q139590

quirk empty-dist-gpf
title A Run Command job without distribute phase ends the Executive when there is no distribution server for it.
look Whether SMS_EXECUTIVE runs after the instruction was executed, and after it was started again.
where Despooler: the list of servers
cause The first of the servers is looked at without asking whether there is one.
trigger A job that sends and runs, with both boxes of the distribute phase clear, at a site where no server is to be served.
vary site BPC CTR
vary clients 2 3
vary response fast medium
server SRV1 roles=site,logon drive=C drive=D
server SRV2 roles=none
package create Editor
package create Small
job create Editor --on site:$site --no-distribute
run 6 cycles
affected: service SMS_EXECUTIVE stopped
fixed: service SMS_EXECUTIVE running
affected: event 376 1
fixed: no event 376
affected: trace offersWritten 0
fixed: trace offersWritten 1
job create Small --on site:$site --no-run --put-on SRV2
run 6 cycles
expect: trace packageStored at-least 1
consequence: job 2 status Pending
fixed: job 2 status Complete
# The instruction is still the first in RECEIVE.
service restart SMS_EXECUTIVE
run 6 cycles
consequence: event 376 2
consequence: no package Small on SRV2
fixed: package Small on SRV2
"""##
    ),
    (
        file: "Q140051.scn",
        text: ##"""
article Q140051

quirk specified-skips-existing
title Put On Specified passes over servers that hold the package already; only Refresh Existing touches those, and then all of them.
look The version of the package on each server after the second job.
where Despooler: the list of servers
cause A server that holds the package counts as served.
trigger A Run Command job with Put On Specified and without Refresh Existing, for servers that hold the package.
vary site BPC CTR
vary response fast medium
switch refresh-touches-all on
server SRV2
server SRV3
group Two SRV2 SRV3
package create Editor --share APPS
job create Editor --on site:$site --no-run --put-on default
run until job 1 status Complete within 10 cycles
expect: package Editor on SRV2 --version 1
expect: trace packageCopied 3
# To one of the servers that hold it, without refresh: it is compressed anew and copied nowhere.
job create Editor --on site:$site --no-run --put-on SRV2 --no-refresh --send always
run until job 2 status Complete within 10 cycles
affected: package Editor on SRV2 --version 1
fixed: package Editor on SRV2 --version 2
expect: package Editor on SRV3 --version 1
consequence: trace packageCopied 3
fixed: trace packageCopied 4
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

quirk restart-resets-retries
title A restart of the Despooler before the hundredth try sets the counter to zero, so that the job is tried for ever and never Failed.
look The counter in the log before and after the restart, and what the job is after more than a hundred tries.
where Despooler: what it does with RECEIVE when it starts
cause The number of tries so far is not kept over a restart.
trigger SMS_DESPOOLER, or the Executive with it, is restarted while an instruction is being tried again.
vary site BPC CTR
vary service SMS_DESPOOLER SMS_EXECUTIVE
vary response fast medium
# 1.0 makes no second try.
switch no-retry-server-list off
server SRV2 offline
package create Editor
job create Editor --on site:$site --no-run --put-on SRV2
run until retries 1 60 within 1600 cycles
service restart $service
run 1100 cycles
# Sixty tries and more than forty besides.
expect: trace instructionStarted --job 1 at-least 100
affected: job 1 status Retrying
fixed: job 1 status Failed
affected: no event 14
fixed: event 14 1
consequence: log DESPOOL contains "retry count is now 2" at-least 13
# A server that comes back is still served, days after the job should have been given up.
server set SRV2 --online
run 30 cycles
consequence: package Editor on SRV2
"""##
    ),
    (
        file: "Q141192.scn",
        text: ##"""
article Q141192

quirk repeat-mandatory-stale
title The next job of a repetition keeps the old Mandatory After, which has passed: the command starts as soon as it arrives.
look When the second day's command starts: at once, or two hours after the job.
where Scheduler: the successor of a repeating job
cause Of the four times of a job Mandatory After is not moved along by the interval.
trigger A job with Mandatory After that repeats.
vary site BPC CTR
vary clients 2 3
vary response fast medium
# Until service pack 2 a time that passes is missed while the file stays as it is.
switch ins-only-if-touched off
package create Editor
job create Editor --on site:$site --mandatory-after +6h --repeat daily
run 2 cycles
expect: jobs 2
expect: job 2 status Pending
run 23h
expect: jobs 2
run 4h
expect: jobs 3
expect: first pcmStarted --client PC1 --job 1 after +6h
affected: first pcmStarted --client PC1 --job 2 before +28h
fixed: no first pcmStarted --client PC1 --job 2 before +30h
# The job is over before the hour at which its users expect it.
consequence: job 2 status Complete
run 12h
fixed: first pcmStarted --client PC1 --job 2 after +30h
expect: job 2 status Complete
"""##
    ),
    (
        file: "Q147616.scn",
        text: ##"""
article Q147616

quirk history-grows
title The Despooler's key Current History keeps every package for ever, whether it was cancelled, removed or deleted.
look The key Current History against the packages that there are.
where Despooler: its keys in the registry
cause Nothing takes a package out of Current History.
trigger Packages that come and go.
vary site BPC CTR
vary response fast medium
package create Editor
package create Small
package create Other
job create Editor --on site:$site --no-run
job create Small --on site:$site --no-run
run until job 2 status Complete within 20 cycles
run 4 cycles
expect: registry "Current History" 2
# One is removed from its servers, the other one deleted.
job create Editor --remove all
run until job 3 status Complete within 20 cycles
package delete Small
affected: registry "Current History" 2
fixed: registry "Current History" 0
# A third is cancelled while it is under way.
client off PC1 PC2 PC3
job create Other --on site:$site
run 4 cycles
expect: registry "Current History" at-least 1
job cancel 4
run until job 4 status Canceled within 20 cycles
expect: registry CancelHistory 1
consequence: registry "Current History" 3
fixed: registry "Current History" 0
"""##
    ),
    (
        file: "Q147819.scn",
        text: ##"""
article Q147819

quirk in-use-blocks
title A file that stays open keeps a job Retrying until it is Failed after a hundred tries; nothing closes the file.
look Whether open files are closed after the number of tries that is set, and what becomes of the job.
where Despooler: whether forced delivery is looked at
cause There is no forced delivery.
trigger A refresh of a package that a client has open for longer than a hundred tries take.
vary site BPC CTR
vary response fast medium
# 1.1 makes no second try.
switch no-retry-server-list off
site $site forced=1
server SRV2
package create Editor
job create Editor --on site:$site --no-run
run until job 1 status Complete within 20 cycles
server lock SRV2 Editor --for 90d
job create Editor --on site:$site --no-run --send always
run until job 2 status Retrying within 20 cycles
run 60 cycles
affected: trace filesClosed 0
fixed: trace filesClosed 1
affected: job 2 status Retrying
fixed: job 2 status Complete
run 2400 cycles
consequence: job 2 status Failed
consequence: event 14 1
fixed: no event 14
fixed: package Editor on SRV2 --version 2
"""##
    ),
    (
        file: "Q149957.scn",
        text: ##"""
article Q149957

quirk netware-rights
title A sharing package in a NetWare directory that was there before gives Everyone RWCMEF on it and on all below it.
look The rights on what lies in the directory already.
where Despooler: a sharing package on a NetWare server
cause The rights of a package are given to the whole directory that its share name stands for.
trigger A sharing package with rights, whose share name is a directory of the volume.
vary site BPC CTR
vary response fast medium
server NOVELL kind=netware3 drive=S:netware:500MB share=APPS:S
package create One --share APPS\ONE --access none
package create Two --share APPS\TWO --access UserRead
package create Three --share TOOLS\THREE --access UserRead
# Without rights in its boxes a package takes those of the directory above.
job create One --share
run until job 1 status Complete within 20 cycles
expect: rights One on NOVELL none --shared
job create Two --share
job create Three --share
run until job 3 status Complete within 20 cycles
affected: rights Two on NOVELL RWCMEF --shared
fixed: rights Two on NOVELL UserRead --shared
# A directory that SMS made keeps the rights of its package.
expect: rights Three on NOVELL UserRead --shared
# What lay there before is open to everyone as well.
consequence: rights One on NOVELL RWCMEF --shared
fixed: rights One on NOVELL none --shared
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

quirk expired-changes-status
title When a job expires, the status of clients that never ran it is rewritten.
look The row of a client that let the offer expire: it was None and becomes Retrying in 1.0, Canceled in 1.1.
where Despooler: the status instruction of an expiry
cause The status that a client leaves at an expiry is handed on to the Data Loader, where it only has to remove the record.
trigger An offer that expires at a client that has not run it.
vary site BPC CTR
vary clients 2 4
vary response fast medium
# Until service pack 2 a time that passes is missed while the file stays as it is.
switch ins-only-if-touched off
# 1.0 has another word for it.
switch expired-is-retrying off
user PC1 runs=5m
package create Editor --needs-input
job create Editor --on site:$site --offer-after now --expires-after +6h
run until detail PC1 Complete within 100 cycles
expect: offer PC2 pending
at +12h
expect: offer PC2 expired
expect: detail PC1 Complete
affected: detail PC2 Canceled
fixed: detail PC2 None
consequence: job 1 rows None 0
consequence: job 1 rows Canceled $(clients-1)
fixed: job 1 status Active

quirk expired-is-retrying
title In 1.0 a client that let an offer expire shows Retrying, though nothing is tried again.
look The row after the expiry, and the job's status that follows from it.
where Data Loader: what an expiry counts as
cause The Data Loader takes the status of an expiry for one that failed.
trigger An offer that expires at a client that has not run it, where the expiry's status is loaded at all.
vary site BPC CTR
vary clients 2 4
vary response fast medium
# Until service pack 2 a time that passes is missed while the file stays as it is.
switch ins-only-if-touched off
switch expired-changes-status on
package create Editor --needs-input
job create Editor --on site:$site --offer-after now --expires-after +6h
run until offer PC1 pending within 100 cycles
at +12h
expect: offer PC1 expired
affected: job 1 rows Retrying $clients
fixed: job 1 rows Canceled $clients
consequence: job 1 status Retrying
consequence: job 1 working Retrying

always expired-keeps-status
area status
title From 1.2 on the rows of workstations keep the status that they had when a job expires.
look A client that never ran the command is still None after the expiry, and one that did is Complete.
releases 1.2 1.2SP4 1.2SP4+hotfixes
vary site BPC CTR
vary clients 2 4
vary response fast medium
# Until service pack 2 a time that passes is missed while the file stays as it is.
switch ins-only-if-touched off
user PC1 runs=5m
package create Editor --needs-input
job create Editor --on site:$site --offer-after now --expires-after +6h
run until detail PC1 Complete within 100 cycles
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
        file: "Q153087.scn",
        text: ##"""
article Q153087

quirk sched-row-at-a-time
title A job without run phase takes 0.6 seconds for each client of its target before it is sent: half an hour for 3,000.
look When the send request is made.
where Scheduler: the list of targets
cause The computers of the target are looked at one by one although no row is made for them.
trigger A job without run phase to a path with many computers.
vary site BPC CTR
vary clients 9000 12000
vary response fast medium
package create Editor
job create Editor --on "path:*|*|*" --no-run
run 80m
affected: requests 0
fixed: requests 1
affected: job 1 status Pending
consequence: no package Editor on SRV1
run 90m
expect: package Editor on SRV1
expect: job 1 status Complete
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
        file: "Q153231.scn",
        text: ##"""
article Q153231

quirk packagelocations-stale
title The database goes on to tell of a package on servers from which a Remove job took it.
look Rows of PackageLocations against what lies on the servers.
where Despooler: what a Remove job reports
cause Nothing tells the database what a Remove job took away.
trigger Any Remove Package From Server job.
vary site BPC CTR
vary response fast medium
server SRV2
package create Editor
job create Editor --on site:$site --no-run
run until locations Editor 2 within 20 cycles
run 4 cycles
job create Editor --remove all
run until job 2 status Complete within 20 cycles
run 4 cycles
expect: no package Editor on SRV1
expect: no package Editor on SRV2
affected: locations Editor 2
fixed: locations Editor 0
# The package comes again: it is no news to a database that has it there.
job create Editor --on site:$site --no-run
run 8 cycles
expect: package Editor on SRV2
expect: locations Editor 2
consequence: trace locationReported 2
fixed: trace locationReported 4
"""##
    ),
    (
        file: "Q153576.scn",
        text: ##"""
article Q153576

quirk no-retry-server-list
title When one of several servers fails, the job is Complete after the next try although the package never came to that server.
look The Server rows against where the package lies, after the first retry.
where Despooler: the retry instruction
cause The retry instruction is written without the servers that failed, so that executing it has nothing to do and is done.
trigger A job to several servers of which one is down at the first try.
vary site BPC CTR
vary response fast medium
server SRV2
server SRV3 offline
package create Editor
job create Editor --on site:$site --no-run
run until job 1 status Retrying within 10 cycles
expect: package Editor on SRV2
expect: event 108 1
run 26 cycles
affected: job 1 status Complete
fixed: job 1 status Retrying
affected: job 1 server SRV3 Complete
consequence: retries 1 1
server set SRV3 --online
run 60 cycles
# Nobody brings it there any more.
consequence: no package Editor on SRV3
fixed: package Editor on SRV3
"""##
    ),
    (
        file: "Q153637.scn",
        text: ##"""
article Q153637

quirk remove-in-use-netware
title What was in use on a NetWare server when it was to be removed is never removed, and the job is Complete.
look The files on the server after nobody has them open any more, and the name in DESPOOL.LOG.
where Despooler: what could not be removed
cause The name of what is to be deleted later is taken from a place that holds it no more.
trigger A Remove job while a client has a file of the package open on a NetWare server.
vary site BPC CTR
vary response fast medium
switch no-retry-server-list off
server NOVELL kind=netware3 drive=S:netware:500000000
server SRV2
package create Editor
job create Editor --on site:$site --no-run
run until job 1 status Complete within 20 cycles
run 4 cycles
server lock NOVELL Editor --for 20d
server lock SRV2 Editor --for 20d
job create Editor --remove all
run until job 2 status Retrying within 20 cycles
expect: no package Editor on SRV1
expect: event 107 2
server lock NOVELL Editor --unlock
server lock SRV2 Editor --unlock
run 28 cycles
expect: job 2 status Complete
# On Windows NT the name is right.
expect: no package Editor on SRV2
affected: package Editor on NOVELL
fixed: no package Editor on NOVELL
affected: log DESPOOL contains "Failed to deltree" 1
fixed: no log DESPOOL contains "Failed to deltree"
# The room is not given back.
consequence: free S on NOVELL 499700000
fixed: free S on NOVELL 500000000
"""##
    ),
    (
        file: "Q154861.scn",
        text: ##"""
article Q154861

quirk scheduler-1s-per-pc
title Activation takes a second for each target, so that a large job stays Pending for hours.
look When the job becomes Active, and what happens to a small job that was made after it.
where Scheduler: the list of targets
cause The rows of targets are added one by one, on one thread.
trigger A job with a run phase to many computers.
vary site BPC CTR
vary clients 7000 9000
vary response fast medium
group Small PC1 PC2
package create Editor
package create Tool
job create Editor --on site:$site --mandatory-after +9d --priority high
job create Tool --on group:Small --mandatory-after +9d
run 90m
affected: job 1 status Pending
fixed: job 1 status Active
# The small job waits for the thread.
consequence: job 2 status Pending
fixed: job 2 status Active
run 3h
expect: job 1 status Active
expect: job 2 status Active
expect: job 1 targets $clients
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
        file: "Q156278.scn",
        text: ##"""
article Q156278

quirk mac-8-3
title Macintosh files with names of 8.3 are put on FAT, where their resource forks are lost: the command fails at the Macintosh.
look The drive that the package lies on, and what the Macintosh makes of it.
where Despooler: temporary drive, drives of servers
cause Only a long name makes a package one for NTFS, whatever else its files need.
trigger A package for Macintosh whose files were renamed to 8.3, and a distribution server without NTFS.
vary site BPC CTR
vary clients 2 3
vary response fast medium
server SRV1 roles=site,logon drive=C drive=D
server FATTY drive=C:fat:500MB mac
client PC# count=$clients
client MAC# platform=mac
package create Editor --platform mac
job create Editor --on computer:MAC1 --mandatory --put-on FATTY
run 8 cycles
affected: package Editor on FATTY
fixed: no package Editor on FATTY
affected: no event 113
fixed: event 113 1
# The program has no resource fork and does not start.
run 30h
consequence: event 374 at-least 1
consequence: detail MAC1 Retrying
fixed: detail MAC1 None
expect: ran MAC1 0
# On NTFS the fork is kept.
server set FATTY --drive C:ntfs:500MB
run 60h
fixed: detail MAC1 Complete
"""##
    ),
    (
        file: "Q160567.scn",
        text: ##"""
article Q160567

always update-message-misleads
title What changed in a package's source reaches no server by itself: only a job that sends Even If Previously Sent packs and copies it.
look How often the package was compressed, and the version on the server after each job.
vary site BPC CTR
vary clients 2 4
vary response fast medium
source Editor bytes=300000
package create Editor
job create Editor --on site:$site --no-run
run until job 1 status Complete within 10 cycles
expect: package Editor on SRV1 --version 1
source set Editor --bytes 900000
run 48 cycles
expect: package Editor on SRV1 --version 1
job create Editor --on site:$site --no-run
run until job 2 status Complete within 10 cycles
expect: trace compressionStarted 1
expect: trace compressionSkipped 1
expect: package Editor on SRV1 --version 1
job create Editor --on site:$site --no-run --send always
run until job 3 status Complete within 10 cycles
expect: trace compressionStarted 2
expect: package Editor on SRV1 --version 2
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
        file: "Q161043.scn",
        text: ##"""
article Q161043

quirk ins-lock-32
title An instruction that the Sender still has open stops the Despooler: the job hangs, and so does every later one, until the service is started again.
look Win32 error 32 in DESPOOL.LOG, and what becomes of this job and the next.
where Despooler: an instruction that cannot be opened
cause The Despooler does not go back to waiting after an instruction that it could not open.
trigger The Despooler looks into RECEIVE between the arrival of an instruction and the moment when the Sender lets go of it.
vary site BPC CTR
vary response fast medium
switch pause-does-nothing off
package create Editor
package create Small
# A Despooler that goes on looks at once: here within half a second of the arrival.
service pause SMS_DESPOOLER
job create Editor --on site:$site --no-run
run until request 1 ok within 20 cycles every=500ms
service continue SMS_DESPOOLER
run 3 cycles
expect: log DESPOOL contains "WIN32 ERROR = 32" 1
affected: no package Editor on SRV1
fixed: package Editor on SRV1
affected: received instruction 1
fixed: received instruction 0
# Nothing that comes later is looked at.
job create Small --on site:$site --no-run
run 20 cycles
consequence: no package Small on SRV1
consequence: no job 2 status Complete
fixed: job 2 status Complete
service restart SMS_EXECUTIVE
run 4 cycles
expect: package Editor on SRV1
expect: package Small on SRV1
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
        file: "Q163379.scn",
        text: ##"""
article Q163379

always capacity-zero
title With the maximum of concurrent sendings at 0 a Sender sends nothing, and no event tells of it.
look The request stays in the outbox and Sending stays Pending; the log says that there is no capacity.
vary site BPC CTR
vary child S01 KID
vary response fast medium
site $site
client PC#
sender lan sendings=0
site $child parent=$site
client LAP# site=$child count=2
package create Editor
job create Editor --on site:$child --no-run
run 2d
expect: trace sendStarted 0
expect: request 1 none
expect: job 1 sending Pending

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
        file: "Q165508.scn",
        text: ##"""
article Q165508

always server-list-frozen-in-record
area instruction-files
title The list of distribution servers in a client's record is made when the instructions are written; a server that is added later is not in it.
look The servers in the record before and after the package comes to another server.
vary site BPC CTR
vary clients 2 4
vary response fast medium
server SRV2 roles=none
package create Editor --needs-input
job create Editor --on site:$site
run until offer PC1 pending within 60 cycles
expect: offered 1 from SRV1
job create Editor --on site:$site --no-run --put-on SRV2
run until job 2 status Complete within 12 cycles
expect: package Editor on SRV2
expect: offered 1 from SRV1
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
        file: "Q167007.scn",
        text: ##"""
article Q167007

quirk group-mismatch-failed
title A job for a group of servers is Failed at a site that has none of them, although there was nothing to do there.
look Working and the event, at a site without a server of the group and without Default Servers.
where Despooler: an instruction without a server
cause The server phase is begun without a server.
trigger A job whose group of servers has no member at the site, at a site without Default Servers.
vary site BPC CTR
vary response fast medium
server SRV1 roles=site,logon drive=C drive=D
group Elsewhere OTHER
package create Editor
job create Editor --on site:$site --no-run --put-on Elsewhere
run 6 cycles
expect: trace packageCopied 0
affected: event 13 1
fixed: no event 13
affected: job 1 working Failed
fixed: job 1 working Complete
# Whoever looks at the list of jobs sees one that failed.
consequence: job 1 status Failed
fixed: job 1 status Complete
"""##
    ),
    (
        file: "Q167656.scn",
        text: ##"""
article Q167656

quirk rights-reset
title Each distribution writes the rights of the package directory anew, on every server that holds it.
look The rights on the directories after the boxes of the package were changed and it was sent again.
where Despooler: putting a package on a server
cause Rights are written with every distribution, not only with a new directory.
trigger A package that is distributed again to servers whose rights are not those of its boxes.
vary site BPC CTR
vary response fast medium
server SRV2
package create Editor
job create Editor --on site:$site --no-run
run until job 1 status Complete within 20 cycles
expect: rights Editor on SRV1 all
# The directories have other rights now than the boxes say.
package set Editor --access UserRead
job create Editor --on site:$site --no-run --put-on SRV1 --send always
run until job 2 status Complete within 20 cycles
expect: package Editor on SRV1 --version 2
affected: rights Editor on SRV1 UserRead
fixed: rights Editor on SRV1 all
# Also where nobody asked for it: a refresh goes to all that hold it.
package set Editor --access none
job create Editor --on site:$site --no-run --put-on none --refresh-existing
run until job 3 status Complete within 20 cycles
consequence: rights Editor on SRV2 none
fixed: rights Editor on SRV2 all
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

quirk cancel-corrupts-sni
title The statuses of a cancelled job are noted with the error 38a and take so long that those of other jobs wait behind them.
look The error code in DESPOOL.LOG, and when the status of another job counts.
where Despooler: a status whose record is gone
cause The record that a status is about is looked for in the whole file, and not found.
trigger A job is cancelled, or deleted while it is active, while statuses of it wait in RECEIVE.
vary site BPC CTR
vary clients 100 150
vary response fast medium
# A status that takes long makes the queue.
site $site status=2m
result lasts=1m
switch sni-first off
package create Editor
package create Small
job create Editor --on site:$site --mandatory
run until received status at-least 30 within 60 cycles
job cancel 1
job create Small --on computer:PC1 --mandatory
run 7h
affected: log DESPOOL contains "error code = 38a" at-least 10
fixed: no log DESPOOL contains "error code = 38a"
expect: ran PC1 --job 2 1
consequence: detail PC1 --job 2 None
fixed: detail PC1 --job 2 Complete
"""##
    ),
    (
        file: "Q168510.scn",
        text: ##"""
article Q168510

always source-gone
area scheduler
title A package whose source is not there raises event 313 once and is tried at each poll until it is; then the job goes on.
look The event is not raised again, and the log tells of the Win32 error at each try.
vary site BPC CTR
vary response fast medium
vary error 2 3
source Editor error=$error
package create Editor
job create Editor --on site:$site --no-run
run 10 cycles
expect: job 1 status Retrying
expect: event 313 1
expect: trace sourceInspected at-least 9
expect: log SCHED contains "Win32 Error = $error" at-least 9
source set Editor --bytes 300000
run until job 1 status Complete within 6 cycles
expect: event 313 1
"""##
    ),
    (
        file: "Q168569.scn",
        text: ##"""
article Q168569

quirk remove-leaves-registry
title A Remove job leaves the servers in Transfer Packages, so that a later refresh puts the package on them again.
look The key Transfer Packages after the Remove job, and the servers after a job with Refresh Existing alone.
where Despooler: the list of servers
cause The Despooler's list of a package's servers is not cleaned by a Remove job.
trigger A Remove job, then a job with Refresh Existing.
vary site BPC CTR
vary response fast medium
server SRV2
package create Editor
job create Editor --on site:$site --no-run
run until locations Editor 2 within 20 cycles
run 4 cycles
expect: registry "Transfer Packages" 2
expect: registry "Master Packages" 1
job create Editor --remove all
run until job 2 status Complete within 20 cycles
expect: no package Editor on SRV2
expect: registry "Master Packages" 0
affected: registry "Transfer Packages" 2
fixed: registry "Transfer Packages" 0
job create Editor --on site:$site --no-run --put-on none --refresh-existing
run 8 cycles
consequence: package Editor on SRV1
consequence: package Editor on SRV2
fixed: no package Editor on SRV1
fixed: no package Editor on SRV2
"""##
    ),
    (
        file: "Q169491.scn",
        text: ##"""
article Q169491

quirk empty-description-cb
title A status MIF with an empty Description is noted with the error cb, and counts all the same.
look The error code in DESPOOL.LOG beside the workstation row.
where Despooler: the MIF of a status
cause A text without a character counts as an error of the MIF's syntax.
trigger An installation that leaves the Description of its status MIF empty.
vary site BPC CTR
vary clients 2 4
vary response fast medium
result PC1 mif=success
result mif=success text="installed"
package create Editor
job create Editor --on site:$site --mandatory
run until job 1 status Complete within 300 cycles
expect: job 1 rows Complete $clients
affected: log DESPOOL contains "error code = cb" 1
fixed: no log DESPOOL contains "error code = cb"
# The instruction of the job, and every status but one.
consequence: log DESPOOL contains "successfully executed one instruction" $clients
fixed: log DESPOOL contains "successfully executed one instruction" $(clients+1)
"""##
    ),
    (
        file: "Q169748.scn",
        text: ##"""
article Q169748

quirk netware-everyone
title A NetWare server without a group Everyone gets no package: event 108, though server, account and room are all there.
look The event, and the servers that clients are told of.
where Despooler: rights on a NetWare server
cause Rights are given to the group Everyone, and nothing is installed where that fails.
trigger A NetWare distribution server on which the group Everyone was deleted.
vary site BPC CTR
vary response fast medium
vary clients 2 3
switch no-retry-server-list off
server NOVELL kind=netware3 drive=S:netware:500MB no-everyone
package create Editor
job create Editor --on site:$site --mandatory
run 8 cycles
affected: event 108 1
fixed: no event 108
affected: no package Editor on NOVELL
fixed: package Editor on NOVELL
consequence: offered 1 from SRV1
fixed: offered 1 from NOVELL SRV1
# With the group it comes at the next try.
server set NOVELL --everyone
run 26 cycles
expect: package Editor on NOVELL
expect: offered 1 from NOVELL SRV1
"""##
    ),
    (
        file: "Q172899.scn",
        text: ##"""
article Q172899

quirk future-sni
title Status that a client with its clock ahead left is not executed before the date that its clock wrote.
look The client ran the command and its row stays None; the file lies in RECEIVE until the site's clock gets there.
where Maintenance Manager and Despooler: the not-before time of a client's status
cause The date of the file is taken for the time from which on it may be executed.
trigger A client whose clock is a day ahead.
vary site BPC CTR
vary hours 26 30
vary response fast medium
client AHEAD clock=$(hours)h
client PC1
package create Editor
job create Editor --on site:$site --mandatory
run 8h
affected: detail AHEAD None
fixed: detail AHEAD Complete
expect: detail PC1 Complete
consequence: job 1 status Active
fixed: job 1 status Complete
# It is only late: the next day it counts.
run 34h
expect: detail AHEAD Complete
expect: job 1 status Complete
"""##
    ),
    (
        file: "Q173995.scn",
        text: ##"""
article Q173995

quirk share-remove-all
title One Remove job takes away the share that several packages use, and all of them with it.
look The second package of the share after the first was removed.
where Despooler: what a Remove job deletes
cause The directory of the share is deleted, not that of the package in it.
trigger Two sharing packages below one share, of which one is removed.
vary site BPC CTR
vary response fast medium
package create One --share APPS\ONE
package create Two --share APPS\TWO
job create One --share
job create Two --share
run until job 2 status Complete within 20 cycles
run 4 cycles
expect: rights One on SRV1 all --shared
expect: rights Two on SRV1 all --shared
job create One --remove all
run until job 3 status Complete within 20 cycles
expect: no rights One on SRV1 all --shared
affected: no rights Two on SRV1 all --shared
fixed: rights Two on SRV1 all --shared
# The list of jobs knows nothing of it.
expect: job 2 status Complete
consequence: no share APPS on SRV1
fixed: share APPS on SRV1
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
        file: "Q179118.scn",
        text: ##"""
article Q179118

always no-self-address
area sender
title Without its address to itself a site sends nothing, not even to its own Despooler: event 332, and the job waits.
look The event, the job's status, and that no request is made.
vary site BPC CTR
vary response fast medium
site $site no-self-address
package create Editor
job create Editor --on site:$site --no-run
run 12 cycles
expect: event 332 1
expect: job 1 status Retrying
expect: requests 0
expect: trace compressionStarted 1
"""##
    ),
    (
        file: "Q182414.scn",
        text: ##"""
article Q182414

always a-week-of-retries
area despooler
title With Fast Response a hundred tries take about a week before the job is given up.
look The day on which the job becomes Failed.
vary site BPC CTR
vary clients 2 3
server SRV2 offline
package create Editor
job create Editor --on site:$site --no-run --put-on SRV2
run 8d
expect: job 1 status Retrying
run 1d
expect: job 1 status Failed
expect: event 14 1

quirk force-strips-rights
title After a forced disconnection users have no rights on the package directory any more, and no later refresh gives them back.
look The rights on the directory of the server whose files were closed, against those on another.
where Despooler: after a forced disconnection
cause What a forced disconnection took away is not written back.
trigger Forced delivery to a directory on NTFS, while a user has a file of it open.
vary site BPC CTR
vary response fast medium
switch early-complete off
switch no-retry-server-list off
switch in-use-blocks off
site $site forced=1
server SRV2
package create Editor
job create Editor --on site:$site --no-run
run until job 1 status Complete within 20 cycles
expect: rights Editor on SRV2 all
server lock SRV2 Editor --for 40d
job create Editor --on site:$site --no-run --send always
run until package Editor on SRV2 --version 2 within 100 cycles
run 2 cycles
expect: trace filesClosed 1
expect: rights Editor on SRV1 all
affected: rights Editor on SRV2 service
fixed: rights Editor on SRV2 all
# A refresh keeps what is there.
job create Editor --on site:$site --no-run --send always
run until package Editor on SRV2 --version 3 within 20 cycles
consequence: rights Editor on SRV2 service
fixed: rights Editor on SRV2 all
"""##
    ),
    (
        file: "Q182419.scn",
        text: ##"""
article Q182419

always path-limit
area scheduler
releases 1.1 1.2SP4
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

quirk long-path-av
title A package with a path of more than 200 characters ends the Executive when it is decompressed.
look The last line of DESPOOL.LOG, and whether SMS_EXECUTIVE runs.
where Scheduler and Despooler: the length of paths in a package
cause Nobody compares the length of a path with the room for one, neither compressing nor decompressing.
trigger A source with a path of more than 200 characters below its root.
vary site BPC CTR
vary longest 201 250
vary response fast medium
source Editor longest=$longest
package create Editor
package create Small
job create Editor --on site:$site --no-run
run 6 cycles
affected: log DESPOOL contains "Decompressing package" 1
affected: service SMS_EXECUTIVE stopped
fixed: service SMS_EXECUTIVE running
affected: event 376 1
fixed: event 329 1
fixed: trace decompressionStarted 0
expect: no package Editor on SRV1
job create Small --on site:$site --no-run
run 6 cycles
consequence: job 2 status Pending
fixed: package Small on SRV1
# Started again it decompresses the same package.
service restart SMS_EXECUTIVE
run 4 cycles
consequence: event 376 2
fixed: no event 376
"""##
    ),
    (
        file: "Q184169.scn",
        text: ##"""
article Q184169

quirk netware-space-av
title A NetWare server without room for a package ends the Executive right after event 109.
look Whether SMS_EXECUTIVE runs after event 109, and what becomes of a job for another server.
where Despooler: a server that is full
cause What is told of a full drive is asked of Windows NT, which knows no NetWare volume.
trigger A NetWare distribution server with less free space than the package takes.
vary site BPC CTR
vary response fast medium
switch no-retry-server-list off
server NOVELL kind=netware3 drive=S:netware:100000
package create Editor
package create Small
job create Editor --on site:$site --no-run --put-on NOVELL
run 6 cycles
expect: event 109 1
affected: service SMS_EXECUTIVE stopped
fixed: service SMS_EXECUTIVE running
affected: event 376 1
fixed: no event 376
job create Small --on site:$site --no-run --put-on SRV1
run 6 cycles
consequence: job 2 status Pending
consequence: no package Small on SRV1
fixed: job 2 status Complete
# Room is what helps.
server set NOVELL --drive S:netware:500MB
service restart SMS_EXECUTIVE
run 30 cycles
expect: package Editor on NOVELL
expect: package Small on SRV1
expect: service SMS_EXECUTIVE running
"""##
    ),
    (
        file: "Q184489.scn",
        text: ##"""
article Q184489

quirk delete-before-copy
title A refresh empties the package directory and then cannot copy, because a client has a file open there.
look What lies on the server between the refresh and the next try, and the free space of its drive.
where Despooler: a copy that meets an open file
cause A package directory is deleted before it is copied, whether or not a file in it is open.
trigger A refresh while a client has a file of the package open.
vary site BPC CTR
vary response fast medium
switch early-complete off
# 1.1 makes no second try.
switch no-retry-server-list off
server SRV2 drive=C:ntfs:1000000000
package create Editor
job create Editor --on site:$site --no-run
run until job 1 status Complete within 20 cycles
expect: package Editor on SRV2 --version 1
expect: free C on SRV2 999700000
server lock SRV2 Editor --for 20d
job create Editor --on site:$site --no-run --send always
run until job 2 status Retrying within 20 cycles
affected: package Editor on SRV2 --version 0
fixed: package Editor on SRV2 --version 1
consequence: free C on SRV2 1000000000
fixed: free C on SRV2 999700000
# The retry brings the files once nobody has them open.
server lock SRV2 Editor --unlock
run 26 cycles
expect: package Editor on SRV2 --version 2
expect: free C on SRV2 999700000
"""##
    ),
    (
        file: "Q184512.scn",
        text: ##"""
article Q184512

quirk refresh-all-files
title A refresh copies every file of the package again, though none changed.
look How long the second job takes until the server is done.
where Despooler: what is copied to a distribution server
cause What lies on the server is not compared with what is to be copied.
trigger A job with Refresh Existing for a package that was not compressed anew.
vary site BPC CTR
vary response fast medium
# Otherwise the job would be Complete before its server is done.
switch early-complete off
server SRV1 roles=site,logon drive=C:ntfs:9GB drive=D:ntfs:9GB
server SRV2 drive=C:ntfs:9GB
source Editor bytes=3GB
package create Editor
job create Editor --on site:$site --no-run
run until job 1 status Complete within 2000 cycles
expect: trace packageCopied 1
job create Editor --on site:$site --no-run
# Unpacking takes a quarter of an hour, copying takes an hour.
run until trace decompressionStarted 2 within 20 cycles
run 45m
affected: no job 2 server SRV2 Complete
fixed: job 2 server SRV2 Complete
consequence: trace packageCopied 1
fixed: trace packageCopied 2
run 2h
expect: trace packageCopied 2
expect: job 2 status Complete
"""##
    ),
    (
        file: "Q185179.scn",
        text: ##"""
article Q185179

quirk no-remove-resend
title A Remove job whose instruction could not be sent is never sent again: it stays Retrying, and the package stays at the other site.
look Sending of the Remove job after the link is back, and the package on the server of the child site.
where Scheduler: requests that a Sender gave back
cause The Scheduler looks for requests with a compressed package, and a Remove job has none.
trigger A link that is down until the Sender's retries are used up, while a Remove job is sent.
vary site BPC CTR
vary response fast medium
site $site
site S01 parent=$site
client PC# count=2
client KID# count=1 site=S01
package create Editor
job create Editor --on "path:*|*|*" --no-run
run until job 1 status Complete within 12h
run 6h
expect: @S01 package Editor on S01SRV1
fault link $site S01
job create Editor --remove all
run 4h
expect: job 2 sending Retrying
expect: no package Editor on SRV1
fault link $site S01 --state up
run 12h
affected: job 2 sending Retrying
fixed: job 2 sending Complete
affected: job 2 status Retrying
fixed: job 2 status Complete
# The other site was never told.
consequence: @S01 package Editor on S01SRV1
fixed: @S01 no package Editor on S01SRV1
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
        file: "Q186827.scn",
        text: ##"""
article Q186827

quirk retry-av
title Writing a retry instruction for more than ten servers ends the Executive with an access violation.
look Whether SMS_EXECUTIVE runs, whether a retry was written, and what happens when the Executive is started again.
where Despooler: the retry instruction
cause The names of servers go into a list of ten, however many there are.
trigger More than ten distribution servers that cannot be served in one try.
vary site BPC CTR
vary response fast medium
switch early-complete off
switch no-retry-server-list off
server D01 offline
server D02 offline
server D03 offline
server D04 offline
server D05 offline
server D06 offline
server D07 offline
server D08 offline
server D09 offline
server D10 offline
server D11 offline
package create Editor
job create Editor --on site:$site --no-run
run 8 cycles
expect: package Editor on SRV1
affected: service SMS_EXECUTIVE stopped
fixed: service SMS_EXECUTIVE running
affected: retries 1 0
fixed: retries 1 1
affected: event 376 1
fixed: no event 376
# No retry was written, so that the instruction lies there as it came, and does the same again.
service restart SMS_EXECUTIVE
run 4 cycles
consequence: event 376 2
consequence: service SMS_EXECUTIVE stopped
fixed: no event 376
# With ten servers left to retry there is room for all.
server set D11 --online
service restart SMS_EXECUTIVE
run 30 cycles
expect: service SMS_EXECUTIVE running
expect: package Editor on D11
expect: job 1 status Retrying
expect: retries 1 at-least 1
"""##
    ),
    (
        file: "Q188042.scn",
        text: ##"""
article Q188042

always cancel-strips-records
area status
title A cancel strips the job's records from the clients' instruction files; rows without a status become Canceled.
look The rows of clients that had run it and of those that had not, and the offer at the client.
vary site BPC CTR
vary clients 3 5
vary response fast medium
user PC1 runs=1m
package create Editor --needs-input
job create Editor --on site:$site
run until detail PC1 Complete within 100 cycles
expect: offer PC2 pending
job cancel 1
run until job 1 status Canceled within 20 cycles
expect: job 1 cancel Complete
expect: detail PC1 Complete
expect: job 1 rows Canceled $(clients-1)
run 30 cycles
expect: offer PC2 withdrawn
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

quirk malformed-mif-complete
title A status MIF that cannot be parsed is thrown away, and the run counts as a success even where it failed.
look The client's row is Complete and its record is gone; event 119 is all that is left of it.
where Despooler: a client's status whose MIF cannot be compiled
cause A compilation that failed is not taken for a failure of the command.
trigger A status MIF with a mistake in its syntax.
vary site BPC CTR
vary clients 2 4
vary response fast medium
result PC1 attempt=1 mif=malformed exit=1
package create Editor
job create Editor --on site:$site --mandatory
run until event 119 within 100 cycles
run 2 cycles
affected: detail PC1 Complete
fixed: detail PC1 Retrying
expect: no event 374
consequence: job 1 status Complete
fixed: job 1 status Retrying
# Nobody hears of the failure: it stands in no row, hours later either.
run 6h
consequence: job 1 rows Retrying 0
fixed: job 1 rows Retrying 1
"""##
    ),
    (
        file: "Q191297.scn",
        text: ##"""
article Q191297

quirk inactive-server-av
title A distribution server that goes offline while it is served ends the Executive with an access violation, and nothing at the site goes on.
look Whether SMS_EXECUTIVE runs, event 376, and what becomes of a job for another server.
where Despooler: the end of a copy
cause What was learned of the server at the beginning of the copy is used at its end, whether or not the server is still there.
trigger A distribution server goes offline while a package is copied to it.
vary site BPC CTR
vary response fast medium
switch early-complete off
server SRV2
source Editor bytes=300MB
package create Editor
package create Small
job create Editor --on site:$site --no-run --put-on SRV2
# Unpacking takes 100 seconds and copying 300.
run until trace decompressionStarted 1 within 2h every=10s
run 3m
expect: no package Editor on SRV2
server set SRV2 --offline
run 10m
affected: service SMS_EXECUTIVE stopped
fixed: service SMS_EXECUTIVE running
affected: event 376 1
fixed: no event 376
affected: no event 108
fixed: event 108 1
# No thread is left that would start another job.
job create Small --on site:$site --no-run --put-on SRV1
run 6 cycles
consequence: job 2 status Pending
fixed: job 2 status Complete
# Started again, the Executive finds the server offline before it copies.
service restart SMS_EXECUTIVE
run 6 cycles
expect: service SMS_EXECUTIVE running
expect: event 108 1
expect: job 1 status Retrying
expect: job 2 status Complete
server set SRV2 --online
run 30 cycles
expect: package Editor on SRV2
"""##
    ),
    (
        file: "Q191307.scn",
        text: ##"""
article Q191307

quirk preferred-drive-broken
title With a preferred drive for temporary files set, no package can be unpacked: event 114.
look The event, and whether decompression begins.
where Despooler: the temporary drive
cause The letter of the preferred drive is read as `$`.
trigger `Preferred Drive For Temp Directory` set to any letter.
vary site BPC CTR
vary drive C D
vary response fast medium
switch no-retry-server-list off
site $site preferred=$drive
package create Editor
package create Small
job create Editor --on site:$site --no-run
run 6 cycles
affected: event 114 1
fixed: no event 114
affected: trace decompressionStarted 0
fixed: log DESPOOL contains "to $drive:\_S M0000.TMP" 1
# No package at all comes to a server any more.
job create Small --on site:$site --no-run
run 30 cycles
consequence: no package Small on SRV1
consequence: no package Editor on SRV1
fixed: package Small on SRV1
fixed: package Editor on SRV1
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
        file: "Q191360.scn",
        text: ##"""
article Q191360

quirk retry-step-2
title With forced delivery switched on and a file in use, a job is given up after half the tries.
look The counter in the log, and how often the instruction was executed when the job is Failed.
where Despooler: the retry number
cause The counter is moved by the disconnection and by the retry.
trigger `Use Forced Disconnect` is set, and a file of the package stays open.
vary site BPC CTR
vary response fast medium
# So many tries are never reached: the file is not closed.
site $site forced=100
server SRV2
package create Editor
job create Editor --on site:$site --no-run
run until job 1 status Complete within 20 cycles
server lock SRV2 Editor --for 90d
job create Editor --on site:$site --no-run --send always
run until job 2 status Retrying within 20 cycles
run 50 cycles
affected: log DESPOOL contains "retry count is now 4" 1
fixed: log DESPOOL contains "retry count is now 2" 1
run 1200 cycles
affected: job 2 status Failed
fixed: job 2 status Retrying
affected: event 14 1
fixed: no event 14
# A hundred would have been made.
consequence: trace instructionStarted --job 2 50
fixed: trace instructionStarted --job 2 at-least 51
server lock SRV2 Editor --unlock
run 30 cycles
# Nobody brings it any more, though the file is free.
consequence: no package Editor on SRV2 --version 2
fixed: package Editor on SRV2 --version 2
"""##
    ),
    (
        file: "Q193766.scn",
        text: ##"""
article Q193766

always full-server
area despooler
title A server without room for a package raises event 109 once; the package comes at the first try after there is room.
look The event, the Server row, and the next try 24 polls later.
vary site BPC CTR
vary response fast medium
server SRV2 drive=C:ntfs:100000
package create Editor
job create Editor --on site:$site --no-run --put-on SRV2
run until job 1 status Retrying within 10 cycles
expect: event 109 1
expect: job 1 server SRV2 Retrying
run 50 cycles
expect: event 109 1
expect: retries 1 at-least 2
server set SRV2 --drive C:ntfs:1GB
run 26 cycles
expect: package Editor on SRV2
expect: job 1 status Complete

quirk disk-space-lie
title While a file is open, event 109 tells of too little room, although the drive is all but empty.
look The event against the free space, and whether room helps.
where Despooler: the event of a copy that failed
cause Every copy that fails is taken for one without room.
trigger A refresh while a client has a file of the package open.
vary site BPC CTR
vary response fast medium
switch no-retry-server-list off
server SRV2 drive=C:ntfs:1GB
package create Editor
job create Editor --on site:$site --no-run
run until job 1 status Complete within 20 cycles
server lock SRV2 Editor --for 20d
job create Editor --on site:$site --no-run --send always
run until job 2 status Retrying within 20 cycles
expect: free C on SRV2 at-least 990000000
affected: event 109 1
affected: no event 16
fixed: event 16 1
fixed: no event 109
# More room changes nothing: every try is noted as one without.
server set SRV2 --drive C:ntfs:9GB
run 26 cycles
expect: job 2 status Retrying
consequence: log DESPOOL contains "Failed, event 109" at-least 2
server lock SRV2 Editor --unlock
run 26 cycles
expect: package Editor on SRV2 --version 2
"""##
    ),
    (
        file: "Q195936.scn",
        text: ##"""
article Q195936

quirk master-copy-retry-drops-refresh
title When the package could not be stored at first, the retry does not refresh the servers that hold it, and the job is Complete.
look The version on the servers after there is room in STORE again.
where Despooler: a retry after event 115
cause The retry instruction does not hold the flag Refresh Existing of the first.
trigger No room for the compressed package in STORE, and a job that refreshes existing servers.
vary site BPC CTR
vary response fast medium
switch early-complete off
switch no-retry-server-list off
server SRV1 roles=site,logon,distribution drive=C:ntfs:2GB drive=D:ntfs:2GB
server SRV2
package create Editor
job create Editor --on site:$site --no-run
run until job 1 status Complete within 20 cycles
# Room for the new compressed file of 600,000 bytes in TOSEND, not for another in STORE.
source set Editor --bytes 1000000
server set SRV1 --drive C:ntfs:2GB --drive D:ntfs:500000
job create Editor --on site:$site --no-run --send always
run until event 115 1 within 20 cycles
expect: package Editor on SRV2 --version 1
server set SRV1 --drive C:ntfs:2GB --drive D:ntfs:50MB
run 28 cycles
affected: package Editor on SRV2 --version 1
fixed: package Editor on SRV2 --version 2
# Complete in the list, either way.
expect: job 2 status Complete
# Nothing was copied for the second job, and nobody will.
consequence: trace packageCopied 2
fixed: trace packageCopied 4
run 50 cycles
consequence: package Editor on SRV1 --version 1
fixed: package Editor on SRV1 --version 2
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
        file: "Q199994.scn",
        text: ##"""
article Q199994

always removed-dp-in-ins
title A distribution server that was removed is still named in new client instructions.
look The servers in the records of a job that was made after the removal.
vary site BPC CTR
vary clients 2 4
vary response fast medium
server SRV2
package create Editor
job create Editor --on site:$site --no-run
run until job 1 status Complete within 10 cycles
server remove SRV2
job create Editor --on site:$site --mandatory --no-refresh
run until job 2 rows Complete $clients within 100 cycles
expect: offered 2 from SRV1 SRV2

quirk stale-dp
title A server that left the site stays in Transfer Packages, and every refresh of the package tries it: event 108, until the job is Failed.
look The key Transfer Packages, and the job that refreshes the package.
where Despooler: the list of servers
cause Servers that left the site stay in the Despooler's lists.
trigger A distribution server that holds a package is taken out of the site, and the package is refreshed.
vary site BPC CTR
vary response fast medium
switch no-retry-server-list off
server SRV2
package create Editor
job create Editor --on site:$site --no-run
run until job 1 status Complete within 20 cycles
expect: registry "Transfer Packages" 2
server remove SRV2
affected: registry "Transfer Packages" 2
fixed: registry "Transfer Packages" 1
job create Editor --on site:$site --no-run --send always
run 8 cycles
expect: package Editor on SRV1 --version 2
affected: event 108 1
fixed: no event 108
affected: job 2 status Retrying
fixed: job 2 status Complete
run 2400 cycles
consequence: job 2 status Failed
consequence: event 14 1
fixed: no event 14
"""##
    ),
    (
        file: "Q214485.scn",
        text: ##"""
article Q214485

always send-rescheduling
area sender
title A request that cannot be sent is tried 5 times on RAS and twice on a LAN, a minute apart, and then given back to the Scheduler, which tries for seven days.
look How often it was tried before it was given back, when it is tried again, and when the job is Failed.
vary site BPC CTR
vary child S01 KID
vary link ras-async ras-isdn lan
vary tries 5 5 2
site $site
client PC#
site $child parent=$site link=$link
client LAP# site=$child count=2
package create Editor
fault link $site $child
job create Editor --on site:$child --no-run
run until trace sendGivenBack --job 1 1 within 20 cycles every=1s
expect: trace sendFailed --job 1 $tries
run 1 cycles
expect: job 1 sending Retrying
run until trace sendGivenBack --job 1 2 within 20 cycles every=1s
expect: trace sendFailed --job 1 $(tries*2)
run 6d
expect: job 1 status Retrying
run 2d
expect: trace requestAbandoned --job 1 1
expect: job 1 sending Failed
expect: job 1 status Failed

always dead-site-starves
title On a slow Sender the tries to a site that is down take their turn from the sites that are up.
look When the second site gets its package, with and without a dead one in the outbox before it.
vary site BPC CTR
vary response fast medium
site $site
client PC#
site S01 parent=$site link=ras-async
site S02 parent=$site link=ras-async
client LAP# site=S01 count=2
client TOP# site=S02 count=2
package create Editor
package create Tool
fault link $site S01
job create Editor --on site:S01 --no-run --priority high
job create Tool --on site:S02 --no-run
run until trace sendFailed --job 1 1 within 20 cycles every=1s
run 3m
expect: trace sendStarted --job 2 0
run 2h
expect: trace sendStarted --job 2 at-least 1
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

quirk refresh-touches-all
title Adding a server to a package with Refresh Existing copies the package again to every server that holds it.
look How often the package was copied to the old servers when only a new one was named.
where Despooler: the list of servers
cause The list of servers that hold a package is taken whole, whatever group the job names.
trigger A job with Refresh Existing that names other servers than those that hold the package.
vary site BPC CTR
vary response fast medium
server SRV2 roles=none
package create Editor
job create Editor --on site:$site --no-run --put-on default
run until job 1 status Complete within 10 cycles
expect: trace packageCopied 1
job create Editor --on site:$site --no-run --put-on SRV2 --refresh-existing --send always
run until job 2 status Complete within 10 cycles
expect: package Editor on SRV2 --version 2
affected: package Editor on SRV1 --version 2
fixed: package Editor on SRV1 --version 1
# Once for the new server, once more for the one that had it.
consequence: trace packageCopied 3
fixed: trace packageCopied 2
job create Editor --on site:$site --no-run --put-on SRV2 --no-refresh
run until job 3 status Complete within 10 cycles
affected: trace packageCopied 3
fixed: trace packageCopied 2
"""##
    ),
    (
        file: "Q250381.scn",
        text: ##"""
article Q250381

quirk share-comment-100
title From 2000 on the date in the comment of a share for packages has the year 100.
look The comment of SMS_PKGx on the server.
where Despooler: a new share for packages
cause The years since 1900 are written as they are.
trigger A share for Run Command packages that is made in 2000 or later.
vary site BPC CTR
vary year 2000 2009
vary since 100 109
vary short 00 09
vary response fast medium
start "$year-02-03 08:00"
server SRV2 roles=none
package create Editor
job create Editor --on site:$site --no-run
run until job 1 status Complete within 20 cycles
affected: share SMS_PKGD on SRV1 comment "02/03/$since"
fixed: share SMS_PKGD on SRV1 comment "02/03/$short"
# Each share that is made later as well, as long as nobody writes the comment anew.
run 2d
job create Editor --on site:$site --no-run --put-on SRV2
run until package Editor on SRV2 within 20 cycles
consequence: share SMS_PKGC on SRV2 comment "02/05/$since"
fixed: share SMS_PKGC on SRV2 comment "02/05/$short"
"""##
    ),
    (
        file: "Q264945.scn",
        text: ##"""
article Q264945

quirk cancel-scans-domain
title One cancel makes the Despooler read every client file of the domain, however few the job had offers for.
look How long the Despooler is busy with the cancel, and what waits behind it.
where Despooler: how long a cancel instruction takes
cause A cancel instruction names the domain and not its clients, so that every client file is opened in turn.
trigger A cancel in a large domain.
vary site BPC CTR
vary clients 9000 12000
vary response very-fast fast
# Releases before 1.2 would be busy with the targets instead.
switch sched-row-at-a-time off
switch scheduler-1s-per-pc off
group Few PC1 PC2
package create Editor --needs-input
package create Tool
job create Editor --on group:Few
run until offer PC1 pending within 200 cycles
job cancel 1
run until trace requestQueued 2 within 10 cycles
job create Tool --on site:$site --no-run
run 12m
affected: trace offersStripped 0
fixed: trace offersStripped 1
# The next job's instruction waits behind it.
consequence: no package Tool on SRV1
fixed: package Tool on SRV1
run 40m
expect: job 1 status Canceled
expect: package Tool on SRV1
"""##
    ),
    (
        file: "Q269768.scn",
        text: ##"""
article Q269768

always orphan-ins
title A job that is deleted without a cancel leaves its record in the clients' instruction files: they go on offering it and run it.
look The offer at a client after the job is gone, and that no cancel went out.
vary site BPC CTR
vary clients 2 4
vary response fast medium
package create Editor --needs-input
job create Editor --on site:$site
run until offer PC1 pending within 60 cycles
job delete 1
run 48 cycles
expect: offer PC1 pending
expect: trace offersStripped 0
client run PC1
run 4 cycles
expect: ran PC1 1
expect: offer PC1 executed
"""##
    ),
]
