// The table of pages: which of them, in which order, and the rows in view.

const rows = byId("rows");
const SPARE = 10; // rows drawn above and below what is in view
const words = new Intl.Collator("en", { numeric: true }).compare;
const numbers = (a, b) => a - b;
const state = (page) => columns.code[page] || columns.flags[page].join(" ");
const SORTS = {
  title: (a, b) => words(heading(a), heading(b)),
  host: (a, b) => words(columns.host[a], columns.host[b]),
  published: (a, b) => words(columns.published[a], columns.published[b]),
  kept: (a, b) => numbers(columns.kept[a], columns.kept[b]),
  share: (a, b) => numbers(share[a], share[b]),
  state: (a, b) => words(state(a), state(b)),
};
const sorting = { by: null, down: false };
let order = []; // pages that are found, in the order of the table
let drawn = { first: 0, last: 0 }; // the part of the order that has rows
let current = -1; // page that was looked at last
let geometry = { top: 0, row: 0 }; // pixels from the document's top to the first row, and of a row

/** The pages that fit all filters, sorted. */
function find() {
  const wanted = byId("search").value.trim().toLowerCase().split(/\s+/);
  const [host, code, flag] = ["host", "code", "flag"].map((id) => byId(id).value);
  const limit = (id, value) => (byId(id).value === "" ? value : Number(byId(id).value) / 100);
  const least = limit("least", -1), most = limit("most", 2);
  const odd = byId("unusual").checked, marked = byId("marked").checked;
  const bounded = least > -1 || most < 2;
  const found = [];
  for (let page = 0; page < count; page++) {
    if (host && columns.host[page] !== host) continue;
    if (code && (code === "done" ? columns.code[page] : code === "failed" ? !columns.code[page] : columns.code[page] !== code)) continue;
    if (flag && !columns.flags[page].includes(flag)) continue;
    if (bounded && (!columns.size[page] || share[page] < least || share[page] > most)) continue;
    if (odd && !columns.unusual[page].length) continue;
    if (marked && !marks.has(page)) continue;
    if (wanted.every((word) => searched[page].includes(word))) found.push(page);
  }
  if (sorting.by) {
    found.sort(SORTS[sorting.by]);
    if (sorting.down) found.reverse();
  }
  order = found;
  byId("found").textContent = found.length === count ? counted(count, "page") : `${number(found.length)} of ${counted(count, "page")}`;
  byId("table").setAttribute("aria-rowcount", found.length + 1);
  redraw();
}

/** All rows in view anew. */
function redraw() {
  drawn = { first: 0, last: 0 };
  const space = () => make("tr", { class: "space", "aria-hidden": "true" }, make("td"));
  rows.replaceChildren(space(), space());
  measure();
  draw();
}

/** Measured when the table changes, not while it scrolls: to ask makes the browser lay out the page at once. */
function measure() {
  const root = getComputedStyle(document.documentElement);
  geometry = {
    top: rows.getBoundingClientRect().top + scrollY,
    row: parseFloat(root.getPropertyValue("--row")) * parseFloat(root.fontSize), // --row is in rem
  };
}

/** The rows in view. Those that are there already stay, and keep the focus. */
function draw() {
  if (!isShown("pages")) return;
  const height = geometry.row;
  const above = (scrollY - geometry.top) / height;
  const first = Math.max(0, Math.min(order.length, Math.floor(above) - SPARE));
  const last = Math.min(order.length, Math.max(0, Math.ceil(above + innerHeight / height) + SPARE));
  const [top, bottom] = [rows.firstElementChild, rows.lastElementChild];
  if (last <= drawn.first || first >= drawn.last) {
    while (top.nextElementSibling !== bottom) top.nextElementSibling.remove();
    drawn = { first, last: first };
  }
  for (; drawn.first < first; drawn.first++) top.nextElementSibling.remove();
  for (; drawn.last > last; drawn.last--) bottom.previousElementSibling.remove();
  while (drawn.first > first) top.after(row(--drawn.first));
  while (drawn.last < last) bottom.before(row(drawn.last++));
  top.firstElementChild.style.height = `${first * height}px`;
  bottom.firstElementChild.style.height = `${(order.length - last) * height}px`;
}

function row(place) {
  const page = order[place];
  const made = make("tr", { "aria-rowindex": place + 2, class: page === current ? "current" : null });
  const link = make("a", { href: `#page-${page}`, dir: "auto" }, heading(page));
  const kept = columns.size[page] > 0;
  made.append(
    make("td", { class: "mark" }, marks.has(page) && make("span", {}, "✗", make("span", { class: "unseen" }, " marked"))),
    make("th", { scope: "row", class: "page" }, link, columns.title[page] && make("span", { class: "input", dir: "auto" }, columns.input[page])),
    make("td", { class: "host" }, columns.host[page]),
    make("td", { class: "published" }, columns.published[page].slice(0, 10)),
    make("td", { class: "length number" }, kept ? number(columns.kept[page]) : ""),
    make("td", { class: "share" }, kept && bar(share[page]), kept && make("span", {}, percent(share[page]))),
    make("td", { class: "state" }, ...badges(page)),
  );
  return made;
}

function badges(page) {
  const code = columns.code[page];
  return [
    code && make("span", { class: "badge failed" }, code),
    ...(code ? [] : columns.flags[page].map((flag) => make("span", { class: "badge flag" }, flag))),
    columns.unusual[page].length > 0 && make("span", { class: "badge odd", title: columns.unusual[page].join("; ") }, "unusual"),
  ].filter(Boolean);
}

/** Sort by a column; a second time, the other way round. */
function sortBy(name) {
  sorting.down = sorting.by === name && !sorting.down;
  sorting.by = name;
  for (const button of document.querySelectorAll("#table [data-sort]")) {
    const head = button.parentElement;
    if (button.dataset.sort === name) head.setAttribute("aria-sort", sorting.down ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
  find();
}

/** Bring the row of a place in the order into view, and give its link the focus. */
function focusRow(place) {
  current = order[place];
  const y = geometry.top + place * geometry.row;
  if (y < scrollY + 60 || y + 2 * geometry.row > scrollY + innerHeight) scrollTo(0, y - innerHeight / 3);
  redraw();
  rows.children[place - drawn.first + 1]?.querySelector("a").focus({ preventScroll: true });
}

/** Options of the filters: the values that there are, the most frequent ones first, with their numbers. */
function fillFilters() {
  const tally = (values) => {
    const found = new Map();
    for (const value of values) if (value) found.set(value, (found.get(value) ?? 0) + 1);
    return [...found].sort((a, b) => b[1] - a[1] || words(a[0], b[0]));
  };
  const options = (id, found) => byId(id).append(...found.map(([value, many]) => make("option", { value }, `${value} (${number(many)})`)));
  options("host", tally(columns.host));
  const failed = columns.code.filter(Boolean).length;
  options("code", [["done", count - failed], ["failed", failed], ...tally(columns.code)]);
  options("flag", tally(columns.flags.flat()));
}
