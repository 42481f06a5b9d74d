#pragma once
#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <stdlib.h>
#include <time.h>

/* AE_IFxxx carry a C cast that Swift's importer drops. */
static const unsigned SHIM_AE_IFREG = 0100000, SHIM_AE_IFDIR = 0040000, SHIM_AE_IFLNK = 0120000;
