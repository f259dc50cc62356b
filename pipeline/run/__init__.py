"""Door: the order of the floors, and nobody else knows it. One file for each errand of a user.

``build_release`` makes and checks a release; ``plan_scrape`` and ``scrape`` ask for pages,
``keep_capture`` judges what came, ``read_capture`` says how a kept page is read; ``parse_pages``
reads single pages, ``resolve_names`` settles names, ``export`` writes other forms. All open the
places of the world by ``shared_places``. Each is imported where it is used.
"""
