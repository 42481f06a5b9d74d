#!/usr/bin/env python3
"""FLEETDAY-SMS: ours and the peers in turn; checks that all agree, then prints medians and ratios (P1, P2, P3, P11, S1).

usage: fleetday_run.py SMS12-BENCH [--clients N] [--rounds N] [--simpy-python PYTHON]
Builds the C++ peer into a temporary folder. CPU seconds are those of the whole process (wait4). Exit 1 if engines disagree.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
parser = argparse.ArgumentParser()
parser.add_argument("bench")
parser.add_argument("--clients", type=int, default=100_000)
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--simpy-python", help="a Python with SimPy; without it SimPy is left out, and said so")
options = parser.parse_args()


def run(command):
    """-> (CPU seconds of the process, its output as a dict)"""
    read, write = os.pipe()
    child = subprocess.Popen(command, stdout=write)
    os.close(write)
    with os.fdopen(read) as pipe:
        text = pipe.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"exit {child.returncode}: {command}")
    return usage.ru_utime + usage.ru_stime, dict(word.split("=", 1) for word in text.split() if "=" in word)


def median(figures, digits=3):
    return f"{statistics.median(figures):.{digits}f} [{min(figures):.{digits}f}..{max(figures):.{digits}f}]"


with tempfile.TemporaryDirectory() as folder:
    peer = folder + "/fleetday"
    subprocess.run(["g++", "-O2", "-std=c++17", HERE + "/peers/fleetday.cpp", "-o", peer], check=True)
    n = str(options.clients)
    names = ["poll", "start", "finish", "status", "complete"]
    checks = {
        "ours": [options.bench, "fleetday", "--clients", n, "--check"],
        "C++ priority_queue": [peer, "pq", n, "24", "check"],
        "C++ buckets": [peer, "buckets", n, "24", "check"],
    }
    if options.simpy_python:
        checks["SimPy"] = [options.simpy_python, HERE + "/peers/fleetday.py", n, "24", "check"]
    else:
        print("# SimPy left out: no --simpy-python")
    seen = {engine: [run(command)[1].get(name) for name in names] for engine, command in checks.items()}
    for engine, values in seen.items():
        print(f"# {engine}: " + " ".join(f"{a}={b}" for a, b in zip(names, values)))
    agree = len({tuple(values) for values in seen.values()}) == 1
    print(f"agree={'yes' if agree else 'NO'} engines={len(seen)}")

    cases = {
        "none": [options.bench, "fleetday", "--clients", n, "--trace", "none"],
        "changes": [options.bench, "fleetday", "--clients", n, "--trace", "changes"],
        "full": [options.bench, "fleetday", "--clients", n, "--trace", "full"],
        "pq": [peer, "pq", n, "24"],
        "buckets": [peer, "buckets", n, "24"],
    }
    results = {name: [] for name in cases}
    for _ in range(options.rounds):
        for name, command in cases.items():
            results[name].append(run(command))
    if options.simpy_python:
        results["simpy"] = [run(checks["SimPy"][:-1]) for _ in range(min(3, options.rounds))]
    cpu = {name: [seconds for seconds, _ in rows] for name, rows in results.items()}
    entries = int(results["none"][0][1]["entries"])
    for name, figures in cpu.items():
        print(f"engine={name} cpu_s={median(figures)} entries_per_cpu_s={entries / statistics.median(figures):.3g} "
              f"peak_kib={results[name][0][1]['peak_kib']}")

    def ratio(name, above, below):
        pairs = [a / b for a, b in zip(cpu[above], cpu[below])]
        print(f"{name}={median(pairs)}")
        return statistics.median(pairs)

    ratio("P2_speed_of_none_over_pq", "pq", "none")
    ratio("P2_stretch_speed_of_none_over_buckets", "buckets", "none")
    ratio("P3_time_of_full_over_none", "full", "none")
    print(f"P3_bytes_per_entry={results['full'][0][1]['bytes_per_entry']}")
    print("digest_same_at_all_levels=" + str(len({results[x][0][1]["digest"] for x in ("none", "changes", "full")}) == 1))
    if options.simpy_python:
        print(f"P1_without_database_speed_over_simpy={statistics.median(cpu['simpy']) / statistics.median(cpu['full']):.1f}")
    sys.exit(0 if agree else 1)
