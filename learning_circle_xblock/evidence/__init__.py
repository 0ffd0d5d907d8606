"""What a teacher keeps of a project: journal, colleagues, impact, evidence, self-check."""
