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

quirk retry-share-nt31
title A Share job is Retrying though every server has the package, when a client has Windows NT 3.1.
look Overall and the Completion row, against the server rows and the package on its server; nothing is tried again.
where Despooler: the end of a Share job
cause The items of a definition file are looked for at each platform of the site's clients; 1.0 does not know Windows NT 3.1, and what it does not know counts as still to be done.
trigger A Share job for a package from a definition file, at a site with a client that has Windows NT 3.1.
vary site BPC CTR
vary clients 1 3
vary response fast medium
client OLD# count=$clients nt=3.1
client NEW nt=3.51
package create Works --definition --item Works --share WORKS
package create Own --item Own --share OWN
job create Works --share --put-on SRV1
job create Own --share --put-on SRV1
run 20 cycles
expect: job 1 server SRV1 Complete
expect: retries 1 0
# Without a definition file nothing is looked for.
expect: job 2 status Complete
affected: job 1 completion Retrying
fixed: job 1 completion Complete
affected: job 1 status Retrying
fixed: job 1 status Complete
affected: job 1 working Retrying
# It stays so, and needs somebody to cancel it, though all its work is done; what is Complete cannot be cancelled.
run 10d
affected: job 1 status Retrying
expect: retries 1 0
job cancel 1 --try
run 1d
consequence: job 1 status Canceled
fixed: job 1 status Complete
expect: share WORKS on SRV1
"""##
    ),
    (
        file: "Q121384.scn",
        text: ##"""
article Q121384

quirk query-eight-clauses
title A query with eight or more clauses cannot be executed: event 320, and the job stays Pending.
look A job on a query of eight clauses beside one on a query of seven.
where SQL Server: joining the tables of a query
cause A statement joins 16 tables at most, and each clause takes two.
trigger A job whose query has eight clauses.
vary site BPC CTR
vary clients 3 5
vary response fast medium
query Eight "Identification.Name is not 'A' and Identification.Name is not 'B' and Identification.Name is not 'C' and Identification.Name is not 'D' and Identification.Name is not 'E' and Identification.Name is not 'F' and Identification.Name is not 'G' and Identification.Name is not 'H'"
query Seven "Identification.Name is not 'A' and Identification.Name is not 'B' and Identification.Name is not 'C' and Identification.Name is not 'D' and Identification.Name is not 'E' and Identification.Name is not 'F' and Identification.Name is not 'G'"
package create Editor
job create Editor --on query:$site00001 --mandatory
job create Editor --on query:$site00002 --mandatory
run 8h
affected: job 1 status Pending
fixed: job 1 status Complete
affected: event 320 1
expect: job 2 status Complete
expect: job 2 targets $clients
consequence: job 1 targets 0
consequence: ran PC1 --job 1 0
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

# Each site's own servers stand first, and ten are the most.
always server-list-crosses-sites
title Clients of one child site see the distribution servers of another, when one job goes to both.
look The servers in the client instructions of a site: with one job for both sites, and with a job for each.
vary site BPC CTR
vary child S01 KID
vary response fast medium
site $site
client PC#
site $child parent=$site
client LAP# site=$child count=2
site T01 parent=$site
client TOP# site=T01 count=2
package create Editor
job create Editor --on "path:*|*|*"
run 4h
expect: offered 1 from SRV1 $(child)SRV1 T01SRV1
expect: @$child offered 1 from SRV1 $(child)SRV1 T01SRV1
expect: @T01 offered 1 from SRV1 $(child)SRV1 T01SRV1
# Whoever makes a job for each site keeps them apart.
job create Editor --on site:$child
run 4h
expect: @$child offered 2 from $(child)SRV1
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
        file: "Q122179.scn",
        text: ##"""
article Q122179

always bad-mif
area status
title A MIF that cannot be loaded is tried three times and moved to BADMIFS; the others do not wait for it.
look BADMIFS below DELTAMIF.COL, event 245 for each file, and three tries in DATALODR.LOG.
vary site BPC CTR
vary bad 1 3
vary response fast medium
package create Editor
job create Editor --on site:$site --mandatory
run until received status at-least 1 within 100 cycles
fault file mif --count $bad
run until job 1 status Complete within 100 cycles
expect: loader bad $bad
expect: loader waiting 0
expect: event 245 $bad
expect: trace mifFailed $(bad*3)
expect: log DATALODR contains "moving it to BADMIFS" $bad

always sql-lost
area status
title Without the SQL Server no MIF is loaded and no job begins; all of it goes on when it is back.
look Events 243 and 244 once each, event 47 of the Scheduler, and DELTAMIF.COL, where the files pile up.
vary site BPC CTR
vary clients 2 4
vary response fast medium
result lasts=1m
package create Editor
package create Small
job create Editor --on site:$site --mandatory
job create Small --on site:$site --no-run --start-after "1997-04-21 18:00"
run until job 1 status Active within 10 cycles
run until trace pcmReported at-least 1 within 100 cycles
fault sql
refused: job create Editor --on site:$site
run 12h
expect: loader waiting $clients
expect: job 1 rows Complete 0
expect: job 2 status Pending
expect: event 243 1
expect: event 47 1
expect: no event 244
fault sql --state up
run 3 cycles
expect: event 244 1
expect: loader waiting 0
expect: job 1 status Complete
run until job 2 status Complete within 20 cycles
"""##
    ),
    (
        file: "Q122202.scn",
        text: ##"""
article Q122202

quirk pcm-archive-defeats
title A mandatory command that is put aside during its countdown never runs.
look The offer stays archived, until the client's history is deleted.
where Package Command Manager: what archiving does to a mandatory command
cause The archive is not looked through for what is mandatory, and the countdown lets go of it.
trigger `client archive` in the five minutes of a countdown.
vary site BPC CTR
vary days 2 6
vary response fast medium
package create Editor
job create Editor --on site:$site --mandatory
run until offer PC1 countdown within 40 cycles every=1m
# Since 1.1 this is refused.
client archive PC1 --try
run $(days)d
expect: ran PC2 1
affected: offer PC1 archived
fixed: offer PC1 executed
affected: ran PC1 0
fixed: ran PC1 1
consequence: job 1 status Active
fixed: job 1 status Complete
# Without PCMHIST.REG it is pending again, and mandatory as before.
client forget-history PC1
run 4h
expect: ran PC1 1
expect: job 1 status Complete
"""##
    ),
    (
        file: "Q122320.scn",
        text: ##"""
article Q122320

quirk pcm16-one-mandatory
title After a mandatory command the 16-bit Package Command Manager closes its window with everything else that is new.
look The optional commands that came with it are not run, until another one arrives or the user starts the program again.
where Package Command Manager for Windows 3.x and 95: what happens after a mandatory command
cause The window is closed when the mandatory command ends, whatever else is pending.
trigger Several new commands, one of them mandatory.
vary site BPC CTR
vary clients 1 3
vary response fast medium
client PC# count=$clients platform=win16
client NT
user * runs=30m
package create Editor --platform win16,nt-x86
package create Viewer --platform win16,nt-x86
package create Printer --platform win16,nt-x86
job create Editor --on site:$site --mandatory
job create Viewer --on site:$site
run 6h
expect: ran PC* $clients
expect: ran NT --job 2 1
affected: note windowClosed --client PC1 1
fixed: note windowClosed 0
affected: ran PC* --job 2 0
fixed: ran PC* --job 2 $clients
affected: offer PC1 --job 2 pending
consequence: job 2 status Active
fixed: job 2 status Complete
# A new arrival brings the window back.
job create Printer --on site:$site
run 6h
expect: ran PC* --job 2 $clients
expect: ran PC* --job 3 $clients
"""##
    ),
    (
        file: "Q122382.scn",
        text: ##"""
article Q122382

quirk package-overwrite
title What an administrator changes in a package while it is compressed is lost.
look The package's comment after the compressed file is there.
where Scheduler: what it writes to the Packages table when a package is compressed
cause Not the path of the compressed file alone is written back, but the whole row as it was read at the beginning.
trigger An administrator edits a package while the Scheduler compresses it.
vary site BPC CTR
vary child S01 KID
vary response fast medium
site $site
client PC#
site $child parent=$site
client LAP# site=$child count=2
source Editor bytes=100MB
package create Editor
job create Editor --on site:$site --no-run
run until trace compressionStarted 1 within 30 cycles every=10s
package set Editor --comment "as it should be"
expect: comment Editor "as it should be"
run until trace compressionEnded 1 within 30 cycles every=10s
affected: comment Editor ""
fixed: comment Editor "as it should be"
# The sites below are told of the change, and get what was there before.
run 4h
consequence: @$child comment Editor ""
fixed: @$child comment Editor "as it should be"
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
        file: "Q126229.scn",
        text: ##"""
article Q126229

quirk outbox-immovable
title A sender whose outbox was moved or renamed does not find it again.
look The log says that there is no outbox; what is queued stays where it is, to every site.
where Senders: where requests are looked for
cause The path of the outbox stands in the registry and does not follow the directory.
trigger The outbox was moved or renamed.
vary site BPC CTR
vary child S01 KID
vary response fast medium
site $site
client PC#
site $child parent=$site
client LAP# site=$child count=2
fault site outbox-moved
package create Editor
job create Editor --on site:$child
job create Editor --on site:$site --no-run
job create Editor --on site:$site --mandatory
run 1d
affected: request 1 none
fixed: request 1 ok
affected: job 1 sending Pending
affected: log SENDER contains "Registry indicates no outbox for the sender to scan."
# Not even the site's own Despooler gets anything.
affected: job 2 sending Pending
fixed: job 2 status Complete
# So that the site's own clients are offered nothing.
consequence: ran PC1 --job 3 0
fixed: ran PC1 --job 3 1
consequence: job 3 rows None 1
fixed: job 3 status Complete
fault site outbox-moved --state up
run 6h
expect: request 1 ok
expect: job 2 status Complete
expect: ran PC1 --job 3 1

always outbox-three-passes
area hierarchy
title A change of an outbox takes effect with the third pass of Site Configuration Manager.
look The hours at which the outbox is closed, after each pass.
vary site BPC CTR
vary response fast medium
site-properties components
phases aligned
site sender lan --closed mon-fri:8-18
run 2 cycles
expect: trace outboxPassed 1
expect: site outbox lan closed 0
sendcode SMS_SITE_CONFIG_MANAGER 192
run 1s
expect: trace outboxPassed 2
expect: site outbox lan closed 0
# The watchdog runs every 24 polls.
run 23 cycles
expect: trace outboxPassed 3
expect: site outbox lan closed 50
run 2 cycles
expect: no site waits
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
        file: "Q131010.scn",
        text: ##"""
article Q131010

always site-properties-lag
area hierarchy
title What is changed in Site Properties becomes so at Hierarchy Manager's next poll, unless the service is restarted.
look What the site is after the change, at the next poll, and after a restart of Hierarchy Manager.
vary site BPC CTR
vary response fast slow
site-properties components
run 1 cycles
site set --pcm-polling 30
expect: site pcm-polling 60
expect: site waits
run 1 cycles
expect: trace controlFileWritten 1
expect: trace controlFileAccepted 1
expect: site pcm-polling 30
# The answer is loaded at a poll of its own.
run 2 cycles
expect: trace controlFileLoaded 1
expect: no site waits
site set --name Elsewhere
service restart SMS_HIERARCHY_MANAGER
run 1s
expect: site name Elsewhere

always site-properties-through-the-tree
area hierarchy
title A change made at the parent goes down in a system job of High priority, and the answer comes up in another.
look The detail code at the parent, and what the child is.
vary site BPC CTR
vary response fast medium
site-properties components
site $site
site S01 parent=$site
site set --of S01 --pcm-polling 30
run until system-jobs siteControl 1 within 3 cycles every=1s
expect: site S01 detail 41
expect: site S01 status pending
run until site S01 pcm-polling 30 within 20 cycles
expect: @S01 trace controlFileAccepted 1
run until site S01 status active within 20 cycles
expect: event 358 1
expect: @S01 system-jobs siteControlToParent 1
expect: no site S01 waits
"""##
    ),
    (
        file: "Q132248.scn",
        text: ##"""
article Q132248

quirk us-english-323
title A SQL login whose language is not us_english leaves every target list empty: event 323, and the job is Failed.
look The event, and that nothing was made for the job.
where Scheduler: the statement that makes the list of targets
cause The statement holds dates as they are written in the United States, which mean nothing to a login of another language.
trigger SMS uses a login with another language than us_english.
vary site BPC CTR
vary clients 2 4
vary response fast medium
fault site sql-language
package create Editor
job create Editor --on site:$site --no-run
run 20 cycles
affected: event 323 1
affected: job 1 status Failed
fixed: job 1 status Complete
fixed: no event 323
consequence: requests 0
consequence: job 1 sending None
# The next jobs of a repetition are the Scheduler's, and no better off: one event for each.
job create Editor --on site:$site --no-run --repeat daily
run 49h
consequence: event 323 4
fixed: event 323 0
consequence: registry "Master Packages" 0
fixed: registry "Master Packages" 1
fault site sql-language --state up
job create Editor --on site:$site --no-run
run 20 cycles
expect: job 6 status Complete
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
        file: "Q134327.scn",
        text: ##"""
article Q134327

always program-items-follow-shares
area program-groups
title A program item points to the servers that a Share job put its package on, and goes with them.
look The servers of the item at a client: none before the Share job, none after the Remove job; and only users whose group was given the program group see it.
vary site BPC CTR
vary clients 2 4
vary response fast medium
server SRV2 roles=distribution
package create Tools --share TOOLS --item Calculator=calc.exe
program-group create Office --item Tools:Calculator
program-group create Secret --item Tools:Calculator --user-group Bosses
# Applications Manager waits for ten minutes without a change.
run 1h
expect: item PC1 Calculator dead
job create Tools --share
run until job 1 status Complete within 40 cycles
run 2 cycles
expect: item PC1 Calculator starts from SRV1
expect: item PC$clients Calculator starts from SRV2
fault server SRV1
expect: item PC1 Calculator starts
fault server SRV2
expect: item PC1 Calculator dead
fault server SRV1 --state up
fault server SRV2 --state up
job create Tools --remove all
run until job 2 status Complete within 60 cycles
run 2 cycles
expect: item PC1 Calculator dead
program-group delete Office
expect: no item PC1 Calculator
"""##
    ),
    (
        file: "Q134716.scn",
        text: ##"""
article Q134716

quirk secondary-upgrade-all-active
title The upgrade of a secondary site stays Pending until every other secondary site of its parent is Active.
look The detail code of the site that is to be upgraded while another cannot be reached.
where Hierarchy Manager: the look at the phase of an upgrade
cause An upgrade begins only when all secondary sites of the parent are Active.
trigger A change of another secondary site has not been answered.
vary site BPC CTR
vary response fast medium
vary count 3 4
site-properties components
site $site
sites $count parent=$site
fault link $site X01
site set --of X01 --pcm-polling 30
run 2 cycles
expect: site X01 status pending
site upgrade X02
run 20 cycles
affected: site X02 detail 61
fixed: site X02 status active
affected: system-jobs siteInstall 0
# The site itself has heard of nothing.
consequence: @X02 trace miniJobExecuted 0
# What it reports each day is no answer to that.
run 2d
affected: site X02 detail 61
fault link $site X01 --state up
run until site X02 status active within 100 cycles
"""##
    ),
    (
        file: "Q134718.scn",
        text: ##"""
article Q134718

always cannot-redistribute
area hierarchy
title A child site cannot distribute a package of its parent until the parent has sent it there.
look The child's own job with the package, before and after the parent's job.
vary site BPC CTR
vary response fast medium
vary child S01 KID
site $site
site $child parent=$site
client LAP# site=$child count=2
package create Editor
run 20 cycles
expect: @$child source Editor blank
@$child job create Editor --on site:$child --no-run --put-on default
run 20 cycles
expect: @$child event 313
expect: @$child no package Editor on $(child)SRV1
job create Editor --on site:$child --mandatory
run until job 1 status Complete within 300 cycles
run 4 cycles
expect: @$child job 1 status Complete
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
        file: "Q135769.scn",
        text: ##"""
article Q135769

quirk slow-link-313
title A change of site properties over a slow link raises a harmless pair of events 313.
look The events at the site that was changed, and the system job with the site control file, which is Complete in the end.
where Scheduler: system jobs that are still being sent
cause What a Sender of RAS or SNA does is not read until it is done: at the next poll a site control file on its way is taken for one to be packed, and its source is not there any more.
trigger Site properties are changed, and the site control file takes longer than a poll over RAS or SNA.
vary site BPC CTR
vary child S01 KID
vary link ras-async sna-batch
vary response very-fast fast
site-properties components
site $site
client PC#
site $child parent=$site link=$link bits=30
client LAP# site=$child count=2
run 2h
@$child site set --pcm-polling 90
run 12h
# One for each of its two files, and once for each site control file.
affected: @$child event 313 at-least 2
fixed: @$child no event 313
# Nothing is wrong with the file: it arrives all the same.
expect: @$child system-jobs Complete at-least 1
expect: @$child system-jobs Failed 0
# The parent hears of it, where somebody may look for a package in vain.
run 12h
consequence: event 313 at-least 2
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
# Before 1.2 the file stays open behind the lost link (Q153260).
switch handle-leak-32 off
# Until service pack 2 a job without run phase for a child is not started at all (Q174462).
switch no-run-stuck-pending off
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
        file: "Q137376.scn",
        text: ##"""
article Q137376

always secondary-site-by-jobs
area hierarchy
title A secondary site is installed by system jobs of its parent: preinstall, install, the first control file; it is Active when it answers.
look The status and the detail code of the site at its parent.
vary site BPC CTR
vary response fast medium
site-properties components
site $site
site install S01 --parent $site
expect: site S01 status pending
expect: site S01 detail 100
run until system-jobs sitePreinstall 1 within 3 cycles every=1s
expect: site S01 detail 11
run until system-jobs siteInstall 1 within 100 cycles every=10s
expect: site S01 detail 21
run until site S01 detail 31 within 100 cycles every=10s
run until site S01 status active within 100 cycles
expect: site S01 detail 0
expect: @S01 trace siteInstalled 1
# It is a site like any other.
@S01 client add LAP# --count 2
run 100 cycles
package create Editor
job create Editor --on site:S01 --mandatory
run until job 1 status Complete within 200 cycles
expect: @S01 package Editor on S01SRV1
job delete 1
site deinstall S01
run until site S01 detail 52 within 20 cycles every=1s
run 20 cycles
expect: @S01 trace siteInstalled 2
"""##
    ),
    (
        file: "Q137610.scn",
        text: ##"""
article Q137610

quirk no-disk-check
title The sender does not look at the room of the destination: a full disk shows as Win32 error 112, retries, and Failed in the end.
look The same bytes sent over and over; the job is Retrying, and after seven days Failed.
where Senders: before a package is sent
cause Nobody asks how much room there is at the destination.
trigger A package that is larger than the room on the SMS drive of the destination.
vary site BPC CTR
vary child S01 KID
vary response fast medium
site $site
client PC#
server $(child)SRV1 site=$child roles=site,logon,distribution drive=C:ntfs:9GB drive=D:ntfs:1MB
site $child parent=$site
client LAP# site=$child count=2
source Editor bytes=3000000
package create Editor
job create Editor --on site:$child
run 1d
expect: job 1 status Retrying
affected: log SENDER contains "Win32 Error = 112" at-least 20
affected: event 285
fixed: no event 285
fixed: event 291
fixed: trace sendStarted --job 1 0
run 7d
affected: job 1 status Failed
fixed: job 1 status Retrying
# Who makes room then comes too late.
@$child server set $(child)SRV1 --drive C:ntfs:9GB --drive D:ntfs:9GB
run 1d
consequence: job 1 sending Failed
fixed: job 1 sending Complete
consequence: @$child trace packageStored 0
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
# In 1.1 a pause does nothing (Q135086).
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
        file: "Q138243.scn",
        text: ##"""
article Q138243

quirk duplicate-lan-sender
title Deleting the second LAN sender that a failed installation left sets the registry values of the first to zero.
look The limits of concurrent sendings after the deletion: they are 0, and nothing is sent.
where Site Configuration Manager: taking a Sender out
cause Both LAN Senders have one key in the registry, which goes with the first that is deleted.
trigger An installation of a LAN Sender on another server failed, and what it left is deleted.
vary site BPC CTR
vary child S01 KID
vary response fast medium
site $site
client PC#
site $child parent=$site
client LAP# site=$child count=2
fault site second-sender
package create Editor
job create Editor --on site:$child
run 4h
expect: request 1 ok
fault site second-sender --state up
affected: sender-threads lan 0
fixed: sender-threads lan 5
package create Tool
job create Tool --on site:$child
run 1d
consequence: job 2 sending Pending
fixed: job 2 sending Complete
consequence: @$child trace packageStored 1
fixed: @$child trace packageStored 2
"""##
    ),
    (
        file: "Q138347.scn",
        text: ##"""
article Q138347

always alerts
area hierarchy
title The Alerter is a thread of the Executive: it runs the queries of alerts, tells a server once, and says what it cannot do.
look The events 207 and 380, and how often an alert was raised.
vary site BPC CTR
vary clients 3 5
site $site
client PC# count=$clients
query Everybody "Identification.Name is not 'Nobody'"
alert Crowd Everybody at-least=$clients every=30m tells=SRV9
alert Lost Nothing every=30m
run 2h
expect: log ALERTER contains "found $clients"
expect: trace alertChecked at-least 6
expect: trace alertRaised 1
expect: event 380 1
expect: event 207 1
service pause SMS_ALERTER
run 2h
expect: trace alertRaised 1
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
# What the note of the article tells of, at 1.1 as well.
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
        file: "Q140145.scn",
        text: ##"""
article Q140145

quirk sms-ini-eight-servers
title A client knows eight logon servers of its domain and never asks those behind them.
look The ninth logon server is the only one that works, and clients whose own is down do not find it.
where Package Command Manager: the list of logon servers
cause `[Servers]` of SMS.INI takes the first eight of DOMAIN.INI.
trigger More than eight logon servers in a domain, of which the first eight are away.
vary site BPC CTR
vary response fast medium
# In 1.0 and 1.1 the program does not come that far (Q153571).
switch pcm-av-no-current-server off
server SRV1 roles=site,distribution drive=C drive=D
server LOG1 roles=logon offline
server LOG2 roles=logon offline
server LOG3 roles=logon offline
server LOG4 roles=logon offline
server LOG5 roles=logon offline
server LOG6 roles=logon offline
server LOG7 roles=logon offline
server LOG8 roles=logon offline
server LOG9 roles=logon
client PC# count=3 user=none logon=LOG1
client NINTH user=none logon=LOG9
package create Editor
job create Editor --on site:$site --mandatory
run 2h
client logon PC1 NINTH
run 4h
expect: ran NINTH 1
affected: ran PC1 0
fixed: ran PC1 1
affected: note logonServerChanged --client PC1 0
fixed: note logonServerChanged --client PC1 1
consequence: detail PC1 None
fixed: detail PC1 Complete
# The eighth is one that it knows.
server set LOG8 --online
run 2h
client logoff PC1
client logon PC1
run 4h
expect: ran PC1 1
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
        file: "Q140389.scn",
        text: ##"""
article Q140389

quirk central-mif-flood
title Jobs that are made at the central site bring a status MIF of every client of the tree there, more than it can load.
look DELTAMIF.COL of the central site: the files pile up, and with them everything else that the Data Loader has to load; the job shows Active long after the last client has run it.
where Data Loader: how many threads, and how many files at a time
cause One thread loads one file after another, whatever it is about.
trigger A job of the central site with many targets at sites below it; a job that is made at the site of its targets brings nothing to the central site.
vary top CEN HUB
vary count 1000 1500
vary response very-fast fast
site $top status=0s
client PC# count=2
site S01 parent=$top secondary status=0s
site S02 parent=$top secondary status=0s
client LOWA# site=S01 count=$count
client LOWB# site=S02 count=$count
result lasts=1s
package create Editor
job create Editor --on "path:*|*|*" --mandatory
@S01 run until trace pcmReported at-least $count within 4000 cycles
@S02 run until trace pcmReported at-least $count within 4000 cycles
run 1h
expect: loader loaded at-least 100
affected: loader waiting at-least 200
fixed: loader waiting 0
# Every client has run it and said so, and the job does not show it.
consequence: job 1 status Active
fixed: job 1 status Complete
# It does come through in the end, hours later.
run until job 1 status Complete within 4000 cycles
expect: loader waiting 0
"""##
    ),
    (
        file: "Q140810.scn",
        text: ##"""
article Q140810

quirk status-quote-refused
title A status MIF with an escaped quotation mark is not loaded.
look The file in BADMIFS with event 245, and the row without a status, though the failure was told of (event 374).
where Inventory Data Loader: the text of a MIF
cause The parser ends the value at the escaped quotation mark.
trigger A status MIF whose Description holds a quotation mark.
vary site BPC CTR
vary clients 2 4
vary response fast medium
result PC1 mif=failed text="the file ''SETUP.INF'' is missing"
result mif=failed text="the file SETUP.INF is missing"
package create Editor
job create Editor --on site:$site --mandatory
run 4h
# The Despooler has read it.
expect: event 374 at-least $clients
expect: detail PC2 Retrying
affected: event 245 at-least 1
fixed: event 245 0
affected: detail PC1 None
fixed: detail PC1 Retrying
# Every run of the command that fails leaves one more file that nobody takes away.
run 4h
expect: ran PC1 at-least 3
consequence: loader bad at-least 3
fixed: loader bad 0
consequence: job 1 rows None 1
fixed: job 1 rows Retrying $clients
"""##
    ),
    (
        file: "Q140924.scn",
        text: ##"""
article Q140924

quirk bandwidth-hang
title An estimate of bandwidth that is far too high, such as the registry's first value 0xffffffff, stops the sender.
look The request is sending for seven weeks, and those behind it are not taken up.
where Senders: the wait behind a buffer
cause The time that a buffer took is taken from the time that it should take, without a look which is longer: 32 bits without a sign.
trigger An estimate by which a buffer takes less than a millisecond, as where it was never set.
vary site BPC CTR
vary child S01 KID
# The first value of the registry, and one that nobody's line has.
vary bits 4294967295 2200000000
vary response fast medium
site $site
client PC#
site $child parent=$site link=ras-async bits=$bits
client LAP# site=$child count=2
site T01 parent=$site link=ras-async
client TOP# site=T01 count=2
package create Editor
job create Editor --on site:$child
job create Editor --on site:T01
run 2d
affected: request 1 sending
affected: job 1 sending Active
fixed: job 1 sending Complete
affected: log SENDER contains "Delaying 4294967295" 1
# The other site has an address of its own, and the same Sender.
affected: job 2 sending Pending
fixed: job 2 sending Complete
# The wait is 4,294,967,295 milliseconds long, no more: what stood behind it goes out seven weeks later.
run 50d
expect: request 1 ok
expect: job 2 sending Complete
consequence: first sendEnded --job 2 after +1193h
"""##
    ),
    (
        file: "Q140928.scn",
        text: ##"""
article Q140928

quirk ins-resurrects-cancelled
title An instruction file that is open elsewhere when a cancel comes keeps the record, and the cancelled package comes back.
look The record is still in the client's file and its command runs, though the job is Canceled.
where Despooler: stripping the instruction files of a cancelled job
cause A file that cannot be opened (WIN32 error 32) is passed over, and nothing comes back to it.
trigger `client lock` while a job of the client is cancelled.
vary site BPC CTR
vary hours 2 5
vary response fast medium
# Until service pack 2 a time that passes is missed while the file stays as it is (Q163488).
switch ins-only-if-touched off
package create Editor
job create Editor --on site:$site --mandatory-after +1d
run 4h
expect: offer PC1 pending
expect: offer PC2 pending
client lock PC1 --for $(hours)h
job cancel 1
run $(hours+4)h
expect: job 1 status Canceled
expect: job 1 cancel Complete
expect: offer PC2 withdrawn
expect: pcmdump PC2 contains "RequestID" 0
affected: offer PC1 pending
fixed: offer PC1 withdrawn
affected: pcmdump PC1 contains "RequestID" 1
fixed: pcmdump PC1 contains "RequestID" 0
at +30h
expect: ran PC2 0
consequence: ran PC1 1
fixed: ran PC1 0
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
vary child S01 KID
site $site
server SRV1 roles=site,logon,distribution drive=C drive=D
client PC# count=3
site $child parent=$site
client LAP# site=$child
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
# A site below: its own Despooler notes the package, and what Applications Manager brings when the package is deleted
# (the rows of both databases go) never reaches that key.
package create Tool
job create Tool --on "path:$child|*|*" --no-run
run 3h
expect: @$child package Tool on $(child)SRV1
package delete Tool
run 2h
consequence: @$child registry "Current History" 2
fixed: @$child registry "Current History" 0
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
site $site forced=1
# One server, as in the article: with another that is served 1.1 forgets the one that failed (Q153576).
server SRV2
package create Editor
job create Editor --on site:$site --no-run --put-on SRV2
run until job 1 status Complete within 20 cycles
server lock SRV2 Editor --for 90d
job create Editor --on site:$site --no-run --put-on SRV2 --send always
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
        file: "Q149178.scn",
        text: ##"""
article Q149178

quirk sql-upgrade-subsites
title After an upgrade of SQL Server jobs with Include Subsites stay Pending: their stored procedures are gone.
look The log asks for a procedure to be dropped and made again; jobs without the box go on.
where Scheduler: the list of the sites that a job is limited to
cause The sites below are asked of the stored procedure sp_GetSubSites, which lies in a database that the upgrade replaces.
trigger SQL Server was upgraded, and a job has Include Subsites set.
vary site BPC CTR
vary child S01 KID
vary response fast medium
site $site
client PC#
site $child parent=$site
client LAP# site=$child count=2
fault site sql-procedures
package create Editor
job create Editor --on "path:*|*|*" --limit-to $site --include-subsites
job create Editor --on "path:*|*|*" --limit-to $site --no-run --priority high
run 60 cycles
affected: job 1 status Pending
fixed: job 1 status Active
affected: log SCHED contains "drop and recreate procedure sp_GetSubSite" at-least 50
expect: job 2 status Complete
consequence: @$child trace packageStored 0
# SP_SITE.SQL puts them back.
fault site sql-procedures --state up
run 30 cycles
expect: job 1 status Active
expect: @$child package Editor on $(child)SRV1
"""##
    ),
    (
        file: "Q149672.scn",
        text: ##"""
article Q149672

quirk status-handle-below-32
title A command that runs well under the service is shown as Retrying when its process handle is a small number.
look The row and event 374, against a program that was started and did its work.
where Package Command Manager, the service: the start of a command
cause The handle is read as the 16-bit call reads it, where numbers below 32 are errors.
trigger A command whose process handle is below 32.
vary site BPC CTR
vary handle 28 31
vary response fast medium
# In 1.2, up to service pack 1, the service returns no status (Q164877).
switch status-svc-none off
result handle=$handle command=Low
result handle=32 command=High
client PC1 role=logon-server user=none
package create Low --command Low=setup.exe --background
package create High --command High=setup.exe --background
job create Low --on site:$site --mandatory
job create High --on site:$site --mandatory
run until ran PC1 --job 1 at-least 1 within 100 cycles
run 40m
affected: detail PC1 Retrying
fixed: detail PC1 Complete
affected: event 374 --job 1 1
fixed: event 374 --job 1 0
expect: detail PC1 --job 2 Complete
run 6h
expect: detail PC1 --job 2 Complete
# What failed may run again, and so it is installed over and over.
consequence: ran PC1 at-least 3
fixed: ran PC1 1
consequence: job 1 status Retrying
fixed: job 1 status Complete
"""##
    ),
    (
        file: "Q149683.scn",
        text: ##"""
article Q149683

quirk pcm-blank-window
title A record whose Offer After is still to come brings up an empty window.
look The window at the poll that finds the record, and at the program's next start; nothing is offered in it.
where Package Command Manager: what counts as a pending package
cause A record counts as a pending package whatever its Offer After says, and the list is made only when the window is up.
trigger An Offer After that lies behind the poll that finds the record, with nothing else pending.
vary site BPC CTR
vary clients 2 5
vary response fast medium
# Until service pack 2 a time that passes is missed while the file stays as it is.
switch ins-only-if-touched off
client PC# count=$clients
client BUSY
client MAC platform=mac
client OLD platform=win16
user OLD runs=30m
package create Editor --platform nt-x86,mac,win16
package create Viewer --platform nt-x86,win16
package create Printer --platform win16
# At BUSY something is offered already when the record comes: its window has that to show.
job create Viewer --on computer:BUSY
# At OLD the window is closed behind a mandatory command with another one in it (Q122320).
job create Printer --on computer:OLD --mandatory
job create Viewer --on computer:OLD
run 8h
expect: window BUSY open
expect: window OLD closed
expect: offer OLD --job 3 pending
job create Editor --on site:$site --offer-after +2d
run 6h
affected: note blankWindow --client PC* --job 4 $clients
expect: note blankWindow --client BUSY 0
fixed: note blankWindow 0
affected: window PC1 empty
fixed: window PC1 closed
expect: window BUSY open
# On the Macintosh no window comes up, whatever is counted.
expect: window MAC closed
expect: offer PC1 --job 4 waiting
# There the window that comes up for nothing shows what had been closed away, and the user runs it.
consequence: ran OLD --job 3 1
fixed: ran OLD --job 3 0
# Nor does the empty window go away by itself, and a start of the program brings it up anew.
client logoff PC1
expect: window PC1 closed
client logon PC1
run 10m
affected: note blankWindow --client PC1 2
affected: window PC1 empty
fixed: window PC1 closed
consequence: log PCM --client PC1 contains "0 packages to show" 2
fixed: log PCM --client PC1 contains "0 packages to show" 0
# It is up when the command is offered at last; nothing else tells of it.
run 48h
expect: offer PC1 --job 4 pending
expect: window PC1 open
expect: trace pcmOffered --client PC1 --job 4 1
# Even for what nobody is ever offered, since it was cancelled before.
job create Viewer --on computer:PC2 --offer-after +2d
run 4h
job cancel 5
run 4h
expect: offer PC2 --job 5 withdrawn
expect: trace pcmOffered --job 5 0
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
affected: job 1 working Retrying
fixed: job 1 working Active
# A job whose commands expire: Package Command Manager withdraws PC2's, and whoever withdraws writes no status. So nobody
# will ever answer, and the job shows a retry to the end of its days.
job create Editor --on site:$site --mandatory --expires-after +2d
run until detail PC1 --job 2 Complete within 300 cycles
run 3d
client on PC2
client logon PC2
run until offer PC2 --job 2 expired within 300 cycles
run 5d
expect: job 2 rows Retrying 0
expect: detail PC2 --job 2 None
consequence: job 2 status Retrying
fixed: job 2 status Active
# When the last one answers there is nothing left to wait for.
run until job 1 status Complete within 300 cycles
expect: job 1 rows Complete $clients
"""##
    ),
    (
        file: "Q151648.scn",
        text: ##"""
article Q151648

quirk y2037
title Services end with an access violation at dates from the year 2037 on.
look The Executive before and after the turn of the year, and what becomes of it when it is started again.
where Scheduler: comparing the time with that of a job
cause A date of the year 2037 does not fit what it is turned into, and nobody looks whether it does.
trigger The clock of the site server shows a date in 2037 or later.
vary site BPC CTR
vary clients 2 3
vary response fast medium
start "2036-12-31 20:00"
package create Editor
job create Editor --on site:$site --no-run
run 2h
expect: job 1 status Complete
expect: service SMS_EXECUTIVE running
at "2037-01-01 00:30"
affected: service SMS_EXECUTIVE stopped
fixed: service SMS_EXECUTIVE running
affected: event 376
fixed: no event 376
job create Editor --on site:$site --no-run --send always
run 2h
consequence: job 2 status Pending
fixed: job 2 status Complete
consequence: requests 1
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
# 1.0 has no word for it (the next case).
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
where Despooler: the job status MIF of an expiry
cause The MIF that an expiry makes has no word but success and failure, and names the job without the workstation.
trigger An offer that expires at a client that has not run it, where the expiry's status is loaded at all.
vary site BPC CTR
vary clients 2 4
vary response fast medium
# Until service pack 2 a time that passes is missed while the file stays as it is.
switch ins-only-if-touched off
# From 1.2 on an expiry makes no MIF at all.
switch expired-changes-status on
user PC1 runs=5m
package create Editor --needs-input
job create Editor --on site:$site --offer-after now --expires-after +6h
run until detail PC1 Complete within 100 cycles
expect: offer PC2 pending
at +12h
expect: offer PC2 expired
affected: detail PC2 Retrying
fixed: detail PC2 Canceled
# "It is no longer possible to determine whether the job was a success": what succeeded is rewritten too.
affected: detail PC1 Retrying
fixed: detail PC1 Complete
consequence: job 1 rows Complete 0
fixed: job 1 rows Complete 1
consequence: job 1 status Retrying
consequence: job 1 working Retrying
# Nothing is tried again.
run 5d
consequence: job 1 status Retrying
expect: ran PC2 0

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
        file: "Q152423.scn",
        text: ##"""
article Q152423

quirk svc-no-mstest
title The service does not look for programs in MSTEST of the logon server, where MTRUN and the like lie.
look The row is Retrying, with event 374; the user's program runs the same command.
where Package Command Manager, the service: where programs are looked for
cause The directory is not among those that it searches.
trigger A background command whose program lies in MSTEST only.
vary site BPC CTR
vary clients 1 3
vary response fast medium
# Until service pack 2 the service returns no status (Q164877).
switch status-svc-none off
result command=Script program=mstest
client SVC# count=$clients role=logon-server user=none
client USER
package create Script --command "Script=mtrun setup.pcd" --background
package create Same --command "Script=mtrun setup.pcd"
job create Script --on site:$site --mandatory
job create Same --on computer:USER --mandatory
run 8h
expect: detail USER --job 2 Complete
affected: note programNotFound --client SVC* at-least $(clients*3)
fixed: note programNotFound 0
affected: ran SVC* 0
fixed: ran SVC* $clients
affected: detail SVC1 Retrying
fixed: detail SVC1 Complete
consequence: event 374 --job 1 at-least $clients
fixed: event 374 0
consequence: job 1 status Retrying
"""##
    ),
    (
        file: "Q152468.scn",
        text: ##"""
article Q152468

quirk smsexec-nil
title A MIF or an instruction with bytes that are none ends the Executive, and ends it again at each start until somebody takes the file away.
look SMS_EXECUTIVE is stopped with event 376; every thread is gone with it, so that nothing of other jobs goes on either.
where Data Loader and Despooler: reading a file
cause What a file holds is not looked at before it is read.
trigger A damaged MIF in DELTAMIF.COL or a damaged instruction in RECEIVE.
vary site BPC CTR
vary clients 2 4
vary kind corrupt-mif corrupt-nil
vary response fast medium
package create Editor
fault file $kind
run 2 cycles
affected: service SMS_EXECUTIVE stopped
fixed: service SMS_EXECUTIVE running
affected: event 376 1
fixed: no event 376
# No thread is left that would start a job.
job create Editor --on site:$site --mandatory
run 4 cycles
consequence: job 1 status Pending
fixed: no job 1 status Pending
# Started again, it meets the file again.
service restart SMS_EXECUTIVE
run 3 cycles
affected: service SMS_EXECUTIVE stopped
fixed: service SMS_EXECUTIVE running
fault file $kind --clear
service restart SMS_EXECUTIVE
run until job 1 status Complete within 100 cycles
expect: service SMS_EXECUTIVE running
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
        file: "Q153205.scn",
        text: ##"""
article Q153205

quirk sitegroup-ignores-nosub
title A job limited to a site group reaches the sites below as well, though Include Subsites is clear.
look The workstation rows of the job, and the sites that get the package.
where Scheduler: the sites that a job is limited to
cause For the members of a site group nobody asks whether Include Subsites is set.
trigger A job limited to a site group whose member has sites below it.
vary site BPC CTR
vary mid M01 MID
vary low L01 LOW
vary response fast medium
site $site
client PC#
site $mid parent=$site
client LAP# site=$mid count=2
site $low parent=$mid
client TOP# site=$low count=3
site-group South $mid
package create Editor
job create Editor --on "path:*|*|*" --limit-group South
job create Editor --on "path:*|*|*" --limit-to $mid
run 8h
affected: job 1 targets 5
fixed: job 1 targets 2
# Limited to the site itself the box counts.
expect: job 2 targets 2
consequence: @$low package Editor on $(low)SRV1
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

quirk reboot-prompt-leftover
title Files that a set-up program left over make Package Command Manager ask for a restart after every later command.
look The question behind commands that need no restart.
where Package Command Manager: the restart after a command
cause It is looked whether `_MSSETUP.BAT` and `_MSRSTRT.EXE` are there, and not whether they are new.
trigger A command that leaves them behind, and then any other.
vary site BPC CTR
vary days 2 30
vary response fast medium
result PC1 command=Vendor reboot=leftover
package create Vendor --command Vendor=setup.exe
package create Editor
job create Editor --on site:$site --mandatory
run 4h
expect: note restartAsked 0
job create Vendor --on site:$site --mandatory
run 4h
expect: note restartAsked --client PC1 --job 2 1
run $(days)d
job create Editor --on site:$site --mandatory
run 4h
affected: note restartAsked --client PC1 --job 3 1
fixed: note restartAsked --client PC1 --job 3 0
expect: note restartAsked --client PC2 0
# It never ends.
job create Editor --on site:$site --mandatory
run 4h
consequence: note restartAsked --client PC1 3
fixed: note restartAsked --client PC1 1
expect: job 4 status Complete
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
        file: "Q153260.scn",
        text: ##"""
article Q153260

quirk handle-leak-32
title A file left open when the link drops makes every retry fail with error 32.
look The tries after the link is back, and what a restart of the Senders and one of the Executive do.
where Senders: a link that is lost while a file is written
cause The file at the destination is not closed when the write fails.
trigger A link that drops in the middle of a transfer and comes back.
vary site BPC CTR
vary child S01 KID
vary response fast medium
site $site
client PC#
site $child parent=$site link=ras-async
client LAP# site=$child count=2
source Editor bytes=3000000
package create Editor
job create Editor --on site:$child
run until request 1 sending within 30 cycles every=10s
run 60s
fault link $site $child
run 5s
fault link $site $child --state up
run 6h
affected: request 1 error
fixed: request 1 ok
affected: log SENDER contains "Win32 Error = 32" at-least 10
fixed: log SENDER contains "Win32 Error = 32" 0
consequence: job 1 sending Retrying
consequence: @$child trace packageStored 0
# Handles are the process's: a thread that is started anew has them still.
service restart SMS_SENDERS
run 3h
affected: request 1 error
consequence: log SENDER contains "Win32 Error = 32" at-least 20
# The end of the process closes what it had open, and what was confirmed before the link dropped is not sent again.
service restart SMS_EXECUTIVE
run 3h
expect: request 1 ok
expect: job 1 sending Complete
"""##
    ),
    (
        file: "Q153369.scn",
        text: ##"""
article Q153369

quirk ins-zero-based-month
title Months in instruction files, and in PCMDUMP's print of them, count from zero.
look The dates of a record: a month less than the job has, and days that the printed month does not have.
where PCMDUMP: the dates of a record
cause The month is written as the C library counts it, from 0.
trigger Any date; one in January has month 00, which is no sign of an empty date.
vary site BPC CTR
vary clients 2 4
vary response medium slow
start "1997-10-20 08:00"
# Until service pack 2 a time that passes is missed while the file stays as it is (Q163488).
switch ins-only-if-touched off
package create Editor
job create Editor --on site:$site --offer-after "1997-10-31 09:00" --mandatory-after "1997-11-03 12:00" --expires-after "1998-01-15 12:00"
run 6h
affected: pcmdump PC1 contains "Install By Date : 10/03/97 12:00:00" 1
fixed: pcmdump PC1 contains "Install By Date : 11/03/97 12:00:00" 1
affected: pcmdump PC1 contains "Expiration Date : 00/15/98 12:00:00" 1
fixed: pcmdump PC1 contains "Expiration Date : 01/15/98 12:00:00" 1
# The 31st of September: read as it stands it is no date at all.
consequence: pcmdump PC1 contains "Display Date    : 09/31/97 09:00:00" 1
fixed: pcmdump PC1 contains "Display Date    : 10/31/97 09:00:00" 1
# Package Command Manager knows how its own files count.
at "1997-11-03 14:00"
expect: first pcmOffered --client PC1 at "1997-10-31 09:00"
expect: first pcmCountdown --client PC1 at "1997-11-03 12:00"
# The Scheduler makes the next job of a repetition in February, and its record tells of January; at the turn of the
# year the printed month goes back to 00, the sign of an empty date.
package create Again
job create Again --on site:$site --start-after "1997-12-10 08:00" --offer-after "1997-12-10 09:00" --repeat monthly
at "1998-02-12 08:00"
consequence: pcmdump PC1 contains "Display Date    : 11/10/97 09:00:00" 1
fixed: pcmdump PC1 contains "Display Date    : 12/10/97 09:00:00" 1
consequence: pcmdump PC1 contains "Display Date    : 00/10/98 09:00:00" 1
fixed: pcmdump PC1 contains "Display Date    : 01/10/98 09:00:00" 1
fixed: pcmdump PC1 contains "Display Date    : 02/10/98 09:00:00" 1
"""##
    ),
    (
        file: "Q153532.scn",
        text: ##"""
article Q153532

quirk event-360-storm
title Event 360 is raised every hour when the installation of a secondary site failed; from 1.2 on every twelve hours.
look How often event 360 was raised a day after the job that installs the site failed.
where Hierarchy Manager: the look at the phase of an installation
cause The failure is told anew each hour.
trigger The job that installs a secondary site cannot be sent for seven days.
vary site BPC CTR
vary response fast medium
site-properties components
site CEN
site $site parent=CEN
@$site site install S01 --parent $site
@$site run until system-jobs siteInstall 1 within 100 cycles every=10s
fault link $site S01
run 8d
affected: @$site event 360 at-least 12
fixed: @$site event 360 at-most 3
# Each is reported to the site above.
consequence: @$site system-jobs siteReportWithEvents at-least 6
"""##
    ),
    (
        file: "Q153533.scn",
        text: ##"""
article Q153533

quirk repeat-blocks
title When the first job of a repetition starts late its second cannot start: it tries to cancel a job that is Pending.
look Both jobs are Pending; the log tells of a job that cannot be cancelled.
where Scheduler: a repeating job whose time has come
cause The second job is made when its time comes, whatever became of the first, and the first thing it does is to cancel that.
trigger The site server is away at the Start After of a repeating job, for longer than its interval.
vary site BPC CTR
vary clients 2 3
vary response fast medium
package create Editor
job create Editor --on site:$site --no-run --repeat daily --start-after +3h
run 2h
fault server SRV1
run 26h
fault server SRV1 --state up
run 6h
affected: job 1 status Pending
fixed: job 1 status Complete
affected: job 2 status Pending
fixed: job 2 status Complete
affected: log SCHED contains "cannot be cancelled" at-least 10
consequence: trace compressionStarted 0
consequence: no package Editor on SRV1
"""##
    ),
    (
        file: "Q153560.scn",
        text: ##"""
article Q153560

quirk wcl-name-34
title The Administrator shows only 34 characters of a command's name.
look The commands of a package in `package show`, where names that differ later look the same.
where SMS Administrator: the names of a package's commands
cause The field of the window holds 34 characters.
trigger A command with a longer name.
vary site BPC CTR
vary clients 2 3
vary response fast medium
package create Office --command "Install the complete office suite, typical=setup.exe /t" --command "Install the complete office suite, minimum=setup.exe /m" --command Remove=setup.exe
affected: shown Office "Install the complete office suite," 2
fixed: shown Office "Install the complete office suite, typical" 1
expect: shown Office Remove 1
consequence: shown Office "Install the complete office suite, minimum" 0
# The name itself is whole: a job finds its command, and Package Command Manager shows all of it.
job create Office --on site:$site --run "Install the complete office suite, minimum"
run 4h
expect: offer PC1 pending
expect: pcmdump PC1 contains "Run Command     : setup.exe /m" 1
expect: pcmdump PC1 contains "WCL Name        : Install the complete office suite, minimum" 1
"""##
    ),
    (
        file: "Q153571.scn",
        text: ##"""
article Q153571

quirk pcm-av-no-current-server
title With its current logon server down Package Command Manager ends with an access violation, though another logon server works.
look Clients of the one that is down run nothing; those of the other do.
where Package Command Manager: its start
cause What CurrentLogonServer gives is used without a look whether it was found.
trigger A user who logs on while the client's logon server is away and another one works.
vary site BPC CTR
vary clients 1 3
vary response fast medium
server SRV1 roles=site,distribution drive=C drive=D
server LOG1 roles=logon
server LOG2 roles=logon offline
client PC# count=$clients user=none logon=LOG2
client OTHER user=none logon=LOG1
package create Editor
job create Editor --on site:$site --mandatory
run 2h
client logon PC1 OTHER
run 4h
expect: ran OTHER 1
affected: note accessViolation --client PC1 1
fixed: note accessViolation 0
affected: ran PC1 0
fixed: ran PC1 1
fixed: note logonServerChanged --client PC1 1
consequence: detail PC1 None
fixed: detail PC1 Complete
# It does not come back by itself when the server does.
server set LOG2 --online
run 4h
consequence: ran PC1 0
client logoff PC1
client logon PC1
run 2h
expect: ran PC1 1
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
package create Small
job create Editor --on site:$site --no-run
# Where nobody is served there is no new instruction, and the list stays (Q140374).
job create Small --on site:$site --no-run --put-on SRV3
run until job 1 status Retrying within 10 cycles
expect: package Editor on SRV2
expect: event 108 --job 1 1
run 26 cycles
expect: job 2 status Retrying
affected: job 1 status Complete
fixed: job 1 status Retrying
affected: job 1 server SRV3 Complete
consequence: retries 1 1
server set SRV3 --online
run 60 cycles
# Nobody brings it there any more.
consequence: no package Editor on SRV3
fixed: package Editor on SRV3
expect: package Small on SRV3
expect: job 2 status Complete
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
        file: "Q153657.scn",
        text: ##"""
article Q153657

quirk wrong-site-316
title Event 316 names the site that raises it, and not the one that could not be reached.
look The site in the text of event 316, and how often it comes with two sites that are away.
where Scheduler: the event of a request that a Sender gave back
cause The site of the event is taken from the place of the one that reads the request.
trigger Any destination that cannot be reached.
vary site BPC CTR
vary child S01 KID
vary response fast medium
site $site
client PC#
site $child parent=$site
client LAP# site=$child count=2
site T01 parent=$site
client TOP# site=T01 count=2
fault link $site $child
fault link $site T01
package create Editor
job create Editor --on site:$child
job create Editor --on site:T01
run 4h
affected: event-about 316 $site
fixed: event-about 316 $child
fixed: event-about 316 T01
# Two sites are away, and the event about the one stands for the other.
consequence: event 316 1
fixed: event 316 2
"""##
    ),
    (
        file: "Q154577.scn",
        text: ##"""
article Q154577

quirk future-date-lock
title Properties that were set while the clock was ahead keep every later change from taking effect until that date.
look What the site is after a change that is dated before the last one, and the log of Hierarchy Manager.
where Hierarchy Manager: the look at the proposed image
cause Hierarchy Manager takes whichever image has the later date, the proposed one or that of the database.
trigger The clock of the SQL Server was ahead when properties were set, and was put right.
vary site BPC CTR
vary response fast medium
vary hours 480 720
site-properties components
site $site sql-clock=$(hours)h
site set --pcm-polling 45
run 4 cycles
expect: site pcm-polling 45
site set --sql-clock 0s
site set --pcm-polling 30
run 4 cycles
affected: site pcm-polling 45
fixed: site pcm-polling 30
affected: log HMAN contains "reuse that database copy"
# No control file reached Site Configuration Manager.
consequence: no trace controlFileAccepted 2
run $(hours)h
site set --pcm-polling 20
run 4 cycles
expect: site pcm-polling 20
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
        file: "Q154931.scn",
        text: ##"""
article Q154931

quirk pcm-slowlink-ignored
title The box Not Mandatory Over Slow Link does nothing: the command is mandatory over slow links as well.
look The flag stands in the record (Install Flag 2), and the command runs all the same.
where Package Command Manager: which commands are mandatory
cause The flag is in the record, and nothing reads it.
trigger A mandatory job with the box, and a client behind a slow link. Service pack 4 took the box away (Q191317); the flag was never honoured.
vary site BPC CTR
vary clients 1 3
vary response fast medium
client SLOW# count=$clients slow-link
client FAST
# Until service pack 2 a time that passes is missed while the file stays as it is.
switch ins-only-if-touched off
package create Editor
job create Editor --on site:$site --mandatory-after +12h --not-mandatory-over-slow-link
run 6h
expect: pcmdump SLOW1 contains "Install Flag    : 2" 1
expect: pcmdump SLOW1 contains "Install By Full : 1" 1
expect: offer SLOW1 pending
run 12h
expect: ran FAST 1
affected: ran SLOW* $clients
fixed: ran SLOW* 0
affected: offer SLOW1 executed
fixed: offer SLOW1 pending
consequence: job 1 status Complete
fixed: job 1 status Active
consequence: pcmdump SLOW1 contains "RequestID" 0
fixed: pcmdump SLOW1 contains "RequestID" 1
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
        file: "Q156271.scn",
        text: ##"""
article Q156271

quirk pcm-first-process-only
title Only the first process of a command is waited for: an installer that starts another one and ends counts as done.
look The row is Complete although the set-up program fails an hour later; its source is disconnected, and the next command begins beside it.
where Package Command Manager: the end of a command
cause What is watched is the handle of the process that was started.
trigger A command whose process starts the real set-up program and ends at once: Visual Basic Setup (Q128612), InstallShield without `-SMS`.
vary site BPC CTR
vary minutes 50 90
vary response fast medium
result command=Vendor lasts=$(minutes)m mif=failed text="no source" launcher
package create Vendor --command Vendor=setup.exe
package create Editor
job create Vendor --on computer:PC1 --mandatory-after +1d
job create Editor --on computer:PC1 --mandatory-after +1d
at +25h50m
affected: detail PC1 Complete
fixed: no detail PC1 Complete
affected: first pcmFinished --client PC1 --job 1 before +24h6m
fixed: first pcmStarted --client PC1 --job 1 at +24h5m
# The next command is started beside the first one's set-up program.
consequence: first pcmStarted --client PC1 --job 2 at +24h10m
at +28h
consequence: event 374 0
fixed: event 374 at-least 1
consequence: job 1 status Complete
consequence: pcmdump PC1 contains "RequestID" 0
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
        file: "Q158644.scn",
        text: ##"""
article Q158644

quirk svc-os-upgrade-loops
title An upgrade of the operating system that the service runs begins anew after each restart.
look How often the command ran, while its row stays None.
where Package Command Manager, the service: when a run is recorded
cause The service hears nothing of the restart that ends the upgrade, and records nothing.
trigger A background command with `reboot=upgrade`; Q164887 tells the same.
vary site BPC CTR
vary hours 8 20
vary response fast medium
# Until service pack 2 the service returns no status (Q164877).
switch status-svc-none off
result command=NT4 lasts=30m reboot=upgrade
client PC1 role=logon-server user=none
client PC2
package create Windows --command NT4=winnt32.exe --background
package create Editor --command NT4=setup.exe
job create Windows --on computer:PC1 --mandatory
job create Editor --on computer:PC2 --mandatory
run $(hours)h
# The user's program hears of the end of Windows.
expect: detail PC2 --job 2 Complete
affected: ran PC1 at-least $(hours-3)
fixed: ran PC1 1
affected: detail PC1 None
fixed: detail PC1 Complete
consequence: job 1 status Active
fixed: job 1 status Complete
consequence: pcmdump PC1 contains "RequestID" 1
fixed: pcmdump PC1 contains "RequestID" 0
"""##
    ),
    (
        file: "Q159201.scn",
        text: ##"""
article Q159201

quirk srq-zero-length-loop
title A send request with a record of length zero is read for ever: the Scheduler does nothing else, and its log grows.
look The same line in the Scheduler's log again and again; other jobs stay Pending.
where Scheduler: reading the records of a send request
cause A reader goes on by the length of a record without a look whether it is zero.
trigger A damaged .SRQ file in an outbox.
vary site BPC CTR
vary child S01 KID
vary response fast medium
site $site
client PC#
site $child parent=$site
client LAP# site=$child count=2
package create Editor
package create Tool
# Their definitions are the first two requests.
run 4h
fault link $site $child
job create Editor --on site:$child
run 2 cycles
fault request 3 zero-length
job create Tool --on site:$site --no-run
run 60 cycles
affected: job 2 status Pending
fixed: job 2 status Complete
affected: log SCHED contains "Got 0, expected 544" at-least 50
affected: no event 37
fixed: event 37 1
fixed: job 1 status Failed
consequence: no package Tool on SRV1
# What has been waiting longest waits on too.
consequence: job 1 status Retrying
"""##
    ),
    (
        file: "Q160566.scn",
        text: ##"""
article Q160566

quirk pcm-path-in-package
title A command with an absolute path is looked for in the package, and not found.
look The client's log and the row, for a program that lies on the client's own disk.
where Package Command Manager: the command line
cause Every command counts as relative to the package's directory.
trigger A command such as `C:\TOOLS\SETUP.EXE`.
vary site BPC CTR
vary platform nt-x86 win95
vary clients 1 4
vary response fast medium
client PC# count=$clients platform=$platform
package create Tools --command "Tools=C:\TOOLS\SETUP.EXE" --platform nt-x86,win95
package create Editor --platform nt-x86,win95
job create Tools --on site:$site --mandatory
job create Editor --on site:$site --mandatory
run 8h
expect: ran PC* --job 2 $clients
affected: note programNotFound --job 1 at-least $(clients*3)
fixed: note programNotFound 0
affected: ran PC* 0
fixed: ran PC* $clients
consequence: job 1 rows Retrying $clients
fixed: job 1 rows Complete $clients
consequence: event 374 --job 1 at-least $clients
consequence: pcmdump PC1 contains "Run Command     : C:\TOOLS\SETUP.EXE" 1
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
        file: "Q160611.scn",
        text: ##"""
article Q160611

quirk mac-tickle-errors
title A Macintosh shows errors of its connection as soon as its logon server goes away, whatever the polling interval is.
look When the error comes: at once and not at the next poll, and at Macintoshes for which there is nothing to do as well.
where Package Command Manager on the Macintosh: its connection
cause The connection of a poll is not closed behind it, and AppleTalk's tickle packets test it all the time.
trigger A Macintosh whose logon server goes away.
vary site BPC CTR
vary minutes 60 1440
vary clients 1 3
vary response fast medium
site $site pcm=$minutes
server SRV1 roles=site,distribution drive=C drive=D
server LOG1 roles=logon
outage server LOG1 from=90h until=91h
server LOG2 roles=logon
client MAC# count=$clients platform=mac logon=LOG1
client FAR platform=mac logon=LOG2
client OFF platform=mac logon=LOG1 user=none
client PC1 logon=LOG1
package create Editor --platform mac,nt-x86
job create Editor --on computer:MAC1
run 25h
expect: offer MAC1 pending
server set LOG1 --offline
run 1m
affected: note connectionLost $clients
fixed: note connectionLost 0
expect: note connectionLost --client FAR 0
expect: note connectionLost --client PC1 0
# However rarely they poll, and whatever way the server goes.
server set LOG1 --online
run 25h
fault server LOG1
run 1m
consequence: note connectionLost --client MAC1 2
fixed: note connectionLost 0
expect: offer MAC1 pending
# Until its next poll it has no connection that could be lost.
fault server LOG1 --state up
run 1m
fault server LOG1
run 1m
consequence: note connectionLost --client MAC1 2
fault server LOG1 --state up
# It is in the client's own log, and once for each connection, however often the Macintosh has polled by then.
run 60h
consequence: note connectionLost --client MAC1 3
consequence: note connectionLost $(clients*3)
fixed: note connectionLost 0
consequence: log PCM --client MAC1 contains "connection to the server was lost" 3
fixed: log PCM --client MAC1 contains "connection to the server was lost" 0
# A Macintosh at which nobody is logged on has no connection: OFF is not among them.
expect: note connectionLost --client OFF 0
"""##
    ),
    (
        file: "Q160775.scn",
        text: ##"""
article Q160775

quirk status-netx-none
title Clients with the NETX redirector, MS-DOS and Windows 3.x, never return a status.
look The command is executed at the client and its row stays None.
where Package Command Manager for MS-DOS and Windows 3.x: the status of a command
cause The status is written to a UNC path, which NETX does not know.
trigger A client with `redirector=netx`.
vary site BPC CTR
vary platform win16 dos6
vary clients 1 4
vary response fast medium
# On MS-DOS another fault loses the status as well (Q191299).
switch status-dos-lost off
client NETX# count=$clients platform=$platform redirector=netx
client VLM platform=$platform
package create Editor --platform win16,dos6
job create Editor --on site:$site --mandatory
run 8h
expect: ran NETX* $clients
expect: offer NETX1 executed
expect: detail VLM Complete
affected: detail NETX1 None
fixed: detail NETX1 Complete
affected: note noStatus --client NETX* $clients
affected: trace pcmReported 1
consequence: job 1 rows None $clients
consequence: job 1 status Active
fixed: job 1 status Complete
# Without a status nothing removes the record either.
consequence: pcmdump NETX1 contains "RequestID" 1
fixed: pcmdump NETX1 contains "RequestID" 0
expect: pcmdump VLM contains "RequestID" 0
"""##
    ),
    (
        file: "Q160853.scn",
        text: ##"""
article Q160853

quirk pcm-details-blocks
title A mandatory command waits as long as the Details window of Package Command Manager is open.
look The offer is pending long after its Mandatory After, and runs when the window is closed.
where Package Command Manager: when a mandatory command starts
cause The window owns the program's only thread.
trigger `client details` at the client, and a Mandatory After that passes meanwhile.
vary site BPC CTR
vary hours 6 30
vary response fast medium
package create Editor
package create Viewer
job create Editor --on site:$site --mandatory-after +1d
job create Viewer --on site:$site --mandatory-after +25h --expires-after +27h
run 4h
client details PC1
at +$(hours+24)h
expect: ran PC2 1
affected: ran PC1 0
fixed: ran PC1 1
affected: offer PC1 pending
fixed: offer PC1 executed
client details PC1 --closed
run 2h
expect: ran PC1 1
expect: detail PC1 Complete
# What expired meanwhile is lost.
consequence: ran PC1 --job 2 0
fixed: ran PC1 --job 2 1
consequence: job 2 status Active
fixed: job 2 status Complete
"""##
    ),
    (
        file: "Q160855.scn",
        text: ##"""
article Q160855

quirk ins-unreadable-nt351
title The service on Windows NT 3.5 or 3.51 cannot open the instruction files of a logon server with Windows NT 4.0.
look `No instruction file` in the service's log at each poll, although the file lies at the logon server; a client with Windows NT 4.0 beside it runs the command.
where Package Command Manager, the service: reading the instruction file
cause The call with which the service opens the file fails there.
trigger A client with `nt=3.51` whose service asks a logon server with Windows NT; servers of kind `nt` count as Windows NT 4.0. Another kind of logon server does no harm.
vary site BPC CTR
vary nt 3.51 3.5
vary hours 4 7
vary response fast medium
server LAN2 kind=lanman2 roles=logon
client OLD role=logon-server user=none nt=$nt logon=SRV1
client NEW role=logon-server user=none logon=SRV1
client OTHER role=logon-server user=none nt=$nt logon=LAN2
package create Agent --background
job create Agent --on site:$site --mandatory
run $(hours)h
expect: offer NEW executed
expect: offer OTHER executed
affected: note noInstructionFile --client OLD at-least $(hours-1)
fixed: note noInstructionFile --client OLD 0
affected: offer OLD unread
fixed: offer OLD executed
consequence: detail OLD None
fixed: detail OLD Complete
consequence: job 1 status Active
fixed: job 1 status Complete
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
# In 1.1 a pause does nothing (Q135086).
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

quirk pcm-netware-path
title The path to a package on a NetWare logon server that the record does not list is made wrongly, so that a far server is taken.
look The server that the command ran from, when the logon server holds the package and is not among the ten that are listed.
where Package Command Manager: choice of the distribution server
cause The explicit path lacks `SMS\LOGON.SRV`.
trigger A NetWare logon server that holds the package beyond the ten of the record.
vary site BPC CTR
vary clients 1 3
vary response fast medium
# Until service pack 2 a time that passes is missed while the file stays as it is (Q163488).
switch ins-only-if-touched off
server SRV1 roles=site drive=C drive=D
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
server NW1 kind=netware3 roles=logon,distribution drive=S:netware
client PC# count=$clients platform=win95 logon=NW1
package create Editor --platform win95
package create Viewer --platform win95
job create Editor --on site:$site --mandatory
job create Viewer --on site:$site --mandatory-after +1d
run 8h
expect: package Editor on NW1
expect: offered 1 10 servers
expect: ran PC* $clients
affected: ran PC* 0 from NW1
fixed: ran PC* $clients from NW1
# With the ten away there is nothing left to take.
server set DP1 --offline
server set DP2 --offline
server set DP3 --offline
server set DP4 --offline
server set DP5 --offline
server set DP6 --offline
server set DP7 --offline
server set DP8 --offline
server set DP9 --offline
server set DP10 --offline
at +30h
consequence: ran PC* --job 2 0
fixed: ran PC* --job 2 $clients from NW1
consequence: job 2 status Active
fixed: job 2 status Complete
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
        file: "Q162536.scn",
        text: ##"""
article Q162536

quirk control-image-cap
title A site control image that is larger than the limit is not taken: the site stays what it is.
look What the site is after a change, and event 338.
where Hierarchy Manager: the writing of the control file
cause The image has to fit a buffer of fixed size: 256 KB, from service pack 3 on 454,000 bytes.
trigger A site with addresses to more sites than fit.
vary site BPC CTR
vary response fast medium
vary count 1950 2400
site-properties components
site $site
addresses $count
site set --pcm-polling 30
run 4 cycles
affected: site pcm-polling 60
fixed: site pcm-polling 30
affected: event 338 1
# Nothing reached Site Configuration Manager, and the change waits for ever.
consequence: trace controlFileAccepted 0
run 1d
consequence: site waits
"""##
    ),
    (
        file: "Q162558.scn",
        text: ##"""
article Q162558

quirk slow-jobdetails
title Loading the status of a job takes the longer the more rows JobDetails has, although each file changes one row.
look How long the Data Loader takes for a batch of job status files while JobDetails is large: the rows turn Complete long after the clients have reported.
where Data Loader: a job status file
cause The update does not use the index of JobDetails, so that every row is looked at.
trigger Many rows in JobDetails; 230,000 make it 50 times slower.
vary site BPC CTR
vary rows 200000 240000
vary response very-fast fast
site $site status=0s domains=SALES,STORES
client PC# count=1000 domain=SALES
client OLD# count=$rows domain=STORES user=none
result lasts=1s
# What 1.1 does besides: rows are added one a second, and MIFs are loaded one by one.
switch scheduler-1s-per-pc off
switch central-mif-flood off
package create Editor
# What fills the table: a job for the other domain, whose users are not there.
job create Editor --on "path:*|STORES|*"
job create Editor --on "path:*|SALES|*" --mandatory
# While the database is away the files pile up, so that one thread gets 1,000 of them at once.
run until trace offersWritten 2 within 20 cycles
fault sql
run until loader waiting at-least 1000 within 200 cycles
expect: job 2 rows Complete 0
fault sql --state up
run 6m
affected: loader waiting at-least 1000
fixed: loader waiting 0
# Scheduler has polled meanwhile, and saw nothing new.
consequence: job 2 status Active
fixed: job 2 status Complete
run 10m
expect: job 2 rows Complete 1000
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
# Until service pack 2 a job without run phase for a child is not started at all (Q174462).
switch no-run-stuck-pending off
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
        file: "Q163488.scn",
        text: ##"""
article Q163488

quirk ins-only-if-touched
title An instruction file that did not change is not looked at again, so that a later Offer After or Mandatory After passes unnoticed.
look The offer is still waiting long after its Offer After, until another package changes the file or the program starts again.
where Package Command Manager: when the instruction file is parsed
cause The times of an offer are looked at only when the file is parsed, and it is parsed when its date changed or Package Command Manager starts.
trigger An Offer After or Mandatory After that lies behind the first poll.
vary site BPC CTR
vary hours 24 40
vary response fast medium
user PC1 runs=1h
package create Editor
job create Editor --on site:$site --offer-after +$(hours)h
job create Editor --on site:$site --mandatory-after +$(hours)h
run $(hours+5)h
affected: offer PC1 waiting
fixed: no offer PC1 waiting
affected: offer PC2 waiting
fixed: offer PC2 pending
affected: offer PC2 --job 2 pending
fixed: offer PC2 --job 2 executed
# Whoever would have run it has not seen it.
consequence: ran PC1 0
fixed: ran PC1 1
consequence: job 2 status Active
fixed: job 2 status Complete
# A new start parses the file, and so does another package.
client logoff PC2
client logon PC2
run 1h
expect: offer PC2 pending
expect: offer PC2 --job 2 executed
package create Viewer
job create Viewer --on site:$site
run 6h
expect: ran PC1 1
expect: offer PC3 pending
expect: offer PC3 --job 2 executed
"""##
    ),
    (
        file: "Q163597.scn",
        text: ##"""
article Q163597

quirk drive-left-mapped
title A command that leaves files open keeps the drive letter of the package connected, until none is free.
look The next command finds no letter: error 92, once for each server that is tried.
where Package Command Manager: the drive letter after a command
cause A connection that is in use is not cut by force.
trigger Commands under the service that leave files open (on NetWare also those of 16-bit clients, Q164791), and few free letters.
vary site BPC CTR
# One letter is free, or two.
vary drives ABCDEFGHIJKLMNOPQRSTUVWXY ABCDEFGHIJKLMNOPQRSTUVWX
vary full 2 3
vary response fast medium
# Until service pack 2 the service returns no status (Q164877).
switch status-svc-none off
# Until service pack 2 a time that passes is missed while the file stays as it is (Q163488).
switch ins-only-if-touched off
server SRV2
result SVC leaves-open
client SVC role=logon-server user=none local-drives=$drives
client USER local-drives=$drives
package create Agent --background
package create Editor
job create Agent --on computer:SVC --mandatory
run 3h
job create Agent --on computer:SVC --mandatory
run 3h
job create Agent --on computer:SVC --mandatory
job create Editor --on computer:USER --mandatory
run 6h
expect: ran SVC --job 1 1
expect: ran USER --job 4 1
affected: ran SVC --job $full 0
fixed: ran SVC --job $full 1
affected: note noFreeDrive --client SVC --job 3 at-least 4
fixed: note noFreeDrive 0
affected: ran SVC --job 3 0
consequence: job 3 status Active
fixed: job 3 status Complete
# A restart of the computer lets go of everything.
client off SVC
client on SVC
run 4h
expect: ran SVC --job $full 1
"""##
    ),
    (
        file: "Q163747.scn",
        text: ##"""
article Q163747

quirk account-lockout
title A child site tries its own account first, so that the parent's account of the same name is locked out.
look What works at the parent after the child has reported a few times.
where Senders: connecting to SMS_SITE of the parent
cause The connection is tried with the account of the child's own services before that of the address.
trigger Child and parent have service accounts of one name with two passwords, in domains that trust nobody.
vary site BPC CTR
vary child S01 KID
vary response fast medium
site $site
client PC#
site $child parent=$site
client LAP# site=$child count=6
@$child fault site parent-account
package create Editor
package create Tool
job create Editor --on site:$child --mandatory
run 6h
job create Editor --on site:$child --mandatory
run 6h
job create Editor --on site:$child --mandatory
run 6h
job create Tool --on site:$site --no-run
run 6h
affected: job 4 status Retrying
fixed: job 4 status Complete
affected: log SCHED contains "Win32 Error = 5" at-least 5
consequence: event 329 1
consequence: no package Tool on SRV1
# An administrator of the domain lets the account in again.
fault site account-locked --state up
run 1h
expect: job 4 status Complete
"""##
    ),
    (
        file: "Q164657.scn",
        text: ##"""
article Q164657

quirk pcm32-blocks-svc
title While a user's Package Command Manager is there, the service runs nothing.
look The service runs the command only after the user has logged off.
where Package Command Manager, the service: when it runs commands
cause Both programs hold the same mutex as long as they are there, and not only while a command runs.
trigger A user who is logged on at a client with the service: PCMWIN32 stays resident when its window is closed.
vary site BPC CTR
vary clients 1 3
vary response fast medium
# Without it the user's program would run the background command itself (Q165147).
switch pcm32-runs-background off
# Until service pack 2 the service returns no status (Q164877).
switch status-svc-none off
client PC# count=$clients role=logon-server
package create Agent --background
job create Agent --on site:$site --mandatory
run 8h
affected: ran PC* 0
fixed: ran PC* $clients
affected: no note takenByService
fixed: note takenByService $clients
consequence: job 1 status Active
fixed: job 1 status Complete
client logoff PC1
run 4h
expect: ran PC1 1
expect: detail PC1 Complete
"""##
    ),
    (
        file: "Q164877.scn",
        text: ##"""
article Q164877

quirk status-svc-none
title The service leaves no status of what it ran.
look The command is executed at the client, and its row stays None; no file goes to the logon server.
where Package Command Manager, the service: the status of a command
cause Nothing is written behind a run.
trigger Any command that the service runs.
vary site BPC CTR
vary clients 2 4
vary mif none success
vary response fast medium
result mif=$mif
client PC# count=$clients role=logon-server user=none
package create Agent --background
job create Agent --on site:$site --mandatory
run 12h
expect: ran PC* $clients
expect: offer PC1 executed
affected: trace pcmReported 0
fixed: trace pcmReported $clients
affected: detail PC1 None
fixed: detail PC1 Complete
consequence: job 1 rows None $clients
consequence: job 1 status Active
fixed: job 1 status Complete
# Nothing removes the record, since that is what a status is for.
consequence: pcmdump PC1 contains "RequestID" 1
fixed: pcmdump PC1 contains "RequestID" 0
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
trigger A command with `SystemTask=TRUE`, and a user who is logged on. From 1.2SP2 on the user's Package Command Manager passes such a command over and logs that it is marked for service-only execution (Q166765). Where the service is not installed nobody runs it, and the job stays Active.
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

quirk pcm-server-random-32bit
title The 32-bit Package Command Manager takes any distribution server of the list, though the client's own logon server holds the package.
look The servers that the commands ran from; 16-bit clients beside take their logon server.
where Package Command Manager for Windows NT: choice of the distribution server
cause The current logon server and mapped drives never match, so that only the random step is left.
trigger A package that lies on the client's logon server and on others.
vary site BPC CTR
vary clients 30 50
vary response fast medium
server SRV2
server SRV3
client PC# count=$clients logon=SRV1
client OLD# count=$clients platform=win95 logon=SRV1
client FULL# count=20 logon=SRV1 local-drives=ABCDEFGHIJKLNOPQRSTUVWXYZ mapped="M: \\SRV1\SMS_PKGD"
package create Editor --platform nt-x86,win95
job create Editor --on site:$site --mandatory
run 6h
expect: ran PC* $clients
expect: ran OLD* $clients from SRV1
affected: no ran PC* $clients from SRV1
fixed: ran PC* $clients from SRV1
affected: ran PC* at-least 5 from SRV2
affected: ran PC* at-least 5 from SRV3
# A client without a free letter has the right server connected, and meets error 92 at the others first.
expect: ran FULL* 20 from SRV1
consequence: note noFreeDrive --client FULL* at-least 5
fixed: note noFreeDrive 0
"""##
    ),
    (
        file: "Q166765.scn",
        text: ##"""
article Q166765

quirk svc-short-poll-reruns
title With a polling interval under 20 minutes the service runs a package more than once.
look How often the command ran; the record is still in the instruction file at the service's next poll.
where Package Command Manager, the service: its history
cause The service takes what it finds in the file, and does not ask the history.
trigger A polling interval of a few minutes: the record is removed only after Maintenance Manager, the Despooler and Maintenance Manager again have polled.
vary site BPC CTR
vary minutes 2 4
vary response fast medium
site $site pcm=$minutes
client PC1 role=logon-server user=none
# The user's program asks its history.
client PC2
package create Agent --background
package create Editor
job create Agent --on computer:PC1 --mandatory
job create Editor --on computer:PC2 --mandatory
run 8h
expect: ran PC2 --job 2 1
affected: ran PC1 at-least 2
fixed: ran PC1 1
affected: note foundAgain --client PC1 at-least 1
# Each run leaves a status, which Data Loader takes for the row that is Complete already.
consequence: trace pcmReported --client PC1 at-least 2
fixed: trace pcmReported --client PC1 1
expect: job 1 status Complete
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
cause The server phase is begun wherever the job names a group, and not where the list of servers names one.
trigger A job whose group of servers has no member at the site, at a site without Default Servers.
vary site BPC CTR
vary response fast medium
site $site
server SRV1 roles=site,logon drive=C drive=D
client PC#
site S01 parent=$site
client LAP# site=S01 count=2
group Elsewhere OTHER
package create Editor
job create Editor --on site:$site --no-run --put-on Elsewhere
run 6 cycles
expect: trace packageCopied 0
affected: event 13 1
fixed: no event 13
# The two lines of the job's details that the article tells of.
expect: job 1 site-arrival Complete
affected: job 1 completion Failed
fixed: job 1 completion Complete
affected: job 1 working Failed
fixed: job 1 working Complete
affected: job 1 status Failed
fixed: job 1 status Complete
# A job for two sites that has done all its work at the other one, whose rows come back with Site Reporter, is Failed here.
job create Editor --on "path:*|*|*" --no-run --put-on Elsewhere
run 2d
expect: @S01 package Editor on S01SRV1
consequence: job 2 status Failed
fixed: job 2 status Complete
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
affected: rights Editor on SRV2 none
fixed: rights Editor on SRV2 all
# A command of the package finds its directories, and no user may read them.
job create Editor --on site:$site --mandatory
run 6h
consequence: ran PC1 --job 4 0
fixed: ran PC1 --job 4 1
consequence: note accessDenied --client PC1 at-least 1
consequence: job 4 status Active
fixed: job 4 status Complete
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
cause The directory is listed 50 files at a time by the kind of file, statuses first; MaxFileEnum is not read.
trigger Many statuses come in, for example after a cancel, while a new job's instruction waits: that job stays where it is until they are through.
vary site BPC CTR
vary clients 200 300
vary response fast medium
vary batch 50 10
# A status that takes long makes the queue.
site $site status=1m batch=$batch
result lasts=1m
package create Editor
package create Small
job create Editor --on site:$site --mandatory
run until received status at-least 100 within 40 cycles
job create Small --on site:$site --no-run
run until job 2 sending Complete within 10 cycles
# What was listed is worked off first at every release: at most a batch of a minute each.
run $(batch+1)m
affected: received instruction 1
affected: no job 2 site-arrival Complete
fixed: job 2 site-arrival Complete
# Nothing of the new package is on the server while statuses are worked off.
consequence: no package Small on SRV1
# The Scheduler has nothing to roll up yet.
consequence: job 2 working Pending
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
# Statuses before instructions make the second job wait as well (the case above).
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
        file: "Q168341.scn",
        text: ##"""
article Q168341

quirk w95-unc-ignored
title On Windows 95 a UNC path on a command line is passed over: the copy in the package is run.
look A program that lies on the server only is not found; one that lies in both is run from the package.
where Package Command Manager on Windows 95: the command line
cause Of the path only the name of the file is used.
trigger A command such as `\\SRV1\TOOLS\SETUP.EXE` at a client with Windows 95.
vary site BPC CTR
vary clients 1 3
vary response fast medium
result command=Tools program=missing
client OLD# count=$clients platform=win95
client NT1
package create Tools --command "Tools=\\SRV1\TOOLS\SETUP.EXE" --platform win95,nt-x86
package create Both --command "Both=\\SRV1\TOOLS\SETUP.EXE" --platform win95,nt-x86
job create Tools --on site:$site --mandatory
job create Both --on site:$site --mandatory
run 8h
expect: ran OLD* --job 2 $clients
affected: note programNotFound --client OLD1 at-least 3
fixed: note programNotFound --client OLD1 0
affected: ran OLD* 0
fixed: ran OLD* $clients
consequence: detail OLD1 Retrying
fixed: detail OLD1 Complete
consequence: job 1 status Retrying
consequence: event 374 --job 1 at-least $clients
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

quirk stale-account-after-change
title An account changed in Site Properties is not tried against Windows NT, so that a wrong password shows only when a package is compressed.
look The event of a compression that failed, with Win32 error 5 in the log, though the source is there.
where Administrator: the account in Site Properties
cause The account and its password are stored without a logon that would try them.
trigger A password in Site Properties that is not the account's.
vary site BPC CTR
vary clients 2 3
vary response fast medium
fault site service-password
package create Editor
job create Editor --on site:$site --no-run
run 20 cycles
affected: event 329 1
fixed: no event 329
affected: log SCHED contains "Win32 Error = 5" at-least 10
affected: job 1 status Retrying
fixed: job 1 status Complete
consequence: no package Editor on SRV1
consequence: requests 0
fault site service-password --state up
run 20 cycles
expect: job 1 status Complete
"""##
    ),
    (
        file: "Q168541.scn",
        text: ##"""
article Q168541

quirk pcm-stays-open
title The window of Package Command Manager stays open when the last command of its queue has ended.
look The window behind a queue of commands; before service pack 3 it does not close by itself, nor does the first dialog (Q174460).
where Package Command Manager: the end of its queue
cause Whether the queue is done is asked while the command that ended is still in it.
trigger Any command that a user's program runs, with nothing behind it.
vary site BPC CTR
vary clients 1 4
vary response fast medium
# Until service pack 2 a time that passes is missed while the file stays as it is (Q163488).
switch ins-only-if-touched off
# In 1.2, up to service pack 1, the service returns no status (Q164877).
switch status-svc-none off
# A window that comes up is told by one with nothing in it.
switch pcm-blank-window on
client PC# count=$clients
client SVC role=logon-server user=none
package create Editor
package create Viewer
package create Printer
package create Agent --background
job create Agent --on computer:SVC --mandatory
job create Editor --on site:$site --mandatory-after +1d
job create Viewer --on site:$site --mandatory-after +1d
at +23h
# The service has no window.
expect: ran SVC 1
expect: note windowStays 0
at +30h
# One for the queue, and not one for each command.
expect: ran PC* --job 2 $clients
expect: ran PC* --job 3 $clients
affected: note windowStays $clients
fixed: note windowStays 0
affected: window PC1 empty
fixed: window PC1 closed
job create Printer --on site:$site --mandatory
run 6h
expect: ran PC* --job 4 $clients
consequence: note windowStays --client PC1 2
# Where it is up already it does not come up, not even for what is offered later only (Q149683).
job create Printer --on site:$site --offer-after +9d
run 6h
expect: offer PC1 --job 5 waiting
consequence: note blankWindow 0
fixed: note blankWindow $clients
# Only the end of the program takes it away.
client logoff PC1
expect: window PC1 closed
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
        file: "Q168682.scn",
        text: ##"""
article Q168682

always sendcode
area hierarchy
title SENDCODE tells a service to do something at once; a service knows its own codes only.
look What is refused, the passes of Site Configuration Manager, and what it writes.
vary site BPC CTR
vary response fast medium
refused: sendcode SMS_SCHEDULER 192
refused: sendcode SMS_HIERARCHY_MANAGER 193
sendcode SMS_SITE_CONFIG_MANAGER 192
sendcode SMS_SITE_CONFIG_MANAGER 195
run 1m
expect: trace watchdogRan 2
expect: trace controlFileReported 0
sendcode SMS_SITE_CONFIG_MANAGER 193
run 1m
expect: trace controlFileReported 1
sendcode SMS_EXECUTIVE 128
sendcode SMS_EXECUTIVE 130
expect: log SCMAN contains "dumped to Smsexec.mem"
sendcode SMS_SITE_CONFIG_MANAGER 234
refused: sendcode SMS_SITE_CONFIG_MANAGER 192
service restart SMS_SITE_CONFIG_MANAGER
run 1m
expect: trace watchdogRan 4
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
vary child S01 KID
site $site
client PC# count=$clients
site $child parent=$site
client LAP# site=$child count=2
result PC1 mif=success
result LAP1 mif=success
result mif=success text="installed"
package create Editor
job create Editor --on site:$site --mandatory
run until job 1 status Complete within 300 cycles
expect: job 1 rows Complete $clients
affected: log DESPOOL contains "error code = cb" 1
fixed: no log DESPOOL contains "error code = cb"
# What does not end in success is no instruction that was executed.
affected: log DESPOOL contains "failed to execute the instruction" 1
fixed: no log DESPOOL contains "failed to execute the instruction"
# The Despooler of the site where the client is notes it; above, where the status comes as a MIF, nobody compiles it again.
job create Editor --on site:$child --mandatory
run until job 2 rows Complete 2 within 1000 cycles
expect: job 2 status Complete
consequence: @$child log DESPOOL contains "error code = cb" 1
fixed: @$child no log DESPOOL contains "error code = cb"
affected: log DESPOOL contains "error code = cb" 1
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
        file: "Q171764.scn",
        text: ##"""
article Q171764

quirk mac-no-popup
title On a Macintosh nothing comes up when a command arrives: a small icon flashes in the corner.
look What the program does when a command is offered; the manual tells of a window.
where Package Command Manager on the Macintosh: what a new package brings up
cause The program is in the background there and may only ask for attention.
trigger Any offer at a Macintosh.
vary site BPC CTR
vary clients 1 4
vary response fast medium
# Where the window came up, it stays behind the last command (Q168541).
switch pcm-stays-open on
# Where several start it at once, some run nothing (Q253578).
switch mac-parallel-error off
client MAC# count=$clients platform=mac
client PC1
package create Editor --platform mac,nt-x86
job create Editor --on site:$site --mandatory
run 8h
expect: ran MAC* $clients
expect: ran PC1 1
affected: note iconFlashes --job 1 $clients
fixed: note iconFlashes 0
expect: note iconFlashes --client PC1 0
# A window that never came to the front is not left there.
consequence: note windowStays --client MAC* 0
fixed: note windowStays --client MAC* $clients
expect: note windowStays --client PC1 1
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
affected: job 1 status Active
fixed: job 1 status Complete
# Its record stays in the instruction file, which Maintenance Manager has at the logon server, until the status is executed.
consequence: pcmdump AHEAD contains "Editor" at-least 1
fixed: pcmdump AHEAD contains "Editor" 0
expect: pcmdump PC1 contains "Editor" 0
# It is only late: the next day it counts.
run 34h
expect: detail AHEAD Complete
expect: job 1 status Complete
"""##
    ),
    (
        file: "Q173388.scn",
        text: ##"""
article Q173388

quirk pcm-random-order
title Of several mandatory commands that are due nothing sorts them: they run as they stand in the instruction file.
look The order of the starts at a client that comes back after all of them fell due.
where Package Command Manager: which mandatory command is next
cause The records are taken as they come in the file; nothing sorts them.
trigger Several mandatory commands that fell due while the client was off or busy.
vary site BPC CTR
vary minutes 40 55
vary response fast medium
# Until service pack 2 a time that passes is missed while the file stays as it is.
switch ins-only-if-touched off
result lasts=$(minutes)m
client PC1 user=none
package create Editor
package create Viewer
package create Printer
job create Editor --on site:$site --mandatory-after +3h
job create Viewer --on site:$site --mandatory-after +2h
job create Printer --on site:$site --mandatory-after +1h --expires-after +6h
run 5h
client logon PC1
run 8h
affected: order PC1 1 2
fixed: order PC1 3 2 1
# The most urgent one comes last, and expires before its turn.
consequence: offer PC1 --job 3 expired
consequence: detail PC1 --job 3 None
fixed: detail PC1 --job 3 Complete
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
        file: "Q174462.scn",
        text: ##"""
article Q174462

quirk no-run-stuck-pending
title A job from a parent to a child site without run phase never becomes Active.
look The job's status long after its Start After; the log of the Scheduler says nothing of it.
where Scheduler: which jobs are due
cause What is due is joined with the rows of the run phase for the sites that a job goes to, and a job without run phase has none.
trigger A job without run phase for a site below.
vary site BPC CTR
vary child S01 KID
vary response fast medium
site $site
client PC#
site $child parent=$site
client LAP# site=$child count=2
package create Editor
job create Editor --on site:$child --no-run
run 60 cycles
affected: job 1 status Pending
fixed: job 1 status Complete
affected: trace jobActivated 0
# Not even the package is packed, and the child has never heard of a file.
consequence: trace compressionStarted 0
consequence: @$child trace packageStored 0
# A job of the same package that runs gets there.
job create Editor --on site:$child --mandatory
run 12h
expect: job 2 status Complete
"""##
    ),
    (
        file: "Q174933.scn",
        text: ##"""
article Q174933

quirk svc-silent-if-not-mandatory
title A background command of a job without Mandatory After is never run by the service, and no log tells of it.
look The client's log says nothing of the command; a mandatory job for the same command runs.
where Package Command Manager, the service: which commands it takes
cause Only records with a Mandatory After are looked at.
trigger A System (Background) Task in a job without Mandatory After.
vary site BPC CTR
vary clients 1 3
vary response fast medium
# Before service pack 2 the service returns no status, which is another article's.
switch status-svc-none off
client PC# count=$clients role=logon-server user=none
package create Agent --background
job create Agent --on site:$site
job create Agent --on site:$site --mandatory
run 6h
expect: ran PC* --job 2 $clients
expect: job 2 status Complete
affected: ran PC* --job 1 0
fixed: ran PC* --job 1 $clients
affected: note takenByService --job 1 0
consequence: job 1 status Active
fixed: job 1 status Complete
consequence: job 1 rows None $clients
# It is no matter of time.
run 7d
consequence: job 1 rows None $clients
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

quirk pcm-force-reboot-stays-pending
title A command that restarts Windows by force is not recorded even where its definition file says that it may, and so it runs again and again.
look The row stays None and the offer stays pending; from service pack 4 on the run is recorded as soon as the program has started.
where Package Command Manager: when a run is recorded
cause A run is recorded when its process ends or Windows says that it ends, and a forced restart says nothing.
trigger A command with SynchronousSystemExitRequired that restarts Windows by force.
vary site BPC CTR
vary hours 8 16
vary response fast medium
result PC1 reboot=forced
package create Vendor --system-exit
job create Vendor --on site:$site --mandatory
run $(hours)h
expect: detail PC2 Complete
affected: detail PC1 None
fixed: detail PC1 Complete
fixed: note recordedAtStart --client PC1 1
affected: no offer PC1 executed
fixed: offer PC1 executed
consequence: ran PC1 at-least $(hours-3)
fixed: ran PC1 1
consequence: job 1 status Active
fixed: job 1 status Complete
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

quirk self-address-rights
title No job gets past the Scheduler when the account of the site's own address has no rights on its SMS_SITE share.
look The log says that the secondary source cannot be reached; jobs to other sites wait as well.
where Scheduler: how it gets to SCHEDULE.BOX
cause The Scheduler reaches its own boxes through SMS_SITE, with the account of the site's address to itself.
trigger The account of the site's own address was changed to one without rights.
vary site BPC CTR
vary child S01 KID
vary response fast medium
site $site
client PC#
site $child parent=$site
client LAP# site=$child count=2
fault site self-rights
package create Editor
job create Editor --on site:$child --no-run
run 60 cycles
affected: job 1 status Pending
fixed: job 1 status Complete
affected: log SCHED contains "Cannot connect to secondary source" at-least 50
consequence: trace compressionStarted 0
# Its definition does not leave the site either, for that is a system job.
consequence: @$child trace miniJobExecuted 0
fault site self-rights --state up
run 60 cycles
expect: job 1 status Complete
"""##
    ),
    (
        file: "Q180151.scn",
        text: ##"""
article Q180151

quirk pcm-server-choice-switch
title DisableRandomPCMServers of SMS.INI decides which of the four steps of choosing a distribution server are taken.
look The servers that commands ran from, and the clients that find none; before the hotfix of 15 January 1999 the value is not read.
where Package Command Manager: choice of the distribution server
cause The value is read.
trigger `server-choice` with `local-only`, `drive-mappings` or `random-only`.
vary site BPC CTR
vary clients 20 40
vary platform nt-x86 win95
vary response fast medium
server LOG1 roles=logon
server SRV2
client ANY# count=$clients platform=$platform logon=SRV1 server-choice=random-only
client LOCAL platform=$platform logon=LOG1 server-choice=local-only
client NEAR platform=$platform logon=SRV1 server-choice=local-only
client NONE platform=$platform logon=LOG1 server-choice=drive-mappings
client MAPPED platform=$platform logon=LOG1 server-choice=drive-mappings mapped="M: \\SRV2\SMS_PKGC"
package create Editor --platform nt-x86,win95
job create Editor --on site:$site --mandatory
run 8h
expect: ran ANY* $clients
affected: no ran ANY* $clients from SRV1
fixed: ran ANY* $clients from SRV1
affected: ran LOCAL 0
fixed: ran LOCAL 1
affected: ran NONE 0
fixed: ran NONE 1
expect: ran NEAR 1 from SRV1
expect: ran MAPPED 1 from SRV2
consequence: trace pcmNoServer --client LOCAL at-least 3
consequence: job 1 status Active
fixed: job 1 status Complete
"""##
    ),
    (
        file: "Q181042.scn",
        text: ##"""
article Q181042

quirk bad-data-srq
title A request deleted while it is sent leaves Sender and Scheduler out of step: log lines about a request without site and job.
look The lines in the logs of both, a request that belongs to nothing, and a job that never learns that it was sent.
where Senders: writing the status of a request
cause The Sender writes its status without a look whether the request is still there.
trigger A .SRQ file is deleted while a Sender works on it.
vary site BPC CTR
vary child S01 KID
vary response fast medium
site $site
client PC#
site $child parent=$site link=ras-async
client LAP# site=$child count=2
source Editor bytes=3000000
package create Editor
job create Editor --on site:$child
run until request 1 sending within 30 cycles every=10s
fault request 1 deleted
run 3h
affected: log SENDER contains "DBG>> Send request about to write bad data" 1
affected: log SCHED contains "DBG>> Send request about to write bad data" at-least 5
affected: no event 262
fixed: event 262 1
fixed: job 1 status Failed
# The files are there; the job waits for a request that has forgotten it.
consequence: @$child package Editor on $(child)SRV1
consequence: job 1 sending Pending
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
# In service pack 4 a job is Complete before its servers are served (Q221945).
switch early-complete off
# 1.1 closes no files by force, and it forgets a server that failed beside one that was served (Q153576).
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
        file: "Q183236.scn",
        text: ##"""
article Q183236

quirk pending-system-jobs
title While the SQL log is full system jobs stay Pending, and they do so for ever.
look The system job long after the log was emptied.
where Components that make system jobs: inserting the row
cause The row is inserted in two steps, of which a full log lets the first through: it has no type, and nobody takes it up.
trigger The transaction log of the site database is full while a component makes a system job.
vary site BPC CTR
vary child S01 KID
vary response fast medium
site $site
client PC#
site $child parent=$site
client LAP# site=$child count=2
fault site sql-log-full
package create Editor
run 2h
expect: system-jobs Pending 1
fault site sql-log-full --state up
run 4h
affected: system-jobs Pending 1
fixed: system-jobs Pending 0
# The child was to be told of the package, and never is.
consequence: @$child trace miniJobExecuted 0
fixed: @$child comment Editor ""
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
# In service pack 4 a job is Complete before its servers are served (Q221945).
switch early-complete off
server SRV2 drive=C:ntfs:1000000000
package create Editor
job create Editor --on site:$site --no-run --put-on SRV2
run until job 1 status Complete within 20 cycles
expect: package Editor on SRV2 --version 1
expect: free C on SRV2 999700000
server lock SRV2 Editor --for 20d
job create Editor --on site:$site --no-run --put-on SRV2 --send always
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
# In service pack 4 a job is Complete before its servers are served (Q221945).
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
# The jobs of a repetition pile up: each is Active beside the ones before, though the Despooler has one copy in STORE.
job create Editor --on site:$site --no-run --no-distribute --repeat daily
run 49h
expect: registry "Master Packages" 1
consequence: job 3 status Active
consequence: job 5 status Active
fixed: job 5 status Complete
"""##
    ),
    (
        file: "Q185805.scn",
        text: ##"""
article Q185805

quirk pcm-countdown-300
title The countdown of five minutes before a mandatory command cannot be switched off.
look A client with DisablePCMCountdown=TRUE counts down like any other.
where Package Command Manager: the countdown of a mandatory command
cause DisablePCMCountdown of SMS.INI is not read.
trigger A client with `no-countdown`, and a mandatory command.
vary site BPC CTR
vary clients 1 3
vary response fast medium
# Until service pack 2 a time that passes is missed while the file stays as it is.
switch ins-only-if-touched off
client KIOSK# count=$clients no-countdown
client USUAL
package create Editor
job create Editor --on site:$site --mandatory-after +1d
at +24h2m
# Nothing runs yet where it is counted down, and whoever logs off now ends the countdown.
affected: trace pcmCountdown --client KIOSK1 1
fixed: trace pcmCountdown --client KIOSK1 0
affected: first pcmCountdown --client KIOSK1 at +24h
fixed: first pcmStarted --client KIOSK1 at +24h
expect: first pcmCountdown --client USUAL at +24h
consequence: offer KIOSK1 countdown
client logoff KIOSK1
at +30h
consequence: ran KIOSK1 0
fixed: ran KIOSK1 1
consequence: detail KIOSK1 None
fixed: detail KIOSK1 Complete
expect: first pcmStarted --client USUAL at +24h5m
"""##
    ),
    (
        file: "Q185901.scn",
        text: ##"""
article Q185901

quirk invalid-jobids
title When the identifiers of jobs are used up every job stays Pending.
look The log says that a job could not be transferred from the secondary to the primary source; jobs that were made long before do not start.
where Scheduler: the identifier of a new system job
cause Nobody looks whether the counter still makes an identifier, and the Scheduler stops its search at a job file that has none.
trigger So many jobs that the counter passes its last value.
vary site BPC CTR
vary child S01 KID
vary response fast medium
site $site
client PC#
site $child parent=$site
client LAP# site=$child count=2
package create Editor
job create Editor --on site:$site --no-run --start-after +20h
fault site job-identifiers
# Each change of the package is a system job to the child.
run 2h
package set Editor --comment 1
run 2h
package set Editor --comment 2
run 2h
package set Editor --comment 3
run 2h
package set Editor --comment 4
run 2h
package set Editor --comment 5
run 20h
affected: job 1 status Pending
fixed: job 1 status Complete
affected: log SCHED contains "from secondary to primary source" at-least 5
consequence: no package Editor on SRV1
"""##
    ),
    (
        file: "Q186132.scn",
        text: ##"""
article Q186132

quirk pcm-w95-plus-hour
title On Windows 95 a mandatory command starts an hour after its Mandatory After.
look When the countdown begins at a client with Windows 95, and at one with Windows NT beside it; no zone differs.
where Package Command Manager on Windows 95: Mandatory After
cause An hour is added to Mandatory After.
trigger Any mandatory command at a client with Windows 95.
vary site BPC CTR
vary hours 24 30
vary response fast medium
client OLD platform=win95
client NEW
package create Editor --platform win95,nt-x86
job create Editor --on site:$site --mandatory-after +$(hours)h
job create Editor --on site:$site --mandatory-after +$(hours+10)h --expires-after +$(hours+10)h30m
run $(hours+12)h
affected: first pcmCountdown --client OLD --job 1 at +$(hours+1)h
fixed: first pcmCountdown --client OLD --job 1 at +$(hours)h
expect: first pcmCountdown --client NEW --job 1 at +$(hours)h
expect: ran NEW --job 2 1
# A command that expires within that hour never becomes mandatory.
consequence: ran OLD --job 2 0
fixed: ran OLD --job 2 1
consequence: offer OLD --job 2 expired
expect: ran OLD --job 1 1
"""##
    ),
    (
        file: "Q186414.scn",
        text: ##"""
article Q186414

quirk no-run-stuck-active
title A job without run phase from the central site to a child stays Active with blank columns, and its cancel does not end.
look Sending, Working and Cancel of the job: all blank. After Edit, Cancel Job the cancel goes on for ever.
where Scheduler: the destinations of a job when its lists are made
cause Behind a site limit the destinations of a job are taken from its workstation rows, and a job without run phase has none.
trigger A job without run phase that is limited to a site below.
vary site BPC CTR
vary child S01 KID
vary response fast medium
site $site
client PC#
site $child parent=$site
client LAP# site=$child count=2
package create Editor
job create Editor --on "path:*|*|*" --limit-to $child --no-run
run 60 cycles
affected: job 1 status Active
affected: job 1 sending None
affected: job 1 working None
expect: job 1 cancel None
fixed: job 1 status Complete
consequence: trace instructionWritten --job 1 0
consequence: @$child trace packageStored 0
# One that is cancelled never gets an answer.
job create Editor --on "path:*|*|*" --limit-to $child --no-run --send always
run until job 2 status Active within 3 cycles
job cancel 2
run 60 cycles
affected: job 2 status Active
affected: job 2 cancel Active
fixed: job 2 status Canceled
"""##
    ),
    (
        file: "Q186419.scn",
        text: ##"""
article Q186419

quirk sites-full-needed
title Editing a Pending job asks for Full rights on Sites and Site Groups, though only the job is changed.
look The job's comment after somebody with Full rights on Jobs and Packages changed it.
where SMS Administrator: the window of job details
cause The program asks for Full rights on everything that the window shows.
trigger An account with Full rights on Jobs and Packages, and less on Sites.
vary site BPC CTR
vary response fast medium
vary right none view
site $site
rights HELPER sites=$right
package create Editor
job create Editor --on site:$site --mandatory
job set 1 --comment Urgent --as HELPER --try
affected: no job-comment 1 Urgent
fixed: job-comment 1 Urgent
# Nothing was done, so that nothing is in the journal of commands.
consequence: trace commandPerformed 2
job set 1 --comment Later --as BOSS
expect: job-comment 1 Later
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
# In service pack 4 a job is Complete before its servers are served (Q221945).
switch early-complete off
# 1.1 forgets those that failed beside one that was served (Q153576).
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
package create Small
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
job create Small --on site:$site --no-run --put-on SRV1
run 6 cycles
affected: event 376 2
fixed: no event 376
# Nobody is left to send the package of another job to a server that is there.
consequence: no package Small on SRV1
fixed: package Small on SRV1
consequence: job 2 status Active
fixed: job 2 status Complete
# With ten servers left to retry there is room for all.
server set D11 --online
service restart SMS_EXECUTIVE
run 30 cycles
expect: service SMS_EXECUTIVE running
expect: package Editor on D11
expect: package Small on SRV1
expect: job 1 status Retrying
expect: retries 1 at-least 1
"""##
    ),
    (
        file: "Q187287.scn",
        text: ##"""
article Q187287

quirk pcm-no-reminder
title Nothing reminds a user of what is pending: who has put the window away hears no more of it.
look A client with PCMPackageReminderInterval, and a user who closed the window when it came up.
where Package Command Manager for Windows NT: polls
cause PCMPackageReminderInterval of SMS.INI is not read.
trigger A client with `reminder`, and a pending command that its user has not run.
vary site BPC CTR
vary reminder 2 5
vary response fast medium
client PC1 reminder=$(reminder)h
client PC2
user PC* runs=1h
package create Editor
job create Editor --on site:$site
run until offer PC1 pending within 40 cycles
run 30m
# He is busy and puts the window away before he would have run it.
client window PC1 --closed
run 30h
expect: ran PC2 1
affected: no note reminded --client PC1
fixed: note reminded --client PC1 1
affected: offer PC1 pending
fixed: offer PC1 executed
consequence: ran PC1 0
fixed: ran PC1 1
consequence: job 1 status Active
fixed: job 1 status Complete
# The window is not up, and stays away until the program starts again; then it shows what is pending.
expect: window PC1 closed
client logoff PC1
client logon PC1
run 2h
expect: offer PC1 executed
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

quirk expiry-sni-flood
title When a job expires, every client writes a status for it at every poll, and the logon servers are flooded.
look How many status files the clients leave for one expired job: one each, or one each at every poll until the record is gone.
where Package Command Manager: what is noted of an expired record
cause The history does not note that the expiry was reported.
trigger An expired record that is still in the instruction file at the next poll: many clients, or a Despooler that does not keep up.
vary site BPC CTR
vary clients 3 8
vary response medium slow
site $site pcm=2
# Until service pack 2 a time that passes is missed while the file stays as it is.
switch ins-only-if-touched off
package create Editor --needs-input
job create Editor --on site:$site --offer-after now --expires-after +1d
run 23h
service pause SMS_DESPOOLER
run 3h
expect: offer PC1 expired
expect: trace pcmExpired $clients
affected: trace pcmReported --client PC1 at-least 20
fixed: trace pcmReported --client PC1 1
fixed: trace pcmReported $clients
# All of it lies before the Despooler, and each file is one of its batch of 50.
consequence: received status at-least $(clients*20)
service continue SMS_DESPOOLER
run 12h
expect: received status 0
consequence: trace statusExecuted at-least $(clients*20)
fixed: trace statusExecuted $clients
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

always package-disappeared
area hierarchy
title Applications Manager logs an error about a package that was deleted without a Remove job: its key is still there.
look The log of Applications Manager ten minutes after the package was deleted, and where its files lie.
vary site BPC CTR
vary response fast medium
vary clients 2 4
package create Editor
package create Tool
job create Editor --on site:$site --mandatory
run until job 1 status Complete within 100 cycles
package delete Editor
package delete Tool
run 10 cycles
expect: log APPMAN contains "disappeared from source" 1
expect: package Editor on SRV1
"""##
    ),
    (
        file: "Q188055.scn",
        text: ##"""
article Q188055

quirk ghost-site-retrying
title System jobs to a site that was removed without telling its parent are Retrying for ever.
look The system jobs of the parent, weeks after the site was taken away.
where Hierarchy Manager: what a parent knows of the sites below
cause The site stays in the parent's Sites table. What is made for the sites below is made for it as well, and anew when a request was given up.
trigger A site server was taken away without PREINST /DELSITE.
vary site BPC CTR
vary child S01 KID
vary response fast medium
site $site
client PC#
site $child parent=$site
client LAP# site=$child count=2
package create Editor
run 4h
expect: system-jobs Complete 1
site remove $child
package set Editor --comment "a change"
run 8d
affected: system-jobs Retrying 1
fixed: system-jobs Retrying 0
# The Sender dials a site that is not there.
consequence: event 251
consequence: log SENDER contains "failed, try" at-least 100
# Each week one request of the job is given up, and the seven days of the next begin.
consequence: event 21 1
run 14d
affected: system-jobs Retrying 1
consequence: event 21 3
fixed: event 21 0
# Once the parent is told nothing is made anew any more: the request at hand is the last.
tool preinst --delsite $child
run 8d
expect: system-jobs Retrying 0
"""##
    ),
    (
        file: "Q188060.scn",
        text: ##"""
article Q188060

quirk nad-corruption
title A program item whose title has more than 40 characters damages the program groups of every client.
look Error 10 in the log of Applications Manager, and how many program items users get of this and of other packages.
where Applications Manager: setting program items in the network application database
cause The record is written before the title is measured, and what stands behind it cannot be read.
trigger A shared package with a title of 41 to 64 characters: the Administrator takes 64.
vary site BPC CTR
vary title "The quarterly report of the whole company" "A title of sixty-four characters, which the Administrator takes!"
vary clients 2 3
vary response fast medium
package create Good --item "A title of forty characters, not one mor" --item Short
run 40m
expect: published Good 2
package create Bad --item "$title"
run 40m
expect: log APPMAN contains "Error setting program item for package" 1
affected: published Good 0
fixed: published Good 2
expect: published Bad 0
# What is shared later is lost as well.
package create Later --item Viewer
run 40m
consequence: published Later 0
fixed: published Later 1
# Without the package the database is made anew.
package delete Bad
run 40m
expect: published Good 2
expect: published Later 1
"""##
    ),
    (
        file: "Q188578.scn",
        text: ##"""
article Q188578

quirk pcm-exits-no-server
title A client that finds no logon server when its user logs on ends its Package Command Manager until the next logon.
look The logon servers come back, and the client asks them nothing.
where Package Command Manager: its start
cause The look for a logon server is made once, and its failure ends the program.
trigger A user who logs on while every logon server is away.
vary site BPC CTR
vary clients 1 3
vary response fast medium
# In 1.0 and 1.1 the program does not come that far (Q153571).
switch pcm-av-no-current-server off
server SRV1 roles=site,distribution drive=C drive=D
server LOG1 roles=logon
server LOG2 roles=logon
client PC# count=$clients user=none
client LATE user=none
package create Editor
job create Editor --on site:$site --mandatory
run 2h
server set LOG1 --offline
server set LOG2 --offline
client logon PC1
run 1h
server set LOG1 --online
server set LOG2 --online
client logon LATE
run 6h
expect: ran LATE 1
affected: note exitedWithoutServer --client PC1 1
fixed: note exitedWithoutServer --client PC1 0
affected: offer PC1 unread
fixed: offer PC1 executed
consequence: detail PC1 None
fixed: detail PC1 Complete
client logoff PC1
client logon PC1
run 2h
expect: ran PC1 1
expect: detail PC1 Complete
"""##
    ),
    (
        file: "Q189305.scn",
        text: ##"""
article Q189305

quirk pcm-dst-hour
title At a client whose daylight saving is another than the site's, the times of a job are an hour off.
look The client's clock at the moment when the command becomes mandatory, beside one without the difference.
where Package Command Manager: the times of an offer
cause Package Command Manager corrects the times of the record by the daylight saving of its own machine.
trigger Daylight saving is in force at the client and not at the site server, or the other way round.
vary site BPC CTR
# A client with daylight saving shows 24 hours later an hour before the site does, one without it an hour after.
vary zone EST5 EST5EDT,M4.1.0,M10.5.0
vary own EST5EDT,M4.1.0,M10.5.0 EST5
vary right 23 25
vary between 23h30m 24h30m
vary early pending expired
vary late expired pending
vary response fast medium
site $site zone=$zone
client PC1 zone=$own
client PC2
start "1997-05-12 08:00"
package create Editor
job create Editor --on site:$site --mandatory-after +1d
job create Editor --on site:$site --expires-after +1d
at +$between
# Expires After moves as well: what has expired by the client's clock can still be run, or the other way round.
consequence: offer PC1 --job 2 $early
fixed: offer PC1 --job 2 $late
at +26h
affected: first pcmCountdown --client PC1 at +24h
fixed: first pcmCountdown --client PC1 at +$(right)h
expect: first pcmCountdown --client PC2 at +24h
expect: ran PC1 1
expect: ran PC2 1
"""##
    ),
    (
        file: "Q189530.scn",
        text: ##"""
article Q189530

quirk two-identification-groups
title With a second Identification group in the database a job without run phase becomes Active and makes neither compressed file nor instruction nor request.
look The job is Active; TOSEND and the outboxes are empty.
where Scheduler: the destinations of a job when its lists are made
cause The sites of a job without run phase are asked of the group Identification by its name, and two of that name give none.
trigger An IDMIF of somebody's own with a group Identification, and a job whose Run box is clear.
vary site BPC CTR
vary clients 2 4
vary response fast medium
fault site second-identification
package create Editor
job create Editor --on site:$site --no-run
run 60 cycles
affected: job 1 status Active
fixed: job 1 status Complete
affected: requests 0
consequence: trace compressionStarted 0
consequence: no package Editor on SRV1
# A job with a run phase has rows that name their sites.
job create Editor --on site:$site --mandatory
run 12h
expect: job 2 status Complete
expect: package Editor on SRV1
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
# Nobody hears of the failure, so that nobody runs the command again, hours later either.
run 6h
consequence: trace pcmStarted $clients
fixed: trace pcmStarted $(clients+1)
fixed: job 1 status Complete
"""##
    ),
    (
        file: "Q191293.scn",
        text: ##"""
article Q191293

quirk svc-no-failover
title When its logon server does not give the instruction file, the service does not look for it at the others.
look The client runs nothing as long as its own logon server is away, though another one holds the same file.
where Package Command Manager, the service: which logon server it asks
cause The list of `[Servers]` is not gone through.
trigger The logon server of a client with the service is offline, and its domain has another one.
vary site BPC CTR
vary clients 1 4
vary response fast medium
server LOG2 roles=logon offline
client PC# count=$clients role=logon-server user=none logon=LOG2
package create Agent --background
job create Agent --on site:$site --mandatory
run 6h
affected: ran PC* 0
fixed: ran PC* $clients
fixed: note logonServerChanged $clients
affected: no note logonServerChanged
consequence: job 1 status Active
fixed: job 1 status Complete
# With its own server back the client finds the file.
server set LOG2 --online
run 4h
expect: ran PC* $clients
expect: job 1 status Complete
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
# In service pack 4 a job is Complete before its servers are served (Q221945).
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
        file: "Q191299.scn",
        text: ##"""
article Q191299

quirk status-dos-lost
title On MS-DOS Package Command Manager loses control after a command that changed the directory: DOS error 3, and no status.
look The command ran and the row stays None; the program is gone until the next logon.
where Package Command Manager for MS-DOS: the end of a command
cause The program's overlay is looked for in the directory that the command left current.
trigger A result with `ends-elsewhere` at a client with MS-DOS.
vary site BPC CTR
vary platform dos6 dos5
vary response fast medium
result command=Move ends-elsewhere
client DOS platform=$platform
client PC1
package create Vendor --command Move=setup.bat --platform dos5,dos6,nt-x86
package create Editor --platform dos5,dos6,nt-x86
job create Vendor --on site:$site --mandatory
run 4h
expect: ran DOS 1
expect: detail PC1 Complete
affected: detail DOS None
fixed: detail DOS Complete
affected: note noStatus --client DOS 1
fixed: note noStatus 0
job create Editor --on site:$site --mandatory
run 1d
# Nothing polls there any more.
consequence: ran DOS --job 2 0
fixed: ran DOS --job 2 1
consequence: job 2 status Active
fixed: job 2 status Complete
client logoff DOS
client logon DOS
run 3h
expect: ran DOS --job 2 1
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
        file: "Q193224.scn",
        text: ##"""
article Q193224

quirk svc-drive-letter-av
title A drive letter on a command line ends the service with an access violation.
look The service is gone until the computer starts again, and whatever else it should run waits.
where Package Command Manager, the service: the command line
cause The path is put together with that of the package without a look at its form.
trigger A background command such as `C:\TOOLS\SETUP.EXE`.
vary site BPC CTR
vary letter C M
vary response fast medium
# Before the hotfix a path is looked for inside the package, and not found (Q160566).
switch pcm-path-in-package off
client SVC role=logon-server user=none
client USER
package create Tools --command "Tools=$letter:\TOOLS\SETUP.EXE" --background
package create Utils --command "Utils=$letter:\TOOLS\SETUP.EXE"
package create Agent --background
job create Tools --on computer:SVC --mandatory
job create Utils --on computer:USER --mandatory
run 4h
expect: detail USER --job 2 Complete
affected: note serviceCrashed --client SVC 1
fixed: note serviceCrashed 0
affected: detail SVC None
fixed: detail SVC Complete
affected: trace pcmReported --client SVC 0
job create Agent --on computer:SVC --mandatory
run 1d
# Nothing runs there any more.
consequence: ran SVC --job 3 0
fixed: ran SVC --job 3 1
consequence: job 3 status Active
fixed: job 3 status Complete
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
cause The error of a copy is lost before the event is chosen, so that each counts as the only other one there is: no room.
trigger A refresh while a client has a file of the package open.
vary site BPC CTR
vary response fast medium
server SRV2 drive=C:ntfs:1GB
package create Editor
job create Editor --on site:$site --no-run --put-on SRV2
run until job 1 status Complete within 20 cycles
server lock SRV2 Editor --for 20d
source set Editor --bytes 1000000
job create Editor --on site:$site --no-run --put-on SRV2 --send always
run until job 2 status Retrying within 20 cycles
expect: free C on SRV2 at-least 990000000
expect: log DESPOOL contains "Failed, Win32 Error = 32" 1
affected: event 109 1
affected: no event 16
fixed: event 16 1
fixed: no event 109
# More room changes nothing: every try is noted as one without.
server set SRV2 --drive C:ntfs:9GB
run 26 cycles
expect: job 2 status Retrying
affected: log DESPOOL contains "Failed, event 109" at-least 2
# When the drive is full in truth, nobody hears of it: that event stands already.
server lock SRV2 Editor --unlock
server set SRV2 --drive C:ntfs:1000
run 26 cycles
expect: job 2 status Retrying
consequence: trace eventRaised --job 2 1
fixed: trace eventRaised --job 2 2
fixed: event 109 1
server set SRV2 --drive C:ntfs:9GB
run 26 cycles
expect: package Editor on SRV2 --version 2
"""##
    ),
    (
        file: "Q193784.scn",
        text: ##"""
article Q193784

quirk pcm-execute-dimmed
title After a command with SynchronousSystemExitRequired the button Execute stays dimmed, and nothing else is run.
look `Job still running` in the client's log although the program ended, until the user logs on again.
where Package Command Manager: the end of a command
cause The handle that is kept of the process is 0, so that the job seems to run for ever.
trigger A command with SynchronousSystemExitRequired.
vary site BPC CTR
vary days 1 9
vary response fast medium
package create Vendor --system-exit
package create Editor
job create Vendor --on site:$site --mandatory
job create Editor --on site:$site --mandatory-after +6h
job create Editor --on site:$site
run 4h
expect: detail PC1 Complete
client run PC1 --job 3 --try
run $(days)d
expect: ran PC1 1
affected: note stillRunning --client PC1 1
fixed: note stillRunning 0
affected: ran PC1 --job 3 0
fixed: ran PC1 --job 3 1
affected: offer PC1 --job 2 pending
fixed: offer PC1 --job 2 executed
consequence: detail PC1 --job 2 None
fixed: detail PC1 --job 2 Complete
consequence: job 2 status Active
fixed: job 2 status Complete
client logoff PC1
client logon PC1
run 3h
expect: ran PC1 --job 2 1
expect: detail PC1 --job 2 Complete
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
# In service pack 4 a job is Complete before its servers are served (Q221945).
switch early-complete off
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
        file: "Q195937.scn",
        text: ##"""
article Q195937

quirk svc-unc-fails
title A UNC path on a command line cannot be run by the service.
look The program is not found, and the row is Retrying; the user's program runs the same line.
where Package Command Manager, the service: the command line
cause The path of the package is put in front of it.
trigger A background command such as `\\SRV1\TOOLS\SETUP.EXE`.
vary site BPC CTR
vary hours 4 9
vary response fast medium
client SVC role=logon-server user=none
client USER
package create Tools --command "Tools=\\SRV1\TOOLS\SETUP.EXE" --background
package create Utils --command "Utils=\\SRV1\TOOLS\SETUP.EXE"
job create Tools --on computer:SVC --mandatory
job create Utils --on computer:USER --mandatory
run $(hours)h
expect: ran USER --job 2 1
expect: job 2 status Complete
affected: note programNotFound --client SVC at-least $(hours-2)
fixed: note programNotFound 0
affected: ran SVC 0
fixed: ran SVC 1
affected: detail SVC Retrying
fixed: detail SVC Complete
consequence: event 374 --job 1 at-least 1
fixed: event 374 0
consequence: job 1 status Retrying
fixed: job 1 status Complete
consequence: pcmdump SVC contains "RequestID" 1
"""##
    ),
    (
        file: "Q195944.scn",
        text: ##"""
article Q195944

quirk pcm-preferred
title Preferred distribution servers of the registry are taken only, or first.
look The servers that commands ran from; 16-bit clients and releases before the hotfix of 24 June 1999 do not read the list.
where Package Command Manager for Windows NT: choice of the distribution server
cause The list of preferred servers in the registry is read.
trigger `server-choice` with `preferred-only` or `preferred-first`, and `preferred`.
vary site BPC CTR
vary clients 5 12
vary response fast medium
server SRV2
server SRV3
client FIRST# count=$clients logon=SRV1 server-choice=preferred-first preferred=SRV2
client ONLY# count=$clients logon=SRV1 server-choice=preferred-only preferred=SRV2
client OLD# count=$clients platform=win95 logon=SRV1 server-choice=preferred-first preferred=SRV2
package create Editor --platform nt-x86,win95
package create Viewer --platform nt-x86,win95
job create Editor --on site:$site --mandatory
job create Viewer --on site:$site --mandatory-after +1d
run 8h
expect: ran OLD* $clients from SRV1
affected: ran FIRST* $clients from SRV2
fixed: ran FIRST* $clients from SRV1
affected: ran ONLY* $clients from SRV2
fixed: ran ONLY* $clients from SRV1
# The preferred server and the logon server away: who takes the preferred only has nothing left.
server set SRV2 --offline
fault server SRV1
at +30h
consequence: ran ONLY* --job 2 0
fixed: ran ONLY* --job 2 $clients from SRV3
expect: ran FIRST* --job 2 $clients from SRV3
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
        file: "Q199985.scn",
        text: ##"""
article Q199985

quirk tempdb-320
title With Select Into off in tempdb no target list of a query can be made: event 320, and the job stays Pending.
look The event, once, and the job's status as long as the option is off.
where Scheduler: the list of targets
cause The list is made with SELECT INTO in tempdb, which needs the option Select Into / Bulk Copy.
trigger The option was taken from tempdb, for instance when it was moved to a device of its own.
vary site BPC CTR
vary clients 2 4
vary response fast medium
query Everybody "Identification.Domain is 'DOMAIN1'"
site set --select-into off
package create Editor
job create Editor --on query:$site00001 --no-run
run 40 cycles
affected: job 1 status Pending
fixed: job 1 status Complete
affected: event 320 1
fixed: no event 320
# Who is named by a path needs no query.
job create Editor --on site:$site --no-run
run 20 cycles
expect: job 2 status Complete
# The list is made when it can be made, of the machines that are there then: one that comes days later is on it.
job create Editor --on query:$site00001 --mandatory
run 2d
client add LATE
affected: job 3 targets 0
site set --select-into on
run 20 cycles
expect: job 1 status Complete
run until job 3 status Complete within 1000 cycles
consequence: job 3 targets $(clients+1)
fixed: job 3 targets $clients
consequence: ran LATE --job 3 1
fixed: ran LATE --job 3 0
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
        file: "Q214448.scn",
        text: ##"""
article Q214448

quirk pcm-hang-forever
title A command that never ends keeps its row None and holds up all others of the client.
look The offer is running for days; what came after it is pending, mandatory or not.
where Package Command Manager: the end of a command
cause The wait for the process has no limit.
trigger A result with `hangs`.
vary site BPC CTR
vary days 3 20
vary response fast medium
# Until service pack 2 a time that passes is missed while the file stays as it is (Q163488).
switch ins-only-if-touched off
result PC1 command=Vendor attempt=1 hangs
package create Vendor --command Vendor=setup.exe
package create Editor
job create Vendor --on site:$site --mandatory
job create Editor --on site:$site --mandatory-after +1d
run $(days)d
expect: detail PC2 Complete
expect: detail PC2 --job 2 Complete
affected: offer PC1 running
fixed: no offer PC1 running
affected: offer PC1 --job 2 pending
fixed: offer PC1 --job 2 executed
consequence: detail PC1 None
consequence: detail PC1 --job 2 None
fixed: detail PC1 --job 2 Complete
consequence: job 2 status Active
fixed: job 2 status Complete
# A restart ends it, and it begins anew.
client off PC1
client on PC1
client logon PC1
run 4h
expect: ran PC1 --job 2 1
expect: detail PC1 Complete
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
# Until service pack 2 a job without run phase for a child is not started at all (Q174462).
switch no-run-stuck-pending off
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
# Until service pack 2 a job without run phase for a child is not started at all (Q174462).
switch no-run-stuck-pending off
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
affected: job 1 working Complete
# It arrives all the same.
run until package Editor on SRV2 within 200 cycles
run 2 cycles
expect: job 1 status Complete
# What is Complete cannot be cancelled any more, while the Despooler is at work on it.
job create Editor --on site:$site --no-run --send always
run until job 2 site-arrival Complete within 2000 cycles
run until trace packageStored 2 within 200 cycles
run 1 cycles
job cancel 2 --try
run 100 cycles
consequence: job 2 status Complete
fixed: job 2 status Canceled
"""##
    ),
    (
        file: "Q225056.scn",
        text: ##"""
article Q225056

quirk svc-runs-expired
title The service runs a command after its Expires After.
look The client was off while the command became mandatory and expired; it runs when the client is on again.
where Package Command Manager, the service: which commands run
cause The service does not look at Expires After.
trigger A background command with Expires After, and a client that is off until then.
vary site BPC CTR
vary late 52 80
vary response fast medium
client PC1 role=logon-server user=none
client ON role=logon-server user=none
package create Agent --background
job create Agent --on site:$site --mandatory-after +1d --expires-after +2d
run 4h
client off PC1
at +$(late)h
client on PC1
run 3h
expect: ran ON 1
affected: ran PC1 1
fixed: ran PC1 0
affected: offer PC1 executed
fixed: offer PC1 expired
# The status of a late run counts like any other.
run 3h
consequence: detail PC1 Complete
consequence: job 1 status Complete
"""##
    ),
    (
        file: "Q229809.scn",
        text: ##"""
article Q229809

quirk pcm-history-loss-reruns
title A client that loses its history runs again every command that is still in its instruction file.
look How often the command ran; the first run may be months ago.
where Package Command Manager: its history
cause A record without an entry in PCMHIST.REG counts as new.
trigger `client forget-history` while records of executed commands are in the file.
vary site BPC CTR
vary days 2 60
vary response fast medium
client PC1
client PC2
result attempt=1
result mif=failed text="it is installed"
package create Editor
job create Editor --on site:$site --mandatory
run until offer PC1 countdown within 40 cycles every=1m
# Its record stays as long as nobody takes up the status.
service pause SMS_DESPOOLER
run 6h
expect: ran PC* 2
run $(days)d
client forget-history PC1
run 70m
affected: ran PC1 at-least 2
fixed: ran PC1 1
affected: trace pcmFound --client PC1 2
fixed: trace pcmFound --client PC1 1
expect: ran PC2 1
service continue SMS_DESPOOLER
run until detail PC2 Complete within 100 cycles
run 3 cycles
consequence: detail PC1 Retrying
fixed: detail PC1 Complete
consequence: event 374 at-least 1
fixed: event 374 0
"""##
    ),
    (
        file: "Q230242.scn",
        text: ##"""
article Q230242

quirk lockout-storm
title A service whose password has expired tries to log on at every poll.
look One refused logon after another in the service's log; with the hotfix one, and then three days nothing.
where Package Command Manager, the service: its logon
cause A refused logon is not remembered.
trigger The password of the service's account has expired.
vary site BPC CTR
vary hours 30 60
vary response fast medium
client PC1 role=logon-server user=none account=expired
package create Agent --background
job create Agent --on site:$site --mandatory
run $(hours)h
affected: note logonRefused --client PC1 $hours
fixed: note logonRefused --client PC1 1
expect: ran PC1 0
# With a new password the next poll works; the hotfix keeps its three days.
client set PC1 role=logon-server
run 2h
consequence: ran PC1 1
fixed: ran PC1 0
at +80h
expect: ran PC1 1
expect: job 1 status Complete
"""##
    ),
    (
        file: "Q231378.scn",
        text: ##"""
article Q231378

quirk pcm-busy-dialog
title A user's Package Command Manager that starts while the service runs a command ends at once.
look The dialog that the package is being installed in the background (Q173073); the user's program is gone until the next logon.
where Package Command Manager for Windows NT: its start
cause The mutex that the service holds is asked for once, and the refusal ends the program.
trigger A user who logs on while the service runs a command.
vary site BPC CTR
vary hours 3 6
vary response fast medium
# In 1.2, up to service pack 1, the service returns no status (Q164877).
switch status-svc-none off
result lasts=$(hours)h command=Agent
client PC1 role=logon-server user=none
package create Agent --command Agent=setup.exe --background
package create Editor
job create Agent --on site:$site --mandatory
job create Editor --on site:$site --mandatory
run until offer PC1 running within 60 cycles every=1m
client logon PC1
run $(hours+3)h
# What the service runs goes on.
expect: detail PC1 Complete
affected: note exitedBusy --client PC1 1
fixed: note exitedBusy --client PC1 0
# What is for the user finds nobody.
affected: ran PC1 --job 2 0
fixed: ran PC1 --job 2 1
consequence: job 2 status Active
fixed: job 2 status Complete
client logoff PC1
client logon PC1
run 2h
expect: ran PC1 --job 2 1
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
affected: trace packageCopied 3
fixed: trace packageCopied 2
job create Editor --on site:$site --no-run --put-on SRV2 --no-refresh
run until job 3 status Complete within 10 cycles
affected: trace packageCopied 3
fixed: trace packageCopied 2
# A file that somebody has open on a server that the next job does not name holds that job.
server lock SRV1 Editor --for 20d
job create Editor --on site:$site --no-run --put-on SRV2 --refresh-existing --send always
run 8 cycles
expect: package Editor on SRV2 --version 3
consequence: job 4 status Retrying
fixed: job 4 status Complete
consequence: retries 4 1
"""##
    ),
    (
        file: "Q235837.scn",
        text: ##"""
article Q235837

quirk missing-ins-resend
title When the instruction file of a request is missing, the package is sent again and again.
look How often the package crosses the link, and what the job is after a day.
where Senders: before a package is sent
cause The instruction file is looked for when the package is through, and not before.
trigger An instruction file that is gone from TOSEND.
vary site BPC CTR
vary child S01 KID
vary response fast medium
site $site
client PC#
site $child parent=$site
client LAP# site=$child count=2
fault link $site $child
package create Editor
job create Editor --on site:$child
run 2 cycles
fault request 1 no-instruction
fault link $site $child --state up
run 1d
affected: trace sendStarted --job 1 at-least 20
fixed: trace sendStarted --job 1 0
affected: no event 269
fixed: event 269 1
fixed: job 1 status Failed
consequence: job 1 status Retrying
consequence: job 1 sending Retrying
expect: @$child trace packageStored 0
"""##
    ),
    (
        file: "Q237690.scn",
        text: ##"""
article Q237690

quirk redirector-blank
title A timeout of the redirector at a poll leaves the window of Package Command Manager empty.
look What was pending cannot be run until a poll succeeds again.
where Package Command Manager: the refresh of its lists at a poll
cause The lists are emptied before they are read anew, and the timeout leaves them so.
trigger A poll while the client's logon server does not answer, with commands pending.
vary site BPC CTR
vary habit 2 3
vary response fast medium
server SRV1 roles=site,distribution drive=C drive=D
server LOG1 roles=logon
user PC* runs=$(habit)h
package create Editor
job create Editor --on site:$site
run until offer PC1 pending within 40 cycles
server set LOG1 --offline
run $(habit+4)h
affected: note blankWindow --client PC1 at-least 4
fixed: note blankWindow 0
affected: offer PC1 pending
fixed: offer PC1 executed
consequence: ran PC1 0
fixed: ran PC1 1
server set LOG1 --online
run 4h
expect: ran PC1 1
expect: detail PC1 Complete
"""##
    ),
    (
        file: "Q239534.scn",
        text: ##"""
article Q239534

quirk mif-year-2030
title A status MIF with a date after 2030 is refused, though 2035 is documented.
look The file in BADMIFS with event 245, and the row of a client that failed and whose clock shows 2031 or later.
where Inventory Data Loader: the text of a MIF
cause Years from 31 on count as another century.
trigger A client whose clock shows 2031 or later, and a status MIF.
vary site BPC CTR
# From 21 April 1997: 34 and 37 years.
vary days 12420 13516
vary response fast medium
# Before service pack 4 the status would wait for its date (Q172899).
switch future-sni off
result mif=failed text="no room"
client NOW
client EARLY clock=12000d
client AHEAD clock=$(days)d
package create Editor
job create Editor --on site:$site --mandatory
run 4h
expect: detail NOW Retrying
# The year is 2030 there.
expect: detail EARLY Retrying
affected: event 245 at-least 1
fixed: event 245 0
affected: detail AHEAD None
fixed: detail AHEAD Retrying
# The Despooler has read it, and the client runs the command again and tells of it in vain each time.
expect: event 374 at-least 3
run 4h
expect: ran AHEAD at-least 2
consequence: loader bad at-least 2
fixed: loader bad 0
consequence: job 1 rows Retrying 2
fixed: job 1 rows Retrying 3
"""##
    ),
    (
        file: "Q240786.scn",
        text: ##"""
article Q240786

quirk ct2-backlog
title With many sites the control files that they report pile up: Hierarchy Manager takes some in a cycle and leaves the others.
look How many control files lie in SITECFG.BOX after a cycle.
where Hierarchy Manager: the reading of SITECFG.BOX
cause A cycle does not take all the control files that lie there.
trigger More sites report than a cycle takes; with one report a day from each, more than ten thousand sites.
vary site BPC CTR
vary response fast
vary count 60 80
site-properties components
phases aligned
site $site
sites $count parent=$site
run until control-files out at-least 36 within 300 cycles every=10s
run 1 cycles
affected: control-files out at-least 1
fixed: control-files out 0
# What a site is comes into the database late: cycles go by with more to do than they do.
consequence: no trace controlFileLoaded at-least 36
run 10 cycles
expect: control-files out 0
"""##
    ),
    (
        file: "Q249578.scn",
        text: ##"""
article Q249578

quirk pcmdump-year-100
title PCMDUMP prints the years from 2000 on as 100, 101 and so on.
look The dates of a record on both sides of the turn of the century.
where PCMDUMP: the dates of a record
cause The years since 1900 are printed as they are, and not their last two digits.
trigger A date from 1 January 2000 on.
vary site BPC CTR
vary clients 2 4
vary response medium slow
start "1999-12-20 08:00"
# 1.1 has another fault in its dates (Q153369).
switch ins-zero-based-month off
# Until service pack 2 a time that passes is missed while the file stays as it is (Q163488).
switch ins-only-if-touched off
package create Editor
job create Editor --on site:$site --offer-after "1999-12-31 23:00" --mandatory-after "2000-01-01 06:00" --expires-after "2010-06-15 12:00"
run 6h
expect: pcmdump PC1 contains "Display Date    : 12/31/99 23:00:00" 1
affected: pcmdump PC1 contains "Install By Date : 01/01/100 06:00:00" 1
fixed: pcmdump PC1 contains "Install By Date : 01/01/00 06:00:00" 1
consequence: pcmdump PC1 contains "Expiration Date : 06/15/110 12:00:00" 1
fixed: pcmdump PC1 contains "Expiration Date : 06/15/10 12:00:00" 1
# It is a fault of the tool: the command runs when it should.
at "2000-01-01 08:00"
expect: first pcmCountdown --client PC1 at "2000-01-01 06:00"
# The job of the next month is the Scheduler's: nobody typed a year into it, and its record has another length.
package create Again
job create Again --on site:$site --start-after "1999-12-21 08:00" --offer-after "1999-12-21 09:00" --repeat monthly
at "2000-01-24 08:00"
expect: pcmdump PC1 contains "Display Date    : 12/21/99 09:00:00" 1
consequence: pcmdump PC1 contains "Display Date    : 01/21/100 09:00:00" 1
fixed: pcmdump PC1 contains "Display Date    : 01/21/00 09:00:00" 1
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
# Whoever reads the day out of the comment finds none; `server show` does.
consequence: no share SMS_PKGD on SRV1 made "$year-02-03"
fixed: share SMS_PKGD on SRV1 made "$year-02-03"
# Each share that is made later as well, as long as nobody writes the comment anew.
run 2d
job create Editor --on site:$site --no-run --put-on SRV2
run until package Editor on SRV2 within 20 cycles
affected: share SMS_PKGC on SRV2 comment "02/05/$since"
fixed: share SMS_PKGC on SRV2 comment "02/05/$short"
consequence: no share SMS_PKGC on SRV2 made "$year-02-05"
fixed: share SMS_PKGC on SRV2 made "$year-02-05"
# A share that a Remove job took away is made anew by the next job, and so is its comment.
job create Editor --remove all
run until no share SMS_PKGC on SRV2 within 40 cycles
job create Editor --on site:$site --no-run --send always
run until share SMS_PKGD on SRV1 within 40 cycles
consequence: no share SMS_PKGD on SRV1 comment "02/05/$short"
fixed: share SMS_PKGD on SRV1 comment "02/05/$short"
"""##
    ),
    (
        file: "Q253578.scn",
        text: ##"""
article Q253578

quirk mac-parallel-error
title Of several Macintoshes that run a job at once, all but one get the error 0, and count as done.
look Rows that are Complete at Macintoshes that ran nothing.
where Package Command Manager on the Macintosh: the start of a command
cause The compressed program files are opened for one reader only, and the refusal gives the error 0.
trigger Two or more Macintoshes that run the same job at the same time.
vary site BPC CTR
vary clients 2 5
# Two for each, and the one with another server.
vary all 5 11
vary response fast medium
# Until service pack 2 a time that passes is missed while the file stays as it is (Q163488).
switch ins-only-if-touched off
result lasts=20m exit=1
server SRV1 roles=site,logon,distribution drive=C drive=D
server SRV2 roles=logon,distribution drive=C drive=D
client MAC# count=$clients platform=mac logon=SRV1
client FAR platform=mac logon=SRV2
client PC# count=$clients
package create Editor --platform mac,nt-x86
job create Editor --on site:$site --mandatory-after +1d
at +25h
expect: ran PC* at-least $clients
affected: ran MAC* 1
fixed: ran MAC* at-least $clients
affected: note errorZero $(clients-1)
fixed: note errorZero 0
# Who takes it from another server finds the files free.
expect: ran FAR at-least 1
expect: no note errorZero --client FAR
# Where it ran, it failed; the others have nothing and show Complete.
consequence: job 1 rows Complete $(clients-1)
fixed: job 1 rows Complete 0
consequence: job 1 rows Retrying $(clients+2)
fixed: job 1 rows Retrying $all
"""##
    ),
    (
        file: "Q255284.scn",
        text: ##"""
article Q255284

quirk pcm-runs-expired-new
title A mandatory command that had expired before its record was first seen is run once.
look The client was away while the job was offered and expired; at its first look the command runs.
where Package Command Manager: the first look at a new record
cause At the first look at a new record Mandatory After is looked at before Expires After.
trigger A client that was off while a mandatory job was offered and expired.
vary site BPC CTR
vary late 30 50
vary response fast medium
client PC1 user=none
client PC2
package create Editor
job create Editor --on site:$site --mandatory --expires-after +1d
job create Editor --on site:$site --expires-after +1d
at +$(late)h
client logon PC1
run 3h
expect: ran PC2 1
affected: ran PC1 1
fixed: ran PC1 0
affected: offer PC1 executed
fixed: offer PC1 expired
# There is no countdown for what is not pending.
expect: trace pcmCountdown --client PC1 0
# An optional command is not run.
expect: offer PC1 --job 2 expired
consequence: detail PC1 Complete
consequence: job 1 status Complete
"""##
    ),
    (
        file: "Q256317.scn",
        text: ##"""
article Q256317

quirk wcl-loss
title A package that is changed at the parent loses command lines at the sites below.
look How many command lines the package has at each site after a change at the central site.
where Applications Manager: the writing of a package's definition that came from above
cause All command lines of the package are deleted, and only those that the change brought are written again.
trigger A package with several command lines is changed after the sites below have got it.
vary site BPC CTR
vary response fast medium
vary child S01 KID
site $site
site $child parent=$site
site LOW parent=$child
package create Editor --command "Install=setup.exe" --command "Repair=setup.exe /r"
run 20 cycles
expect: @$child commands Editor 2
package set Editor --command "Uninstall=setup.exe /u"
run 20 cycles
expect: commands Editor 3
affected: @$child commands Editor 1
fixed: @$child commands Editor 3
# What is left goes on down the tree, and nothing of it is what that site had.
run 20 cycles
consequence: @LOW commands Editor 1
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
        file: "Q266759.scn",
        text: ##"""
article Q266759

quirk source-blanked
title The source directory of a package goes blank at the parent when the address to a child names the parent's own server.
look The package's source at the parent, ten minutes after it was made.
where Despooler: the mini-job of Applications Manager
cause A definition, which has no source for the child, is executed at whatever site it comes to.
trigger The address to a child site names a server of the parent.
vary site BPC CTR
vary response fast medium
vary child S01 KID
site $site
site $child parent=$site
address-server $site $child SRV1
package create Editor
expect: source Editor there
run 20 cycles
affected: source Editor blank
fixed: source Editor there
# The parent's Despooler executed what was for the child, which never heard of the package.
consequence: trace miniJobExecuted at-least 1
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
