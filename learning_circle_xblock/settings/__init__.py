"""Settings that the platform merges into its own."""
