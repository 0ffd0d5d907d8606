"""Posts on a union's node and on a whole programme: who gives them, who ends them, and who stays."""

from typing import Any

import pytest

from learning_circle_xblock.circles.api import page_actor
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.permissions import Post, PostKind
from learning_circle_xblock.programmes import api as programmes
from learning_circle_xblock.programmes.models import NationalProgramme, NodePost, Programme
from tests.world import NOON, person

pytestmark = pytest.mark.django_db
LEAD, RESEARCHER, COORDINATOR = (
    PostKind.PROGRAMME_LEAD,
    PostKind.NATIONAL_RESEARCHER,
    PostKind.COORDINATOR,
)


@pytest.fixture
def programme() -> Programme:
    """With a lead, and two unions of which one has a coordinator."""
    made = programmes.ensure_programme(name="P", federation_name="", default_language="en", at=NOON)
    for country in ("CI", "GH"):
        programmes.ensure_union(programme=made, country=country, union_name=f"Union {country}", at=NOON)
    programmes.name_lead(programme=made, user_id=person("marg", enrolled=False).pk, at=NOON)
    programmes.name_coordinator(node=union("CI"), user_id=person("farah", enrolled=False).pk, at=NOON)
    return made


def union(country: str) -> NationalProgramme:
    """The node of the country."""
    return NationalProgramme.objects.get(country=country)


def by_lead(programme: Programme, who: str, kind: PostKind, node: NationalProgramme | None = None) -> Any:
    """The lead names somebody."""
    return programmes.appoint_by_lead(
        actor=page_actor(person("marg").pk),
        programme=programme,
        node=node,
        user_id=person(who, enrolled=False).pk,
        kind=kind,
        at=NOON,
    )


def test_a_post_on_the_programme_is_one_on_each_union(programme: Programme) -> None:
    actor = page_actor(person("marg").pk)
    assert set(actor.posts) == {Post(LEAD, union("CI").pk), Post(LEAD, union("GH").pk)}
    assert actor.leads_programmes == {programme.pk}
    by_lead(programme, "osei", RESEARCHER)
    osei = page_actor(person("osei").pk)
    assert len(osei.posts) == 2 and not osei.leads_programmes


def test_a_lead_of_one_union_leads_no_programme(programme: Programme) -> None:
    farah = page_actor(person("farah").pk)
    programmes.appoint(actor=farah, node=union("CI"), user_id=person("pat").pk, kind=LEAD, at=NOON)
    assert not page_actor(person("pat").pk).leads_programmes


def test_a_lead_names_the_first_coordinator_and_no_other(programme: Programme) -> None:
    by_lead(programme, "efua", COORDINATOR, union("GH"))
    assert page_actor(person("efua").pk).posts == (Post(COORDINATOR, union("GH").pk),)
    for who, kind, node in (
        ("next", COORDINATOR, union("GH")),
        ("next", COORDINATOR, union("CI")),
        ("next", COORDINATOR, None),
        ("next", LEAD, union("CI")),
    ):
        before = NodePost.objects.count()
        with pytest.raises(programmes.ProgrammeError):
            by_lead(programme, who, kind, node)
        assert NodePost.objects.count() == before


def test_nobody_makes_themself_a_coordinator(programme: Programme) -> None:
    with pytest.raises(programmes.ProgrammeError, match="own"):
        by_lead(programme, "marg", COORDINATOR, union("GH"))


def test_a_union_of_another_programme_is_not_there(programme: Programme) -> None:
    other = programmes.ensure_programme(name="Q", federation_name="", default_language="en", at=NOON)
    node = programmes.ensure_union(programme=other, country="BR", union_name="Union BR", at=NOON)
    with pytest.raises(programmes.NotOpenToYou):
        by_lead(programme, "next", RESEARCHER, node)


def test_twice_is_as_once_and_every_post_is_recorded(programme: Programme) -> None:
    for _ in range(2):
        by_lead(programme, "osei", RESEARCHER)
        by_lead(programme, "osei", RESEARCHER, union("GH"))
    assert NodePost.objects.filter(person=person("osei")).count() == 2
    assert Event.objects.filter(verb="post.given", actor_id=person("marg").pk).count() == 2


def test_two_coordinators_who_end_each_other_leave_one(programme: Programme) -> None:
    """Each has looked before the other pressed: the second comes too late and finds nothing to press."""
    node = union("CI")
    programmes.name_coordinator(node=node, user_id=person("mei").pk, at=NOON)
    farah, mei = page_actor(person("farah").pk), page_actor(person("mei").pk)
    post_of = {post.person_id: post.pk for post in programmes.holders(node)}
    programmes.end_post(actor=farah, node=node, post_id=post_of[mei.user_id], at=NOON)
    with pytest.raises(programmes.NotOpenToYou):
        programmes.end_post(actor=mei, node=node, post_id=post_of[farah.user_id], at=NOON)
    assert [post.person_id for post in programmes.holders(node)] == [farah.user_id]


def test_the_node_is_locked_before_posts_are_counted(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a database with row locks the second of two coordinators waits for the first."""
    locked: list[str] = []
    for model in (NationalProgramme, Programme):
        manager = type(model.objects)
        real = manager.select_for_update

        def noted(self: Any, *args: Any, real: Any = real, **kwargs: Any) -> Any:
            locked.append(self.model.__name__)
            return real(self, *args, **kwargs)

        monkeypatch.setattr(manager, "select_for_update", noted)
    node, at = union("CI"), NOON
    own = programmes.holders(node)[0].pk
    with pytest.raises(programmes.ProgrammeError):
        programmes.end_post(actor=page_actor(person("farah").pk), node=node, post_id=own, at=at)
    above = programmes.holders_above(programme.pk)[0].pk
    with pytest.raises(programmes.ProgrammeError):
        programmes.end_programme_post(
            actor=page_actor(person("marg").pk), programme=programme, post_id=above, at=at
        )
    assert {"NationalProgramme", "Programme"} <= set(locked)


def test_the_last_lead_stays_and_an_ended_one_leads_no_more(programme: Programme) -> None:
    by_lead(programme, "lina", LEAD)
    marg, lina = page_actor(person("marg").pk), page_actor(person("lina").pk)
    own = NodePost.objects.get(person=person("marg"))
    programmes.end_programme_post(actor=lina, programme=programme, post_id=own.pk, at=NOON)
    with pytest.raises(programmes.NotOpenToYou):
        programmes.end_programme_post(
            actor=marg,
            programme=programme,
            post_id=NodePost.objects.get(person=person("lina")).pk,
            at=NOON,
        )
    assert not page_actor(marg.user_id).leads_programmes
