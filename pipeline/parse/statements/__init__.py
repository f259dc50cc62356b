"""What a page states: its ties as statements, its claims, its terms."""
