"""The machine underneath: paths, settings, secrets, logs, voices, sound."""
