"""City pages in, open data of city ties out.

``run`` knows the order of the floors. ``store`` reads the workspace into ``inputs``: what we watch
and what came. ``parse`` turns each capture into statements, claims and terms in the page's own
words. ``normalise`` settles countries, places and dates by ``places`` and ``dates``, applies the
corrections that people decided, and builds affiliations, the ledger and coverage. ``validate`` says
what is wrong and whether we may publish. ``publish`` tells the changes since the previous release
and turns tables into the bytes of a release, which ``store`` swaps in whole. Only ``scrape``
touches the network, and only its errand in ``run`` reads the clock.
"""
