"""FLEETDAY-SMS on SimPy, written from docs/reference/fleetday-sms.md.

usage: fleetday.py CLIENTS HOURS [check]
SimPy at its best: no processes, one event with one callback for each event of the page, scheduled with the page's class as
priority. Prints one line of name=value; seconds are CPU seconds of the loop and its set-up.
"""
import gc
import os
import sys
import time
from collections import deque

import simpy

C, H = int(sys.argv[1]), int(sys.argv[2])
CHECK = len(sys.argv) > 3 and sys.argv[3] == "check"
gc.disable()  # nothing here makes cycles; it only helps SimPy
M, J, P, HOUR = (1 << 64) - 1, 4, 300_000, 3_600_000


def mix(x):
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & M
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & M
    return x ^ (x >> 31)


def drawer(stream, bound):
    base = mix(1 ^ ((stream * 0xD6E8FEB86659FD93) & M))
    return lambda index: (mix((base + index * 0x9E3779B97F4A7C15) & M) * bound) >> 64


begin = time.process_time()
env = simpy.Environment()
counts, sums = [0] * 5, [0] * 5


def note(kind, i, j):
    counts[kind] += 1
    if CHECK:
        sums[kind] = (sums[kind] + mix((mix(8 * int(env.now) + kind) + 8 * i + j) & M)) & M


handled = 0


def at(delay, cls, function):
    event = simpy.Event(env)
    event._ok, event._value = True, None
    event.callbacks.append(function)
    env.schedule(event, cls, delay)


known, done, busy = [0] * C, [0] * C, [False] * C
visible = 0
logon_server, receive, box, instructions, written = [], deque(), deque(), deque(), []
step, current, batch = None, None, 0
started, complete, complete_at = [False] * (J + 1), [0] * (J + 1), [0] * (J + 1)
phase = drawer(0x50434D00, 3600)
run_time = [None] + [drawer(0x4455000000000000 + j, 571) for j in range(1, J + 1)]


def scheduler(_):
    now = env.now
    at(P, 2, scheduler)
    for j in range(1, J + 1):
        if not started[j] and now >= 1_800_000 * (j - 1):
            started[j] = True
            at(89_700, 1, lambda _, j=j: at(15_402, 1, lambda _: instructions.append(j)))
        elif complete[j] == C and not complete_at[j]:
            complete_at[j] = now


def despooler(_):
    at(P, 4, despooler)
    if step is None:
        take_next()


def take_next():
    global step, current
    if receive:
        current, step = receive.popleft(), "status"
        at(0, 1, status_ended)
    elif instructions:
        current, step = instructions.popleft(), "job"
        at(10_000, 1, lambda _: at(11_000, 1, lambda _: at(16_000, 1, job_ended)))
    else:
        step = None


def status_ended(_):
    box.append(current)
    if not batch:
        take_files()
    take_next()


def job_ended(_):
    written.append(current)
    take_next()


def take_files():
    global batch
    batch = min(len(box), 1000)
    if batch:
        at(1000 + 10 * batch, 1, load)


def load(_):
    for _ in range(batch):
        i, j = box.popleft()
        note(4, i, j)
        complete[j] += 1
    take_files()


def maintenance(_):
    global visible
    at(P, 5, maintenance)
    for j in written:
        visible |= 1 << j
    written.clear()
    receive.extend(logon_server)
    logon_server.clear()


def reporter(_):
    at(P, 6, reporter)


def look(i):
    due = known[i] & ~done[i]
    if due and not busy[i]:
        busy[i] = True
        j = (due & -due).bit_length() - 1
        at(300_000, 7, lambda _: start(i, j))


def start(i, j):
    note(2, i, j)
    at(1000 * (30 + run_time[j](i)), 7, lambda _: finish(i, j))


def finish(i, j):
    note(3, i, j)
    busy[i] = False
    done[i] |= 1 << j
    logon_server.append((i, j))
    look(i)


def poller(i):
    def poll(_):
        note(1, i, 0)
        at(HOUR, 10, poll)
        known[i] = visible
        look(i)
    return poll


for i in range(C):
    at(1000 * phase(i), 10, poller(i))
at(0, 2, scheduler)
at(0, 4, despooler)
at(0, 5, maintenance)
at(0, 6, reporter)
env.run(until=H * HOUR)  # SimPy stops before anything else of that instant
seconds = time.process_time() - begin
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(f"entries={sum(counts)} seconds={seconds:.4f} peak_kib={peak}", end="")
if CHECK:
    for k, name in enumerate(["poll", "start", "finish", "status"], 1):
        print(f" {name}={counts[k]}:{sums[k]:016x}", end="")
    print(" complete=" + ",".join(str(int(t)) for t in complete_at[1:]), end="")
print()
