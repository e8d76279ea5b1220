// Ctrl+Enter asks, / goes to the box. The page works without this.
const form = document.getElementById("ask");
const need = document.getElementById("need");
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form.contains(event.target)) {
    form.requestSubmit();
  } else if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) {
    event.preventDefault();
    need.focus();
  }
});
