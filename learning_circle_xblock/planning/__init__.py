"""A project plan's life."""
