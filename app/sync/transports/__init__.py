"""The two ways to a hub, with one face (`protocol.Transport`): PostgreSQL itself, and HTTPS to its gateway."""
