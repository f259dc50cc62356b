"use strict";
// Search, filters, sorting, proofs and saving. The rows are in the page as HTML, for all readers,
// and once more as data: what is saved must be the cells of the published CSV. The address says
// what is in view: #affiliation_id&kind=sister&q=words.
(() => {
const table = document.getElementById("table");
function plainly(text) {
try { return decodeURIComponent(text); } catch { return text; }
}
if (!table) {
// The address of a row, or of a city's rows, outlives the day on which the city got a page.
const parts = location.hash.slice(1).split("&").map(plainly);
const city = parts[0].includes("=") ? parts.find((part) => part.startsWith("host="))?.slice(5) : parts[0].split(".")[0];
const page = city && [...document.querySelectorAll(".plain a")].find(
(link) => link.getAttribute("href") === `cities/${city}/index.html`);
if (page) location.replace(page.href + location.hash);
return;
}
const form = document.getElementById("filters");
const count = document.getElementById("count");
const LISTED = "listed";
const FILTERS = ["host", "kind", "country", "status", "review"];
const data = JSON.parse(document.getElementById("rows").textContent);

// Undoes coded() of embedding.py.
function decoded(coded, like) {
const cells = [], seen = [];
let before = "";
for (let at = 0; at < coded.length; at++) {
const told = coded[at];
if (Array.isArray(told)) {
for (let again = told[0]; again > 0; again--) cells.push(before);
continue;
}
const isNumber = typeof told === "number";
if (told === 1) before = like[cells.length];
else if (isNumber && told < 0) before = seen[-told - 1];
else {
before = isNumber ? before.slice(0, told) + coded[++at] : told;
if (!seen.includes(before)) seen.push(before);
}
cells.push(before);
}
return cells;
}
const bodies = [...table.tBodies];
const told = {
affiliation_id: bodies.map((body) => body.id),
source_url: bodies.map((body) => body.querySelector("p a + a").getAttribute("href")),
...Object.fromEntries([["kind", 3], ["established", 4], ["status", 5]].map(([name, at]) => [name, bodies.map((body) => body.rows[0].cells[at].firstChild?.data.trim() ?? "")])),
};
for (const name of data.columns) told[name] ??= decoded(data.cells[name], told[data.like[name]]);
const cells = data.columns.map((name) => told[name]);
const column = (name) => told[name];

// As pipeline/text.py folds names: case, accents, apostrophes and punctuation do not count.
const LETTERS = { ø: "o", ł: "l", ı: "i", đ: "d", æ: "ae", œ: "oe", ð: "d", þ: "th", ħ: "h", ß: "ss" };
function fold(text) {
return text.normalize("NFKD").toLowerCase()
.replace(/([\u0000-\u058f])\p{M}+/gu, "$1")
.replace(/[øłıđæœðþħß]/g, (letter) => LETTERS[letter])
.replace(/['‘’ʻʼ´`′]/g, "")
.replace(/[^\p{L}\p{N}\p{M}]+/gu, " ").trim();
}

const ties = column("affiliation_id").map((id, at) => {
const body = bodies[at];
const proof = body.rows[1];
const button = document.createElement("button");
button.type = "button";
button.textContent = "Proof";
const link = document.createElement("a");
link.href = `#${id}`;
const head = body.querySelector("th");
button.setAttribute("aria-label", `Proof: ${head.firstChild.data.trimEnd()}`);
link.append(head.firstChild.data.trimEnd());
head.firstChild.replaceWith(link, " ");
proof.id = `proof-${at}`;
button.setAttribute("aria-controls", proof.id);
body.rows[0].lastElementChild.append(button);
const words = ["host_city", "partner_city", "partner_region", "partner_country", "name_as_stated", "region_as_stated", "country_as_stated", "kind", "status", "established", "expires"].map((name) => column(name)[at]);
words.push(...[...body.querySelectorAll("q")].map((quote) => quote.textContent));
return { id, at, body, proof, button, link, text: fold(words.join(" ")), isChanged: !!body.querySelector(".proof ul"), isShown: true };
});
const byId = new Map(ties.map((tie) => [tie.id, tie]));
let sorting = { key: "", down: false };
let further = {}; // since=1957: the filters that have no field of the form
let here = "";

function open(tie, isOpen) {
tie.proof.hidden = !isOpen;
tie.button.setAttribute("aria-expanded", isOpen);
}

function passes(tie, chosen) {
const is = (name) => column(name)[tie.at];
const review = is("review") ? is("review").split(";") : [];
// Who searches for a lapsed tie finds it; else such ties are one click away.
const status = { "": is("status") === LISTED || chosen.q !== "", all: true, lapsed: is("status") !== LISTED };
const doubt = { "": true, look: review.length > 0, sound: !review.length, changed: tie.isChanged };
return chosen.q.split(" ").every((word) => tie.text.includes(word))
&& (!chosen.host || is("source_id") === chosen.host)
&& (!chosen.kind || is("kind") === chosen.kind)
&& (!chosen.country || is("partner_country_code") === chosen.country)
&& (status[chosen.status] ?? is("status") === chosen.status)
&& (doubt[chosen.review] ?? review.includes(chosen.review))
&& (!further.since || is("established").startsWith(further.since));
}

function chosenNow() {
const chosen = { q: fold(form.q.value) };
for (const name of FILTERS) chosen[name] = form[name].value;
return chosen;
}

function show() {
const chosen = chosenNow();
let shown = 0, lapsed = 0;
for (const tie of ties) {
tie.isShown = passes(tie, chosen);
if (!tie.isShown && !chosen.status && passes(tie, { ...chosen, status: "lapsed" })) lapsed++;
// The row that the address names is in view, whatever the filters say.
tie.body.hidden = !tie.isShown && tie.id !== here;
shown += tie.isShown;
tie.body.classList.toggle("here", tie.id === here);
}
const isAll = !chosen.q && !further.since && FILTERS.every((name) => !chosen[name]);
document.documentElement.classList.toggle("all", isAll);
count.replaceChildren(`${shown} of ${ties.length} ${ties.length === 1 ? "tie" : "ties"}`);
if (further.since) {
count.append(` that began in ${further.since} `, made("any year", () => { further = {}; changed(); }));
}
if (ties.some((tie) => tie.isShown && !chosen.status && column("status")[tie.at] !== LISTED)) count.append(", lapsed ones among them");
if (lapsed) {
const said = lapsed === 1 ? "1 lapsed tie is not shown" : `${lapsed} lapsed ties are not shown`;
count.append(`; ${said} `, made("Show lapsed", () => { form.status.value = "all"; changed(); form.status.focus(); }));
}
marks();
}

function made(words, action) {
const button = document.createElement("button");
button.type = "button";
button.textContent = words;
button.addEventListener("click", action);
return button;
}

// On the map, places none of whose ties are in view step back.
function marks() {
const places = column("partner_geoname_id");
const seen = new Set(ties.filter((tie) => !tie.body.hidden).map((tie) => places[tie.at]));
for (const dot of document.querySelectorAll("circle[id]")) {
const id = dot.id.slice(1);
dot.classList.toggle("dim", !seen.has(id));
dot.classList.toggle("on", !!here && places[byId.get(here).at] === id);
}
}

function sort() {
const values = sorting.key && column(sorting.key);
const order = [...ties].sort((one, other) => {
if (!values) return one.at - other.at;
const [a, b] = [values[one.at], values[other.at]];
if (!a !== !b) return a ? -1 : 1; // what is not known comes last, either way
const way = a < b && sorting.key === "established" ? -1 : a > b && sorting.key === "established" ? 1 : a.localeCompare(b, "en");
return (sorting.down ? -way : way) || one.at - other.at;
});
table.append(...order.map((tie) => tie.body));
for (const head of table.tHead.rows[0].cells) {
if (head.dataset.key === sorting.key && sorting.key) head.setAttribute("aria-sort", sorting.down ? "descending" : "ascending");
else head.removeAttribute("aria-sort");
}
}

// The address

function address() {
const parts = here ? [here] : [];
const wanted = { q: form.q.value.trim(), ...Object.fromEntries(FILTERS.map((name) => [name, form[name].value])), ...further, sort: sorting.key && (sorting.down ? "-" : "") + sorting.key };
for (const [name, value] of Object.entries(wanted)) if (value) parts.push(`${name}=${encodeURIComponent(value)}`);
history.replaceState(null, "", parts.length ? `#${parts.join("&")}` : location.pathname + location.search);
}

function changed() {
show();
address();
}

function read() {
const parts = location.hash.slice(1).split("&");
const isOurs = parts.some((part) => part.includes("=")) || byId.has(plainly(parts[0])) || parts[0] === "";
if (!isOurs) {
// A dot: all of the map comes into view with it.
const spot = document.getElementById(parts[0]);
if (spot instanceof SVGElement) spot.closest("figure").scrollIntoView();
else if (plainly(parts[0]).includes(".")) count.append("; the tie that the address names is not here");
return;
}
const told = Object.fromEntries(parts.filter((part) => part.includes("=")).map((part) => [part.slice(0, part.indexOf("=")), plainly(part.slice(part.indexOf("=") + 1))]));
form.q.value = told.q ?? "";
for (const name of FILTERS) {
form[name].value = told[name] ?? "";
if (form[name].selectedIndex < 0) form[name].value = "";
}
if (!column("source_id").includes(form.host.value)) form.host.value = "";
// A year is one of the page's own bars: all its ties count, lapsed ones too.
further = told.since ? { since: told.since } : {};
if (told.since && !told.status) form.status.value = "all";
const key = (told.sort ?? "").replace(/^-/, "");
sorting = { key: data.columns.includes(key) ? key : "", down: (told.sort ?? "").startsWith("-") };
const row = plainly(parts[0]);
here = byId.has(row) ? row : "";
sort();
show();
if (here) {
open(byId.get(here), true);
byId.get(here).body.scrollIntoView();
} else if (parts.some((part) => part.includes("="))) {
document.getElementById("ties").scrollIntoView();
}
}

// Saving

function csvCell(cell) {
return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function save() {
const rows = [...table.tBodies].map((body) => byId.get(body.id)).filter((tie) => tie.isShown);
const lines = [data.columns, ...rows.map((tie) => cells.map((column) => column[tie.at]))];
const text = lines.map((line) => line.map(csvCell).join(",") + "\n").join("");
const link = document.createElement("a");
link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
link.download = rows.length === ties.length ? "affiliations.csv" : "affiliations-in-view.csv";
link.click();
setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// Events

for (const tie of ties) {
open(tie, false);
const toggle = (event) => {
event.preventDefault();
const isOpen = tie.proof.hidden;
open(tie, isOpen);
here = isOpen ? tie.id : here === tie.id ? "" : here;
changed();
};
tie.button.addEventListener("click", toggle);
tie.link.addEventListener("click", toggle);
}
for (const head of table.tHead.rows[0].cells) {
if (!head.dataset.key) continue;
const button = made(head.textContent, () => {
sorting = { key: head.dataset.key, down: sorting.key === head.dataset.key && !sorting.down };
sort();
address();
});
head.replaceChildren(button);
}
let isAllOpen = false;
const openAll = document.getElementById("open-all");
openAll.addEventListener("click", () => {
isAllOpen = !isAllOpen;
for (const tie of ties) open(tie, isAllOpen);
openAll.textContent = isAllOpen ? "Close all proofs" : "Open all proofs";
});
document.getElementById("clear").addEventListener("click", () => {
form.reset();
form.host.value = ""; // a page of one city has it hidden, and resetting spares what is hidden
further = {};
here = "";
changed();
});
document.getElementById("save").addEventListener("click", save);
form.addEventListener("input", changed);
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", read);
form.hidden = false;
read();
show();
})();
