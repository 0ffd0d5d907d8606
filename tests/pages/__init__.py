"""Pages under `/learning-circles/`, opened as a browser without scripts opens them."""
