"""What a log may say of a fault: its kind and where it happened, never the words it stumbled over."""

import traceback
from pathlib import PurePath


def told(error: BaseException) -> str:
    """The exception's class and the way to it; its message may quote a person's text or address."""
    frames = traceback.extract_tb(error.__traceback__)
    way = " > ".join(f"{PurePath(f.filename).name}:{f.lineno} {f.name}" for f in frames[-6:])
    return f"{type(error).__name__} at {way}"
