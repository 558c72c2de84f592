/* The page: filters, printing, and the score sheet between its fields and what kit_sheet.js keeps.
   Texts go into the page as text only. Nothing is sent, and nothing is counted together over questions. */
const kit = JSON.parse(document.getElementById("kit-data").textContent);
const sheets = new Sheets(kit.sha256);
const by = (id) => document.getElementById(id);
const say = (name, filling = {}) =>
  kit.words[name].replace(/\{(\w+)\}/g, (braces, key) => (key in filling ? String(filling[key]) : braces));

const articles = [...document.querySelectorAll("article[data-question]")].map((element) => ({
  element,
  slot: kit.questions[Number(element.dataset.question) - 1].slot,
  ratings: [...element.querySelectorAll("input[type=radio]")],
  notes: element.querySelector("textarea"),
  written: element.querySelector(".written"),
  clear: element.querySelector(".clear"),
}));
const parts = [...document.querySelectorAll("section[data-part]")];
let candidate = sheets.current;
/* The sheet in the page's fields: the storage's where there is one, else the only one that there is. */
let sheet = sheets.read(candidate);

function filter() {
  const interviewer = by("by-interviewer")?.value ?? "";
  const category = by("by-category").value;
  let shown = 0;
  for (const part of parts) {
    const wanted = interviewer === "" || part.dataset.part === interviewer;
    let some = false;
    for (const article of part.querySelectorAll("article[data-question]")) {
      article.hidden = category !== "" && article.dataset.category !== category;
      if (wanted && !article.hidden) {
        some = true;
        shown += 1;
      }
    }
    part.hidden = !some;
  }
  const told = say("shown", { shown, all: articles.length });
  by("shown").textContent = told;
  by("filtered").textContent = shown === articles.length ? "" : told;
}

function fill() {
  for (const { slot, ratings, notes, written, clear } of articles) {
    const entry = entryOf(sheet.get(slot));
    for (const radio of ratings) radio.checked = Number(radio.value) === entry.rating;
    if (notes.value !== entry.notes) notes.value = entry.notes;
    written.textContent = entry.notes;
    clear.hidden = entry.rating === null;
  }
  by("candidate").value = candidate;
  for (const name of document.querySelectorAll(".candidate-name")) name.textContent = candidate;
  by("candidates").replaceChildren(
    ...sheets.labels.filter(Boolean).map((label) => {
      const option = document.createElement("option");
      option.value = label;
      return option;
    }),
  );
}

function take({ slot, ratings, notes, written, clear }) {
  const rating = ratings.find((radio) => radio.checked);
  const entry = entryOf({ rating: rating ? Number(rating.value) : null, notes: notes.value });
  written.textContent = entry.notes;
  clear.hidden = entry.rating === null;
  /* Another tab, or another interviewer's page of this kit, may have written into the same sheet meanwhile. */
  sheet = new Map([...sheet, ...sheets.read(candidate)]);
  sheet.set(slot, entry);
  keep();
}

function keep() {
  sheets.current = candidate;
  by("said").textContent = say(sheets.write(candidate, sheet) ? "kept" : "not_kept");
}

function change(label) {
  const wanted = label.trim();
  if (wanted === candidate) return;
  if (candidate === "" && sheet.size && !sheets.read(wanted).size) {
    /* What was written before a candidate was named belongs to the one who is named now. */
    sheets.remove("");
    candidate = wanted;
    keep();
  } else {
    candidate = wanted;
    sheet = sheets.read(candidate);
    sheets.current = candidate;
  }
  fill();
}

function save(text, type, suffix) {
  const name = candidate.normalize("NFKD").replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "");
  const file = ["sheet", kit.sha256.slice(0, 12), name].filter(Boolean).join("-") + suffix;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = file;
  link.click();
  /* Some browsers begin to read it only after the click is over. */
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  by("said").textContent = say("saved", { file });
}

async function load(file) {
  const read = file.size <= LARGEST_FILE ? fromFile(await file.text(), kit.sha256) : null;
  if (read === null || read.otherKit) {
    by("said").textContent = read ? say("other_kit", { kit: read.otherKit }) : say("no_sheet");
    return;
  }
  const here = new Set(kit.questions.map((asked) => asked.slot));
  const strange = [...read.sheet.keys()].filter((slot) => !here.has(slot));
  strange.forEach((slot) => read.sheet.delete(slot));
  /* Sheets of several interviewers come together under one candidate; nothing that is there is written over. */
  let label = read.candidate;
  const there = () => (label === candidate ? sheet : sheets.read(label));
  for (let count = 2; disagree(read.sheet, there()); count += 1) label = `${read.candidate} (${count})`.trim();
  sheet = new Map([...there(), ...read.sheet]);
  candidate = label;
  keep();
  fill();
  const told = [label === read.candidate ? say("loaded") : say("loaded_as", { label })];
  if (strange.length) told.push(say("left_out", { count: strange.length }));
  by("said").textContent = [...told, by("said").textContent].join(" ");
}

function printOut(part) {
  document.body.toggleAttribute("data-printing", part !== null);
  for (const section of parts) section.classList.toggle("printed", section === part);
  window.print();
}

for (const article of articles) {
  article.notes.addEventListener("input", () => take(article));
  for (const radio of article.ratings) radio.addEventListener("change", () => take(article));
  article.clear.addEventListener("click", () => {
    const last = article.ratings.find((radio) => radio.checked);
    for (const radio of article.ratings) radio.checked = false;
    take(article);
    (last ?? article.ratings[0]).focus();
  });
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => printOut(parts.find((part) => part.dataset.part === button.dataset.print)));
}
window.addEventListener("afterprint", () => {
  document.body.removeAttribute("data-printing");
  for (const section of parts) section.classList.remove("printed");
});
window.addEventListener("storage", (event) => {
  if (event.key !== sheets.prefix + candidate) return;
  sheet = sheets.read(candidate);
  fill();
});
by("by-interviewer")?.addEventListener("change", filter);
by("by-category").addEventListener("change", filter);
by("print-shown").addEventListener("click", () => printOut(null));
by("candidate").addEventListener("change", (event) => change(event.target.value));
by("save-json").addEventListener("click", () => save(jsonFile(kit, candidate, sheet), "application/json", ".json"));
by("save-csv").addEventListener("click", () => save(csvFile(kit, candidate, sheet), "text/csv", ".csv"));
by("load").addEventListener("click", () => by("file").click());
by("file").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  event.target.value = "";
  if (file) await load(file);
});
const remove = by("delete");
const asked = remove.textContent;
remove.addEventListener("click", () => {
  /* Asked twice, in the button itself: a dialog would halt whoever is in an interview. */
  if (!("sure" in remove.dataset)) {
    remove.dataset.sure = "";
    remove.textContent = say("delete_sure");
    return;
  }
  sheets.remove(candidate);
  candidate = "";
  sheet = sheets.read(candidate);
  sheets.current = candidate;
  fill();
  by("said").textContent = say("deleted");
  calm();
});
function calm() {
  delete remove.dataset.sure;
  remove.textContent = asked;
}
remove.addEventListener("blur", calm);

by("controls").hidden = false;
fill();
filter();
