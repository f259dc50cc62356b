"""Every place of a page that could be a partner, found once, and what it stands beside."""
