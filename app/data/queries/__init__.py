"""The queries, one file per noun: functions of `(connection, space, ...)` that give values of `app.learning`.

They send a fixed number of statements, however many rows there are, and leave the transaction to who calls them.
"""
