// What a program asks through the generated types, with openapi-fetch.

import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

type Mission = components["schemas"]["Mission"];
declare const process: { argv: string[] };

type Json = "application/json" | "application/problem+json";
const client = createClient<paths, Json>({ baseUrl: process.argv[2] ?? "" });

// The answer, where a problem is not expected
function answered<Answer>(response: { data?: Answer; error?: unknown }): Answer {
  if (response.data === undefined) throw new Error(JSON.stringify(response.error));
  return response.data;
}

// All missions that fit, a few at a time
async function pages(): Promise<Mission[]> {
  const found: Mission[] = [];
  let cursor: string | undefined;
  do {
    const query = {
      programme: "interkosmos",
      kind: "crewed-orbital",
      launched: "1978/1981",
      crew_size__gte: 2,
      station__exists: true,
      sort: "-launched",
      limit: 4,
      cursor,
    };
    const page = answered(await client.GET("/v1/missions", { params: { query } }));
    found.push(...page.data);
    const next: string | null = page.links.next;
    cursor = new URLSearchParams(next?.split("?")[1]).get("cursor") ?? undefined;
  } while (cursor);
  return found;
}

const missions = await pages();
const { data: record } = answered(
  await client.GET("/v1/missions/{id}", { params: { path: { id: "soyuz-28" } } }),
);
const firsts = answered(
  await client.GET("/v1/firsts", {
    params: {
      query: { country: "CZE", lineage: "predecessors", boundary: "100km" },
    },
  }),
);
const { error } = await client.GET("/v1/missions", {
  params: { query: { programme: "interkosmoss" } },
});
if (!error) throw new Error("a programme that does not exist was not refused");

// Never called: what does not fit is refused before it is sent
export function mistakes() {
  // @ts-expect-error there is no such parameter
  client.GET("/v1/missions", { params: { query: { programm: "interkosmos" } } });
  // @ts-expect-error there is no such choice
  client.GET("/v1/firsts", { params: { query: { lineage: "predecessor" } } });
  // @ts-expect-error the id is needed
  client.GET("/v1/missions/{id}");
}

console.log(
  JSON.stringify({
    missions: missions.map((mission) => mission.id),
    launched: record.launched,
    crew: record.crew.map((member) => member.person.name),
    first: firsts.data.flatMap((one) => one.first.map((entry) => entry.person.name)),
    refused: [error.status, error.errors[0]?.did_you_mean],
  }),
);
