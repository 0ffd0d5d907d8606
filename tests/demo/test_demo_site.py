"""The demo's pages over HTTP."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail as outbox
from django.core.mail import EmailMessage
from django.test import Client
from submissions import api as submissions

from demo.course import course
from demo.models import AnonymousId, BlockCompletion, Enrolment, FieldState, Person
from demo.testing import key_of

pytestmark = pytest.mark.django_db


def be(client: Client, user: User) -> Client:
    """Sign in as the bar does."""
    client.post("/persona/", {"username": user.username})
    return client


def address(route: str = "handler", handler: str = "up", query: str = "") -> str:
    """Of a handler of the course's first block."""
    return f"/{route}/{key_of('thumb')}/{handler}{query}"


def test_the_unit(client: Client, ann: User) -> None:
    first, second = course().units
    response = be(client, ann).get(f"/unit/{first.usage_key}/")
    html = response.content.decode()
    assert '<html lang="en"' in html
    assert "What? 0 0" in html
    assert "<link rel='stylesheet' href='/static/thumb.css'" in html
    assert html.index("/static/thumb.js") < html.index("demo/runtime.js")
    assert f'href="/unit/{second.usage_key}/" rel="next"' in html
    assert 'rel="prev"' not in html
    assert "View as" not in html
    assert "csrftoken" in response.cookies
    assert "script-src" not in response["Content-Security-Policy"]
    assert "default-src 'self'" in response["Content-Security-Policy"]


def test_somebody_not_signed_in_is_asked_who_they_are(client: Client) -> None:
    response = client.get(f"/unit/{key_of('thumb')}/")
    assert response.status_code == 302
    assert response["Location"].startswith("/persona/?next=/unit/")


def test_staff_see_the_unit_as_a_learner_and_change_nothing(client: Client, ann: User, lea: User) -> None:
    be(client, lea)
    html = client.get(f"/unit/{key_of('thumb')}/").content.decode()
    assert '<option value="ann">Ann Aaa</option>' in html
    html = client.get(f"/unit/{key_of('thumb')}/?as=ann").content.decode()
    assert "You see this page as Ann Aaa does." in html
    assert 'data-query="as=ann"' in html
    assert f'href="/unit/{course().units[1].usage_key}/?as=ann"' in html
    answer = client.get(address(handler="look", query="?as=ann")).json()
    assert answer["edx-platform.username"] == "ann"
    client.post(address(query="?as=ann"))
    assert not FieldState.objects.exists()
    assert client.get(f"/unit/{key_of('thumb')}/?as=lea").status_code == 404
    assert client.get(f"/unit/{key_of('thumb')}/?as=zzz").status_code == 404


def test_a_learner_cannot_view_as_somebody_else(client: Client, ann: User, bob: User) -> None:
    answer = be(client, ann).get(address(handler="look", query="?as=bob")).json()
    assert answer["edx-platform.username"] == "ann"
    assert "You see this page as" not in client.get(f"/unit/{key_of('thumb')}/?as=bob").content.decode()


def test_studio_shows_both_views_to_staff_only(client: Client, ann: User, lea: User) -> None:
    path = f"/studio/{key_of('thumb')}/"
    assert client.get(path).status_code == 302
    response = be(client, ann).get(path)
    assert response.status_code == 403
    assert "This page is for somebody else" in response.content.decode()
    html = be(client, lea).get(path).content.decode()
    assert "author True" in html
    assert "editor False" in html
    assert 'data-handlers="/studio-preview/' in html
    assert 'data-handlers="/studio-handler/' in html
    assert html.count("/static/thumb.js") == 1
    assert "Saved." not in html
    assert "Saved." in client.get(path + "?saved").content.decode()


def test_the_outline_shows_what_is_complete_for_oneself(client: Client, ann: User, bob: User) -> None:
    html = client.get("/").content.decode()
    assert "Choose who you are" in html
    assert "not yet" not in html
    BlockCompletion.record(ann.pk, key_of("thumb"), 1.0)
    html = be(client, ann).get("/").content.decode()
    assert (html.count(">complete<"), html.count(">not yet<")) == (1, 1)
    assert "Studio" not in html
    Enrolment.objects.filter(user=ann).delete()
    assert "not in the course" in client.get("/").content.decode()


def test_the_outline_leads_staff_to_studio(client: Client, lea: User) -> None:
    assert f"/studio/{key_of('thumb')}/" in be(client, lea).get("/").content.decode()


def test_a_persona_signs_in_with_their_language_and_out(client: Client, bob: User) -> None:
    response = client.post("/persona/", {"username": "bob", "next": "/mail/"})
    assert (response.status_code, response["Location"]) == (302, "/mail/")
    assert client.session["_auth_user_id"] == str(bob.pk)
    assert '<html lang="fr"' in client.get("/").content.decode()
    client.post("/persona/", {"username": ""})
    assert "_auth_user_id" not in client.session
    assert client.post("/persona/", {"username": "zzz"}).status_code == 404
    assert client.post("/persona/", {"username": "bob", "next": "https://example.org/"})["Location"] == "/"


def test_personas_are_for_this_machine_only(client: Client, bob: User) -> None:
    assert "Bob Bbb" in client.get("/persona/").content.decode()
    assert client.post("/persona/", {"username": "bob"}, REMOTE_ADDR="192.0.2.1").status_code == 403


def test_the_bar_names_every_persona_and_the_chosen_one(client: Client, ann: User, bob: User) -> None:
    Person.objects.filter(user=bob).update(blurb="Reads & writes")
    html = be(client, ann).get("/").content.decode()
    assert '<option value="ann" selected>Ann Aaa</option>' in html
    assert '<option value="bob">Bob Bbb: Reads &amp; writes</option>' in html


def test_a_language_is_kept_for_the_pages_and_for_messages(client: Client, ann: User) -> None:
    assert client.post("/language/", {"language": "fr", "next": "/mail/"})["Location"] == "/mail/"
    assert '<html lang="fr"' in client.get("/").content.decode()
    be(client, ann).post("/language/", {"language": "fr"})
    assert Person.objects.get(user=ann).language == "fr"
    client.post("/language/", {"language": "zzz"})
    assert Person.objects.get(user=ann).language == "fr"
    assert client.get("/language/").status_code == 405


def give_points(learner: User, earned: int, possible: int) -> None:
    """As the package publishes points."""
    item = {
        "student_id": AnonymousId.of(learner.pk, course().key),
        "course_id": str(course().key),
        "item_id": str(key_of("thumb")),
        "item_type": "thumb",
    }
    submissions.set_score(submissions.create_submission(item, {})["uuid"], earned, possible)


def test_the_gradebook_reads_the_scores_that_were_published(
    client: Client, ann: User, bob: User, lea: User
) -> None:
    assert client.get("/gradebook/").status_code == 302
    give_points(ann, 3, 4)
    BlockCompletion.record(ann.pk, key_of("thumb"), 1.0)
    html = be(client, ann).get("/gradebook/").content.decode()
    assert '<th scope="row">Ann Aaa</th>' in html
    assert "Points: 3 of 4" in html
    assert html.count(">complete<") == 1
    assert '<th scope="row">Bob Bbb</th>' not in html
    html = be(client, bob).get("/gradebook/").content.decode()
    assert '<th scope="row">Ann Aaa</th>' not in html
    assert "Points:" not in html
    html = be(client, lea).get("/gradebook/").content.decode()
    assert html.index('<th scope="row">Ann Aaa</th>') < html.index('<th scope="row">Bob Bbb</th>')
    assert '<th scope="row">Lea Lll</th>' not in html


def test_the_gradebook_of_an_empty_course(client: Client, lea: User) -> None:
    assert "Nobody is in the course yet." in be(client, lea).get("/gradebook/").content.decode()


def test_mail_is_read_from_its_files(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    assert "No mail yet." in client.get("/mail/").content.decode()
    with outbox.get_connection("django.core.mail.backends.filebased.EmailBackend") as connection:
        for number in (1, 2):
            text = f"Écrit\n{'-' * 70}\n<b>{number}</b>"
            EmailMessage(f"Réponse {number}", text, to=["a@example.org"], connection=connection).send()
    html = client.get("/mail/").content.decode()
    assert html.index("Réponse 2") < html.index("Réponse 1")
    assert "&lt;b&gt;1&lt;/b&gt;" in html
    assert "to a@example.org" in html


def test_every_page_is_there_in_french(client: Client, bob: User, lea: User) -> None:
    Person.objects.update(language="fr")
    be(client, lea)
    unit, studio = f"/unit/{key_of('thumb')}/", f"/studio/{key_of('thumb')}/"
    seen = {path: client.get(path).content.decode() for path in ("/", unit, studio, "/gradebook/", "/mail/")}
    assert all('<html lang="fr"' in html for html in seen.values())
    assert "Carnet de notes" in seen["/gradebook/"]
    assert "Voir comme" in seen[unit]
    assert "Cette page n’est pas ici" in client.get("/nowhere/").content.decode()


def test_an_old_form_and_a_broken_page_are_told_calmly(strict: Client, ann: User, settings: Any) -> None:
    response = strict.post("/persona/", {"username": "ann"})
    assert response.status_code == 403
    assert "This form has grown old" in response.content.decode()
    settings.EMAIL_FILE_PATH = None
    response = strict.get("/mail/")
    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()
    assert "Traceback" not in response.content.decode()


def test_pages_without_the_bar_cause_no_query_of_its_own(
    client: Client, ann: User, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        client.get("/nowhere/")
