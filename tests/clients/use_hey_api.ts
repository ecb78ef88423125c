// The API through a client that @hey-api/openapi-ts has generated.

import { client } from "./hey-api/client.gen.js";
import { findFirsts, getMission, listMissions } from "./hey-api/sdk.gen.js";

declare const process: { argv: string[] };

client.setConfig({ baseUrl: process.argv[2] ?? "" });

const { data: page } = await listMissions({
  query: {
    programmes: ["interkosmos"],
    kind: ["crewed-orbital", "cargo"],
    crew_size__gte: 2,
    sort: ["-launched"],
    fields: ["name", "launched"],
  },
});
const { data: record } = await getMission({ path: { id: "soyuz-28" } });
const { data: firsts } = await findFirsts({
  query: { countries: ["CZE"], lineage: "predecessors" },
});
const { error: problem } = await listMissions({
  query: { programmes: ["interkosmoss"] },
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
