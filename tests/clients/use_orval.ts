// The API through functions that orval has generated.

import { findFirsts, getMission, listMissions } from "./orval.js";

const page = await listMissions({
  programmes: ["interkosmos"],
  kind: ["crewed-orbital", "cargo"],
  crew_size__gte: 2,
  sort: ["-launched"],
  fields: ["name", "launched"],
});
const record = await getMission("soyuz-28");
const firsts = await findFirsts({ countries: ["CZE"], lineage: "predecessors" });
const problem = await listMissions({ programmes: ["interkosmoss"] });

if (page.status !== 200 || record.status !== 200 || firsts.status !== 200) {
  throw new Error("a request has failed");
}
if (problem.status === 200) {
  throw new Error("an unknown programme was accepted");
}

console.log(
  JSON.stringify({
    missions: page.data.data.map((mission) => [mission.name, mission.launched]),
    total: page.data.meta.total,
    crew: record.data.data.crew?.map((member) => member.person?.name),
    first: firsts.data.data[0]?.first?.map((crew) => crew.person?.name),
    problem: [problem.data.status, problem.data.errors[0]?.did_you_mean],
  }),
);
