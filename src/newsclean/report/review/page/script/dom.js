// Elements. Text only ever enters the page as text: no part of the report turns a string into markup, but for the
// frame of the original page, whose markup was made harmless before it came here.

const byId = (id) => document.getElementById(id);

/** The views, of which one is shown. Their ids differ from their names: the browser would scroll to what `#pages` names. */
const VIEWS = ["summary", "pages", "page"];
const isShown = (view) => !byId(`${view}-view`).hidden;

/** An element with attributes and children; a string becomes text, what is null or false is left out. */
function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== null && value !== false) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== false && child !== ""));
  return made;
}

/** A bar as long as a share of 1; what it shows stands beside it in words. */
function bar(share) {
  const space = "http://www.w3.org/2000/svg";
  const drawn = document.createElementNS(space, "svg");
  const filled = document.createElementNS(space, "rect");
  for (const [key, value] of Object.entries({ class: "bar", viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" }))
    drawn.setAttribute(key, value);
  filled.setAttribute("width", String(100 * share));
  filled.setAttribute("height", "8");
  drawn.append(filled);
  return drawn;
}

const number = (value) => value.toLocaleString("en");
const percent = (share) => `${Math.round(100 * share)} %`;
const counted = (count, word) => `${number(count)} ${word}${count === 1 ? "" : "s"}`;
