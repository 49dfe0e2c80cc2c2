"""The only SQL: tables, queries, the embedded cluster, upgrades, backups, checks."""
