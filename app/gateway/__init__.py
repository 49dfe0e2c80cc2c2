"""The HTTPS face of a hub: a thin, stateless ASGI service that passes bodies on to the hub's functions. Needs the install extra `gateway`.

The only place of the program that works with asyncio; calls to the database run in threads beside it.
"""
