"""Every page of ours, with the action of the matrix that it stands for; a module for each feature.

A module names its cases in `CASES`. A page that no case names fails the enumeration.
"""

import importlib
import pkgutil

from .case import Data, PageCase

__all__ = ["CASES", "Data", "PageCase"]

CASES: list[PageCase] = [
    case
    for found in sorted(pkgutil.iter_modules(__path__), key=lambda m: m.name)
    if found.name != "case"
    for case in importlib.import_module(f"{__name__}.{found.name}").CASES
]
