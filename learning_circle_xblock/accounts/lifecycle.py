"""States of a practice account."""

from enum import StrEnum

from ..lifecycle import Lifecycle


class AccountState(StrEnum):
    """From the first words to the first response."""

    DRAFT = "draft"
    SHARED = "shared"
    RESPONDED = "responded"


ACCOUNT: Lifecycle[AccountState] = Lifecycle(
    {
        (AccountState.DRAFT, "share"): AccountState.SHARED,
        (AccountState.SHARED, "respond"): AccountState.RESPONDED,
        (AccountState.RESPONDED, "respond"): AccountState.RESPONDED,
    }
)
