// Draws the description of the API; nothing is sent to a validator elsewhere.
SwaggerUIBundle({ url: "/v1/openapi.json", dom_id: "#docs", validatorUrl: null });
