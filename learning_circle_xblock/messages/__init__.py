"""Messages to people: rendered at send time, in their language."""
