"""A programme is a tree of circles; its nodes carry the settings of a union."""
