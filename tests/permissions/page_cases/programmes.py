"""Pages of a whole programme."""

from learning_circle_xblock.permissions import PostKind
from learning_circle_xblock.programmes.models import NodePost
from tests.permissions.cast import Cast
from tests.world import NOON, person

from .case import Data, PageCase


def the_programme(cast: Cast, column: str) -> Data:
    """The programme of the circle's union."""
    return {"programme_id": cast.circle.node.programme_id}


def another_lead(cast: Cast) -> None:
    """Somebody whose post may end."""
    NodePost.objects.create(
        programme_id=cast.circle.node.programme_id,
        person=person("another-lead", enrolled=False),
        kind=PostKind.PROGRAMME_LEAD,
        began_at=NOON,
    )


def their_post(cast: Cast, column: str) -> Data:
    """The post of the other lead, where it was made."""
    post = NodePost.objects.filter(person__username="another-lead").first()
    return the_programme(cast, column) | {"post_id": post.pk if post else 0}


def somebody(cast: Cast, column: str) -> Data:
    """The outsider is to be a researcher of the whole."""
    return {"who": "outsider", "where": "", "kind": "national_researcher"}


CASES = [
    PageCase("programme", "programme", "lead", ids=the_programme),
    PageCase("programme_words", "programme", "lead", ids=the_programme),
    PageCase("programme_words", "programme", "lead", ids=the_programme, method="POST"),
    PageCase("programme_posts", "programme", "lead", ids=the_programme),
    PageCase("programme_posts", "programme", "lead", ids=the_programme, data=somebody, method="POST"),
    PageCase("programme_post_end", "programme", "lead", ids=their_post, prepare=another_lead),
    PageCase("programme_post_end", "programme", "lead", ids=their_post, prepare=another_lead, method="POST"),
]
