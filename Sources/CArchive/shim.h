#pragma once
#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <locale.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

/* AE_IFxxx carry a C cast that Swift's importer drops. */
static const unsigned SHIM_AE_IFREG = 0100000, SHIM_AE_IFDIR = 0040000, SHIM_AE_IFLNK = 0120000;

/* The locale of this thread before shim_begin_utf8, and the one it made. */
struct shim_locale {
    locale_t before;
    locale_t made;
};

/* Gives this thread alone a UTF-8 LC_CTYPE; other categories and other threads keep theirs. 0 = done. */
static inline int shim_begin_utf8(struct shim_locale *out) {
    locale_t copy = duplocale(uselocale((locale_t)0));
    out->before = (locale_t)0;
    out->made = (locale_t)0;
    if (copy == (locale_t)0)
        return -1;
    locale_t made = newlocale(LC_CTYPE_MASK, "C.UTF-8", copy);
    if (made == (locale_t)0) {
        freelocale(copy);
        return -1;
    }
    out->before = uselocale(made);
    out->made = made;
    return 0;
}

/* Gives this thread back what it had. */
static inline void shim_end_utf8(struct shim_locale *locale) {
    if (locale->made == (locale_t)0)
        return;
    uselocale(locale->before);
    freelocale(locale->made);
}

/* Puts two files or folders into each other's place in one step; Linux alone has it. 0 = done. */
static inline int shim_exchange(const char *one, const char *other) {
    return (int)syscall(SYS_renameat2, AT_FDCWD, one, AT_FDCWD, other, 2 /* RENAME_EXCHANGE */);
}

/* Has a new file share the blocks of another, where the file system can. 0 = done. */
static inline int shim_clone(int to, int from) {
    return ioctl(to, 0x40049409 /* FICLONE */, from);
}

/* Copies bytes from one open file to another without bringing them into this program; how many, or -1. */
static inline ssize_t shim_copy(int from, int to, size_t count) {
    return (ssize_t)syscall(SYS_copy_file_range, from, (void *)0, to, (void *)0, count, 0);
}

/* Brings everything of an open file's file system to the disk. 0 = done. */
static inline int shim_sync(int descriptor) {
    return (int)syscall(SYS_syncfs, descriptor);
}
