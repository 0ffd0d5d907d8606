"""Seven unions whose circles differ, each in a module of its own; all names are invented."""
