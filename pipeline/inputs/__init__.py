"""Ground: what lies in ``raw/`` and what it means.

``source`` is what we watch (its cells are checked by ``source_keys``, ``hints`` are what a person
tells the parser there), ``capture`` and ``visit`` are what came of it, ``source_history`` is both
together, and ``capture_health`` says whether a capture may speak. ``publication`` is whose data
it is.
"""
