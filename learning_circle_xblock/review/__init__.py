"""Who is asked to read what, and the responses they give."""
