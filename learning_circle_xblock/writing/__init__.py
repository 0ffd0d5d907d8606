"""A form that an author fills, in drafts and versions. It knows nothing of plans or accounts."""
