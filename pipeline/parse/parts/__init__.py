"""The parts of a tie: which kind, state and date belongs to a candidate, decided in one place."""
