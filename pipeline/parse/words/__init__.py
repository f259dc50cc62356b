"""What the words of a text are: tie words, states, dates, countries, places, and entries."""
