"""A union with many circles: what its pages cost, and how the list grows."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from demo.models import Enrolment
from learning_circle_xblock.circles.lifecycle import MembershipState
from learning_circle_xblock.circles.models import Circle, Membership
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.programmes import api as programmes
from learning_circle_xblock.programmes.models import NationalProgramme
from tests import world

from .cost import costs
from .report import Measured
from .steps import make_sure

TEACHERS = 11  # with a facilitator each, a thousand circles have 12,000 memberships


@dataclass(frozen=True)
class Union:
    """A node, who coordinates it, and who leads its link circle."""

    node: NationalProgramme
    coordinator: User
    link: User


def seed_union(name: str, circles: int) -> Union:
    """A node with a link circle and this many circles below it, each with a facilitator and teachers."""
    at = timezone.now()
    programme = programmes.ensure_programme(name="Many", federation_name="", default_language="en", at=at)
    node = programmes.ensure_union(programme=programme, country="GH", union_name=f"Union {name}", at=at)
    coordinator, link = world.person(f"{name}-farah"), world.person(f"{name}-gwen")
    programmes.name_coordinator(node=node, user_id=coordinator.pk, at=at)
    parent = _circles(node, f"{name}-link", 1, layer=2)[0]
    below = _circles(node, name, circles, parent=parent)
    people = User.objects.bulk_create(
        User(username=f"{name}-{i}", email=f"{name}-{i}@example.org") for i in range(circles + TEACHERS * 40)
    )
    Enrolment.objects.bulk_create(
        Enrolment(user=user, course_key=world.course_key()) for user in people[:circles]
    )
    leads, teachers = people[:circles], people[circles:]
    rows = [_seat(parent, link, Role.FACILITATOR)]
    for number, circle in enumerate(below):
        rows.append(_seat(circle, leads[number], Role.FACILITATOR))
        rows += [
            _seat(circle, teachers[(number * TEACHERS + i) % len(teachers)], Role.TEACHER)
            for i in range(TEACHERS)
        ]
    Membership.objects.bulk_create(rows, batch_size=500)
    return Union(node, coordinator, link)


def _circles(
    node: NationalProgramme, name: str, number: int, *, layer: int = 1, parent: Circle | None = None
) -> list[Circle]:
    made = Circle.objects.bulk_create(
        Circle(
            course_key=world.course_key(),
            node=node,
            parent=parent,
            layer=layer,
            name=f"Circle {name} {i:04}",
            code=f"{name}-{i}",
            created_at=timezone.now(),
        )
        for i in range(number)
    )
    for circle in made:
        circle.path = f"{parent.path if parent else '/'}{circle.pk}/"
    Circle.objects.bulk_update(made, ["path"], batch_size=500)
    return made


def _seat(circle: Circle, user: User, role: Role) -> Membership:
    return Membership(
        circle=circle,
        person=user,
        role=role,
        state=MembershipState.ACTIVE,
        began_at=timezone.now(),
        live_slot=f"{circle.pk}:{user.pk}",
    )


def page_queries(union: Union) -> list[Measured]:
    """The lists of whoever looks after all of them."""
    return costs(
        {
            "the union's page": _opens(union.coordinator, f"/learning-circles/unions/{union.node.pk}/"),
            "the coordinator's circles": _opens(union.coordinator, "/learning-circles/"),
            "the link facilitator's circles": _opens(union.link, "/learning-circles/"),
            "the union in numbers": _opens(
                union.coordinator, f"/learning-circles/unions/{union.node.pk}/figures/"
            ),
            "the link facilitator's caseload": _opens(union.link, _caseload(union)),
        }
    )


def _caseload(union: Union) -> str:
    """The page of the circles below the one that the link facilitator leads."""
    parent = Circle.objects.get(node=union.node, layer=2)
    return f"/learning-circles/circles/{parent.pk}/caseload/"


def week_queries(union: Union) -> list[Measured]:
    """Who needs me this week, for a coordinator and a link facilitator of a thousand circles."""
    return costs(
        {
            "a coordinator": _opens(union.coordinator, "/learning-circles/week/"),
            "a link facilitator": _opens(union.link, "/learning-circles/week/"),
        }
    )


def page_ratio(large: Union, one_page: Union, runs: int) -> list[Measured]:
    """Time of the list over that of a node with one full page of circles, medians of alternating runs."""
    pages = [
        _opens(union.coordinator, f"/learning-circles/unions/{union.node.pk}/") for union in (large, one_page)
    ]
    times: list[list[float]] = [[], []]
    for run in range(runs + 2):
        for which, opens in enumerate(pages):
            began = time.perf_counter()
            opens()
            if run > 1:
                times[which].append(time.perf_counter() - began)
    ratio = median(times[0]) / median(times[1])
    return [Measured(round(ratio, 2), "many circles, and one full page")]


def _opens(user: User, address: str) -> Callable[[], object]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)

    def opens() -> object:
        answer = client.get(address)
        make_sure(answer.status_code == 200, f"{address} answers {answer.status_code}")
        return answer

    return opens
