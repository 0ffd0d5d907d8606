"""Who may do what, enumerated: every role, object, action and state, through every door there is."""
