// Starts Swagger UI. The content security policy of pages forbids inline scripts.
"use strict";

const isDark = matchMedia("(prefers-color-scheme: dark)");
const setMode = () => document.documentElement.classList.toggle("dark-mode", isDark.matches);
isDark.addEventListener("change", setMode);
setMode();

SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  layout: "BaseLayout",
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset],
  deepLinking: true,
  docExpansion: "none",
  filter: true,
});
