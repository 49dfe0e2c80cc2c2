"""What the window shows of the link to a shared server: how it stands, who shares, what was not agreed on; and the watch over it."""
