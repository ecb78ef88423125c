// Starts Swagger UI. The content security policy of pages forbids inline scripts.
"use strict";

const isDark = matchMedia("(prefers-color-scheme: dark)");
const setMode = () => document.documentElement.classList.toggle("dark-mode", isDark.matches);
isDark.addEventListener("change", setMode);
setMode();

// Leaves out the operators of fields, which are two thirds of all parameters
function withoutOperators(api) {
  const shared = api.components.parameters;
  for (const { get } of Object.values(api.paths)) {
    get.parameters = (get.parameters ?? [])
      .map((parameter) => (parameter.$ref ? shared[parameter.$ref.split("/").pop()] : parameter))
      .filter((parameter) => !("x-operator" in parameter));
    // Swagger UI has no field for items of this format, and says so in the console
    for (const { schema } of get.parameters) delete schema.items?.format;
  }
  return api;
}

async function start() {
  const response = await fetch("openapi.json");
  SwaggerUIBundle({
    spec: withoutOperators(await response.json()),
    dom_id: "#swagger-ui",
    layout: "BaseLayout",
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset],
    deepLinking: true,
    docExpansion: "none",
    filter: true,
  });
}

start();
