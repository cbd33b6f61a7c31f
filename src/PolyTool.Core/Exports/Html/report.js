(function () {
  "use strict";
  var table = document.getElementById("board");
  if (!table) { return; }
  var bodies = Array.prototype.slice.call(table.tBodies);
  var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
  var find = document.getElementById("find");
  var dimension = document.getElementById("dimension");
  var verdict = document.getElementById("verdict");
  var users = document.getElementById("users");
  var shown = document.getElementById("shown");

  function set(body, open) {
    body.classList.toggle("open", open);
    body.rows[0].querySelector("th button").setAttribute("aria-expanded", String(open));
  }

  bodies.forEach(function (body) {
    body.dataset.find = body.rows[0].querySelector("th").textContent.toLowerCase();
    set(body, false);
  });

  table.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) { return; }
    var body = button.closest("tbody");
    if (body) { set(body, !body.classList.contains("open")); } else { sort(button.closest("th")); }
  });

  function value(body, column) {
    var cell = body.rows[0].cells[column];
    if (cell.dataset.v === undefined) { return body.dataset.find; }
    return cell.dataset.v === "" ? null : Number(cell.dataset.v);
  }

  function sort(head) {
    var column = heads.indexOf(head);
    var isText = head.classList.contains("text") || column === 0;
    // Names and ranks begin at the first, figures at the largest.
    var ascending = head.hasAttribute("aria-sort") ? head.getAttribute("aria-sort") !== "ascending" : isText && column < 3;
    heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    var keyed = bodies.map(function (body, index) { return { body: body, key: value(body, column), index: index }; });
    keyed.sort(function (a, b) {
      if (a.key === null || b.key === null) { return (a.key === null) - (b.key === null) || a.index - b.index; }
      var order = a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
      return (ascending ? order : -order) || a.index - b.index;
    });
    var all = document.createDocumentFragment();
    keyed.forEach(function (entry) { all.appendChild(entry.body); });
    table.appendChild(all);
  }

  function filter() {
    var text = find.value.trim().toLowerCase();
    var least = Number(users.value) || 0;
    var count = 0;
    bodies.forEach(function (body) {
      var wanted = body.dataset.find.indexOf(text) >= 0
        && (!dimension.value || body.dataset.dimension === dimension.value)
        && (!verdict || !verdict.value || body.dataset.verdict === verdict.value)
        && Number(body.dataset.users) >= least;
      body.hidden = !wanted;
      count += wanted ? 1 : 0;
    });
    shown.textContent = count + " of " + bodies.length + " segments";
  }

  [find, dimension, verdict, users].forEach(function (input) {
    if (input) { input.addEventListener("input", filter); }
  });
  find.form.addEventListener("submit", function (event) { event.preventDefault(); });
  filter();
}());
