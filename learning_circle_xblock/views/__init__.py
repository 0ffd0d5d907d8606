"""LMS pages, thin: who asks, what the feature says, one template. `pages` has what they share."""
