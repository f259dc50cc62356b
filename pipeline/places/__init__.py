"""What knows places: words for countries, divisions and towns, to the one place that they mean.

``settle`` decides what a stated name means, by ``countries``, ``divisions``, ``homonyms`` and
``misspellings``; ``resolve`` does it for a list; ``atlas`` answers what the reader of pages asks
(``lexicon``). ``index`` is the door to the places of the world on disk.
"""
