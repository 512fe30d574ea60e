"use strict";
(() => {
  const root = document.documentElement;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  root.classList.add("js");

  const items = all(".findings > li").map((li) => ({ li, text: li.textContent.toLowerCase(), marks: [] }));
  const byId = new Map(items.map((item) => [item.li.id, item]));
  const marks = all("[data-f]").map((element) => {
    const of = element.dataset.f.split(" ").map((id) => byId.get(id));
    of.forEach((item) => item.marks.push(element));
    return { element, of };
  });
  const rows = all(".texts .r:not(.heads)").map((row) => ({ row, text: row.textContent.toLowerCase() }));
  const folds = all("details");
  const [bar, count, query] = [one(".bar"), one("#count"), one("#q")];
  let current = null;

  // Filters -----------------------------------------------------------------------------------------------------------
  function fits(li, shown, kind, concept, words) {
    return shown.has(li.dataset.s) && (!kind || li.dataset.k === kind) && (!concept || li.dataset.c.split(" ").includes(concept)) &&
      words.every((word) => byId.get(li.id).text.includes(word));
  }
  function filter() {
    const shown = new Set(all("[name=severity]:checked").map((box) => box.value));
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const [kind, concept] = [one("#kind").value, one("#concept").value];
    for (const { li } of items) li.hidden = !fits(li, shown, kind, concept, words);
    for (const { element, of } of marks) element.classList.toggle("off", of.every((item) => item.li.hidden));
    let passages = 0;
    for (const { row, text } of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      passages += row.hidden ? 0 : 1;
    }
    if (words.length) folds.forEach((fold) => (fold.open = true));
    for (const fold of folds) fold.hidden = all(".r", fold).every((row) => row.hidden);
    const told = words.length ? count.dataset.rows : count.dataset.count;
    const numbers = { shown: items.filter(({ li }) => !li.hidden).length, all: items.length, rows: passages };
    count.textContent = told.replace(/\{(\w+)\}/g, (_, name) => numbers[name]);
  }

  // Folds and theme ---------------------------------------------------------------------------------------------------
  const foldButton = one("#fold");
  function fold(open) {
    folds.forEach((details) => (details.open = open));
    foldButton.dataset.state = open ? "close" : "open";
    foldButton.textContent = foldButton.dataset[foldButton.dataset.state];
  }
  const toggleFolds = () => fold(foldButton.dataset.state === "open");

  const themes = ["", "light", "dark"];
  const themeButton = one("#theme");
  function theme(name) {
    root.dataset.theme = name;
    themeButton.textContent = themeButton.dataset.label + themeButton.dataset.names.split("|")[themes.indexOf(name)];
    try { localStorage.setItem("notice-nlp-theme", name); } catch { /* a page opened from a file may have no storage */ }
  }
  const nextTheme = () => theme(themes[(themes.indexOf(root.dataset.theme) + 1) % themes.length]);
  function storedTheme() {
    try { return localStorage.getItem("notice-nlp-theme"); } catch { return null; }
  }

  // From finding to evidence and back ---------------------------------------------------------------------------------
  function select(item) {
    if (current) [current.li, ...current.marks].forEach((element) => element.classList.remove("now"));
    current = item;
    if (item) [item.li, ...item.marks].forEach((element) => element.classList.add("now"));
  }
  function step(by) {
    const visible = items.filter(({ li }) => !li.hidden);
    if (!visible.length) return;
    const at = visible.indexOf(current);
    const next = visible[at < 0 ? (by > 0 ? 0 : visible.length - 1) : Math.min(Math.max(at + by, 0), visible.length - 1)];
    select(next);
    one(".go", next.li).focus({ preventScroll: true });
    next.li.scrollIntoView({ block: "nearest" });
    const target = evidence(one(".go", next.li));
    if (target) reveal(target);
  }
  function reveal(element) {
    const details = element.closest("details");
    if (details) details.open = true;
    const row = element.closest(".r");
    if (row) row.hidden = false;
    // On a narrow page the list stands above the texts: there only Enter leaves it.
    if (getComputedStyle(one(".list")).position === "sticky") element.scrollIntoView({ block: "center" });
  }
  function evidence(link) {
    return link.hash ? document.getElementById(link.hash.slice(1)) : null;
  }
  function visit(link) {
    const target = evidence(link);
    const item = byId.get(link.closest?.("li")?.id);
    if (!target) return false;
    if (item) select(item);
    reveal(target);
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: target.matches("[data-f], .r") ? "center" : "start" });
    // So that a phone's back gesture leads back to the list.
    try { history.pushState(null, "", link.hash); } catch { /* not every viewer of attachments has a history */ }
    return true;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]:not(.skip)');
    if (link) {
      if (visit(link)) event.preventDefault();
      return;
    }
    const mark = event.target.closest("[data-f]");
    const item = mark && mark.dataset.f.split(" ").map((id) => byId.get(id)).find(({ li }) => !li.hidden);
    if (item && String(getSelection()) === "") {
      select(item);
      item.li.scrollIntoView({ block: "nearest" });
      one(".go", item.li).focus({ preventScroll: true });
    }
  });

  const actions = {
    j: () => step(1), k: () => step(-1), e: toggleFolds, t: nextTheme, "/": () => query.focus(), "?": () => one("#help").showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || one("#help").open) return;
    const inList = event.target.closest?.(".list");
    if (event.key === "Escape") {
      if (event.target === query) { query.value = ""; filter(); query.blur(); }
      else if (current) one(".go", current.li).focus();
    } else if (event.target.matches?.("input, select, textarea")) return;
    else if (inList && (event.key === "ArrowDown" || event.key === "ArrowUp")) step(event.key === "ArrowDown" ? 1 : -1);
    else if (actions[event.key] && one("#keys").checked) actions[event.key]();
    else return;
    event.preventDefault();
  });

  bar.hidden = false;
  bar.addEventListener("input", filter);
  foldButton.addEventListener("click", toggleFolds);
  themeButton.addEventListener("click", nextTheme);
  one("#ask").addEventListener("click", () => one("#help").showModal());
  addEventListener("beforeprint", () => folds.forEach((details) => (details.open = true)));
  // On a narrow page the bar scrolls away, so that it leaves room for the text.
  const height = () => (getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0);
  new ResizeObserver(() => root.style.setProperty("--bar", `${height()}px`)).observe(bar);
  foldButton.hidden = !folds.length;
  fold(false);
  theme(themes.includes(storedTheme()) ? storedTheme() : "");
  filter();
  const linked = location.hash && document.getElementById(location.hash.slice(1));
  if (linked) visit(location);
})();
