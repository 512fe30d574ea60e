(() => {
  const all = (q) => [...document.querySelectorAll(q)];
  const items = all("ol.findings>li");
  const bar = document.querySelector(".bar");
  const live = document.getElementById("shown");
  const fields = Object.fromEntries(["severity", "kind", "concept", "search"].map((n) => [n, document.getElementById("by-" + n)]));
  let current = -1;
  bar.hidden = false;
  const visible = () => items.filter((i) => !i.hidden);
  const filter = () => {
    const words = fields.search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    for (const item of items) {
      const d = item.dataset;
      const text = item.textContent.toLocaleLowerCase();
      item.hidden = !(
        (!fields.severity.value || d.severity === fields.severity.value) &&
        (!fields.kind.value || d.kind === fields.kind.value) &&
        (!fields.concept.value || d.concept === fields.concept.value) &&
        words.every((w) => text.includes(w))
      );
    }
    live.textContent = visible().length + " " + live.dataset.words;
    current = -1;
  };
  const reveal = (id) => {
    const target = document.getElementById(id);
    if (!target) return;
    for (let d = target.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    all("mark.current").forEach((m) => m.classList.remove("current"));
    target.classList.add("current");
    target.scrollIntoView({ block: "center" });
  };
  const go = (step) => {
    const list = visible();
    if (!list.length) return;
    current = (current + step + list.length) % list.length;
    items.forEach((i) => i.classList.remove("current"));
    list[current].classList.add("current");
    const link = list[current].querySelector("a");
    if (link) link.focus();
    list[current].scrollIntoView({ block: "center" });
  };
  Object.values(fields).forEach((f) => f.addEventListener("input", filter));
  all("ol.findings a[href]").forEach((a) => a.addEventListener("click", () => reveal(a.getAttribute("href").slice(1))));
  document.getElementById("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  document.getElementById("expand").addEventListener("click", () => all("details").forEach((d) => (d.open = true)));
  addEventListener("beforeprint", () => all("details").forEach((d) => (d.open = true)));
  addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const typing = /^(INPUT|SELECT)$/.test(document.activeElement.tagName);
    if (e.key === "Escape") {
      if (typing) document.activeElement.blur();
      else if (current >= 0) visible()[current].querySelector("a")?.focus();
    } else if (typing) return;
    else if (e.key === "j" || e.key === "k") go(e.key === "j" ? 1 : -1);
    else if (e.key === "/") {
      e.preventDefault();
      fields.search.focus();
    }
  });
  filter();
})();
