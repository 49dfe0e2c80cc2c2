"""One file per page. Pages do not import one another; they go by route."""
