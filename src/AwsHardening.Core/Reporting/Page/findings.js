// The list of findings, a page at a time, beside the filters and the finding that is open.

const findingsOfPage = 100;

// On paper there is no next page to turn to; beyond this nobody reads paper.
const findingsOnPaper = 2000;
let onPaper = false;

// Which rows of how many a page shows.
function pageOf(total, size) {
  const pages = Math.max(1, Math.ceil(total / size));
  const shown = Math.min(Math.max(1, Number.parseInt(state.page, 10) || 1), pages);
  return { pages, shown, first: (shown - 1) * size, end: Math.min(total, shown * size) };
}

function pager({ pages, shown, first, end }, total, what) {
  const link = (page, text, label) => (page < 1 || page > pages || page === shown ? h("span", { "aria-disabled": "true" }, text)
    : h("a", { href: address({ ...state, id: "", page: page === 1 ? "" : String(page) }), "aria-label": label, "data-key": `page ${text}` }, text));
  return h("nav", { class: "pager", "aria-label": "Pages" },
    h("p", null, total ? `${number(first + 1)} to ${number(end)} of ${number(total)} ${what}` : `No ${what}`),
    pages > 1 ? [link(1, "First", "First page"), link(shown - 1, "Previous", "Previous page"), h("span", null, `Page ${number(shown)} of ${number(pages)}`),
      link(shown + 1, "Next", "Next page"), link(pages, "Last", "Last page")] : null);
}

function findingsView() {
  const { rows, counts } = chosen();
  const list = sorted(rows);
  const open = state.id ? findings.find(finding => finding.id === state.id) : null;
  const page = pageOf(list.length, onPaper ? findingsOnPaper : findingsOfPage);
  tell(`${plural(rows.length, "finding")}`);
  return [
    h("h2", { tabindex: "-1" }, "Findings ", h("small", null, `${number(rows.length)} of ${number(findings.length)}`)),
    h("div", { class: `workbench${open ? " open" : ""}` },
      facetsPart(counts),
      h("section", { class: "list", "aria-label": "List of findings" }, listPart(list, page, open), pager(page, list.length, "findings")),
      open ? detail(open) : null),
  ];
}

let facetsAreOpen = !matchMedia("(max-width: 60rem)").matches;

function facetsPart(counts) {
  return h("details", { class: "facets", "aria-label": "Filters", open: facetsAreOpen, ontoggle: event => { facetsAreOpen = event.target.open; } },
    h("summary", null, "Filters"),
    facets.map(name => {
      const values = [...new Set([...counts[name].keys(), ...state[name]])].sort(orderOf(name));
      return values.length < 2 && !state[name].length ? null : h("fieldset", null, h("legend", null, facetNames[name]),
        h("div", { class: "values" }, values.map(value => h("label", null,
          h("input", {
            type: "checkbox", checked: state[name].includes(value), "data-key": `facet ${name} ${value}`,
            onchange: event => go(to({ [name]: event.target.checked ? [...state[name], value] : state[name].filter(one => one !== value) })),
          }),
          h("span", null, value), h("small", null, number(counts[name].get(value) ?? 0))))));
    }));
}

const orderOf = name => (name === "severity" ? (left, right) => severities.indexOf(right) - severities.indexOf(left)
  : name === "status" ? (left, right) => statusOrder[left] - statusOrder[right] : compare);

const columns = [["status", "Status"], ["severity", "Severity"], ["rule", "Finding"], ["resource", "Resource"], ["place", "Where"], [null, "Why"]];

function listPart(list, page, open) {
  if (!list.length) {
    return h("p", { class: "note" }, findings.length ? "No finding is so. Take a filter away." : "This report has no findings.");
  }
  return h("div", { class: "scroll" }, h("table", { class: "findings" },
    h("caption", { class: "hidden" }, "Findings"),
    h("thead", null, h("tr", null, columns.map(([key, name]) => {
      const order = state.sort === key ? "ascending" : state.sort === `-${key}` ? "descending" : null;
      return h("th", { scope: "col", "aria-sort": key ? order ?? "none" : null }, !key ? name
        : h("a", { href: to({ sort: order === "ascending" ? `-${key}` : order === "descending" ? "" : key }), "data-key": `sort ${key}` }, name, h("span", { "aria-hidden": "true" }, { ascending: " ↑", descending: " ↓" }[order] ?? "")));
    }))),
    h("tbody", null, list.slice(page.first, page.end).map(finding => rowOf(finding, finding === open)))));
}

function rowOf(finding, open) {
  return h("tr", { class: open ? "selected" : null },
    h("td", null, statusMark(finding.status)),
    h("td", null, severityMark(finding.severity)),
    h("td", null, h("a", { class: "opens", href: address({ ...state, id: finding.id }), "data-key": `row ${finding.id}`, "aria-current": open ? "true" : null }, finding.rule.title), h("small", null, finding.rule.id)),
    h("td", null, h("code", null, finding.resource), h("small", null, finding.type)),
    h("td", null, finding.region, h("small", null, finding.account)),
    h("td", { class: "why" }, finding.suppression ? `${finding.suppression.reason} (${finding.suppression.owner}, until ${finding.suppression.expires})` : finding.reason));
}
