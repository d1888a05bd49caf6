// One page: its clean text, what was removed from it on demand, what is known of it, and the page as it came.

const showing = new Set(); // categories of removals that are shown, on every page until they are switched off
let asked = 0; // pages asked for so far: an answer that comes late is not shown

/** Show a page in the view. */
async function showPage(page) {
  const request = ++asked;
  const known = await details(page);
  if (request !== asked) return;
  const view = byId("view");
  view.replaceChildren(pageHead(page), article(page, known), side(page, known));
  applyToggles();
}

function pageHead(page) {
  const from = [columns.host[page], columns.published[page], columns.authors[page]].filter(Boolean).join(" · ");
  return make("header", {},
    make("h2", { id: "page-heading", dir: "auto", tabindex: -1 }, heading(page)),
    from && make("p", { class: "from", dir: "auto" }, from),
    heading(page) !== columns.input[page] && make("p", { class: "from" }, make("bdi", {}, columns.input[page])),
    judge(page));
}

/** The button that marks the page as wrong, and the note. */
function judge(page) {
  const marked = marks.has(page);
  const button = make("button", { type: "button", id: "wrong", "aria-pressed": String(marked) }, marked ? "Marked as wrong" : "Mark as wrong");
  const note = make("textarea", { id: "note", maxlength: 2000, placeholder: "what is wrong" });
  const label = make("label", { hidden: !marked }, "Note", note);
  note.value = marks.get(page) ?? "";
  note.addEventListener("input", () => mark(page, note.value));
  button.addEventListener("click", () => {
    const now = !marks.has(page);
    mark(page, now ? note.value : null);
    button.setAttribute("aria-pressed", String(now));
    button.textContent = now ? "Marked as wrong" : "Mark as wrong";
    label.hidden = !now;
    if (now) note.focus();
  });
  return make("div", { class: "judge" }, button, label);
}

function article(page, known) {
  if (!known.blocks) return noArticle(columns.code[page], known.message);
  const blocks = [...known.blocks, ...known.loose];
  const language = (known.meta.find(([field]) => field === "language") ?? [])[1] ?? "";
  const lang = /^[A-Za-z0-9-]+$/.test(language) ? language : null;
  const text = make("div", { class: "words", lang }, ...blocks.map((pieces, at) => block(pieces, blocks[at - 1])));
  if (known.loose.length) text.append(make("p", { class: "faint" }, "Where the removals stood cannot be told from this file."));
  return make("div", {}, toggles(blocks), text);
}

const isGone = (pieces) => pieces !== undefined && pieces.every((piece) => typeof piece !== "string");

function noArticle(code, message) {
  const told = code ? [make("span", { class: "badge failed" }, code), ` ${message}`] : ["Its formats do not tell what was removed."];
  return make("div", { class: "words" }, make("p", { dir: "auto" }, ...told));
}

/** A block: a paragraph, or, where all of it went, what it was removed as; a run that one rule took is told once. */
function block(pieces, before) {
  const gone = isGone(pieces);
  let last = gone && isGone(before) ? before.at(-1)[0] : null; // the rule that is told already
  const more = last !== null && last === pieces[0][0];
  const made = make(gone ? "div" : "p", { dir: "auto", class: gone ? (more ? "gone more" : "gone") : null });
  for (const piece of pieces) {
    if (typeof piece === "string") {
      made.append(piece);
      continue;
    }
    const [rule, category, , why] = index.rules[piece[0]];
    const part = make(gone ? "div" : "span", { "data-category": category });
    if (piece[0] !== last) part.append(make("span", { class: "why", dir: "ltr", title: why }, rule === category ? rule : `${category} · ${rule}`));
    part.append(make("del", {}, piece[1]));
    made.append(part);
    last = piece[0];
  }
  return made;
}

function toggles(blocks) {
  const sizes = new Map();
  for (const piece of blocks.flat()) {
    if (typeof piece === "string") continue;
    const category = index.rules[piece[0]][1];
    sizes.set(category, (sizes.get(category) ?? 0) + 1);
  }
  const listed = new Set([...index.categories, ...sizes.keys()]); // in the order in which reports list them
  const boxes = [...listed].filter((category) => sizes.has(category)).map((category) => {
    const box = make("input", { type: "checkbox", value: category });
    box.checked = showing.has(category);
    return make("label", {}, box, ` ${category} `, make("span", { class: "number" }, String(sizes.get(category))));
  });
  const all = make("input", { type: "checkbox", id: "all" });
  const set = make("fieldset", { class: "toggles" }, make("legend", {}, "Show removed:"), make("label", {}, all, " all"), ...boxes);
  set.addEventListener("change", ({ target }) => {
    const changed = target === all ? boxes.map((label) => label.firstElementChild) : [target];
    for (const box of changed) {
      box.checked = target.checked;
      showing[box.checked ? "add" : "delete"](box.value);
    }
    applyToggles();
  });
  return boxes.length ? set : "";
}

/** Show the removals of the categories that are switched on, and hide the others. */
function applyToggles() {
  for (const part of document.querySelectorAll("#view [data-category]")) part.hidden = !showing.has(part.dataset.category);
  for (const gone of document.querySelectorAll("#view .gone"))
    gone.hidden = [...gone.children].every((part) => part.hidden);
  const boxes = [...document.querySelectorAll("#view .toggles input[value]")].filter((box) => box.id !== "all");
  if (byId("all")) byId("all").checked = boxes.every((box) => box.checked);
}

function side(page, known) {
  const parts = [];
  const notes = [...columns.unusual[page].map((why) => `unusual: ${why}`),
    ...(known.flags ?? []).map(([flag, seen, where]) => `${flag}: ${seen}${where ? ` (${where})` : ""}`)];
  if (notes.length) parts.push(card("Flags", make("ul", {}, ...notes.map((note) => make("li", { dir: "auto" }, note)))));
  if (known.meta?.length) parts.push(card("Metadata", metadata(known.meta)));
  if (known.original) parts.push(original(known.original));
  else parts.push(card("Original", make("p", { class: "faint" }, "Its file is not at hand, has changed, or is too large to be shown.")));
  return make("div", { class: "side" }, ...parts);
}

const card = (title, ...children) => make("section", { class: "card" }, make("h3", {}, title), ...children);

function metadata(fields) {
  const head = make("tr", {}, ...["field", "value", "source"].map((name) => make("th", { scope: "col" }, name)));
  const lines = fields.map(([field, value, source, raw]) => make("tr", {},
    make("th", { scope: "row", class: "faint" }, field.replace("_", " ")),
    make("td", { dir: "auto" }, value, raw && raw !== value && make("span", { class: "raw" }, raw.length > 200 ? `${raw.slice(0, 200)}…` : raw)),
    make("td", { class: "faint" }, source)));
  return make("table", { class: "plain" }, make("thead", {}, head), make("tbody", {}, ...lines));
}

/** The page as it came, in a frame that runs and loads nothing: sandboxed, and under the report's own policy. */
function original(markup) {
  const frame = make("iframe", { sandbox: "", title: "The page as it came, without scripts, styles and pictures" });
  frame.srcdoc = `<!doctype html><meta charset=utf-8><title>Original</title><style>${index.frameStyle}</style><main dir=auto>${markup}</main>`;
  const made = card("Original", frame);
  made.classList.add("original");
  return made;
}
