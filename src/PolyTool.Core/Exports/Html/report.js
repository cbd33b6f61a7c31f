(function () {
  "use strict";
  // So many rows are laid out at first: a browser needs seconds for thousands, at every change of the table again.
  var most = 250;
  document.documentElement.className = "js";
  var table = document.getElementById("board");
  if (!table) { return; }
  var bodies = Array.prototype.slice.call(table.tBodies);
  var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
  var find = document.getElementById("find");
  var dimension = document.getElementById("dimension");
  var verdict = document.getElementById("verdict");
  var users = document.getElementById("users");
  var shown = document.getElementById("shown");
  var more = document.getElementById("more");
  var order = bodies;
  var visible = bodies;
  var limit = most;

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
    order = keyed.map(function (entry) { return entry.body; });
    show();
  }

  function isWanted(body) {
    return body.dataset.find.indexOf(find.value.trim().toLowerCase()) >= 0
      && (!dimension.value || body.dataset.dimension === dimension.value)
      && (!verdict || !verdict.value || body.dataset.verdict === verdict.value)
      && Number(body.dataset.users) >= (Number(users.value) || 0);
  }

  function show() {
    var wanted = order.filter(isWanted);
    visible.forEach(function (body) { body.hidden = true; });
    visible = wanted.slice(0, limit);
    var rows = document.createDocumentFragment();
    visible.forEach(function (body) { body.hidden = false; rows.appendChild(body); });
    table.insertBefore(rows, table.tHead.nextSibling);
    shown.textContent = wanted.length.toLocaleString("en-US") + " of " + bodies.length.toLocaleString("en-US") + " segments"
      + (visible.length < wanted.length ? ", the first " + visible.length + " shown" : "");
    more.hidden = visible.length === wanted.length;
  }

  function showUpTo(number) { limit = number; show(); }

  [find, dimension, verdict, users].forEach(function (input) {
    if (input) { input.addEventListener("input", show); }
  });
  find.form.addEventListener("submit", function (event) { event.preventDefault(); });
  more.addEventListener("click", function () { showUpTo(Infinity); table.parentNode.focus(); });
  // Paper has no button.
  window.addEventListener("beforeprint", function () { showUpTo(Infinity); });
  show();
}());
