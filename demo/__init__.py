"""A small host for the blocks, for demonstrations and tests: one site that plays LMS and Studio."""
