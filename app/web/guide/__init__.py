"""The guide: its chapters in Markdown, and the page that shows them."""
