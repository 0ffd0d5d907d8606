"""What carries a circle: agreement, help, reflection, and those who look after facilitators."""
