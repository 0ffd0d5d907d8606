"""Logs that name places in the code, never people or what they wrote."""

import logging
import traceback
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class SpareFormatter(logging.Formatter):
    """An exception shows where it was raised and its kind; its message may hold what somebody typed."""

    def format(self, record: logging.LogRecord) -> str:
        """Neither take over nor leave behind a text that another formatter has made of the exception."""
        record.exc_text = None
        text = super().format(record)
        record.exc_text = None
        return text

    def formatException(self, ei: ExcInfo) -> str:  # named by the library
        """Frames, then the kind of exception."""
        kind, _, frames = ei
        name = kind.__name__ if kind else "no exception"
        return "".join(traceback.format_tb(frames)) + name


class NotUrlName(logging.Filter):
    """OLX names a block by `url_name`, which is no field: the library's remark about it says nothing."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Drop that one remark."""
        return not record.getMessage().endswith("does not contain field url_name")
