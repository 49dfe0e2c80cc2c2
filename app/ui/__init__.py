"""The only Qt: window, tasks, theme, words, pages, games, widgets, charts."""
