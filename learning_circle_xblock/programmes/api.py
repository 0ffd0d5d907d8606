"""Make the upper nodes of the tree."""

from datetime import datetime

from .models import NationalProgramme, Programme

__all__ = ["ProgrammeError", "ensure_programme", "ensure_union"]


NAME = 120  # signs in a name


class ProgrammeError(Exception):
    """A programme or a union cannot be as asked; the message says why."""


def ensure_programme(*, name: str, federation_name: str, default_language: str, at: datetime) -> Programme:
    """The programme of this name, made if there is none.

    Raises:
        ProgrammeError: a name is missing or too long.
    """
    _check(name)
    programme, _ = Programme.objects.get_or_create(
        name=name,
        defaults={"federation_name": federation_name, "default_language": default_language, "created_at": at},
    )
    return programme


def ensure_union(*, programme: Programme, country: str, union_name: str, at: datetime) -> NationalProgramme:
    """The union's node in the programme, made if there is none.

    Raises:
        ProgrammeError: the name is missing or too long, or the country is not two letters.
    """
    _check(union_name)
    if len(country) != 2 or not country.isalpha():
        raise ProgrammeError("A country is two letters, such as CI.")
    union, _ = NationalProgramme.objects.get_or_create(
        programme=programme, union_name=union_name, defaults={"country": country, "created_at": at}
    )
    return union


def _check(name: str) -> None:
    if not 0 < len(name) <= NAME:
        raise ProgrammeError(f"A programme and a union have names of up to {NAME} signs.")
