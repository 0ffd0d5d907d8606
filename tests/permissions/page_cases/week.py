"""Who needs me this week: each person sees what needs them, and nobody else's."""

from .case import PageCase

CASES = [PageCase("week", everybody=True)]
