(function () {
  const find = document.getElementById("find"), count = document.getElementById("count");
  const rows = [...document.querySelectorAll("#concepts tbody tr")];
  const texts = rows.map((row) => (row.textContent + " " + row.title).toLowerCase());
  function filter() {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, i) => { row.hidden = !words.every((w) => texts[i].includes(w)); shown += row.hidden ? 0 : 1; });
    count.textContent = shown + " / " + rows.length;
  }
  find.addEventListener("input", filter);
  filter();
})();
