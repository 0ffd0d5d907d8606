"""What a browser loads to write a plan on a light page, and what it costs to keep the words from there."""

import gzip
from collections.abc import Iterable
from functools import partial

from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests import world
from tests.world import PLAN

from . import steps
from .cost import cost
from .front import BEST_COMPRESSION, content_of
from .report import Measured
from .steps import make_sure

WORDS = "A third of the class says yes and has not followed. " * 10  # in each of the answers


def cold(people: Iterable[User]) -> list[Measured]:
    """The first visit: the page twice, as the new worker keeps a copy, the worker, and every file named."""
    return [_cold(user) for user in people]


def warm(people: Iterable[User]) -> list[Measured]:
    """The next visit: the page, and the request that brings the words to the site."""
    return [_warm(user) for user in people]


def synchronised(people: Iterable[User]) -> list[Measured]:
    """The queries of a repeated request of the script."""
    found = []
    for user in people:
        client, there = _at(user)
        body = _sent(_page(client, there))
        _kept(client, there, body)
        later = {
            **body,
            "base": str(steps.draft_of(user).revision),
            **world.prefixed(PLAN, {"concern": "Later."}),
        }
        found.append(cost(f"{user} writes on", partial(_kept, client, there, later)))
    return found


def _cold(user: User) -> Measured:
    client, there = _at(user)
    page = _page(client, there)
    text = BeautifulSoup(page.content, "html.parser")
    named = {str(tag["href"]) for tag in text.select("link[rel=stylesheet]")}
    named |= {str(tag["src"]) for tag in text.select("script[src]")}
    make_sure(len(named) == 3, f"style sheets and a script: {named}")
    sizes = {name: _small(content_of("url", name)) for name in named}
    worker = client.get(reverse("learning_circle:service_worker"))
    sizes |= {"the page": _small(page.content), "its copy": _small(page.content)}
    sizes["the worker"] = _small(worker.content)
    return _measured(user, sizes)


def _warm(user: User) -> Measured:
    client, there = _at(user)
    page = _page(client, there)
    body = _sent(page)
    answer = _kept(client, there, body)
    form = "&".join(f"{name}={value}" for name, value in body.items()).encode()
    sizes = {"the page": _small(page.content), "what is sent": len(form), "the answer": len(answer.content)}
    return _measured(user, sizes)


def _measured(user: User, sizes: dict[str, int]) -> Measured:
    parts = tuple(f"{name}: {size} bytes" for name, size in sorted(sizes.items()))
    return Measured(sum(sizes.values()), f"{user}, {len(sizes)} parts", parts)


def _at(user: User) -> tuple[Client, str]:
    """The person at their plan, with words in every answer that is asked first."""
    steps.do(
        user,
        PLAN,
        "save_draft",
        {**world.prefixed(PLAN, dict.fromkeys(world.PLAN_ANSWERS, WORDS)), "base": 0},
    )
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client, reverse("learning_circle:write", kwargs={"work_id": steps.plan_of(user).work_id})


def _page(client: Client, there: str) -> HttpResponse:
    answer: HttpResponse = client.get(there)
    make_sure(b"data-lc-draft" in answer.content, f"{there} has no form: {answer.status_code}")
    return answer


def _sent(page: HttpResponse) -> dict[str, str]:
    """What the script of the page sends."""
    form = BeautifulSoup(page.content, "html.parser").select_one("form[data-lc-draft]")
    make_sure(isinstance(form, Tag), "the page has no form")
    assert form is not None
    fields = {str(field["name"]): field.text for field in form.select("textarea[name]")}
    base = form.select_one("input[name=base]")
    return {**fields, "base": str(base["value"] if base else 0), "do": "sync"}


def _kept(client: Client, there: str, body: dict[str, str]) -> HttpResponse:
    answer: HttpResponse = client.post(there, body)
    make_sure(answer.status_code == 200 and b'"is_kept": true' in answer.content, str(answer.content[:200]))
    return answer


def _small(content: bytes) -> int:
    return len(gzip.compress(content, BEST_COMPRESSION))
