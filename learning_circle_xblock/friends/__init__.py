"""Critical friends on plans: who responds to whom in a circle, in pairs or triads."""
