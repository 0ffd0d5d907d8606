"""The sessions of a circle: its calendar, who is here, what was said, and the way into one's own calendar."""
