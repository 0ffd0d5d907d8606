"""Make the upper nodes of the tree."""

from datetime import datetime

from .models import NationalProgramme, Programme

__all__ = ["ensure_programme", "ensure_union"]


def ensure_programme(*, name: str, federation_name: str, default_language: str, at: datetime) -> Programme:
    """The programme of this name, made if there is none."""
    programme, _ = Programme.objects.get_or_create(
        name=name,
        defaults={"federation_name": federation_name, "default_language": default_language, "created_at": at},
    )
    return programme


def ensure_union(*, programme: Programme, country: str, union_name: str, at: datetime) -> NationalProgramme:
    """The union's node in the programme, made if there is none."""
    union, _ = NationalProgramme.objects.get_or_create(
        programme=programme, union_name=union_name, defaults={"country": country, "created_at": at}
    )
    return union
