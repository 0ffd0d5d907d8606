"""How the stories come into the demo's database: through the package's own doors, in the order of a year."""
