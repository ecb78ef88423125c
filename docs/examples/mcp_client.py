"""Asks Rendezvous a question through its tools for language models (MCP).

Needs `pip install mcp`. Start the server, then run it with the address of the server:

    python docs/examples/mcp_client.py http://127.0.0.1:8000

It prints the answer, the sources that state it, and the request that returns it.
"""

import asyncio
import sys
from typing import Any

from mcp import Client
from mcp.types import TextContent


async def main(address: str) -> None:
    """Lists the tools, then asks for the first citizen of Vietnam in space."""
    async with Client(f"{address}/mcp") as client:
        listed = await client.list_tools()
        print("Tools:", ", ".join(tool.name for tool in listed.tools))
        print("Question: who was the first citizen of Vietnam in space?")
        # A mistake is answered with what would be right, for the model to correct
        print("Mistake:", await ask(client, "first", {"countries": "Vietnm"}))
        answer = await ask(client, "first", {"countries": "Vietnam"})
        if isinstance(answer, str):
            sys.exit(answer)
        [first] = answer["data"]
        for flight in first["first"]:
            person, mission = flight["person"]["name"], flight["mission"]["name"]
            print(f"Answer: {person}, launched on {mission}, {flight['launched']}")
        print("Defined:", answer["definition"]["text"])
        print("Sources:", "; ".join(first["cited"]))
        print("Request:", answer["asked"])


async def ask(client: Client, tool: str, arguments: dict[str, Any]) -> Any:
    """Calls a tool; returns its structured result, or the text of an error."""
    result = await client.call_tool(tool, arguments)
    if result.is_error:
        texts = [part.text for part in result.content if isinstance(part, TextContent)]
        return " ".join(texts).replace("\n", " ")
    return result.structured_content


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"))
