"""Door: the order of the floors. The only place that knows it; one file for each errand.

``release`` makes and checks a release, ``pages`` reads single pages, ``names`` settles names,
``planning`` and ``asking`` scrape, ``keeping`` judges what came. Each is imported where it is used.
"""
