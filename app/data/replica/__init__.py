"""A device's side of sync in its own database: its link, what waits, what is on its way, what did not go well. The schema `sync`.

Like the queries beside it: functions of `(connection, space, ...)` that leave the transaction to who calls them.
`migrations/sql/sync_*.sql` say what each table holds, `docs/sync.md` what is said to a hub.
"""
