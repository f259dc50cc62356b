"""What was released before: read from its files, held against what goes out now."""
