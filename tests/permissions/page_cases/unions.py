"""Pages of a union's node."""

from learning_circle_xblock.programmes.models import NodePost
from tests.permissions.cast import Cast

from .case import Data, PageCase


def the_node(cast: Cast, column: str) -> Data:
    """The node of the circle."""
    return {"node_id": cast.circle.node_id}


def a_step(cast: Cast, column: str) -> Data:
    """Its page for the safeguarding text."""
    return the_node(cast, column) | {"step": "care"}


def a_post(cast: Cast, column: str) -> Data:
    """The researcher's post."""
    post = NodePost.objects.get(person=cast.people["researcher"])
    return the_node(cast, column) | {"post_id": post.pk}


def somebody(cast: Cast, column: str) -> Data:
    """The outsider is to be a researcher."""
    return {"who": "outsider", "kind": "national_researcher"}


CASES = [
    PageCase("union", "node", "see", ids=the_node),
    PageCase("union_step", "node", "change", ids=a_step),
    PageCase(
        "union_step", "node", "change", ids=a_step, data=lambda c, n: {"care_text": "Ask."}, method="POST"
    ),
    PageCase("union_course", "node", "change", ids=the_node),
    PageCase(
        "union_course",
        "node",
        "change",
        ids=the_node,
        data=lambda c, n: {"course_key": "x"},
        method="POST",
        told=422,
    ),
    PageCase("union_posts", "node", "change", ids=the_node),
    PageCase("union_posts", "node", "change", ids=the_node, data=somebody, method="POST"),
    PageCase("union_post_end", "node", "change", ids=a_post),
    PageCase("union_post_end", "node", "change", ids=a_post, method="POST"),
]
