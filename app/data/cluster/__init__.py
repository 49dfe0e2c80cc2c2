"""The embedded database: a private PostgreSQL that the program makes, starts, shares, stops and repairs by itself.

`Cluster` is the way in; the other files of this package each hold one part of it. None of them loads SQLAlchemy or psycopg:
the server is spawned before the window's toolkit is imported, and has started when the first query comes.
"""

from app.data.cluster.cluster import Cluster, ClusterState

__all__ = ["Cluster", "ClusterState"]
