#pragma once
#include <sqlite3.h>

/* SQLITE_TRANSIENT and SQLITE_STATIC are casts, which Swift's importer drops. */
static inline int shim_bind_text(sqlite3_stmt *s, int i, const char *p, int n) {
    return sqlite3_bind_text(s, i, p, n, SQLITE_TRANSIENT);
}
static inline int shim_bind_blob(sqlite3_stmt *s, int i, const void *p, int n) {
    return sqlite3_bind_blob(s, i, p, n, SQLITE_TRANSIENT);
}
/* sqlite3_db_config is variadic. */
static inline int shim_db_config(sqlite3 *d, int op, int v) {
    return sqlite3_db_config(d, op, v, (int *)0);
}
/* The change counter of the header counts what happened since the last opening, and the schema's counts how often rows
   were laid, so they would differ between one long run and the same transactions in two runs. All places that hold them
   are set to one value through the engine's own file handle: in WAL mode nobody reads the first, and the second changes
   back to that of the same schema with the same roots. */
static inline int shim_level_counters(sqlite3 *d, int schema) {
    static const unsigned char one[4] = {0, 0, 0, 1};
    sqlite3_file *f = 0;
    const unsigned char cookie[4] = {schema >> 24, schema >> 16, schema >> 8, schema};
    int code = sqlite3_file_control(d, "main", SQLITE_FCNTL_FILE_POINTER, &f);
    if (code != SQLITE_OK) return code;
    if (!f || !f->pMethods) return SQLITE_OK; /* a database in memory */
    code = f->pMethods->xWrite(f, one, 4, 24);
    if (code == SQLITE_OK) code = f->pMethods->xWrite(f, cookie, 4, 40);
    return code == SQLITE_OK ? f->pMethods->xWrite(f, one, 4, 92) : code;
}
