"""Parts of a block that more than one block has: writing, responding, counting, settings."""
