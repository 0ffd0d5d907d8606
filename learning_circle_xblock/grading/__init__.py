"""From events to completion and points, and the one adapter to edx-submissions."""
