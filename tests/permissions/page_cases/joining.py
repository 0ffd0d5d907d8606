"""Pages of the ways into a circle."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.utils import timezone

from learning_circle_xblock.joining.models import Invitation, JoinLink, PaperMember, PaperPlan
from learning_circle_xblock.planning.presets import START_SMALL
from tests.permissions.cast import Cast
from tests.world import NOON, PLAN_ANSWERS

from .case import Data, PageCase
from .circles import the_circle
from .unions import the_node

FAR = datetime(2099, 1, 1, tzinfo=UTC)
CODE, CLAIM = "ABCDEFGHJ", "KMNPQRTUV"


def opened(cast: Cast) -> None:
    """A link, a kept seat, and somebody on paper with a plan."""
    JoinLink.objects.create(circle=cast.circle, code=CODE, expires_at=FAR, capacity=9, made_at=NOON)
    Invitation.objects.create(
        circle=cast.circle, email="new@example.org", role="teacher", made_at=NOON, expires_at=FAR
    )
    paper = PaperMember.objects.create(
        circle=cast.circle, name="On paper", claim_code=CLAIM, added_at=NOON, code_made_at=timezone.now()
    )
    PaperPlan.objects.create(paper=paper, schema_id=START_SMALL.id, answers=PLAN_ANSWERS, typed_at=NOON)


def send(**data: object) -> Callable[[Cast, str], Data]:
    """What the form sends."""
    return lambda cast, column: data


def people(header: str, row: str) -> Callable[[Cast, str], Data]:
    """A list of one person."""
    return lambda cast, column: {"file": SimpleUploadedFile("list.csv", f"{header}\n{row}\n".encode())}


def coded(cast: Cast, column: str) -> Data:
    """The code of the link."""
    return {"code": CODE}


def row_of(model: type[Model]) -> int:
    """The row that was prepared; any number before."""
    row = model._default_manager.order_by("-pk").first()
    return row.pk if row else 1


def the_link(cast: Cast, column: str) -> Data:
    """The link of the circle."""
    return {"circle_id": cast.circle.pk, "link_id": row_of(JoinLink)}


def the_kept_seat(cast: Cast, column: str) -> Data:
    """The kept seat of the circle."""
    return {"circle_id": cast.circle.pk, "invitation_id": row_of(Invitation)}


def the_paper(cast: Cast, column: str) -> Data:
    """The member on paper."""
    return {"paper_id": row_of(PaperMember)}


def managed(name: str, **more: object) -> PageCase:
    """A page of whoever manages the circle."""
    return PageCase(name, "ways_in", "manage", **{"ids": the_circle, **more})  # type: ignore[arg-type]


def typed(name: str, **more: object) -> PageCase:
    """A page of the plan of somebody on paper."""
    return PageCase(name, "paper_plan", "write", ids=the_paper, prepare=opened, **more)  # type: ignore[arg-type]


LINK = {"until": date.today().isoformat(), "capacity": "3"}
PERSON = {"who": "somebody@example.org", "role": "teacher"}
CASES = [
    PageCase("join", everybody=True, public=True),
    PageCase("join", everybody=True, public=True, method="POST", data=send(code=CODE)),
    PageCase("join_code", everybody=True, public=True, ids=coded, prepare=opened),
    PageCase(
        "join_code",
        everybody=True,
        public=True,
        ids=coded,
        method="POST",
        data=send(joins="yes"),
        prepare=opened,
    ),
    PageCase("claim", everybody=True),
    PageCase("claim", everybody=True, method="POST", data=send(code=CLAIM), prepare=opened),
    managed("ways_in", prepare=opened),
    managed("ways_in", method="POST", data=send(**LINK)),
    managed("close_link", method="POST", ids=the_link, prepare=opened),
    managed("add_person", method="POST", data=send(**PERSON)),
    managed("end_kept_seat", method="POST", ids=the_kept_seat, prepare=opened),
    PageCase("export_people", "roster_file", "export", ids=the_circle, method="POST", data=send(kind="csv")),
    managed("import_people"),
    managed("import_people", method="POST", data=people("email", "somebody@example.org")),
    PageCase("import_union", "node", "change", ids=the_node),
    PageCase(
        "import_union",
        "node",
        "change",
        ids=the_node,
        method="POST",
        data=people("email,circle", "somebody@example.org,one"),
    ),
    managed("paper", prepare=opened),
    managed("paper", method="POST", data=send(name="Somebody")),
    managed("paper_member", ids=the_paper, prepare=opened),
    managed(
        "paper_member",
        method="POST",
        ids=the_paper,
        data=send(do="rename", **{"rename-name": "Other", "rename-base": "On paper"}),
        prepare=opened,
    ),
    PageCase("typed_plan", everybody=True),
    PageCase("typed_plan", everybody=True, method="POST", data=send(do="remove")),
    typed("paper_plan"),
    typed("paper_plan", method="POST", data=send(base="1", **{"plan-concern": "a word"})),
    typed("paper_signed", method="POST", data=send(base="1", signed_on="2026-05-03")),
    typed("paper_print"),
]
