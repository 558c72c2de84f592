/* What an interviewer writes, as data: how it is kept in this browser, and written to and read from files.
   Whatever comes out of the browser's storage or a file may have been written by anybody, so it is brought to its form:
   an entry is {rating: 1 to 4 or null, notes: text}, a sheet a Map from slots to entries. */
const KIND = "question-tailor/score-sheet/1";
const LONGEST_NOTES = 20000;
const LARGEST_FILE = 4 * 1024 * 1024;

function entryOf(raw) {
  const rating = [1, 2, 3, 4].includes(raw?.rating) ? raw.rating : null;
  const notes = typeof raw?.notes === "string" ? raw.notes.slice(0, LONGEST_NOTES) : "";
  return { rating, notes };
}

function isBlank(entry) {
  return entry.rating === null && entry.notes === "";
}

function sheetOf(entries) {
  const sheet = new Map();
  for (const raw of Array.isArray(entries) ? entries : []) {
    const entry = entryOf(raw);
    if (typeof raw?.slot === "string" && !isBlank(entry)) sheet.set(raw.slot, entry);
  }
  return sheet;
}

/* Whether two sheets say different things of one slot. */
function disagree(one, other) {
  return [...one].some(([slot, entry]) => {
    const there = entryOf(other.get(slot));
    return !isBlank(there) && (there.rating !== entry.rating || there.notes !== entry.notes);
  });
}

function entriesOf(sheet) {
  return [...sheet].map(([slot, entry]) => ({ slot, ...entry }));
}

/* The sheets of one kit in the browser's storage, by candidate. Every method says whether the storage did it. */
class Sheets {
  constructor(kit) {
    this.prefix = `question-tailor:${kit}:`;
    this.currentKey = `question-tailor:${kit}`;
  }

  get current() {
    return attempt(() => localStorage.getItem(this.currentKey)) ?? "";
  }

  set current(label) {
    attempt(() => localStorage.setItem(this.currentKey, label));
  }

  get labels() {
    const keys = attempt(() => Object.keys(localStorage)) ?? [];
    return keys.filter((key) => key.startsWith(this.prefix)).map((key) => key.slice(this.prefix.length)).sort();
  }

  read(label) {
    return sheetOf(attempt(() => JSON.parse(localStorage.getItem(this.prefix + label))));
  }

  write(label, sheet) {
    const text = JSON.stringify(entriesOf(sheet));
    return attempt(() => (localStorage.setItem(this.prefix + label, text), true)) === true;
  }

  remove(label) {
    attempt(() => localStorage.removeItem(this.prefix + label));
  }
}

/* A browser may refuse its storage altogether, or be full. */
function attempt(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}

function jsonFile(kit, candidate, sheet) {
  const entries = kit.questions.map((asked) => ({ ...asked, ...entryOf(sheet.get(asked.slot)) }));
  const saved = { kind: KIND, kit_sha256: kit.sha256, kit: kit.heading, candidate, saved_at: new Date().toISOString(), entries };
  return JSON.stringify(saved, null, 2) + "\n";
}

/* A file as {candidate, sheet}, {otherKit} where it was made of another kit, or null where it is no score sheet. */
function fromFile(text, sha256) {
  const saved = attempt(() => JSON.parse(text));
  if (saved?.kind !== KIND || typeof saved.kit_sha256 !== "string" || !Array.isArray(saved.entries)) return null;
  if (saved.kit_sha256 !== sha256) return { otherKit: saved.kit_sha256.slice(0, 12) };
  const candidate = typeof saved.candidate === "string" ? saved.candidate.trim().slice(0, 80) : "";
  return { candidate, sheet: sheetOf(saved.entries) };
}

function csvFile(kit, candidate, sheet) {
  const head = ["candidate", "slot", "interviewer", "category", "question", "rating", "rating_name", "notes", "kit_sha256"];
  const rows = kit.questions.map((asked) => {
    const { rating, notes } = entryOf(sheet.get(asked.slot));
    const name = rating === null ? "" : kit.ratings[rating - 1];
    return [candidate, asked.slot, asked.interviewer, asked.category, asked.question, rating ?? "", name, notes, kit.sha256];
  });
  const lines = [head, ...rows].map((row) => row.map((cell) => `"${neutral(String(cell)).replaceAll('"', '""')}"`).join(","));
  return "\ufeff" + lines.join("\r\n") + "\r\n";
}

/* A cell that a spreadsheet would run as a formula becomes text; rendering/tables.py has the same rule. */
function neutral(cell) {
  const said = cell.replace(/[^\P{Cc}\n\t]/gu, "");
  const seen = said.replace(/\p{Cf}/gu, "").normalize("NFKC").replace(/^[ \u00a0]+/, "");
  return /^[=+\-@|\t\n]/.test(seen) && seen.trim() ? `'${said}` : said;
}
