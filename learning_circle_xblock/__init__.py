"""Learning circles for Open edX: circles, project plans, practice accounts and responses."""

__version__ = "0.1.0"
