"""The nodes of the tree: each is one union's, with its settings and its circles."""

from .facts import Actor, PostKind


def has_post(actor: Actor, node_id: int | None, kind: PostKind) -> bool:
    """A post counts on its own node, and never while viewing as somebody else."""
    if actor.is_read_only or node_id is None:
        return False
    return any(post.kind is kind and post.node_id == node_id for post in actor.posts)


def coordinates(actor: Actor, node_id: int | None) -> bool:
    """The coordinator of a node looks after its circles."""
    return has_post(actor, node_id, PostKind.COORDINATOR)


def may_see_node(actor: Actor, node_id: int) -> bool:
    """Coordinator, programme lead and researcher open the page of a union; it shows counts and states."""
    return any(has_post(actor, node_id, kind) for kind in PostKind)


def may_change_node(actor: Actor, node_id: int) -> bool:
    """Settings, posts, course and new circles of a node are its coordinator's."""
    return coordinates(actor, node_id)


def may_lead_programme(actor: Actor, programme_id: int) -> bool:
    """Words and posts of a programme are its lead's; a lead of one union has no say above it."""
    return not actor.is_read_only and programme_id in actor.leads_programmes


def may_name_on_union(actor: Actor, programme_id: int, kind: PostKind, coordinators: int) -> bool:
    """A programme lead names a union's researchers, and a coordinator where the union has none.

    A coordinator sees names, a programme lead does not: so the union's own coordinator names the next.
    """
    is_first = kind is PostKind.COORDINATOR and coordinators == 0
    return may_lead_programme(actor, programme_id) and (is_first or kind is PostKind.NATIONAL_RESEARCHER)
