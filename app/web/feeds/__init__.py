"""Files for crawlers, feed readers and language models."""
