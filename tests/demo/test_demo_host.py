"""The host answers the package from the demo's tables."""

import pytest
from django.contrib.auth.models import User
from pytest_django.fixtures import DjangoAssertNumQueries

from demo.course import course
from demo.host import DemoHost
from demo.identity import signed_in
from demo.models import BlockCompletion, Enrolment
from demo.testing import NOBODY, key_of
from learning_circle_xblock import compat

pytestmark = pytest.mark.django_db


def test_the_settings_name_this_host_and_it_offers_what_the_package_asks() -> None:
    assert isinstance(compat.host(), DemoHost)
    asked = {name for name in vars(compat.Host) if not name.startswith("_")}
    assert asked <= set(dir(DemoHost))


def test_enrolment(ann: User, lea: User) -> None:
    assert DemoHost().is_enrolled(ann.pk, course().key)
    assert not DemoHost().is_enrolled(lea.pk, course().key)
    Enrolment.objects.update(is_active=False)
    assert not DemoHost().is_enrolled(ann.pk, course().key)


def test_the_real_user(ann: User) -> None:
    assert DemoHost().real_user_id() is None
    with signed_in(ann):
        assert DemoHost().real_user_id() == ann.pk
        with signed_in(NOBODY):
            assert DemoHost().real_user_id() is None


def test_names_take_one_query(
    ann: User, bob: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    plain = User.objects.create(username="plain")
    with django_assert_num_queries(1):
        names = DemoHost().names(pk for pk in (ann.pk, bob.pk, plain.pk, 999))
    assert names == {ann.pk: "Ann Aaa", bob.pk: "Bob Bbb", plain.pk: "plain"}


def test_language(ann: User, bob: User) -> None:
    assert (DemoHost().language(ann.pk), DemoHost().language(bob.pk)) == ("en", "fr")
    assert DemoHost().language(999) == "en"


def test_an_anonymous_id_stays_and_differs_by_person_and_course(ann: User, bob: User) -> None:
    other = course().key.replace(run="other")
    ids = [DemoHost().anonymous_id(person.pk, key) for person in (ann, bob) for key in (course().key, other)]
    assert len(set(ids)) == 4
    assert all(len(one) == 32 and int(one, 16) >= 0 for one in ids)
    assert DemoHost().anonymous_id(ann.pk, course().key) == ids[0]
    assert [DemoHost().user_of(found) for found in ids] == [ann.pk, ann.pk, bob.pk, bob.pk]
    assert DemoHost().user_of("unknown") is None


def test_the_address_of_a_block_is_absolute() -> None:
    assert DemoHost().block_url(key_of("thumb")) == f"http://127.0.0.1:8000/unit/{key_of('thumb')}/"


def test_blocks() -> None:
    block = DemoHost().load_block(key_of("thumb"))
    assert block is not None
    assert block.question == "What?"
    assert DemoHost().load_block(course().key.make_usage_key("thumb", "zzz")) is None


def test_completion_for_somebody_else(ann: User) -> None:
    for fraction in (0.5, 1.0):
        DemoHost().submit_completion(ann.pk, key_of("thumb"), fraction)
    assert BlockCompletion.objects.get().completion == 1.0
