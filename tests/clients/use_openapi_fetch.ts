// The API through the types of openapi-typescript, with openapi-fetch.

import createClient from "openapi-fetch";
import type { paths } from "./api.js";

declare const process: { argv: string[] };

const client = createClient<paths>({
  baseUrl: process.argv[2] ?? "",
  querySerializer: { array: { style: "form", explode: false } },
});

const { data: page } = await client.GET("/v1/missions", {
  params: {
    query: {
      programmes: ["interkosmos"],
      kind: ["crewed-orbital", "cargo"],
      crew_size__gte: 2,
      sort: ["-launched"],
      fields: ["name", "launched"],
    },
  },
});
const { data: record } = await client.GET("/v1/missions/{id}", {
  params: { path: { id: "soyuz-28" } },
});
const { data: firsts } = await client.GET("/v1/firsts", {
  params: { query: { countries: ["CZE"], lineage: "predecessors" } },
});
const { error: problem } = await client.GET("/v1/missions", {
  params: { query: { programmes: ["interkosmoss"] } },
});

console.log(
  JSON.stringify({
    missions: page?.data.map((mission) => [mission.name, mission.launched]),
    total: page?.meta.total,
    crew: record?.data.crew?.map((member) => member.person?.name),
    first: firsts?.data[0]?.first?.map((crew) => crew.person?.name),
    problem: [problem?.status, problem?.errors[0]?.did_you_mean],
  }),
);

// Never called: requests that do not fit are refused by the compiler
export function mistakes() {
  // @ts-expect-error there is no such parameter
  client.GET("/v1/missions", { params: { query: { programm: ["interkosmos"] } } });
  // @ts-expect-error there is no such kind
  client.GET("/v1/missions", { params: { query: { kind: ["crewed"] } } });
  // @ts-expect-error there is no such field
  client.GET("/v1/missions", { params: { query: { fields: ["nam"] } } });
  // @ts-expect-error the id is needed
  client.GET("/v1/missions/{id}");
}
