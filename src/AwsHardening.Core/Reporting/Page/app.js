// Shows what the address says, and takes keys.

const main = document.getElementById("main");
const search = document.getElementById("search");
const draw = { overview, findings: findingsView, breakdown, compliance, network };

function show() {
  const before = state;
  const focused = document.activeElement?.closest("[data-key]")?.dataset.key;
  state = read();
  document.title = `${views[state.view]} · ${tables.title}`;
  document.getElementById("views").replaceChildren(...Object.entries(views).map(([name, text]) =>
    h("a", { href: to({ view: name, sort: "", by: "", benchmark: "" }), "aria-current": name === state.view ? "page" : null, "data-key": `view ${name}` }, text)));
  showChosen();
  if (document.activeElement !== search) {
    search.value = state.q;
  }
  main.replaceChildren(...draw[state.view]().flat(Infinity).filter(Boolean));
  settle(before, focused);
}

// Where the reader goes on: in what was opened, at what was left, at what had the focus, or at the head of another view.
function settle(before, focused) {
  for (const text of document.querySelectorAll(".configuration")) {
    // What the finding rests on, not what stands first, is what one wants to see.
    text.scrollTop = (text.querySelector("mark")?.offsetTop ?? 0) - text.offsetTop - 60;
  }
  const keyed = key => document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  const opened = state.id && state.id !== before.id && document.getElementById("detail");
  const left = !state.id && before.id && (keyed(`row ${before.id}`) ?? keyed(`way ${before.id}`));
  if (opened) {
    opened.focus({ preventScroll: true });
    opened.closest("aside").scrollIntoView({ block: "nearest" });
  } else if (left) {
    left.focus();
  } else if (document.activeElement === search) {
    return;
  } else if (state.view !== before.view) {
    main.querySelector("h2")?.focus({ preventScroll: true });
    scrollTo(0, 0);
  } else if (focused) {
    keyed(focused)?.focus({ preventScroll: true });
  }
}

function showChosen() {
  const chips = several.flatMap(name => state[name].map(value => h("li", null, h("a", {
    href: to({ [name]: state[name].filter(one => one !== value) }), "aria-label": `Take away ${facetNames[name]} ${said(name, value)}`, "data-key": `chip ${name} ${value}`,
  }, `${facetNames[name]}: ${said(name, value)} `, h("span", { "aria-hidden": "true" }, "✕")))));
  if (state.q) {
    chips.push(h("li", null, h("a", { href: to({ q: "" }), "aria-label": `Take away the search for ${state.q}` }, `“${state.q}” `, h("span", { "aria-hidden": "true" }, "✕"))));
  }
  document.getElementById("chosen").replaceChildren(...(chips.length ? [
    h("ul", { class: "chips" }, chips, h("li", null, h("a", { class: "all", href: address({ ...empty, view: state.view, by: state.by, benchmark: state.benchmark }) }, "Take all filters away"))),
  ] : []));
}

let waiting = 0;
search.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const further = state.view === "findings" && state.q !== "";
    go(to({ view: "findings", q: search.value.trim() }), further);
  }, 120);
});

addEventListener("keydown", event => {
  const typing = event.target.closest?.("input, textarea, select");
  if (event.key === "Escape" && state.id) {
    event.preventDefault();
    go(address({ ...state, id: "" }));
  } else if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    search.focus();
    search.select();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && (event.target === search || event.target.classList?.contains("opens"))) {
    const links = [...document.querySelectorAll("a.opens")];
    const next = links[links.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  }
});

document.getElementById("skip").addEventListener("click", () => main.focus());
addEventListener("hashchange", show);
addEventListener("beforeprint", () => { onPaper = true; show(); });
addEventListener("afterprint", () => { onPaper = false; show(); });

const distinct = of => new Set(findings.map(of));
const times = [...distinct(finding => finding.time)].sort();
const timeText = time => `${time.slice(0, 16).replace("T", " ")} UTC`;
document.getElementById("about").textContent = !findings.length ? "No findings" : [
  plural(findings.length, "finding"), plural(distinct(facetOf.account).size, "account"), plural([...distinct(facetOf.region)].filter(region => region !== "global").length, "Region"),
  `read ${[...new Set([timeText(times[0]), timeText(times.at(-1))])].join(" to ")}`,
].join(" · ");
document.getElementById("made").textContent = `Written by ${tables.tool}. This page loads nothing and sends nothing.`;
show();
