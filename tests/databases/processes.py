"""Many people at once: processes of their own, each with its own connection to the same test database."""

import traceback
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from typing import Any

from django.db import connections

__all__ = ["PROCESSES", "at_once"]

PROCESSES = 8
LONG = 300  # seconds after which a process hangs


def at_once(act: Callable[[Any], Any], shares: Sequence[Any]) -> list[Any]:
    """Do `act(share)` for every share in a process of its own, all beginning together.

    Returns:
        what each returned, in the order of the shares.

    Raises:
        AssertionError: one failed or did not end; the message holds its trace.
    """
    connections.close_all()  # a child would go on with the parent's connection
    context = get_context("fork")
    answers: Any = context.Queue()
    together = context.Barrier(len(shares))
    children = [
        context.Process(target=_run, args=(act, number, share, together, answers))
        for number, share in enumerate(shares)
    ]
    for child in children:
        child.start()
    found = dict(answers.get(timeout=LONG) for _child in children)
    for child in children:
        child.join(timeout=LONG)
    failed = [trace for is_fine, trace in found.values() if not is_fine]
    assert not failed, "\n".join(failed)
    return [found[number][1] for number in range(len(shares))]


def _run(act: Callable[[Any], Any], number: int, share: Any, together: Any, answers: Any) -> None:
    try:
        together.wait(timeout=LONG)
        answers.put((number, (True, act(share))))
    except BaseException:
        answers.put((number, (False, traceback.format_exc())))
    finally:
        connections.close_all()
