"""Tools for language models in the Model Context Protocol, over HTTP and over a pipe.

Nothing is exported here: `endpoint` loads the protocol kit when it is first used.
"""
