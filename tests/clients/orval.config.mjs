// How orval makes functions of the OpenAPI file; the address is that of the server
export default {
  rendezvous: {
    input: `${process.env.RENDEZVOUS}/openapi.json`,
    output: {
      target: "orval.ts",
      client: "fetch",
      baseUrl: process.env.RENDEZVOUS,
    },
  },
};
