#!/usr/bin/env python3
"""Compiles MOF files with pywbem, each into a repository of its own, and prints the instances of each class."""
import os
import sys

import pywbem
import pywbem_mock


def compiled(path):
    connection = pywbem_mock.FakedWBEMConnection(default_namespace="root/sms")
    connection.compile_mof_file(path)
    counts = []
    for name in sorted(connection.EnumerateClassNames(DeepInheritance=True)):
        found = [i for i in connection.EnumerateInstances(name, DeepInheritance=False) if i.classname == name]
        if found:
            counts.append("%s=%d" % (name, len(found)))
    return " ".join(counts)


for path in sys.argv[1:]:
    name = os.path.basename(path)
    try:
        print((name + " " + compiled(path)).rstrip())
    except pywbem.Error as error:
        print(name, "failed:", str(error).replace("\n", " ")[:300])
