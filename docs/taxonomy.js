(function () {
  const byId = (id) => document.getElementById(id);
  const find = byId("find"), group = byId("group"), special = byId("special"), count = byId("count");
  const entries = [...document.querySelectorAll("#concepts details")];
  const texts = entries.map((entry) => entry.textContent.toLowerCase());
  function filter() {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    entries.forEach((entry, i) => {
      const fits = words.every((word) => texts[i].includes(word)) && (!group.value || entry.dataset.group === group.value) &&
        (!special.checked || entry.dataset.special);
      entry.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    count.textContent = shown + " / " + entries.length;
  }
  function go() {
    const entry = byId(decodeURIComponent(location.hash.slice(1)));
    if (!entry || !entries.includes(entry)) return;
    find.value = group.value = "";
    special.checked = false;
    filter();
    entry.open = true;
    entry.scrollIntoView();
  }
  for (const control of [find, group, special]) control.addEventListener("input", filter);
  addEventListener("hashchange", go);
  filter();
  go();
})();
