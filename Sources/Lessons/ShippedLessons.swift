// Generated from Sources/Lessons/Texts by LessonFileTests (UPDATE_GOLDEN=1); do not edit.
// swift-format-ignore-file

/// The files of lessons as they are written: name and text, by name.
let shippedLessonTexts: [(file: String, text: String)] = [
    (
        file: "1-first-job.lesson",
        text: ##"""
lesson 1 first-job
title A package, a job, its activation, and the run at the client
minutes 45
teaches A Package is a source directory with command lines for platforms; by itself it goes nowhere.
teaches A Job says what is done with a package: Send, Distribute, Run, and when. It is Pending until the Scheduler takes it.
teaches What an administrator sees as one click is the work of several services, each at its own moment of a watchdog cycle.
teaches An optional offer runs when a person at the client runs it, and the job learns of it through a status file.
before How to type a command in a terminal and to read a folder's list of files.
source Q197016: the four tasks of this lesson, and that a new job waits for the next watchdog cycle
source Q179118: even a job for its own site goes through an outbox and a Sender
source Q125934: how often Package Command Manager looks for instructions, 60 minutes unless it is set

begin lab
// One small site. Package Command Manager polls every 15 minutes instead of 60, since a class has an hour.
{
  name: "lesson-1-first-job",
  start: "1997-04-21 08:00",
  sites: [
    {
      code: "BPC",
      name: "Head office",
      domains: ["OFFICE"],
      pcmPollingMinutes: 15,
      servers: [
        {
          name: "SRV1",
          roles: ["site", "logon", "distribution"],
          drives: [{ letter: "C", free: "500MB" }, { letter: "D", free: "2GB" }],
        },
        { name: "SRV2", roles: ["distribution"] },
      ],
      clients: [{ names: "PC#", count: 3 }],
    },
  ],
  results: [{ durationSeconds: 120, mif: "success", description: "Quill was installed" }],
}
end

begin file quill/setup.bat
@echo off
rem Installs Quill, an editor that was made up for this lesson.
md c:\quill
copy quill.exe c:\quill
copy quill.hlp c:\quill
end
begin file quill/quill.exe
This stands for the program of an editor. Nothing in a lab runs it: the lab file says how long it takes and how it ends.
end
begin file quill/quill.hlp
This stands for its help.
end

begin task
The head office wants the editor Quill on its three computers PC1, PC2 and PC3, all of them with Windows NT on Intel. The
files lie in `$lab/lesson/quill`; `setup.bat /q` installs them.

1. Make a package of that folder, with a command line for Windows NT (`sms12 package create --help`).
2. Make a job that offers the command to every computer of the site BPC; it shall not be mandatory.
3. Let the Scheduler take the job, and the files arrive on both distribution servers. Each `sms12 run` lets a watchdog
   cycle pass and tells what changed.
4. When PC1 is offered the command, sit down there and run it (`sms12 client show PC1`, `sms12 client run PC1`). Go on
   until the job's row of PC1 says Complete (`sms12 job details JOB`).
end

some package $package after 0
none There is no package yet: make one of the folder with Quill.
some job $job after 0
none There is no job yet: drop the package on the site.

point package A package has the folder quill as its source, and a command line for Windows NT on Intel.
want source-is $package quill
else The package $package has another source directory ($found); it should be the folder quill that came with the lesson.
want command-for $package nt-x86
else The package $package has no command line for Windows NT on Intel (its commands: $found), so none of these computers would run it.
hint A package needs a name, a source directory and a command line; `sms12 package create --help` shows the options.
hint The platform of the computers is called nt-x86; `sms12 client list` shows it.
hint sms12 package create Quill --source $lab/lesson/quill --command "Install=setup.bat /q" --platform nt-x86

point job A job sends that package and runs its command on the workstations, without being mandatory.
want kind $job run
else The job $job is of another type: $found. What runs something at a client is Run Command On Workstation.
want sends $job $package
else The job $job sends another package: $found.
want run-phase $job yes
else The job $job has no Run phase, so the files would come but nothing would be offered.
want mandatory $job no
else The job $job is mandatory: it would run by itself, and nobody would have to sit down at PC1.
hint A job is a package dropped on a target; the target of this one is the site.
hint sms12 job create Quill --on site:BPC

point active The Scheduler has activated the job, for all three computers.
want activated $job
else The job $job is still $found. The Scheduler takes it at its next poll; let a watchdog cycle pass.
want job $job targets 3
else The job $job was activated with $found. The editor is for all three computers of the site, and a list of targets stays as it was made; make another job.
hint Time stands still in a lab until it is moved: sms12 run

point arrived The package lies on both distribution servers.
want activated $job
else A package goes nowhere by itself: the job $job is $found.
want lies-on $package SRV1
else The package is not on SRV1 yet ($found): the Despooler unpacks it at its own poll, after the Sender has brought it.
want lies-on $package SRV2
else The package is not on SRV2 ($found). Both servers belong to Default Servers, where a job puts a package unless it says otherwise.
hint One more cycle, or two: sms12 run
hint If the job went to one server only, its Distribute phase says so: sms12 job show JOB

point ran PC1 has run the command, and the job's row of PC1 is Complete.
want ran PC1 --job $job at-least 1
else Nothing has run at PC1 yet. An optional offer waits for its user: look at sms12 client show PC1, and run it there when it is pending.
want detail PC1 --job $job Complete
else The command ran, but the job's row of PC1 is $found: the status is on its way through the logon server, the Despooler and the Data Loader.
hint Package Command Manager finds the offer at its next poll, every 15 minutes in this lab: sms12 run --for 30m
hint sms12 client run PC1, and then sms12 run until sms12 job details JOB shows Complete for PC1

question taken What did the clock of the site show (hours and minutes) when the Scheduler activated the job?
is clock --job $job jobActivated
else Hours and minutes are wanted, as 07:45. What `sms12 run` printed for the cycle is in the trace, too: sms12 trace list
hint sms12 trace list --component scheduler has a line jobActivated.

discuss Between making the job and its activation nothing happens. What would an administrator of 1997 have thought after four minutes?
discuss The package exists in several places now. Find them, and say which could be deleted.
discuss PC2 and PC3 have a row without a status. Why is that no failure?

solve sms12 package create Quill --source $lab/lesson/quill --command "Install=setup.bat /q" --platform nt-x86
solve sms12 job create Quill --on site:BPC
solve sms12 run --for 45m
solve sms12 client run PC1
solve sms12 run --for 30m
solve sms12 lesson answer taken 08:00

mistake The command is for MS-DOS, and the computers have Windows NT
says no command line for Windows NT on Intel
do sms12 package create Quill --source $lab/lesson/quill --command "Install=setup.bat /q" --platform dos6
do sms12 job create Quill --on site:BPC
do sms12 run --for 2h

mistake The job is made, and no time passes
says The Scheduler takes it at its next poll
do sms12 package create Quill --source $lab/lesson/quill --command "Install=setup.bat /q" --platform nt-x86
do sms12 job create Quill --on site:BPC

mistake Time passes, and everybody waits for PC1 to begin by itself
says An optional offer waits for its user
do sms12 package create Quill --source $lab/lesson/quill --command "Install=setup.bat /q" --platform nt-x86
do sms12 job create Quill --on site:BPC
do sms12 run --for 5h

mistake The job is made for PC1 alone, where it is to be run
says for all three computers of the site
do sms12 package create Quill --source $lab/lesson/quill --command "Install=setup.bat /q" --platform nt-x86
do sms12 job create Quill --on computer:PC1
do sms12 run --for 1h

mistake The job is made mandatory, so that nobody has to do anything
says nobody would have to sit down at PC1
do sms12 package create Quill --source $lab/lesson/quill --command "Install=setup.bat /q" --platform nt-x86
do sms12 job create Quill --on site:BPC --mandatory-after "1997-04-21 08:30"
do sms12 run --for 3h
"""##
    ),
    (
        file: "2-pending.lesson",
        text: ##"""
lesson 2 pending
title Why a job stays Pending
minutes 40
teaches Pending means that the Scheduler of the job's own site has not taken the job, and nothing else.
teaches It may not be due, its list of targets may be impossible to make, or its Scheduler may not be looking at all.
teaches Start After is judged by the clock of the SQL Server, at the polls of the Scheduler.
teaches Where to look: the job's schedule, the events, the services; `sms12 explain` afterwards, to compare.
before What lesson 1 teaches: job, Scheduler, watchdog cycle.
source Q199985: without Select Into in tempdb no list of targets can be made of a query: event 320
source Q135086: what pausing a service does
source Q197016: a job is activated at the next watchdog cycle

begin lab
// Two primary sites; each has a Scheduler and a database of its own.
{
  name: "lesson-2-pending",
  start: "1997-04-21 08:00",
  sites: [
    {
      code: "CEN",
      name: "Central",
      pcmPollingMinutes: 15,
      // Somebody moved tempdb to a device of its own, and the option was lost with it.
      tempdbSelectInto: false,
      servers: [{ name: "CENSMS", roles: ["site", "logon", "distribution"] }],
      clients: [{ names: "CEN#", count: 3 }],
      addresses: [{ to: "LON" }],
      queries: [{ name: "Everybody", text: 'Identification.Domain is "DOMAIN1"' }],
    },
    {
      code: "LON",
      name: "London",
      parent: "CEN",
      pcmPollingMinutes: 15,
      servers: [{ name: "LONSMS", roles: ["site", "logon", "distribution"] }],
      clients: [{ names: "LON#", count: 2 }],
      addresses: [{ to: "CEN" }],
    },
  ],
  results: [{ durationSeconds: 60, mif: "success", description: "Installed" }],
}
end
begin file quill/setup.bat
@echo off
rem Installs Quill.
end
prepare package create Quill --source lesson/quill --command "Install=setup.bat /q" --platform nt-x86 --site CEN
prepare package create Quill --source lesson/quill --command "Install=setup.bat /q" --platform nt-x86 --site LON
prepare job create Quill --on site:CEN --start-after "1997-04-22 20:00" --comment "the first" --site CEN
prepare job create Quill --on query:Everybody --comment "the second" --site CEN
prepare service pause SMS_SCHEDULER --site LON
prepare job create Quill --on site:LON --comment "the third" --site LON
prepare run --for 30m

begin task
It is half past eight, and three jobs have been Pending for half an hour: two at the site CEN (`sms12 job list`), one at
the site LON (`sms12 job list --site LON`). Each is held by something else.

1. Find out what holds each of them, and answer the three questions below.
2. Get all three activated before noon of this Monday, by the clock of CEN. Change what holds them; the jobs themselves
   shall stay (no deleting, no cancelling).

Look with your own eyes first: `sms12 job show JOB`, `sms12 event list`, `sms12 service list`. Then let `sms12 explain` say
what it thinks.
end

point first The job "the first" of CEN was activated before noon.
want no deleted 1
else The first job was deleted, and it was to stay. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 2 NAME).
want job 1 cancel None
else The first job was cancelled, and it was to stay. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 2 NAME).
want no job 1 status Pending
else The first job is still Pending. Compare its Start After with the clock of the site.
want first jobActivated --job 1 before "1997-04-21 12:00"
else It was activated at $found, which is what it would have done without you. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 2 NAME) and let less time pass.
hint sms12 job show CEN00001 has a block Schedule; sms12 lab show tells what the clocks show.
hint A job that has not begun can be changed: sms12 job set CEN00001 --start-after "1997-04-21 08:30", and then sms12 run

point second The job "the second" of CEN was activated before noon.
want no deleted 2
else The second job was deleted, and it was to stay. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 2 NAME).
want job 2 cancel None
else The second job was cancelled, and it was to stay. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 2 NAME).
want no job 2 status Pending
else The second job is still Pending. The Scheduler tries at every poll and fails at the same thing; sms12 event list has its words.
want first jobActivated --job 2 before "1997-04-21 12:00"
else It was activated at $found; it should have been before noon. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 2 NAME).
hint Event 320 says what cannot be done: make a list of a query's targets. Does the job need a query?
hint sms12 job set CEN00002 --on site:CEN names the same computers without a query. Or give tempdb its option back: sms12 site set CEN --tempdb-select-into on

point third The job of LON was activated before noon.
want @LON no deleted 1
else The job of London was deleted, and it was to stay. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 2 NAME).
want @LON job 1 cancel None
else The job of London was cancelled, and it was to stay. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 2 NAME).
want @LON no job 1 status Pending
else The job of London is still Pending. It is due and its targets are known; is anybody looking at it?
want @LON first jobActivated --job 1 before "1997-04-21 12:00"
else It was activated at $found; it should have been before noon. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 2 NAME).
hint sms12 service list --site LON
hint sms12 service continue SMS_SCHEDULER --site LON, and then sms12 run

question why1 What held the first job of CEN?
is blocker 1
else Look at its Schedule: sms12 job show CEN00001
word not-due = start after | not due | notdue | not yet due | isn't due | start time | start date | time has not come | time had not come | time hasn't come | time hadn't come | schedule | too early | tomorrow | tuesday
word query = query | queries | 320 | tempdb | select into | list of targets | target list | targets | no select into | without select into | bulkcopy | bulk copy | no list of targets | no target list | no targets
word service-paused = paused | pause | pausing
word service-stopped = stopped
word not-due = not started yet | not yet started | hasn't started yet | not begun yet | future
word (about) = job | jobs
word (beside) = package | packages | client | clients | site | sites | server | scheduler | service | computer | program
word (elsewhere) = sender | senders | despooler | despoolers | outbox | outboxes | link | line is | line was | the line | network | connection | executive | manager | agent | loader | alerter | disk | crashed | deleted | removed | missing | lost | cancelled | canceled
word (days) = 1997-04-22 | 1997-04-21
hint Which of the job's own times has not come?

question why2 What held the second job of CEN?
is blocker 2
else Look at the events of CEN: sms12 event list
word not-due = start after | not due | notdue | not yet due | isn't due | start time | start date | time has not come | time had not come | time hasn't come | time hadn't come | schedule | too early | tomorrow | tuesday
word query = query | queries | 320 | tempdb | select into | list of targets | target list | targets | no select into | without select into | bulkcopy | bulk copy | no list of targets | no target list | no targets
word service-paused = paused | pause | pausing
word service-stopped = stopped
word (elsewhere) = sender | senders | despooler | despoolers | outbox | outboxes | link | line is | line was | the line | network | connection | executive | manager | agent | loader | alerter | disk | crashed | slow | slowly | slower | too long | a long time | has ended | is ended | had ended | already ended | has finished | is finished | not finished | not ended | hasn't finished | hasn't ended | isn't finished | still runs | match | matches | matched | finds | found nobody | found nothing | found no | returns nothing | returned nothing | answer | answers | answered | respond | responds | responded
hint The event's text names what could not be run.

question why3 What held the job of LON?
is @LON blocker 1
else Look at the services of London: sms12 service list --site LON
word not-due = start after | not due | notdue | not yet due | isn't due | start time | start date | time has not come | time had not come | time hasn't come | time hadn't come | schedule | too early | tomorrow | tuesday
word query = query | queries | 320 | tempdb | select into | list of targets | target list | targets | no select into | without select into | bulkcopy | bulk copy | no list of targets | no target list | no targets
word service-paused = paused | pause | pausing
word service-stopped = stopped
word (about) = scheduler | service
word (beside) = job | jobs | site | site lon | lon | london | cen | server | servers | lonsms | client | clients | package | packages | database | sql server | queue | computer | computers
word (elsewhere) = sender | senders | despooler | despoolers | outbox | outboxes | link | line is | line was | the line | network | connection | executive | manager | agent | loader | alerter | disk | crashed | all services | every service | all of the services | services are | services were
hint It is a state of the Scheduler itself.

discuss The first job would have begun by itself on Tuesday, the third never. How could an administrator tell the difference from the Jobs window?
discuss Event 320 came once, though the Scheduler failed at every poll. Why is that good, and when is it bad?
discuss Which clock decides that a job is due, and what happens if it is an hour slow?

solve sms12 job set CEN00001 --start-after "1997-04-21 08:30"
solve sms12 job set CEN00002 --on site:CEN
solve sms12 service continue SMS_SCHEDULER --site LON
solve sms12 run --for 30m
solve sms12 lesson answer why1 not-due
solve sms12 lesson answer why2 the query cannot be run
solve sms12 lesson answer why3 its Scheduler was paused

mistake Waiting until the first job is due
says which is what it would have done without you
do sms12 run --until "1997-04-22 21:00"

mistake The first job is deleted, since it is not due before tomorrow
says The first job was deleted
do sms12 job delete CEN00001
do sms12 run --for 1h

mistake The London job is given another time, though it has been due all along
says is anybody looking at it?
do sms12 job set LON00001 --start-after "1997-04-21 08:00" --site LON
do sms12 run --for 1h

mistake One answer for everything
says is not what this lab shows
do sms12 lesson answer why1 the query
do sms12 lesson answer why2 the query
do sms12 lesson answer why3 the query
"""##
    ),
    (
        file: "3-previously-sent.lesson",
        text: ##"""
lesson 3 previously-sent
title Only If Not Previously Sent, and Even If Previously Sent
minutes 35
teaches The Scheduler compresses a package when it is sent for the first time, and keeps the compressed file.
teaches Whatever changes in the source afterwards reaches no server by itself.
teaches Even If Previously Sent compresses anew; it is the only way to bring out a new version of the files.
before What lesson 1 teaches.
source Q160567: changes of a source are distributed by a job that sends even if previously sent
source Q197016: the Send phase and its two choices
source RG S3D3C: what the Scheduler does with the source and the compressed file

begin lab
// One site; the package was distributed once.
{
  name: "lesson-3-previously-sent",
  start: "1997-04-21 08:00",
  sites: [
    {
      code: "BPC",
      name: "Head office",
      pcmPollingMinutes: 15,
      servers: [
        { name: "SRV1", roles: ["site", "logon", "distribution"] },
        { name: "SRV2", roles: ["distribution"] },
      ],
      clients: [{ names: "PC#", count: 2 }],
    },
  ],
}
end
begin file quill/setup.bat
@echo off
rem Installs Quill 1.0.
end
begin file quill/readme.txt
Quill 1.0. It cannot spell.
end
begin file new-version/readme.txt
Quill 1.1. It can spell. This file is longer than the one of version 1.0, and it came a week later, when the first version
had long been on every distribution server. The package in the database knows nothing of it: it names a directory, and
nobody looks into the directory until somebody asks the Scheduler to compress it again.
end
prepare package create Quill --source lesson/quill --command "Install=setup.bat /q" --platform nt-x86
prepare job create Quill --on site:BPC --no-run
prepare run --for 30m

begin task
Quill 1.0 lies on both distribution servers. Today version 1.1 has come; it is a new `readme.txt` in
`$lab/lesson/new-version`.

1. Put the new file into the source of the package:
   `cp $lab/lesson/new-version/readme.txt $lab/lesson/quill/readme.txt`
2. Make a job with the Send phase as it stands first, Only If Not Previously Sent (`--send if-not-sent`), let it end, and
   look which file lies on the servers: `cat $lab/servers/SRV2/C/SMS_PKGC/BPC00001/readme.txt`
3. Make another job, Even If Previously Sent, let it end, and look again.

Neither job needs a Run phase (`--no-run`).
end

some job $plain after 1
none There is no job of yours yet: make the one that is sent only if not previously sent.
some job $anew after 1
none There is no job of yours yet: make the one that is sent even if previously sent.

point plain A job that is sent only if not previously sent has ended, and the Scheduler compressed nothing for it.
want send-phase $plain if-not-sent
else The job $plain is sent $found. Make one that is sent only if not previously sent, to see what it does not do.
want trace compressionSkipped --job $plain at-least 1
else The Scheduler has not dealt with the job $plain yet, let a cycle pass: sms12 run
want run-phase $plain no or mandatory $plain yes or job $plain status Complete
else The job $plain is $found, and stays so until each of its computers has run the command: it has a Run phase and is optional, so that nobody has to. The files need no Run phase: make the job with --no-run.
want job $plain status Complete
else The job $plain is $found; let time pass until it has ended.
hint sms12 job create Quill --on site:BPC --no-run --send if-not-sent
hint sms12 run --until-idle lets every job end.

point anew A job that is sent even if previously sent has ended.
want send-phase $anew always
else The job $anew is sent $found; the other choice is called always: sms12 job create --help
want run-phase $anew no or mandatory $anew yes or job $anew status Complete
else The job $anew is $found, and stays so until each of its computers has run the command: it has a Run phase and is optional, so that nobody has to. The files need no Run phase: make the job with --no-run.
want job $anew status Complete
else The job $anew is $found; let time pass until it has ended.
hint sms12 job create Quill --on site:BPC --no-run --send always

point files The new version lies on both servers.
want packed Quill at-least 350
else What was compressed last is still the old version ($found): the new file has to be in the source before the package is compressed again.
want package Quill on SRV1
else SRV1 has no copy of the package ($found).
want package Quill on SRV2
else SRV2 has no copy of the package ($found).
want no package Quill on SRV1 --version 1
else SRV1 still has the files that were sent first ($found).
want no package Quill on SRV2 --version 1
else SRV2 still has the files that were sent first ($found).
hint The order matters: first the file, then the job.
hint cp $lab/lesson/new-version/readme.txt $lab/lesson/quill/readme.txt and then a job with --send always

question compressed How often has the Scheduler compressed the package, from the beginning of the lab on?
is number trace compressionStarted at-least 0
else Each time is an entry of the trace: sms12 trace list --component scheduler
hint Count the lines compressionStarted.

question skipped What does the trace call what the Scheduler did instead for the job that is sent only if not previously sent?
is note compressionSkipped
else It is one word in the column What: sms12 trace list --component scheduler
hint It begins with compression.

discuss Why did the product keep the compressed file rather than compare the source with it each time?
discuss A colleague says: the job is Complete, so the new version is out. What does Complete tell about the files?
discuss The clients that installed 1.0 have no new offer. What would have to be done for them?

solve cp $lab/lesson/new-version/readme.txt $lab/lesson/quill/readme.txt
solve sms12 job create Quill --on site:BPC --no-run --send if-not-sent
solve sms12 run --for 30m
solve sms12 job create Quill --on site:BPC --no-run --send always
solve sms12 run --for 30m
solve sms12 lesson answer compressed 2
solve sms12 lesson answer skipped compressionSkipped

mistake The file is copied after the job has compressed the package
says has to be in the source before the package is compressed again
do sms12 job create Quill --on site:BPC --no-run --send if-not-sent
do sms12 job create Quill --on site:BPC --no-run --send always
do sms12 run --for 1h
do cp $lab/lesson/new-version/readme.txt $lab/lesson/quill/readme.txt

mistake The default job twice, hoping that the second does what the first did not
says the other choice is called always
do cp $lab/lesson/new-version/readme.txt $lab/lesson/quill/readme.txt
do sms12 job create Quill --on site:BPC --no-run
do sms12 run --for 30m
do sms12 job create Quill --on site:BPC --no-run
do sms12 run --for 30m

mistake The job has a Run phase and is optional, so that it never ends
says make the job with --no-run
do cp $lab/lesson/new-version/readme.txt $lab/lesson/quill/readme.txt
do sms12 job create Quill --on site:BPC --send if-not-sent
do sms12 run --for 2h

mistake Even If Previously Sent at once, so that nobody has seen what the other choice does
says to see what it does not do
do cp $lab/lesson/new-version/readme.txt $lab/lesson/quill/readme.txt
do sms12 job create Quill --on site:BPC --no-run --send always
do sms12 run --for 30m
"""##
    ),
    (
        file: "4-refresh.lesson",
        text: ##"""
lesson 4 refresh
title Refresh Existing against Put On Specified
minutes 40
teaches Refresh Existing goes to every server that holds the package, and to no other; it does not look at the group of the job.
teaches Put On Specified goes to the servers of a group that do not hold the package; it passes over those that do.
teaches A job may have both, and then reaches both kinds; with neither choice thought over, files end up where nobody wanted them.
before What lessons 1 and 3 teach.
source Q140051: servers that hold a package are passed over by Put On Specified, and refreshed all together or not at all
source Q235157: a new server with Refresh Existing set copies the package to all that hold it
source Q197016: the Distribute phase

begin lab
// Four servers; two of them hold the package. SRV3 is one of Default Servers.
{
  name: "lesson-4-refresh",
  start: "1997-04-21 08:00",
  sites: [
    {
      code: "BPC",
      name: "Head office",
      servers: [
        { name: "SRV1", roles: ["site", "logon", "distribution"] },
        { name: "SRV2" },
        { name: "SRV3", roles: ["distribution"] },
        { name: "SRV4" },
      ],
      clients: [{ names: "PC#", count: 2 }],
      groups: [{ name: "Ground floor", members: ["SRV1", "SRV2"] }],
    },
  ],
}
end
begin file quill/setup.bat
@echo off
rem Installs Quill 1.0.
end
begin file quill/readme.txt
Quill 1.0. It cannot spell.
end
begin file new-version/readme.txt
Quill 1.1. It can spell. This file is longer than the one of version 1.0, and it is to go to exactly those servers that
have version 1.0 already, since the others have no users of Quill: all but SRV4, which gets its first users next week.
end
prepare package create Quill --source lesson/quill --command "Install=setup.bat /q" --platform nt-x86
prepare job create Quill --on site:BPC --no-run --put-on "Ground floor" --no-refresh
prepare run --for 30m

begin task
Quill lies on the servers of the group Ground floor, SRV1 and SRV2. A new version has come
(`cp $lab/lesson/new-version/readme.txt $lab/lesson/quill/readme.txt`).

1. Bring the new version to the servers that have the old one, with a job that only refreshes: SRV3, which belongs to
   Default Servers, must not get the package.
2. Put the package on SRV4 as well, with a second job that copies nothing to SRV1 and SRV2.

`sms12 job create --help` has the options of the Distribute phase; neither job needs a Run phase (`--no-run`).
`sms12 package show Quill` tells where the package lies.
end

some job $refresh after 1
none There is no job of yours yet: make the one that refreshes.
some job $put after 1
none There is no job of yours yet: make the one that puts the package on SRV4.

point refreshed The new version lies on SRV1 and SRV2, brought by a job that only refreshes.
want distributes $refresh existing
else The Distribute phase of the job $refresh is: $found. It should refresh existing servers and put the package on no others.
want send-phase $refresh always
else The job $refresh is sent $found, so the Scheduler does not look at the new file at all.
want run-phase $refresh no or mandatory $refresh yes or job $refresh status Complete
else The job $refresh is $found, and stays so until each of its computers has run the command: it has a Run phase and is optional, so that nobody has to. The files need no Run phase: make the job with --no-run.
want job $refresh status Complete
else The job $refresh is $found; let time pass until it has ended.
want packed Quill at-least 250
else What was compressed last is still the old version ($found): the new file has to be in the source first.
want package Quill on SRV1
else SRV1 has no copy of the package ($found).
want package Quill on SRV2
else SRV2 has no copy of the package ($found).
want no package Quill on SRV1 --version 1
else SRV1 still has the old version ($found).
want no package Quill on SRV2 --version 1
else SRV2 still has the old version ($found).
hint Refreshing is an option of its own, and putting on specified servers can be switched off.
hint sms12 job create Quill --on site:BPC --no-run --send always --refresh-existing --put-on none

point added The package lies on SRV4, put there by a job that refreshes nothing.
want distributes $put specified
else The Distribute phase of the job $put is: $found. It should put the package on specified servers and refresh none.
want run-phase $put no or mandatory $put yes or job $put status Complete
else The job $put is $found, and stays so until each of its computers has run the command: it has a Run phase and is optional, so that nobody has to. The files need no Run phase: make the job with --no-run.
want job $put status Complete
else The job $put is $found; let time pass until it has ended.
want package Quill on SRV4
else The package is not on SRV4: $found.
want job $put server SRV4 Complete
else The job $put put nothing on SRV4, since the package was there already: another job had put it there. Take it away (sms12 job create Quill --remove selected --servers SRV4) and put it there anew, or go back with sms12 rewind.
want no package Quill on SRV4 --version 1
else SRV4 got the old version ($found): the new one has to be compressed before.
hint --put-on takes the name of a server as well as that of a group.
hint sms12 job create Quill --on site:BPC --no-run --no-refresh --put-on SRV4

point untouched SRV3 has no copy of the package.
want package Quill on SRV1
else The package is gone from SRV1; go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 4 NAME).
want trace jobActivated at-least 2
else It has none yet, and no job of yours has been active: this point counts from the first one on.
want no package Quill on SRV3
else SRV3 got the package ($found): a job put it on Default Servers, which is what a job does unless it is told otherwise; or it was taken away there, and a later refresh brought it back (Q168569).
hint Which jobs had Put On Specified, and for which servers? sms12 job show JOB
hint Take it away again with a Remove Package job (sms12 job create Quill --remove selected --servers SRV3) when the refresh is done, since a later refresh brings it back (sms12 kb show remove-leaves-registry); or go back with sms12 rewind.

question copies How often has the Despooler copied the package to a server, from the beginning of the lab on?
is number trace packageCopied at-least 0
else Each copy is an entry of the trace: sms12 trace list --component despooler
hint Count the lines packageCopied.

discuss What would a job with both choices have done, for the group of SRV4 alone?
discuss One of two servers that hold a package lost a file. Which job mends that one alone?
discuss Where would you keep a list of the servers that ought to have a package?

solve cp $lab/lesson/new-version/readme.txt $lab/lesson/quill/readme.txt
solve sms12 job create Quill --on site:BPC --no-run --send always --refresh-existing --put-on none
solve sms12 run --for 30m
solve sms12 job create Quill --on site:BPC --no-run --no-refresh --put-on SRV4
solve sms12 run --for 30m
solve sms12 lesson answer copies 5

mistake Put On Specified for the group that has the package already: its servers are passed over
says It should refresh existing servers
do cp $lab/lesson/new-version/readme.txt $lab/lesson/quill/readme.txt
do sms12 job create Quill --on site:BPC --no-run --send always --no-refresh --put-on "Ground floor"
do sms12 run --for 1h

mistake Both choices as they stand first: Default Servers get the package
says a job put it on Default Servers
do cp $lab/lesson/new-version/readme.txt $lab/lesson/quill/readme.txt
do sms12 job create Quill --on site:BPC --no-run --send always
do sms12 run --for 1h

mistake Refresh and put in one job for SRV4, and a job for SRV4 alone afterwards, which finds it there
says put nothing on SRV4
do cp $lab/lesson/new-version/readme.txt $lab/lesson/quill/readme.txt
do sms12 job create Quill --on site:BPC --no-run --send always --refresh-existing --put-on SRV4
do sms12 run --for 30m
do sms12 job create Quill --on site:BPC --no-run --no-refresh --put-on SRV4
do sms12 run --for 30m

mistake A refresh that is sent only if not previously sent
says does not look at the new file at all
do cp $lab/lesson/new-version/readme.txt $lab/lesson/quill/readme.txt
do sms12 job create Quill --on site:BPC --no-run --refresh-existing --put-on none
do sms12 run --for 1h
"""##
    ),
    (
        file: "5-dead-site.lesson",
        text: ##"""
lesson 5 dead-site
title A dead site on a slow Sender
minutes 45
teaches A RAS Sender makes one connection at a time: while it tries a site that does not answer, the others wait.
teaches After five tries, a minute apart, the Sender gives the request back; the Scheduler queues it again later, for seven days.
teaches Retrying says that somebody will try again; nothing is lost, and nobody has to send the job anew.
teaches How to tell a dead site from a slow one: events 252 and 316, the send requests, the log of the Sender.
before What lesson 1 teaches; what a parent and a child site are.
source Q214485: how often a Sender tries, when the Scheduler takes the request back, and that a dead site takes the turn of the others
source Q140396: what a Sender may use of a link
source RG S3D3C: outboxes and send requests

begin lab
// A central site and two branches at the end of telephone lines. Nobody answers in London.
{
  name: "lesson-5-dead-site",
  start: "1997-04-21 08:00",
  fidelity: "modelled",
  sites: [
    {
      code: "CEN",
      name: "Central",
      servers: [{ name: "CENSMS", roles: ["site", "logon", "distribution"] }],
      clients: [{ names: "CEN1" }],
      addresses: [{ to: "LON", sender: "ras-async" }, { to: "PAR", sender: "ras-async" }],
    },
    {
      code: "LON",
      name: "London",
      parent: "CEN",
      pcmPollingMinutes: 15,
      servers: [{ name: "LONSMS", roles: ["site", "logon", "distribution"] }],
      clients: [{ names: "LON#", count: 2 }],
      addresses: [{ to: "CEN", sender: "ras-async" }],
    },
    {
      code: "PAR",
      name: "Paris",
      parent: "CEN",
      pcmPollingMinutes: 15,
      servers: [{ name: "PARSMS", roles: ["site", "logon", "distribution"] }],
      clients: [{ names: "PAR#", count: 2 }],
      addresses: [{ to: "CEN", sender: "ras-async" }],
    },
  ],
  results: [{ durationSeconds: 60, mif: "success", description: "Installed" }],
}
end
begin file quill/setup.bat
@echo off
rem Installs Quill.
end
begin file quill/quill.txt
This stands for the program. It is small, so that the time on the telephone line is the time of the calls and not of the file.
end
prepare package create Quill --source lesson/quill --command "Install=setup.bat /q" --platform nt-x86
prepare fault link CEN LON
prepare job create Quill --on site:LON --mandatory-after "1997-04-21 08:00" --priority high --comment "to London"
prepare job create Quill --on site:PAR --mandatory-after "1997-04-21 08:00" --comment "to Paris"

begin task
Two jobs wait to be sent, one to London and one to Paris; both go over the one modem of the central site. The job to London
has the higher priority, and nobody knows yet that London's line is dead.

1. Let an hour pass and watch: `sms12 run --for 1h`. See what the Sender did with each request (`sms12 trace list`,
   `sms12 log show rasasync`, `sms12 event list`), and answer the questions.
2. Do not help Paris: its job comes through by itself. Let time pass until it is Complete.
3. Then have London's line mended (`sms12 fault --help`), and let time pass until the first job is Complete, too. No job
   is to be cancelled, deleted or made anew.
end

point tried The Sender has given the request for London back, and the Scheduler has queued it again.
want no deleted 1 or trace requestRescheduled --job 1 at-least 1
else The job to London was deleted before anything could be seen. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 5 NAME).
want job 1 cancel None or trace requestRescheduled --job 1 at-least 1
else The job to London was cancelled before anything could be seen. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 5 NAME).
want link CEN LON down or trace sendGivenBack --job 1 at-least 1
else London's line was mended before the Sender had given up, so it never will. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 5 NAME).
want trace sendGivenBack --job 1 at-least 1
else The Sender has not given up on London yet ($found); let time pass.
want trace requestRescheduled --job 1 at-least 1
else The Scheduler has not queued it again yet ($found). It waits before it does; let time pass.
hint The tries are a minute apart, and each takes half a minute until nobody has answered.
hint sms12 run --for 1h

point paris The job to Paris is Complete, and London's line was dead until then.
want no deleted 2
else The job to Paris was deleted, and it was to stay. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 5 NAME).
want job 2 cancel None
else The job to Paris was cancelled, and it was to stay. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 5 NAME).
want no trace sendStarted --job 2 at-least 1 or no link CEN LON down or earlier sendGivenBack 1 sendStarted 2
else Paris was sent before the Sender had given up on London, so it waited for nobody: it was helped, and it was not to be. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 5 NAME).
want job 2 status Complete
else The job to Paris is $found; it needs nothing but time.
want trace sendFailed --job 1 at-least 10
else The Sender has failed at London too few times ($found) for this: the line was mended, or the job stopped, before anything could be seen. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 5 NAME).
want earlier sendGivenBack 1 sendStarted 2
else Paris was sent before the Sender had given up on London, so it waited for nobody: it was helped, and it was not to be. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 5 NAME).
hint sms12 run --until-job CEN00002=Complete

point london London's line works again, and the first job is Complete.
want no deleted 1
else The job to London was deleted, and it was to stay. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 5 NAME).
want job 1 cancel None
else The job to London was cancelled, and it was to stay. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 5 NAME).
want link CEN LON up
else The line between CEN and LON is still $found.
want job 1 status Complete
else The first job is $found. Nobody has to send it again: the Scheduler does.
hint sms12 fault link takes the two sites and --state.
hint sms12 fault link CEN LON --state up, and then sms12 run --until-job CEN00001=Complete

question tries How often does the Sender try before it gives a request back?
want job 1 cancel None or trace sendGivenBack --job 1 at-least 1
else It cannot be seen: the job to London was cancelled before the Sender gave up. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 5 NAME).
want link CEN LON down or trace sendGivenBack --job 1 at-least 1
else London's line was mended before the Sender had given up, so it never will. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 5 NAME).
want trace sendGivenBack --job 1 at-least 1
else It cannot be seen yet: the Sender has not given up on London.
is tries 1
else Count the lines sendFailed before the first sendGivenBack of one request: sms12 trace list --component rasasync
hint The product tried more often on telephone lines than on a LAN.

question waited How many minutes did the request for Paris wait in the outbox before the Sender took it?
want trace sendStarted --job 2 at-least 1
else It cannot be seen yet: the Sender has not begun with Paris.
want trace sendGivenBack --job 1 at-least 1
else Paris did not wait for the tries for London here: the line was mended, or the job to London stopped, before. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 5 NAME).
want earlier sendGivenBack 1 sendStarted 2
else There is nothing to measure: Paris was sent before the Sender had given up on London, so it waited for nobody: it was helped, and it was not to be. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 5 NAME).
is gap --job 2 requestQueued sendStarted
else One number of minutes is wanted, from requestQueued of the job to sendStarted of the same job: sms12 trace list --job CEN00002
hint All of it is the tries for London: priority decides who is first, not who answers.

question again What did the clock of CEN show (hours and minutes) when the Scheduler queued London's request again for the first time?
want job 1 cancel None or trace requestRescheduled --job 1 at-least 1
else It cannot be seen: the job to London was cancelled before. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 5 NAME).
want link CEN LON down or trace sendGivenBack --job 1 at-least 1
else London's line was mended before the Sender had given up, so it never will. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 5 NAME).
want trace requestRescheduled --job 1 at-least 1
else It cannot be seen yet: the Scheduler has not queued it again.
is clock --job 1 requestRescheduled
else It is the first line requestRescheduled: sms12 trace list --job CEN00001
hint The Scheduler looks at its polls, every five minutes in this lab, whether the time to try again has come.

discuss Q214485 prints a formula for the next try and a result that is not what the formula gives. What would you trust, and how does this lab choose (reschedule in the lab file)?
discuss London is dead for ten days. What is left of the job, and what does the administrator have to do?
discuss Which changes would have kept Paris from waiting: another priority, a second modem, hours for the outbox, a LAN?

solve sms12 run --for 1h
solve sms12 lesson answer tries 5
solve sms12 lesson answer waited 7
solve sms12 lesson answer again 08:35
solve sms12 run --until-job CEN00002=Complete
solve sms12 fault link CEN LON --state up
solve sms12 run --until-job CEN00001=Complete

mistake The line is mended before anything happens
says so it never will
do sms12 fault link CEN LON --state up
do sms12 run --for 3h

mistake The job to London is cancelled, since it is in the way
says The job to London was cancelled
do sms12 run --for 2h
do sms12 job cancel CEN00001
do sms12 fault link CEN LON --state up
do sms12 run --for 3h

mistake London's priority is lowered, so that Paris need not wait
says it was helped, and it was not to be
do sms12 job set CEN00001 --priority low
do sms12 run --for 1h
do sms12 lesson answer waited 0
do sms12 lesson answer tries 5
do sms12 lesson answer again 08:35
do sms12 fault link CEN LON --state up
do sms12 run --for 5h

mistake Waiting for London to come back by itself
says is still down
do sms12 run --for 1d
"""##
    ),
    (
        file: "6-cancel.lesson",
        text: ##"""
lesson 6 cancel
title Cancel a job, and what a cancel cannot do
minutes 40
teaches A cancel is a message that travels the way of the job: Scheduler, Sender, Despooler, logon server, client.
teaches It takes offers away that were not used; a command that runs goes on, and what ran stays installed.
teaches A cancel deletes no package: files stay on the distribution servers until a Remove Package job takes them.
teaches Rows without a status become Canceled; a client that reports later is Complete all the same.
before What lesson 1 teaches.
source Q188042: a cancel strips the job's records from the instruction files, and rows without status become Canceled
source Q191338: a cancel is not immediate; work that has begun is finished
source RG S3D40: a cancel undoes nothing; what lies on servers is taken off by a Remove Package job
source Q168130: one cancel at a time, and 48 hours before a cancelled job is deleted

begin lab
// One site. PC1 runs the offer and is done in two minutes; at PC2 the same command takes six hours.
{
  name: "lesson-6-cancel",
  start: "1997-04-21 08:00",
  sites: [
    {
      code: "BPC",
      name: "Head office",
      pcmPollingMinutes: 15,
      servers: [
        { name: "SRV1", roles: ["site", "logon", "distribution"] },
        { name: "SRV2", roles: ["distribution"] },
      ],
      clients: [{ names: "PC#", count: 4 }],
    },
  ],
  users: [{ clients: "PC1", runsAfterMinutes: 1 }, { clients: "PC2", runsAfterMinutes: 1 }],
  results: [
    { clients: "PC2", durationSeconds: 21600, mif: "success", description: "Installed" },
    { durationSeconds: 120, mif: "success", description: "Installed" },
  ],
}
end
begin file quill/setup.bat
@echo off
rem Installs Quill.
end
begin file quill/quill.txt
This stands for the program that should never have been sent.
end
prepare package create Quill --source lesson/quill --command "Install=setup.bat /q" --platform nt-x86
prepare job create Quill --on site:BPC
prepare run --for 1h

begin task
An hour ago Quill was offered to PC1, PC2, PC3 and PC4; now it turns out that it must not be installed anywhere. PC1 has
installed it, at PC2 it is being installed, which takes hours, and PC3 and PC4 have not touched it.

1. Cancel the job, and let time pass until it is Canceled. Look at the rows of the clients at once
   (`sms12 job details BPC00001`).
2. Let time pass until PC2 has finished what it began, and has reported. Look at the rows again, and answer the questions.
3. Take the files off both distribution servers; a cancel does not.

Do not delete the job: the rows are what you want to see.
end

some job $remove after 1
none There is no job that takes the files off the servers yet: sms12 job create --help, --remove

point canceled The job is Canceled, and its cancel has gone through.
want no deleted 1
else The job was deleted, and it was to stay. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 6 NAME).
want job 1 cancel Complete
else The cancel is $found. A cancel is sent like a job, and takes some polls; if it is None, the job was not cancelled at all.
want job 1 status Canceled
else The job is $found.
hint sms12 job cancel BPC00001, and then sms12 run

point withdrawn PC3 and PC4 cannot run the command any more, and their rows say so.
want detail PC3 Canceled
else The row of PC3 is $found.
want detail PC4 Canceled
else The row of PC4 is $found.
want no offer PC3 pending
else The command still stands in the window of PC3, until its Package Command Manager reads the instructions again; let a quarter of an hour pass.
hint The rows change with the cancel, the windows of the clients at their next poll: sms12 run --for 30m

point finished PC2 has finished what it had begun before the cancel, and its row is Complete.
want job 1 cancel Complete
else The job is not cancelled yet, so there is nothing to finish in spite of it.
want trace pcmFinished --client PC2 --job 1 at-least 1
else The command still runs at PC2: it takes six hours from its beginning.
want detail PC2 Complete
else PC2 has finished, and its row is $found: its status is on its way.
hint Nothing but time: sms12 run --for 8h

point removed The files are gone from both distribution servers, by a Remove Package From Server job.
want no deleted Quill
else The package was deleted, and no job can take its files off the servers any more. Go back (sms12 rewind), or begin again in a fresh lab (sms12 lesson start 6 NAME).
want kind $remove remove
else The job $remove is of another type: $found.
want job $remove status Complete
else The job $remove is $found; let time pass until it has ended.
want no package Quill on SRV1
else The package still lies on SRV1. Both servers have it, so the job should be for both.
want no package Quill on SRV2
else The package still lies on SRV2. Both servers have it, so the job should be for both.
hint sms12 job create Quill --remove all
hint It is a job like any other, and takes some polls: sms12 run --for 30m

question ran At how many computers was Quill installed in the end, in spite of the cancel?
want job 1 cancel Complete
else It cannot be said yet: the job is not cancelled.
want trace pcmFinished --client PC2 --job 1 at-least 1
else It cannot be said yet: at PC2 it still runs.
is number ran PC* at-least 0
else Whoever began it counts: sms12 job details BPC00001 has the attempts of each computer.
hint Which computers have an attempt?

question rows How many rows of computers were Canceled when everything was over?
want trace pcmFinished --client PC2 --job 1 at-least 1
else It cannot be said yet: at PC2 the command still runs.
want detail PC2 Complete
else It cannot be said yet: the status of PC2 is on its way.
is number job 1 rows Canceled at-least 0
else sms12 job details BPC00001 --kind workstation
hint One row changed twice after the cancel.

discuss Quill has to come off PC1 and PC2. Which job would do that, and what does the package need for it?
discuss Why should a cancelled job be kept for two days before it is deleted?
discuss A person at PC3 opens Package Command Manager a minute after the cancel. What is seen, and why?

solve sms12 job cancel BPC00001
solve sms12 run --for 1h
solve sms12 run --for 8h
solve sms12 job create Quill --remove all
solve sms12 run --for 1h
solve sms12 lesson answer ran 2
solve sms12 lesson answer rows 2

mistake The files are removed, and the job is left as it is
says the job was not cancelled at all
do sms12 job create Quill --remove all
do sms12 run --for 1h

mistake The job is cancelled, and that is taken for enough
says takes the files off the servers
do sms12 job cancel BPC00001
do sms12 run --for 9h

mistake The package is deleted, so that nobody gets it any more
says no job can take its files off the servers
do sms12 job cancel BPC00001
do sms12 run --for 9h
do sms12 package delete Quill

mistake The files are removed from one server only
says still lies on SRV2
do sms12 job cancel BPC00001
do sms12 run --for 9h
do sms12 job create Quill --remove selected --servers SRV1
do sms12 run --for 1h

mistake Nobody waits for PC2
says The command still runs at PC2
do sms12 job cancel BPC00001
do sms12 run --for 1h
do sms12 job create Quill --remove all
do sms12 run --for 1h
"""##
    ),
    (
        file: "7-service-packs.lesson",
        text: ##"""
lesson 7 service-packs
title Service packs and quirks
minutes 45
teaches A fault of a release is a cause in one component; what is seen may be far away from it.
teaches An article names a symptom, a trigger, and the releases; with those three a fault can be told from a mistake.
teaches A workaround avoids the trigger, a service pack takes the cause away.
teaches How to prove it: the same lab, the same commands, another release.
before What lessons 1 and 2 teach; what a parent and a child site are.
source Q174462: a job without Run phase from a parent to a child stays Pending, until service pack 3
source Q186414: a like fault that no release mended: such a job gets through and stays Active

begin lab
// SMS 1.2 with service pack 2: a central site and a branch.
{
  name: "lesson-7-service-packs",
  release: "1.2SP2",
  start: "1997-04-21 08:00",
  fidelity: "modelled",
  sites: [
    {
      code: "CEN",
      name: "Central",
      servers: [{ name: "CENSMS", roles: ["site", "logon", "distribution"] }],
      clients: [{ names: "CEN1" }],
      addresses: [{ to: "LON" }],
    },
    {
      code: "LON",
      name: "London",
      parent: "CEN",
      pcmPollingMinutes: 15,
      servers: [{ name: "LONSMS", roles: ["site", "logon", "distribution"] }],
      clients: [{ names: "LON#", count: 2 }],
      addresses: [{ to: "CEN" }],
    },
  ],
  results: [{ durationSeconds: 60, mif: "success", description: "Installed" }],
}
end
begin file quill/setup.bat
@echo off
rem Installs Quill.
end
prepare package create Quill --source lesson/quill --command "Install=setup.bat /q" --platform nt-x86
prepare job create Quill --on site:LON --no-run --comment "files only"
prepare run --for 2h

begin task
This hierarchy runs SMS 1.2 with service pack 2. Two hours ago a job was made that only puts the files of Quill on the
server in London; nothing shall run there. It is Pending, though it is due, its targets are known, and every service runs.

1. Find out what it is: `sms12 explain job CEN00001` and `sms12 kb show NAME` help. Answer the two questions.
2. Bring the files to London in this lab, at service pack 2, without waiting for a service pack: what has the trigger got
   to do with it?
3. Prove that the service pack mends it. Make a second lab in the folder of this one, from the same file, at a release that
   has the mend:
   `sms12 lab create $lab/again.lab --from $lab/lab.json5 --release RELEASE`
   Make the same package and the same job in it (each command with `--lab $lab/again.lab`), and let time pass there until
   the files are in London.
end

question quirk Which fault of the release holds the job? Its name, or its article.
is quirk-of 1
else sms12 explain job CEN00001 names it.
hint sms12 kb list --area scheduler lists what is known; one of them is about a job without a Run phase.

question fixed At which release was it mended?
is fixed-in 1
else sms12 quirk list has a column Fixed in; sms12 kb show tells more of the article.
word 1.2SP1 = service pack 1 | sp1 | sp 1
word 1.2SP2 = service pack 2 | sp2 | sp 2
word 1.2SP3 = service pack 3 | sp3 | sp 3
word 1.2SP4 = service pack 4 | sp4 | sp 4
hint sms12 kb show and the name of the fault

some job $round after 0
none There is no job in this lab any more: make one that brings the files to London in spite of the fault.
some again: job $proof after 0
none There is no job in the second lab yet: make the one without Run phase there, too.

point workaround The files are in London in this lab, at service pack 2, by a job that is not caught by the fault.
want quirk no-run-stuck-pending on
else This is no lab at service pack 2 ($found): the workaround has to be shown where the fault is.
want activated $round
else The job $round is still $found. Without a Run phase the fault holds it for good; with one it needs a watchdog cycle: sms12 run
want @LON package Quill on LONSMS
else The package is not in London yet: $found.
hint The fault finds no job without Run phase. So what does a job need to be found?
hint sms12 job create Quill --on site:LON, or sms12 job set CEN00001 --run Install, and then sms12 run --for 1h. The offer is optional: nobody in London has to run it.

point second The second lab, again.lab, runs a release without the fault.
want again: quirk no-run-stuck-pending off
else The second lab still has the fault ($found).
want again: mended no-run-stuck-pending
else The second lab has $found, which has no mend: the fault is only switched off there. Make it at a release that mends it (--release).
hint sms12 lab create $lab/again.lab --from $lab/lab.json5 --release 1.2SP3

point mended In the second lab the same job, without Run phase, has brought the files to London.
want again: quirk no-run-stuck-pending off
else The second lab still has the fault ($found), so nothing is proved there.
want again: mended no-run-stuck-pending
else The second lab has $found, which has no mend, so it proves nothing about a service pack.
want again: run-phase $proof no
else The job $proof of the second lab has a Run phase, and that works with the fault as well; it proves nothing. Make one with --no-run.
want again: activated $proof
else The job $proof of the second lab is still $found; let time pass there.
want again: @LON package Quill on LONSMS
else The package is not in London there: $found. The job $proof has to be for London; let time pass there.
hint Every command takes --lab: sms12 package create Quill --source $lab/lesson/quill --command "Install=setup.bat /q" --platform nt-x86 --lab $lab/again.lab
hint sms12 job create Quill --on site:LON --no-run --lab $lab/again.lab, and then sms12 run --for 1h --lab $lab/again.lab

discuss The Jobs window shows Pending for this fault, and for everything in lesson 2. How could an administrator of 1998 tell?
discuss The workaround offers Quill to everybody in London. When is that a price, and how can it be made smaller?
discuss Not every fault was mended (sms12 quirk list, Fixed in: -). What does one do about those?

solve sms12 lesson answer quirk no-run-stuck-pending
solve sms12 lesson answer fixed 1.2SP3
solve sms12 job create Quill --on site:LON
solve sms12 run --for 1h
solve sms12 lab create $lab/again.lab --from $lab/lab.json5 --release 1.2SP3
solve sms12 package create Quill --source $lab/lesson/quill --command "Install=setup.bat /q" --platform nt-x86 --lab $lab/again.lab
solve sms12 job create Quill --on site:LON --no-run --lab $lab/again.lab
solve sms12 run --for 1h --lab $lab/again.lab

mistake The same job once more, in the hope that it was an accident
says Without a Run phase the fault holds it
do sms12 job create Quill --on site:LON --no-run
do sms12 run --for 3h

mistake The second lab has a Run phase in its job: it would have worked with the fault, too
says it proves nothing
do sms12 lab create $lab/again.lab --from $lab/lab.json5 --release 1.2SP4
do sms12 package create Quill --source $lab/lesson/quill --command "Install=setup.bat /q" --platform nt-x86 --lab $lab/again.lab
do sms12 job create Quill --on site:LON --lab $lab/again.lab
do sms12 run --for 1h --lab $lab/again.lab

mistake The fault is switched off in the second lab, and the release is the same
says which has no mend
do sms12 lab create $lab/again.lab --from $lab/lab.json5 --quirk=-no-run-stuck-pending
do sms12 package create Quill --source $lab/lesson/quill --command "Install=setup.bat /q" --platform nt-x86 --lab $lab/again.lab
do sms12 job create Quill --on site:LON --no-run --lab $lab/again.lab
do sms12 run --for 1h --lab $lab/again.lab

mistake The second lab is made at the same release
says still has the fault
do sms12 lab create $lab/again.lab --from $lab/lab.json5
do sms12 lesson answer fixed service pack 2
"""##
    ),
    (
        file: "8-map.lesson",
        text: ##"""
lesson 8 map
title Map a job to modern objects, and read the losses
minutes 45
teaches A job of SMS 1.2 is several objects today: package, program, collection, advertisement.
teaches A translation that loses nothing does not exist; a good one says what it loses, and how grave that is.
teaches Some losses can be mended in the old world before the move, others are decisions, and some are only news.
teaches What a note, a warning and an error mean for whoever carries out a migration.
before What lesson 1 teaches; a little of Configuration Manager: package, program, collection, deployment.
source Q154931: no client of SMS 1.x looked at the slow link before it ran a command
source Q123499: the platforms of a command
source SDK: the classes SMS_Package, SMS_Program, SMS_Collection and SMS_Advertisement

begin lab
// One site with an old package: for two platforms, from a local drive, writable by everybody.
{
  name: "lesson-8-map",
  start: "1997-04-21 08:00",
  fidelity: "modelled",
  sites: [
    {
      code: "BPC",
      name: "Head office",
      servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"] }],
      clients: [{ names: "PC#", count: 3, platform: "win95" }],
    },
  ],
}
end
begin file quill/setup.bat
@echo off
rem Installs Quill.
end
prepare package create Quill --source lesson/quill --command "Install=setup.bat /q" --platform win95,dos6
prepare job create Quill --on site:BPC --mandatory --not-mandatory-over-slow-link --comment "to be migrated"

begin task
The hierarchy is to be moved to Configuration Manager, and this job is the first to go. `sms12 map job:BPC00001` shows the
objects that it becomes, each value with the field it came from, and below them what is lost. `sms12 map --codes` explains
the codes.

1. Read the losses. Which are notes, which are warnings?
2. Three of the warnings can be mended in the old lab, so that the plan gets cleaner: the source directory that only the
   site server can read, the files that everybody may write to, and a platform that no computer of this site has
   (`sms12 client list`). Mend them (`sms12 package set --help`). The command shall still be for Windows 95, and the job
   shall stay mandatory.
3. Map again, and answer the questions about what is left. Nobody can mend that here.
end

point source The source of the package can be read by others than the site server: the job maps without W06.
want mandatory 1 yes
else The job is $found now; it should stay mandatory.
want maps 1
else The job becomes no objects as it is: $found. What it runs stands in sms12 job show BPC00001, what the package has in sms12 package show Quill.
want no loss 1 W06
else W06 is still among the losses ($found): the source is a path of one computer.
hint A path that everybody can read begins with two backslashes and the name of a server.
hint sms12 package set Quill --source '\\SRV1\SOURCES\QUILL'; the directory need not be there to be mapped.

point access The files are not writable by users and guests: the job maps without W20.
want maps 1
else The job becomes no objects as it is: $found. What it runs stands in sms12 job show BPC00001, what the package has in sms12 package show Quill.
want no loss 1 W20
else W20 is still among the losses ($found): users or guests may write to the files.
hint The permissions of the package are set with --access; `sms12 package set --help` has its words.
hint sms12 package set Quill --access UserRead,GuestRead

point platform The command is for no platform that nobody has, and still for Windows 95: the job maps without W23.
want maps 1
else The job becomes no objects as it is: $found. What it runs stands in sms12 job show BPC00001, what the package has in sms12 package show Quill.
want command-for Quill win95
else The command is not for Windows 95 any more ($found), and that is what the computers of this site have.
want no loss 1 W23
else W23 is still among the losses ($found): the command is for a platform without clients today.
want runs-for 1 win95
else The command that the job runs should be for Windows 95 and nothing else, as the computers of this site are; $found.
hint sms12 package show Quill names the platforms of the command; one of them is no Windows.
hint sms12 package set Quill --command "Install=setup.bat /q" --platform win95

question left Which codes graded warning are left when the three are mended?
want maps 1
else It cannot be answered. The job becomes no objects as it is: $found. What it runs stands in sms12 job show BPC00001, what the package has in sms12 package show Quill.
want no loss 1 W06
else It can be answered when W06 is mended.
want no loss 1 W20
else It can be answered when W20 is mended.
want no loss 1 W23
else It can be answered when W23 is mended.
want mandatory 1 yes
else It cannot be answered: the job is $found now, and it was to stay mandatory.
want loss 1 W24
else It cannot be answered: more was changed than the three ($found are left). sms12 journal list shows what you typed.
want loss 1 W55
else It cannot be answered: more was changed than the three ($found are left). sms12 journal list shows what you typed.
is losses 1
else Name every code graded warning, and no note: sms12 map job:BPC00001
hint There are two. One is about the platform, the other about the link.

question ignored Which of them is about a setting that SMS 1.2 stored and never looked at?
want maps 1
else It cannot be answered. The job becomes no objects as it is: $found. What it runs stands in sms12 job show BPC00001, what the package has in sms12 package show Quill.
want mandatory 1 yes
else It cannot be answered: the job is $found now, and it was to stay mandatory.
want loss 1 W55
else It cannot be answered: a setting of the job was changed that nobody asked for, and its warning is gone ($found are left). sms12 journal list shows what you typed.
is loss-titled 1 "meaning of slow link changed"
else sms12 map --codes explains each code; the meaning tells what 1.2 did.
hint Which word of the job did no client of 1997 mind? `sms12 job show BPC00001` has it in the block Run.

discuss Mending in the old world or deciding in the new one: what speaks for each?
discuss The setting for slow links was stored for years and did nothing. What happens on the day on which it begins to work?
discuss Who should decide whether a package for MS-DOS is migrated at all?

solve sms12 package set Quill --source '\\SRV1\SOURCES\QUILL'
solve sms12 package set Quill --access UserRead,GuestRead
solve sms12 package set Quill --command "Install=setup.bat /q" --platform win95
solve sms12 lesson answer left W24 W55
solve sms12 lesson answer ignored W55

mistake The platform that the computers have is taken away with the other
says the computers of this site have
do sms12 package set Quill --command "Install=setup.bat /q" --platform nt-x86

mistake The command gets another name, and the job does not know it
says The job becomes no objects as it is: E02
do sms12 package set Quill --source '\\SRV1\SOURCES\QUILL' --access UserRead,GuestRead
do sms12 package set Quill --remove-command Install --command "Setup=setup.bat /q" --platform win95
do sms12 lesson answer left W24

mistake The job is made optional, and with that the warning about slow links is gone
says it should stay mandatory
do sms12 job set BPC00001 --optional

mistake Every warning of the first plan is given as an answer, and nothing is mended
says It can be answered when W06 is mended
do sms12 lesson answer left W06 W20 W23 W24 W55

mistake A note is taken for a warning
says Name every code graded warning
do sms12 package set Quill --source '\\SRV1\SOURCES\QUILL'
do sms12 package set Quill --access UserRead,GuestRead
do sms12 package set Quill --command "Install=setup.bat /q" --platform win95
do sms12 lesson answer left W24 W51 W55
"""##
    ),
]
