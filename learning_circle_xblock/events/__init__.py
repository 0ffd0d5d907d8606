"""The append-only log: ids and states, no text and no names."""
