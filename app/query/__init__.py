"""The grammar of every list: declared fields, parsed queries, SQL."""
