"""People, the nodes of the unions with their settings, and who holds a post on them."""

from datetime import date, timedelta

from django.contrib.auth.models import User
from django.utils import timezone, translation

from demo.course import course
from demo.models import Enrolment, Person
from demo.stories import (
    COURSE_AUTHOR,
    FEDERATION_NAME,
    PEOPLE_OF,
    PROGRAMME_LEAD,
    PROGRAMME_NAME,
    UNIONS,
)
from demo.stories.shapes import UnionStory
from learning_circle_xblock.circles.api import page_actor
from learning_circle_xblock.permissions import PostKind
from learning_circle_xblock.programmes import api as programmes
from learning_circle_xblock.programmes.models import NationalProgramme, Programme

__all__ = ["make_people", "node_of", "set_up_unions", "zone_of"]

SEATLESS = {COURSE_AUTHOR, PROGRAMME_LEAD, *(person for union in UNIONS for person in union.people)}
WEEKS = 26  # ago that the cycle began


def zone_of(country: str) -> str:
    """Where a union works; what stands above the unions keeps to UTC."""
    return next((union.zone for union in UNIONS if union.country == country), "UTC")


def make_people() -> None:
    """Everybody, place by place; who has a blurb is listed as a persona, and who has a seat is enrolled."""
    people = [(place, person) for place, found in PEOPLE_OF.items() for person in found]
    users = User.objects.bulk_create(User(username=p.username, email=p.email) for _place, p in people)
    with translation.override("en"):
        Person.objects.bulk_create(
            Person(
                user=user,
                name=person.name,
                language=person.language,
                zone=zone_of(place),
                blurb=str(person.blurb),
                place=place,
                is_listed=bool(person.blurb),
                is_course_staff=person == COURSE_AUTHOR,
            )
            for user, (place, person) in zip(users, people, strict=True)
        )
    Enrolment.objects.bulk_create(
        Enrolment(user=user, course_key=course().key)
        for user, (_place, person) in zip(users, people, strict=True)
        if person not in SEATLESS
    )


def set_up_unions() -> None:
    """The operator names a coordinator for each, who does the rest."""
    programme = programmes.ensure_programme(
        name=PROGRAMME_NAME, federation_name=FEDERATION_NAME, default_language="en", at=timezone.now()
    )
    lead = User.objects.values_list("pk", flat=True).get(username=PROGRAMME_LEAD.username)
    programmes.name_lead(programme=programme, user_id=lead, at=timezone.now() - timedelta(weeks=WEEKS))
    for number, story in enumerate(UNIONS):
        _set_up(story, programme, is_first=number == 0)


def _set_up(story: UnionStory, programme: Programme, *, is_first: bool) -> None:
    at = timezone.now() - timedelta(weeks=WEEKS)
    ids = dict(User.objects.values_list("username", "pk"))
    node = programmes.ensure_union(programme=programme, country=story.country, union_name=story.name, at=at)
    programmes.name_coordinator(node=node, user_id=ids[story.coordinator.username], at=at)
    actor = page_actor(ids[story.coordinator.username])
    programmes.change_settings(actor=actor, node=node, values=_settings(story, at.date()), at=at)
    # All circles stand in the demo's one run; the other unions have further runs of the same course.
    key = course().key if is_first else course().key.replace(run=f"{course().key.run}_{node.pk}")
    programmes.attach_course(actor=actor, node=node, course_key=key, at=at)
    if story.researcher is not None:
        kind, user_id = PostKind.NATIONAL_RESEARCHER, ids[story.researcher.username]
        programmes.appoint(actor=actor, node=node, user_id=user_id, kind=kind, at=at)


def _settings(story: UnionStory, began: date) -> dict[str, object]:
    return {
        "country": story.country,
        "zone": story.zone,
        "regions": list(story.regions),
        "phases": list(story.phases),
        "languages": list(story.languages),
        "privacy_contact": story.privacy_contact,
        "care_text": story.care_text,
        "preset": story.preset,
        "starts_on": began,
        "own_words": {language: dict(words) for language, words in story.own_words.items()},
    }


def node_of(country: str) -> NationalProgramme:
    """The node of a union of the demo."""
    return NationalProgramme.objects.get(programme__name=PROGRAMME_NAME, country=country)
