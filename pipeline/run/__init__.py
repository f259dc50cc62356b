"""Door: the order of the floors. The only place that knows it; one file for each errand.

``release`` makes and checks a release, ``pages`` reads single pages, ``names`` settles names,
``asking`` scrapes. Each is imported where it is used: ``asking`` alone needs the network's library.
"""
