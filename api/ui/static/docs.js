// Draws the description of the API; nothing is sent to a validator elsewhere.
SwaggerUIBundle({
  url: "/v1/openapi.json",
  dom_id: "#docs",
  validatorUrl: null,
  onComplete() {
    // Its headings leave out the second level.
    document.querySelectorAll("#docs :is(h3, h4, h5)").forEach((heading) => {
      heading.setAttribute("aria-level", Number(heading.tagName[1]) - 1);
    });
  },
});
