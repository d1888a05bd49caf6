// The pages of the report: the table's columns, which are read at once, and the rest, which is unpacked when it is asked for.

const index = JSON.parse(byId("index").textContent);
const columns = index.pages;
const count = columns.input.length;
const share = Float64Array.from({ length: count }, (_, page) => (columns.size[page] ? columns.kept[page] / columns.size[page] : 0));
/** What a search looks through. */
const searched = columns.input.map((input, page) =>
  [input, columns.title[page], columns.host[page], columns.authors[page]].join("\n").toLowerCase());

/** The document is there to its end: packed pages follow the script. */
const complete = new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
const unpacked = new Map();
const HELD = 8; // packs of pages

/** All that is known of a page: blocks, metadata, flags, the original where there is one. */
async function details(page) {
  await complete;
  const pack = Math.floor(page / index.chunk);
  if (!unpacked.has(pack)) {
    if (unpacked.size >= HELD) unpacked.delete(unpacked.keys().next().value);
    unpacked.set(pack, unpack(byId(`chunk-${pack}`).textContent));
  }
  return (await unpacked.get(pack))[page % index.chunk];
}

async function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(plain).text());
}

const heading = (page) => columns.title[page] || columns.input[page];
