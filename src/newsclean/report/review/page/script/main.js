// Which view is shown, and the keys.

let tablePlace = 0; // how far the table was scrolled when it was left

/** Show what the address asks for: #summary, #pages, #pages?host=example.org, #page-12. */
function route() {
  const [asked, query] = location.hash.slice(1).split("?");
  const page = /^page-\d+$/.test(asked) ? Number(asked.slice(5)) : -1;
  const view = page >= 0 && page < count ? "page" : asked || "summary";
  if (!VIEWS.includes(view)) return; // a place within the view
  const before = VIEWS.find(isShown);
  if (before === "pages") tablePlace = scrollY;
  for (const name of VIEWS) byId(`${name}-view`).hidden = name !== view;
  for (const link of document.querySelectorAll(".top nav a"))
    if (link.hash === (view === "summary" ? "#summary" : "#pages")) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  if (view === "pages") openTable(query, before);
  else scrollTo(0, 0);
  if (view === "page") openPage(page, before);
}

function openTable(query, before) {
  if (query) {
    byId("filters").reset();
    for (const [id, value] of new URLSearchParams(query)) if (["host", "code", "flag"].includes(id)) byId(id).value = value;
  }
  find();
  const place = order.indexOf(current);
  if (before === "page" && place >= 0) {
    scrollTo(0, tablePlace);
    focusRow(place);
  } else if (before !== "pages") scrollTo(0, 0);
}

async function openPage(page) {
  if (!order.includes(page)) order = columns.input.map((_, each) => each);
  current = page;
  const place = order.indexOf(page);
  byId("place").textContent = `${number(place + 1)} of ${number(order.length)}`;
  byId("previous").disabled = place === 0;
  byId("next").disabled = place === order.length - 1;
  await showPage(page);
  if (current === page) byId("page-heading")?.focus({ preventScroll: true });
}

/** One page on or back: the page itself, or in the table its row. */
function step(by) {
  const place = order.indexOf(current) + by;
  if (!isShown("page")) {
    if (!isShown("pages")) location.hash = "#pages";
    else if (order.length) focusRow(Math.max(0, Math.min(order.length - 1, place)));
  } else if (place >= 0 && place < order.length) {
    current = order[place]; // at once: the next key may come before the address has changed
    location.hash = `#page-${current}`;
  }
}

/** Mark the page in the view, or the current one of the table. */
function markCurrent() {
  if (isShown("page")) byId("wrong")?.click();
  else if (isShown("pages") && current >= 0) {
    mark(current, marks.has(current) ? null : "");
    focusRow(Math.max(0, order.indexOf(current)));
  }
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  x: markCurrent,
  "/": () => {
    location.hash = "#pages";
    route();
    byId("search").focus();
  },
};

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches("textarea, select, input:not([type=checkbox])");
  if (event.key === "Escape") {
    if (typing) event.target.blur();
    else if (isShown("page")) location.hash = "#pages";
  } else if (!typing && byId("keys").checked && KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  }
}

let drawing = 0;
function drawSoon() {
  cancelAnimationFrame(drawing);
  drawing = requestAnimationFrame(draw);
}

function start() {
  loadMarks();
  showMarks();
  fillFilters();
  find();
  byId("filters").addEventListener("input", find);
  byId("filters").addEventListener("reset", () => setTimeout(find));
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  for (const button of document.querySelectorAll("#table [data-sort]")) button.addEventListener("click", () => sortBy(button.dataset.sort));
  byId("export").addEventListener("click", exportMarks);
  byId("previous").addEventListener("click", () => step(-1));
  byId("next").addEventListener("click", () => step(1));
  addEventListener("scroll", drawSoon, { passive: true });
  addEventListener("resize", () => (measure(), drawSoon()));
  addEventListener("hashchange", route);
  addEventListener("keydown", pressed);
  route();
}

start();
