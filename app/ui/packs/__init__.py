"""Packs from outside on the grown-up side: fetching one, looking into it, and the list of those that are here."""
