"""Ways into a circle: join links, lists of people, and teachers without an account."""
