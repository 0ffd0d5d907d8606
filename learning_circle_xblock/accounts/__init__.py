"""A practice account's life."""
