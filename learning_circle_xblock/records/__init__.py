"""What is next for a person; it reads every feature and changes none."""
