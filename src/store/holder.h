// Who holds the lock of a database, for the message that says so.
#ifndef DLN_STORE_HOLDER_H
#define DLN_STORE_HOLDER_H

#define DLN_HOLDER_SIZE 96

// "dateline (process 4711)", or "another process" where the system does not tell.
void dln_database_holder(const char *path, char out[DLN_HOLDER_SIZE]);

#endif
