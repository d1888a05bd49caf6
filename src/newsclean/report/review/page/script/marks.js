// Pages that a person found wrong, each with a note. They outlive a reload where the browser lets a file keep anything.

const marks = new Map(); // page -> note
const STORE = `newsclean ${document.title} ${columns.digest.join("").slice(0, 1000)}`;

function loadMarks() {
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(STORE));
  } catch {
    return; // nothing is kept here, or not by this report
  }
  for (const { input, note } of kept ?? []) {
    const page = columns.input.indexOf(input);
    if (page >= 0) marks.set(page, String(note));
  }
}

/** The marks as they are exported: what `newsclean report --fixtures` reads. */
function markList() {
  return [...marks].sort(([a], [b]) => a - b).map(([page, note]) => ({
    input: columns.input[page], digest: columns.digest[page], title: columns.title[page], note,
  }));
}

function mark(page, note) {
  if (note === null) marks.delete(page);
  else marks.set(page, note);
  try {
    localStorage.setItem(STORE, JSON.stringify(markList()));
  } catch {
    // Marks then last as long as the page is open; the export is what counts.
  }
  showMarks();
}

function showMarks() {
  byId("export").disabled = marks.size === 0;
  byId("export").textContent = marks.size ? `Export ${counted(marks.size, "mark")}` : "Export marks";
}

function exportMarks() {
  const text = JSON.stringify({ newsclean: index.version, marks: markList() }, null, 2) + "\n";
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  make("a", { href: address, download: "marks.json" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
