// How @hey-api/openapi-ts makes a client of the OpenAPI file
export default {
  input: `${process.env.RENDEZVOUS}/openapi.json`,
  output: { path: "hey-api", module: { extension: ".js" } },
};
