"""Pause and ask on a shared text, what a union says about care, and the log of staff reads."""
