"""Pages for people: HTML and Markdown, the guide, feeds and the documentation page.

Nothing is exported here: `site.add_routes` adds all of it to an app.
"""
