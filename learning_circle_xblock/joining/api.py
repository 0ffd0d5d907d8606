"""Ways into a circle: what pages and other features call. Each use case says whom it is open to."""

from .claiming import claim_paper_member, correct_typed_plan, forget_paper_plan, forget_typed_plan
from .codes import in_groups, tidy
from .deciding import Line, Outcome, Report
from .exporting import KINDS, export_people, file_name
from .faults import JoiningError, NotOpenToYou
from .importing import NotAsTried, add_people, read_list, try_people
from .invitations import forget_expired, match_invitations, seats_kept_for, take_back_invitation
from .known import Place
from .links import UnknownCode, find_link, has_seat, join, make_link, revoke_link
from .paper import (
    TypedMeanwhile,
    add_paper_member,
    remove_paper_member,
    rename_paper_member,
    renew_claim_code,
    sign_paper_plan,
    type_paper_plan,
)
from .rows import Wish
from .slowing import count_wrong, must_wait

__all__ = [
    "KINDS",
    "JoiningError",
    "Line",
    "NotAsTried",
    "NotOpenToYou",
    "Outcome",
    "Place",
    "Report",
    "TypedMeanwhile",
    "UnknownCode",
    "Wish",
    "add_paper_member",
    "add_people",
    "claim_paper_member",
    "correct_typed_plan",
    "count_wrong",
    "export_people",
    "file_name",
    "find_link",
    "forget_expired",
    "forget_paper_plan",
    "forget_typed_plan",
    "has_seat",
    "in_groups",
    "join",
    "make_link",
    "match_invitations",
    "must_wait",
    "read_list",
    "remove_paper_member",
    "rename_paper_member",
    "renew_claim_code",
    "revoke_link",
    "seats_kept_for",
    "sign_paper_plan",
    "take_back_invitation",
    "tidy",
    "try_people",
    "type_paper_plan",
]
