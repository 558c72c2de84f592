// Everything that comes from a posting or a model goes in as text, never as markup.
"use strict";

const form = document.getElementById("order");
const part = (id) => document.getElementById(id);
const NAMES = { ceo: "CEO", cfo: "CFO", cto: "CTO", peer: "Other product leaders" };
const HEADERS = { "x-question-tailor": "page" };
let source = null;
let kit = "";

function made(tag, text, className) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
}

function options() {
  const data = new FormData(form);
  const wanted = {
    panel: data.getAll("panel"),
    categories: data.getAll("categories"),
    questions: Number(data.get("questions")),
    minutes: Number(data.get("minutes")),
  };
  for (const name of ["level", "language"]) if (data.get(name)) wanted[name] = data.get(name);
  if (data.get("jurisdictions")) wanted.jurisdictions = [data.get("jurisdictions")];
  return wanted;
}

function fail(text) {
  part("error").textContent = text;
  part("error").hidden = false;
  part("state").textContent = "";
  form.querySelector("button").disabled = false;
}

async function reason(response) {
  try {
    const detail = (await response.json()).detail;
    return typeof detail === "string" ? detail : "The form cannot be read.";
  } catch {
    return `The server answered ${response.status}.`;
  }
}

function filled(item, question) {
  item.replaceChildren();
  item.id = question.slot;
  const head = made("p", `${question.slot} · ${question.category} · ${NAMES[question.interviewer]} · ${question.minutes} min`, "meta");
  const text = made("p", question.text, "text");
  const more = made("details");
  more.append(made("summary", "Why, and on which words it rests"), made("p", question.why));
  for (const quote of question.quotes) more.append(made("blockquote", quote));
  item.append(head, text, more);
  for (const finding of question.findings) item.append(made("p", finding, "finding"));
  const again = made("button", "Another question");
  again.type = "button";
  again.disabled = !part("downloads").childElementCount;
  again.setAttribute("aria-label", `Another question for ${question.slot}`);
  again.addEventListener("click", () => replace(item, question.slot, again));
  item.append(again);
}

function show(question) {
  let item = document.getElementById(question.slot);
  if (!item) {
    item = made("li");
    const after = [...part("questions").children].find((other) => other.id > question.slot);
    part("questions").insertBefore(item, after || null);
  }
  filled(item, question);
  part("state").textContent = `${part("questions").childElementCount} questions so far`;
}

async function replace(item, slot, button) {
  button.disabled = true;
  part("error").hidden = true;
  part("state").textContent = `Looking for another question for ${slot} …`;
  const response = await fetch(`/kits/${kit}/replace/${slot}`, { method: "POST", headers: HEADERS });
  if (!response.ok) {
    button.disabled = false;
    return fail(await reason(response));
  }
  filled(item, await response.json());
  part("state").textContent = `${slot} has another question.`;
  item.querySelector("button").focus();
}

function finished(told) {
  const links = part("downloads");
  links.replaceChildren();
  for (const [kind, name] of [["html", "Open the kit"], ["docx", "Word"], ["md", "Markdown"], ["csv", "CSV"], ["json", "JSON"]]) {
    const link = made("a", name);
    link.href = `/kits/${kit}/kit.${kind}`;
    if (kind === "html") link.target = "_blank";
    links.append(link);
  }
  links.hidden = false;
  for (const button of document.querySelectorAll("#questions button")) button.disabled = false;
  const list = part("findings").querySelector("ul");
  list.replaceChildren(...told.findings.map((finding) => made("li", `${finding.rule}: ${finding.why}`)));
  part("findings").hidden = !told.findings.length;
  part("state").textContent = `${told.questions} questions are ready.`;
  form.querySelector("button").disabled = false;
}

function watch() {
  source = new EventSource(`/kits/${kit}/events`);
  const on = (name, act) => source.addEventListener(name, (event) => act(JSON.parse(event.data)));
  on("asked", (told) => { part("state").textContent = `Asking for ${told.category} …`; });
  on("sent_back", (told) => { part("state").textContent = `${told.slot} is asked for again (${told.rules.join(", ")})`; });
  on("question", show);
  on("finished", (told) => { source.close(); finished(told); });
  on("failed", (told) => { source.close(); fail(told.why); });
  source.onerror = () => { source.close(); fail("The connection was lost. Send the form again."); };
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (source) source.close();
  const data = new FormData(form);
  const body = new FormData();
  for (const name of ["posting", "company", "posting_file", "company_file"]) body.append(name, data.get(name));
  body.append("options", JSON.stringify(options()));
  part("questions").replaceChildren();
  part("downloads").replaceChildren();
  for (const id of ["error", "downloads", "findings"]) part(id).hidden = true;
  part("result").hidden = false;
  part("role").textContent = "";
  part("state").textContent = "Reading …";
  form.querySelector("button").disabled = true;
  const response = await fetch("/kits", { method: "POST", headers: HEADERS, body }).catch(() => null);
  if (!response) return fail("The server cannot be reached.");
  if (!response.ok) return fail(await reason(response));
  const told = await response.json();
  kit = told.kit;
  part("role").textContent = told.role;
  part("state").textContent = told.model ? "Asking the model …" : "Drafting without a model …";
  watch();
});
