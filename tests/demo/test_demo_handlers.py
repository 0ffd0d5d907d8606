"""Handlers over HTTP, in the LMS and in Studio."""

import json
import logging

import pytest
from django.contrib.auth.models import User
from django.test import Client

from demo.course import course
from demo.logs import NotUrlName, SpareFormatter
from demo.models import BlockSettings, Enrolment, FieldState
from demo.testing import key_of, make_person

pytestmark = pytest.mark.django_db


def be(client: Client, user: User) -> Client:
    """Sign in as the bar does."""
    client.post("/persona/", {"username": user.username})
    return client


def address(route: str = "handler", handler: str = "up", query: str = "") -> str:
    """Of a handler of the course's first block."""
    return f"/{route}/{key_of('thumb')}/{handler}{query}"


def token(client: Client) -> str:
    """As a script reads it from the cookie that every page sets."""
    client.get("/")
    return client.cookies["csrftoken"].value


def test_a_handler_over_http(client: Client, ann: User) -> None:
    response = be(client, ann).post(address() + "?a=1", {"note": "é"})
    assert (response.status_code, response.json(), response["X-Thumb"]) == (
        200,
        {"ups": 1, "note": "é"},
        "up",
    )
    assert client.post(address() + "/some/suffix").json()["note"] == "some/suffix"
    assert client.post(address() + "/").json()["note"] == ""
    form = {"note": "in parts"}
    assert client.post(address(), form).json()["note"] == "in parts"
    plain = client.post(address(), "note=plain", content_type="application/x-www-form-urlencoded")
    assert plain.json()["note"] == "plain"


def test_the_session_needs_the_csrf_token(strict: Client, ann: User) -> None:
    strict.force_login(ann)
    assert strict.post(address()).status_code == 403
    assert strict.post(address("studio-preview")).status_code == 403
    headers = {"HTTP_X_CSRFTOKEN": token(strict)}
    for content in ({"note": "a"}, {"note": "b", "csrfmiddlewaretoken": token(strict)}):
        assert strict.post(address(), content, **headers).json()["note"] == content["note"]
    assert strict.post(address("studio-preview"), {"note": "c"}, **headers).json()["note"] == "c"
    assert strict.post(address(), {"note": "d", "csrfmiddlewaretoken": token(strict)}).json()["note"] == "d"


def test_anybody_may_get_and_only_the_signed_in_may_post(client: Client, ann: User) -> None:
    assert client.get(address(handler="look")).json()["edx-platform.is_authenticated"] is False
    assert client.post(address()).status_code == 403
    assert client.put(address()).status_code == 403
    assert not FieldState.objects.exists()


def test_a_handler_does_not_check_enrolment_but_the_unit_does(client: Client, ann: User) -> None:
    Enrolment.objects.all().delete()
    assert be(client, ann).post(address()).status_code == 200
    assert client.get(f"/unit/{key_of('thumb')}/").status_code == 404


def test_what_is_not_there(client: Client, ann: User) -> None:
    be(client, ann)
    gone = course().key.make_usage_key("thumb", "zzz")
    paths = [
        address(handler="nothing"),
        address(handler="student_view"),
        f"/handler/{gone}/up",
        "/handler/x/up",
    ]
    for path in [*paths, f"/unit/{gone}/", "/unit/block-v1:x/", "/nowhere/"]:
        response = client.get(path)
        assert response.status_code == 404
        assert "This page is not here" in response.content.decode()


@pytest.mark.parametrize("route", ["handler", "studio-handler", "studio-preview"])
def test_an_exception_is_a_plain_500_and_a_line_without_what_was_typed(
    strict: Client, lea: User, route: str, caplog: pytest.LogCaptureFixture
) -> None:
    strict.force_login(lea)
    response = strict.post(address(route, "fail"), {"note": "private words"}, HTTP_X_CSRFTOKEN=token(strict))
    assert response.status_code == 500
    assert response["Content-Type"].startswith("text/plain")
    assert response.content.decode() == "Something went wrong"
    record = next(record for record in caplog.records if record.name == "demo.middleware")
    text = SpareFormatter().format(record)
    assert "in fail" in text
    assert text.endswith("ValueError")
    assert "private words" not in text


def test_the_remark_about_url_name_is_dropped() -> None:
    records = [
        logging.makeLogRecord({"msg": f"x does not contain field {name}"}) for name in ("url_name", "zzz")
    ]
    assert [NotUrlName().filter(record) for record in records] == [False, True]


def test_a_write_of_learner_state_through_studio_is_refused_and_undone(strict: Client, lea: User) -> None:
    strict.force_login(lea)
    assert strict.post(address("studio-handler"), HTTP_X_CSRFTOKEN=token(strict)).status_code == 500
    assert not FieldState.objects.exists()


def test_studio_handlers_need_somebody_signed_in_and_keep_what_authors_do(
    client: Client, ann: User, lea: User
) -> None:
    path = address("studio-handler", "reword")
    assert client.post(path, {"question": "Whose?"}).status_code == 302
    assert be(client, ann).post(path, {"question": "Mine?"}).status_code == 204
    assert not BlockSettings.objects.exists()
    assert be(client, lea).post(path, {"question": "Ours?"}).status_code == 204
    assert BlockSettings.objects.get().fields["question"] == "Ours?"


def test_tracking_is_json_without_the_person(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "demo.tracking"):
        be(client, make_person("zed")).post(address())
    assert set(json.loads(caplog.messages[-1])) == {"name", "block", "event"}
    assert "zed" not in caplog.text
