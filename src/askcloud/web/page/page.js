// The page of `askcloud serve`: asks the server, and shows what it answers. What comes from a note is put into the page
// as text, never as markup, and nothing is fetched from elsewhere but a video that somebody plays.

const FILTERS = ["channel", "tag", "since", "before", "video"];
const VISIT = String(performance.timeOrigin); // tells the history entries of this visit from those of an earlier one
const GONE =
  "The server does not answer. It was probably stopped: start it with “askcloud serve” and open the address it prints.";

const by = (id) => document.getElementById(id);
const [form, question, conversation, source, stage, note] = "ask question conversation source stage note"
  .split(" ")
  .map(by);

const turns = []; // questions of this visit, oldest first: {asked, answer, node, moments}
let shown = -1; // the last turn that is shown; those behind it are hidden after a step back
let picked = null; // the moment that player and note show (see `momentAt`)
let playing = null; // the moment that is being played
let reading = ""; // what the note panel shows, so that an answer that comes too late is dropped

// --- elements and words ----------------------------------------------------------------------------------------------

/** Characters that hide text or change its direction, as the terminal's output replaces them. */
const UNSAFE = /[\0-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u061c\ufeff]/g;
const clean = (text) => String(text).replace(UNSAFE, (sign) => ("\t\n".includes(sign) ? " " : "\ufffd"));

/** Make an element; functions become listeners, strings become text, and what is null or false is left out. */
function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (isGiven(value)) element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(2)) {
    if (child instanceof Node) element.append(child);
    else if (isGiven(child)) element.append(clean(child));
  }
  return element;
}

const isGiven = (value) => value !== null && value !== undefined && value !== false;

/** Return whether a link is opened elsewhere by its browser: in another tab or window. */
const opensElsewhere = (event) => event.ctrlKey || event.metaKey || event.shiftKey;

/** Return an address that is safe to link to, else null: a note cannot make a link of another kind. */
function linkable(address) {
  try {
    const { protocol } = new URL(address, location.href);
    return ["http:", "https:", "obsidian:"].includes(protocol) ? address : null;
  } catch {
    return null;
  }
}

const plural = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
const joined = (parts, sign = "\u00a0· ") => parts.filter(Boolean).join(sign);
const numeral = (value) => String(value).padStart(2, "0");

/** Return a time as people write it: `1:03`, `1:01:03`. */
function clock(seconds) {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${numeral(minutes)}:${numeral(seconds % 60)}` : `${minutes}:${numeral(seconds % 60)}`;
}

/** Return the time of a citation, `~21:03` if it is not exact; `line 12` of a note that is its own medium. */
function momentOf({ seconds, time_trust: trust, line, video_id: video, media }) {
  if (seconds === null || seconds === undefined) return video || media ? "" : `line ${line}`;
  return (trust === "exact" ? "" : "~") + clock(seconds);
}

function ago(time) {
  const seconds = (Date.now() - Date.parse(time)) / 1000;
  if (Number.isNaN(seconds)) return "at an unknown time";
  for (const [length, unit] of [[86400, "day"], [3600, "hour"], [60, "minute"]])
    if (seconds >= length) return `${plural(Math.floor(seconds / length), unit)} ago`;
  return "just now";
}

const LIKELIHOODS = {
  likely: "Likely answer.",
  possible: "Possible answer: check the source.",
  weak: "Weak match: this may not answer your question.",
};
const CLOSEST = "Closest matches (none of them answers the question):";
const REFUSED = "Ask in other words, or with fewer filters; put words in quotes to search for exactly these.";

const statusLine = ({ likelihood, reason, missing }) =>
  joined([...(likelihood ? [LIKELIHOODS[likelihood]] : ["No answer found.", reason]), missing], " ");

/** Return how much the notes say about a topic. */
function coverageNote({ notes, media, main, main_notes: most }) {
  const about = media ? ` about ${plural(media, "video")}` : "";
  return plural(notes, "note") + about + (main ? `, ${most} of them about “${main}”` : "");
}

const correctionNote = (fixes) =>
  `Showing results for ${fixes.map((fix) => `“${fix.to}” instead of “${fix.from}”`).join(", ")}`;

/** Return who else says the same. */
function corroboration({ also_in: also, agreeing, ...cited }) {
  const noteOnly = [cited, ...agreeing].some((each) => !each.video_id && !each.media);
  const others = also.length ? `also in ${plural(also.length, "other note")}` : "";
  const videos = agreeing.length ? `${agreeing.length + 1} ${noteOnly ? "notes" : "videos"} say this` : "";
  return joined([others, videos], ", ");
}

// --- the server ------------------------------------------------------------------------------------------------------

/** Return what the server answers; its problems, and a server that is gone, are errors whose message is a sentence. */
async function fetched(path, options) {
  let response;
  try {
    response = await fetch(path, { headers: { Accept: "application/json" }, ...options });
  } catch {
    throw new Error(GONE);
  }
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  throw new Error(problemOf({ title: `The server answered with the status ${response.status}.`, ...body }));
}

const problemOf = ({ title, detail, hint }) => joined([detail || title, hint], " ");

/** Return what is asked as the parameters of an address; several tags stand between commas in their field. */
function parameters({ q, after, exact, filters }) {
  const query = new URLSearchParams({ q });
  if (after) query.set("after", after);
  for (const [name, value] of Object.entries(filters))
    for (const each of name === "tag" ? value.split(",") : [value]) if (each.trim()) query.append(name, each.trim());
  if (exact) query.set("exact", "1");
  return query;
}

function filtersOfForm() {
  return Object.fromEntries(FILTERS.map((name) => [name, form.elements[name].value.trim()]));
}

function fillFilters(filters) {
  for (const name of FILTERS) form.elements[name].value = filters[name] || "";
  by("unfilter").hidden = !FILTERS.some((name) => form.elements[name].value);
}

function askedOf(address) {
  const query = new URLSearchParams(address);
  const filters = Object.fromEntries(FILTERS.map((name) => [name, query.getAll(name).join(", ")]));
  return { q: query.get("q") || "", after: query.get("after") || "", exact: query.has("exact"), filters };
}

// --- asking ----------------------------------------------------------------------------------------------------------

/** Ask a question: a new turn of the conversation, drawn when its answer arrives. */
async function ask(asked, { remember = true } = {}) {
  const query = parameters(asked);
  if (by("status").className) update(); // a missing index is built
  const answering = fetched(`/api/ask?${query}`).catch((error) => ({ problem: error.message }));
  for (const dropped of turns.splice(shown + 1)) dropped.node.remove();
  const place = turns.length;
  const heading = el("h2", { class: "asked", id: `turn-${place}` }, asked.q);
  const node = el("article", { class: "turn", "aria-labelledby": heading.id, "aria-busy": "true" }, heading);
  const turn = { asked, node, moments: [], answer: null };
  const waiting = el("p", { class: "waiting" }, "Searching…");
  node.append(waiting);
  turns.push(turn);
  conversation.append(node);
  if (remember) history.pushState({ visit: VISIT, turn: place }, "", `/?${query}`);
  showTurns(place);
  const answer = await answering;
  waiting.remove();
  node.removeAttribute("aria-busy");
  if (answer.problem) node.append(el("p", { class: "problem" }, answer.problem));
  else draw(Object.assign(turn, { answer }));
  if (shown !== place || turns[place] !== turn) return; // somebody went back meanwhile
  showFirst(turn);
  say(answer.problem || spoken(answer));
  node.scrollIntoView({ block: "start" });
}

/** Ask what is typed; with only a filter changed, ask the question before again. */
function submit() {
  const before = turns[shown];
  const typed = question.value.trim();
  const filters = filtersOfForm();
  if (typed) ask({ q: typed, after: before?.answer ? before.answer.understood || before.asked.q : "", filters });
  else if (before && FILTERS.includes(document.activeElement.name)) ask({ ...before.asked, filters });
  else return question.focus();
  question.value = "";
}

/** Ask the last question as it was typed: by itself, and with no spelling corrected. */
function askAsTyped(turn = turns[shown]) {
  if (turn) ask({ q: turn.asked.q, after: "", exact: true, filters: turn.asked.filters });
}

/** Show the turns up to one, as a step through the history wants it; the first screen where there is none. */
function showTurns(last) {
  shown = last;
  turns.forEach((turn, place) => (turn.node.hidden = place > last));
  by("start").hidden = last >= 0;
  setTitle(last >= 0 && turns[last].asked.q);
  arrange();
}

function setTitle(about) {
  document.title = about ? `${clean(about)} · askcloud` : "askcloud";
}

/** Let the style know what there is to arrange: answers, a source, or a note alone. */
function arrange() {
  source.hidden = stage.hidden && note.hidden;
  document.body.classList.toggle("conversing", shown >= 0);
  document.body.classList.toggle("sourced", !source.hidden);
  document.body.classList.toggle("reading", shown < 0 && !note.hidden);
}

function say(text) {
  by("said").textContent = clean(text);
}

// --- answers ---------------------------------------------------------------------------------------------------------

function draw(turn) {
  const { answer, node } = turn;
  const mark = answer.likelihood || "none";
  node.append(el("p", { class: `verdict ${mark}` }, statusLine(answer)));
  for (const remark of remarksOf(turn)) node.append(remark);
  if (!answer.answered) node.append(el("p", { class: "remark" }, REFUSED, answer.evidence.length > 0 && ` ${CLOSEST}`));
  const compares = answer.evidence.some((each) => each.side);
  const folds = answer.answered && !compares && !answer.coverage;
  let list = null;
  let side = "";
  answer.evidence.forEach((evidence, index) => {
    if ((evidence.side || "") !== side) {
      side = evidence.side || "";
      node.append(el("h3", { class: "side" }, side));
      list = null;
    }
    if (!list || (folds && index === 1)) {
      list = el("ol", { class: "results", start: index + 1 });
      const others = answer.evidence.length - index;
      const summary = el("summary", null, plural(others, "more result"));
      node.append(folds && index ? el("details", { class: "more" }, summary, list) : list);
    }
    list.append(resultOf(evidence, index, turn));
  });
  if (answer.answered) node.append(copyAnswer(turn));
}

/** Show the source of an answer's first moment, of a list that of its best item; nothing where there is none. */
function showFirst(turn, options) {
  const { moments, answer } = turn;
  if (moments.length) pick(moments.find((each) => each.quote === answer.evidence[0].quote) || moments[0], options);
  else forgetSource();
}

/** Return what was searched where that differs from what was typed. */
const changesOf = ({ understood, corrections }) =>
  [understood && `Understood as: ${understood}`, corrections.length && correctionNote(corrections)].filter(Boolean);

/** Yield the lines above an answer. */
function* remarksOf(turn) {
  const { coverage } = turn.answer;
  if (coverage) yield el("p", { class: "remark" }, coverageNote(coverage));
  for (const change of changesOf(turn.answer)) {
    const typed = el("button", { type: "button", click: () => askAsTyped(turn) }, "Ask as typed");
    yield el("p", { class: "remark" }, `${change} `, typed);
  }
}

/** Return what a live region reads of an answer. */
function spoken(answer) {
  const first = answer.evidence[0];
  if (!first) return statusLine(answer);
  const items = first.items?.map((item) => item.quote);
  const text = items ? joined([first.context, ...items], " ") : `“${first.quote}”`;
  const cited = joined([first.video_title || first.title, first.channel, momentOf(first)], ", ");
  const others = answer.evidence.length - 1;
  const closest = answer.answered ? "" : CLOSEST;
  return joined([statusLine(answer), closest, text, `${cited}.`, others && `${plural(others, "more result")}.`], " ");
}

/** Return a result: context, quote or list, what follows it, and where it is from. */
function resultOf(evidence, index, turn) {
  const node = el("li", { class: "result", tabindex: "-1" });
  const moment = { ...momentAt(evidence, evidence), evidence, node };
  const body = evidence.items ? listOf(evidence, turn) : quoteOf(evidence);
  const follows = index || !turn.answer.answered ? [] : followersOf(evidence, turn.answer.evidence);
  node.append(...body, ...follows, citation(moment), ...corroborated(evidence));
  if (!evidence.items) add(moment, turn);
  return node;
}

/** Return the sentences after a quote, without those that are results by themselves; none for a list. */
function followersOf(evidence, results) {
  if (evidence.items) return [];
  const said = new Set(results.flatMap((each) => [each, ...(each.items || [])]).map((each) => each.quote));
  return evidence.following
    .filter(({ quote }) => !said.has(quote))
    .map((each) => {
      const lead = each.context && `${each.context} › `;
      return el("p", { class: "follows" }, lead, each.quote, " ", timeOf(momentAt(each, evidence)));
    });
}

function quoteOf({ context, quote }) {
  const said = el("blockquote", { class: "quote" }, `“${quote}”`);
  return context ? [el("p", { class: "context" }, `${context} ›`), said] : [said];
}

/** Return a list: its lead-in and its items, of more than six the first five, with the others folded. */
function listOf(evidence, turn) {
  const { context, items, more_items: more } = evidence;
  const open = items.length > 6 ? 5 : items.length;
  let above = "";
  const rows = items.map((item) => {
    const node = el("li", { class: "item", tabindex: "-1" });
    const moment = { ...momentAt(item, evidence), evidence, node };
    if (item.context && item.context !== above) node.append(el("span", { class: "context" }, `${item.context} › `));
    above = item.context;
    node.append(el("span", { class: "said" }, item.quote), " ", timeOf(moment));
    add(moment, turn);
    return node;
  });
  const parts = [el("p", { class: "lead" }, context), el("ul", { class: "items" }, rows.slice(0, open))];
  if (open < rows.length) {
    const summary = el("summary", null, plural(rows.length - open, "more item"));
    parts.push(el("details", { class: "more" }, summary, el("ul", { class: "items" }, rows.slice(open))));
  }
  if (more) parts.push(el("p", { class: "remark" }, `… and ${plural(more, "more item")}`));
  return parts;
}

/** Return a moment: what a claim of a piece of evidence needs to be played, shown in its note and copied. */
function momentAt(claim, evidence) {
  const web = claim.web || evidence.web || {};
  return {
    quote: claim.quote,
    line: claim.line,
    moment: momentOf({ ...evidence, ...claim }),
    trust: claim.time_trust,
    url: linkable(claim.url) && claim.url,
    play: web.play || null,
    note: web.note || "",
    path: evidence.note,
    title: evidence.video_title || evidence.title,
    channel: evidence.channel,
  };
}

function add(moment, turn) {
  moment.turn = turn;
  turn.moments.push(moment);
  moment.node.addEventListener("click", (event) => {
    if (!event.target.closest("a, button, summary") && getSelection().isCollapsed) pick(moment);
  });
  moment.node.addEventListener("focus", () => picked === moment || pick(moment));
}

/** Return the time of a moment as a link, which plays it here where that is possible. */
function timeOf(moment) {
  const here = moment.play && moment.play.kind !== "link";
  const address = moment.url || (moment.play && linkable(moment.play.url)) || moment.note;
  const open = (event) => {
    if (opensElsewhere(event) || moment.play?.kind === "link") return;
    event.preventDefault();
    if (here) play(moment);
    else readNote(moment);
  };
  const elsewhere = /^\/(?!\/)/.test(address) ? {} : { target: "_blank", rel: "noreferrer" };
  const does = here ? "Play" : "Open";
  const title = joined([does, moment.moment], " ");
  return el("a", { class: "time", href: address, title, ...elsewhere, click: open }, moment.moment || does);
}

/** Return the line below a quote: its time, title and channel, how far the time is trusted, and what to do with it. */
function citation(moment) {
  const trusted = moment.trust !== "none" && el("span", { class: "trust" }, `${moment.trust} time`);
  const about = [moment.channel, trusted].filter(Boolean).flatMap((part) => ["\u00a0· ", part]);
  const read = moment.note && el("a", { href: moment.note, click: opening(moment) }, "Note");
  const copied = el("button", { type: "button", click: (event) => copy(moment, event.target) }, "Copy");
  const doing = el("span", { class: "doing" }, read, copied);
  return el("p", { class: "source" }, timeOf(moment), " ", el("cite", null, moment.title), about, doing);
}

/** Return what opens the note of a moment on this page when its link is clicked. */
function opening(moment) {
  return (event) => {
    if (opensElsewhere(event)) return;
    event.preventDefault();
    readNote(moment);
  };
}

/** Return who else says the same, folded: other notes on the video, and other videos. */
function corroborated(evidence) {
  if (!evidence.also_in.length && !evidence.agreeing.length) return [];
  const notes = evidence.also_in.map((path) => {
    const address = `/note/${path.split("/").map(encodeURIComponent).join("/")}`;
    return el("li", null, el("a", { href: address, click: opening({ note: address }) }, path));
  });
  const others = evidence.agreeing.map((cited) => {
    const moment = momentAt(cited, cited);
    return el("li", null, timeOf(moment), " ", joined([moment.title, moment.channel]));
  });
  const summary = el("summary", null, corroboration(evidence));
  return [el("details", { class: "agreeing" }, summary, el("ul", null, notes, others))];
}

// --- the moment that is shown ----------------------------------------------------------------------------------------

/** Show a moment beside the answers: its place in the player, and the note around it. */
function pick(moment, { focus = false } = {}) {
  if (picked?.node) {
    picked.node.removeAttribute("aria-current");
    picked.node.tabIndex = -1;
    picked.node.closest(".result").classList.remove("picked");
  }
  picked = moment;
  moment.node.closest(".result").classList.add("picked");
  moment.node.setAttribute("aria-current", "true");
  moment.node.tabIndex = 0;
  const fold = moment.node.closest("details");
  if (fold) fold.open = true;
  if (focus) {
    moment.node.focus({ preventScroll: true });
    moment.node.scrollIntoView({ block: "nearest" });
  }
  showPlayer();
  if (moment.note) loadNote(moment.note, moment);
}

/** Go to the result before or after the one that is shown, through the whole conversation. */
function step(direction) {
  const moments = turns.slice(0, shown + 1).flatMap((turn) => turn.moments);
  const place = moments.indexOf(picked);
  const focused = picked?.node?.contains(document.activeElement);
  const next = moments[focused ? place + direction : Math.max(place, 0)];
  if (next) pick(next, { focus: true });
}

/** Show no source any more, but what is being played. */
function forgetSource() {
  picked = null;
  reading = "";
  note.hidden = true;
  showPlayer();
}

// --- the player ------------------------------------------------------------------------------------------------------

/** Draw the player's place for the moment that is shown; what is being played is not interrupted by another. */
function showPlayer() {
  if (!playing) stage.replaceChildren(...(picked?.play ? [poster(picked)] : []));
  else {
    stage.querySelector(".next")?.remove();
    if (picked?.play && picked !== playing)
      stage.append(el("p", { class: "next" }, posterLink(picked, "", joined([`Play ${picked.moment}`, picked.title]))));
  }
  stage.hidden = !stage.childElementCount;
  arrange();
}

/** Return the picture of a moment before it is played, drawn by this page: nothing is fetched for it. */
function poster(moment) {
  const sign = el("span", { class: "sign", "aria-hidden": "true" });
  const what = el("span", { class: "what" }, el("strong", null, moment.title), el("span", null, moment.channel));
  const does = moment.play.kind === "link" ? "Open in a new tab" : "Play";
  const when = el("span", { class: "when" }, `${does} `, el("b", null, moment.moment));
  const node = posterLink(moment, "poster", sign, what, when);
  const hue = [...moment.title].reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)) % 360, 7);
  node.style.setProperty("--hue", hue); // each video has its own, so that a change is seen
  return node;
}

function posterLink(moment, name, ...parts) {
  if (moment.play.kind === "link")
    return el("a", { class: name, href: linkable(moment.play.url), target: "_blank", rel: "noreferrer" }, ...parts);
  return el("button", { class: name, type: "button", click: () => play(moment) }, ...parts);
}

/** Play a moment here; what cannot be played here is opened in a tab of its own. */
function play(moment) {
  const player = moment?.play && playerOf(moment);
  if (!player) return;
  if (moment.node && picked !== moment && turns[shown]?.moments.includes(moment)) pick(moment);
  playing = moment;
  const close = el("button", { type: "button", click: stop }, "Close player");
  const now = el("p", { class: "now" }, el("span", null, joined([moment.moment, moment.title])), close);
  stage.replaceChildren(player, now);
  stage.hidden = false;
  arrange();
  if (isNarrow()) stage.scrollIntoView({ block: "start" });
  say(`Playing ${moment.title} at ${moment.moment}`);
}

function stop() {
  playing = null;
  showPlayer();
}

/** Return what plays a moment on this page: YouTube's player without cookies, or the browser's own for a file. */
function playerOf({ play: { kind, id, url, seconds }, title }) {
  const start = Math.max(0, Math.floor(seconds || 0));
  if (kind === "youtube" && /^[\w-]{11}$/.test(id))
    return el("iframe", {
      src: `https://www.youtube-nocookie.com/embed/${id}?start=${start}&autoplay=1`,
      title: `Video: ${clean(title)}`,
      allow: "autoplay; fullscreen; encrypted-media; picture-in-picture",
      referrerpolicy: "strict-origin-when-cross-origin",
    });
  if (kind === "media" && url?.startsWith("/media/")) {
    const sound = /\.(mp3|m4a|m4b|aac|ogg|oga|opus|wav|flac)$/i.test(url);
    const sorry = el("p", { class: "problem" }, "This browser cannot play the file.");
    const failed = (event) => event.target.replaceWith(sorry);
    return el(sound ? "audio" : "video", { src: `${url}#t=${start}`, controls: true, autoplay: true, error: failed });
  }
  const address = kind === "link" && linkable(url);
  if (address) window.open(address, "_blank", "noreferrer");
  return null;
}

// --- the note --------------------------------------------------------------------------------------------------------

/** Go to the note of a moment, which gets an address of its own. */
async function readNote(moment) {
  if (!moment?.note) return;
  if (moment.node && moment.turn && picked !== moment) pick(moment);
  const state = { visit: VISIT, turn: shown, note: moment.note, quote: moment.quote, line: moment.line };
  if (location.pathname + location.hash !== moment.note) history.pushState(state, "", moment.note);
  reading = ""; // its file may have changed
  await loadNote(moment.note, moment);
  goToNote();
}

function goToNote() {
  const mark = note.querySelector("mark");
  note.focus({ preventScroll: true });
  if (isNarrow()) (mark || note).scrollIntoView({ block: mark ? "center" : "start" });
}

const isNarrow = () => !matchMedia("(min-width: 60rem)").matches;

/** Load a note into its panel, with the claim marked and in view. */
async function loadNote(address, { quote = "", line = 0 } = {}) {
  const wanted = `${address} ${line} ${quote}`;
  if (reading === wanted && !note.hidden) return;
  reading = wanted;
  const [path, place = ""] = address.split("#");
  const query = new URLSearchParams(place);
  if (line) query.set("line", line);
  if (quote && quote.length <= 1000) query.set("quote", quote);
  let [page, parts] = [null, []];
  try {
    page = await fetched(`/api/notes/${path.replace(/^\/note\//, "")}?${query}`);
    parts = drawnNote(page, address);
  } catch (error) {
    parts = [el("p", { class: "problem" }, error.message)];
  }
  if (reading !== wanted) return;
  note.replaceChildren(...parts);
  note.hidden = false;
  if (location.pathname.startsWith("/note/")) setTitle(page?.title);
  if (!picked && page?.play) picked = momentOfNote(page, Number(query.get("t")) || 0); // the note alone was opened
  showPlayer();
  const mark = note.querySelector("mark");
  note.scrollTop = 0; // the panel alone is moved, not the page
  const [top, of] = [note, mark || note].map((each) => each.getBoundingClientRect().top);
  note.scrollTop = of - top - note.clientHeight / 3;
}

/** Return what the panel of a note shows. */
function drawnNote(page, address) {
  const about = el("p", null, joined([page.channel, page.video_title !== page.title && page.video_title]));
  const here = el("a", { href: address, title: "Address of this place in the note" }, page.path);
  const head = el("header", null, el("h2", null, page.title), about, el("p", { class: "path" }, here));
  const cut = (count, where) => (count ? [el("p", { class: "cut" }, `… ${plural(count, "character")} ${where}`)] : []);
  const blocks = page.blocks.map((block) => blockNode(block, page));
  return [head, ...cut(page.above, "above"), ...blocks, ...cut(page.below, "below")];
}

/** Return a block of a note, with the claim in it marked. */
function blockNode(block, page) {
  const { kind, level, seconds, text, parts } = block;
  const shown = parts ? [parts[0], el("mark", null, parts[1]), parts[2]] : [text];
  if (kind === "heading") return el("h3", null, shown);
  const time = seconds !== null && noteTime(seconds, page);
  const node = el("p", { class: `block ${kind}` }, time, shown);
  node.style.setProperty("--level", Math.min(6, level));
  return node;
}

/** Return the time of a block, which plays it where the note's medium can be played here. */
function noteTime(seconds, page) {
  const time = clock(seconds);
  if (!page.play) return el("span", { class: "time" }, time);
  const moment = momentOfNote(page, seconds);
  return el("button", { class: "time", type: "button", title: `Play at ${time}`, click: () => play(moment) }, time);
}

/** Return what plays the medium of a note at a second. */
function momentOfNote({ play: where, video_title: video, title, channel }, seconds) {
  return { play: { ...where, seconds }, moment: clock(seconds), title: video || title, channel };
}

// --- copying ---------------------------------------------------------------------------------------------------------

/** What is escaped, and what is made code as it would become a link: as `output/markdown.py`, which says why. */
const WORD = String.raw`\p{L}\p{N}_`;
const OF_ADDRESS = `(?:[${WORD}.~/?#!$&'*+,;=@-]|%[0-9A-Fa-f]{2}|:(?!:))`;
const LINKED = [
  `(?:[A-Za-z][${WORD}+.-]{0,30}:)?//${OF_ADDRESS}{0,2000}`,
  `[Ww]{3}\\.${OF_ADDRESS}{1,2000}`,
  `[${WORD}.+-]{0,64}@[${WORD}.@+-]{1,300}`,
  `(?:[${WORD}.-]{1,40}/[${WORD}.-]{1,100})?#[0-9]{1,10}(?![${WORD}])`,
  ":[a-z0-9_+-]{0,30}[a-z][a-z0-9_+-]{0,30}(?::(?![:/])|(?=::))",
];
const SIGNS = String.raw`[\\\x60*_\[\]<>#|~$!&=^+{}\-]|:(?=[:/])|(?<=:):|%(?=[%>}])|(?<=[%<{])%|\((?=\()|(?<=\()\(|\)(?=\))|(?<=\))\)`;
let markup = null; // compiled when something is copied

/** Return the text as nothing but text in Markdown. */
function escaped(text) {
  markup ||= new RegExp(`(?<linked>(?:${LINKED.join("|")})+)|${SIGNS}`, "gu");
  const plain = clean(text).replace(markup, (sign, linked) => (linked ? `\`${linked}\`` : `\\${sign}`));
  return plain.replace(/^(\s*[0-9]{1,9})([.)])/, "$1\\$2"); // the number of a list's item
}

function markdownSource({ url, title, moment, channel, path, line }) {
  const label = escaped(joined([title, moment], ", "));
  const link = url ? `[${label}](${url.replace(/[()\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)})` : label;
  return [link, escaped(channel), escaped(`${path}:${line}`)].filter(Boolean).join(" · ");
}

/** Return a quote or list as a block quote of Markdown with its source. */
function markdownOf(moment) {
  const { items, context, more_items: more } = moment.evidence;
  const rows = items ? items.map((item) => `* ${escaped(item.quote)}`) : [escaped(moment.quote)];
  if (more) rows.push("", `… and ${plural(more, "more item")}`);
  if (context) rows.unshift(items ? escaped(context) : `${escaped(context)} ›`, "");
  return [...rows, "", `— ${markdownSource(moment)}`].map((row) => `> ${row}`.trimEnd()).join("\n");
}

function copyAnswer(turn) {
  const { question: asked, evidence, coverage } = turn.answer;
  const whole = (event) => {
    const remarks = [statusLine(turn.answer), coverage && coverageNote(coverage), ...changesOf(turn.answer)];
    const quotes = evidence.flatMap((each, place) => {
      const side = each.side && each.side !== evidence[place - 1]?.side && `### ${escaped(each.side)}`;
      return [side, markdownOf({ ...momentAt(each, each), evidence: each })];
    });
    const parts = [`## ${escaped(asked)}`, ...remarks.filter(Boolean).map(escaped), ...quotes.filter(Boolean)];
    copyText(parts.join("\n\n"), event.target);
  };
  return el("p", { class: "doing" }, el("button", { type: "button", click: whole }, "Copy answer as Markdown"));
}

const copy = (moment, button) => copyText(markdownOf(moment), button);

async function copyText(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    say("Copied as Markdown.");
  } catch {
    return say("The browser did not allow copying.");
  }
  if (!button || button.dataset.label) return;
  button.dataset.label = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => {
    button.textContent = button.dataset.label;
    delete button.dataset.label;
  }, 1500);
}

// --- the index -------------------------------------------------------------------------------------------------------

async function showStatus() {
  const line = by("status");
  try {
    const status = await fetched("/api/status");
    const changed = status.changed ? ` · ${plural(status.changed, "note")} changed` : "";
    line.replaceChildren(plural(status.notes, "note"), el("span", null, ` · updated ${ago(status.updated)}`), changed);
    line.className = "";
    if (status.building) followUpdate();
    else if (shown < 0 && !by("suggestions").childElementCount) suggest();
  } catch (error) {
    complain(error.message);
  }
}

/** Say in the place of the index's state why it is not known, or was not updated. */
function complain(text) {
  by("status").textContent = clean(text);
  by("status").className = "problem";
}

/** Offer questions that the notes answer, on the first screen. */
async function suggest() {
  const { questions } = await fetched("/api/overview").catch(() => ({ questions: [] }));
  const link = (q) => {
    const asking = (event) => {
      if (opensElsewhere(event)) return;
      event.preventDefault();
      ask({ q, after: "", filters: filtersOfForm() });
    };
    return el("a", { href: `/?${new URLSearchParams({ q })}`, click: asking }, q);
  };
  by("suggestions").replaceChildren(...questions.map((q) => el("li", null, link(q))));
}

async function update() {
  try {
    await fetched("/api/update", { method: "POST" });
    followUpdate();
  } catch (error) {
    complain(error.message);
    say(error.message);
  }
}

let events = null;

/** Show the progress of an update until it is done, as the server sends it. */
function followUpdate() {
  if (events) return;
  const [line, bar] = [by("status"), by("progress")];
  events = new EventSource("/api/update/events");
  by("update").disabled = true;
  bar.removeAttribute("value");
  bar.hidden = false;
  line.textContent = "Counting the notes…";
  line.className = "";
  const end = (text) => {
    events.close();
    events = null;
    bar.hidden = true;
    by("update").disabled = false;
    say(text);
  };
  const fail = (text) => {
    end(text);
    complain(text);
  };
  events.addEventListener("progress", ({ data }) => {
    const { read, of } = JSON.parse(data);
    if (of) [bar.max, bar.value] = [of, read];
    line.textContent = of ? `${read.toLocaleString("en")} of ${plural(of, "note")} read` : "Counting the notes…";
  });
  events.addEventListener("done", ({ data }) => {
    const { added, changed, removed } = JSON.parse(data);
    end(`Index updated: ${plural(added || 0, "note")} added, ${changed || 0} changed, ${removed || 0} removed.`);
    showStatus();
  });
  events.addEventListener("failed", ({ data }) => {
    fail(problemOf(JSON.parse(data)));
  });
  events.onerror = () => events && fail(GONE);
}

/** Complete a filter from the names that there are. */
async function complete({ target }) {
  const list = by(`${target.name}s`);
  by("unfilter").hidden = !FILTERS.some((name) => form.elements[name].value);
  if (!list) return;
  const typed = target.value;
  const prefix = typed.split(",").pop().trim();
  const kept = target.name === "tag" ? typed.slice(0, typed.lastIndexOf(",") + 1) : "";
  const query = new URLSearchParams({ field: target.name, prefix });
  const { values } = await fetched(`/api/complete?${query}`).catch(() => ({ values: [] }));
  if (target.value !== typed) return;
  list.replaceChildren(...values.map(({ value, label }) => el("option", { value: kept + value, label: label || value })));
}

// --- addresses and keys ----------------------------------------------------------------------------------------------

/** Show what a history entry or an address says: turns of this visit as they were, else a question or a note. */
function restore(state) {
  if (state?.visit === VISIT && (state.turn < 0 || turns[state.turn])) {
    showTurns(state.turn);
    const turn = turns[state.turn];
    if (turn) fillFilters(turn.asked.filters);
    if (state.note) return void loadNote(state.note, state).then(goToNote);
    if (turn?.moments.includes(picked)) pick(picked, { focus: true });
    else if (turn) showFirst(turn, { focus: true });
    else forgetSource();
    if (turn) turn.node.scrollIntoView({ block: "start" });
    else question.focus();
    return undefined;
  }
  if (location.pathname.startsWith("/note/")) {
    history.replaceState({ visit: VISIT, turn: shown, note: location.pathname + location.hash }, "");
    return loadNote(location.pathname + location.hash).then(goToNote);
  }
  const asked = askedOf(location.search);
  history.replaceState({ visit: VISIT, turn: asked.q ? turns.length : -1 }, "");
  fillFilters(asked.filters);
  if (!asked.q) return undefined;
  return ask(asked, { remember: false });
}

function home(event) {
  if (opensElsewhere(event)) return;
  event.preventDefault();
  if (location.pathname + location.search !== "/") history.pushState({ visit: VISIT, turn: -1 }, "", "/");
  showTurns(-1);
  playing = null;
  forgetSource();
  showStatus();
  question.focus();
}

const letters = by("letters");
const KEYS = {
  "/": () => question.focus(),
  "?": () => by("keys").showModal(),
  o: () => play(picked),
  n: () => readNote(picked),
  y: () => picked?.node && copy(picked, picked.node.querySelector(".doing button")),
  d: () => askAsTyped(),
};

const STEPS = { ArrowDown: () => step(1), ArrowUp: () => step(-1) };

function onKey(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || by("keys").open) return;
  const { key, target } = event;
  const typing = target.matches("input:not([type=checkbox]), textarea, select");
  const inAnswers = [document.body, question].includes(target) || by("answers").contains(target);
  let act = null;
  if (key === "Escape") act = () => question.focus();
  else if (key === "Enter" && target === picked?.node) act = () => play(picked);
  else if (key.startsWith("Arrow") && inAnswers && shown >= 0) act = STEPS[key];
  else if (!typing && letters.checked) act = KEYS[key];
  if (!act) return;
  event.preventDefault();
  act();
}

/** Turn the plain form and the answers of the server into the conversation of this page. */
function begin() {
  conversation.replaceChildren();
  form.noValidate = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  for (const name of FILTERS) {
    form.elements[name].addEventListener("input", complete);
    form.elements[name].addEventListener("focus", complete);
  }
  by("unfilter").addEventListener("click", () => {
    fillFilters({});
    question.focus();
  });
  letters.checked = localStorage.getItem("letters") !== "off";
  letters.addEventListener("change", () => localStorage.setItem("letters", letters.checked ? "on" : "off"));
  by("update").addEventListener("click", update);
  by("help").addEventListener("click", KEYS["?"]);
  by("home").addEventListener("click", home);
  by("update").hidden = by("help").hidden = false;
  addEventListener("keydown", onKey);
  addEventListener("popstate", (event) => restore(event.state));
  addEventListener("visibilitychange", () => document.hidden || events || showStatus());
  question.value = "";
  showTurns(-1);
  restore(null);
  showStatus();
}

begin();
