// How the account stands: what fails and how badly, what is not known, what benchmarks say.

const rulesShown = 10;

function overview() {
  const { rows } = chosen();
  const counted = tally(rows);
  tell(`${plural(rows.length, "finding")}`);
  return [
    h("h2", { tabindex: "-1" }, "Overview"),
    h("ul", { class: "cards", "aria-label": "What fails, by severity" },
      worstFirst.map(severity => card(severity, counted.failing[severity], severityClass(severity), to({ view: "findings", status: ["Fail"], severity: [severity] })))),
    counted.Unknown ? h("p", { class: "note unknown" }, h("strong", null, plural(counted.Unknown, "finding is", "findings are"), " Unknown."),
      " What could not be read is not clean. ", h("a", { href: to({ view: "findings", status: ["Unknown"] }) }, "See what is missing")) : null,
    h("ul", { class: "cards small", "aria-label": "All findings, by status" }, statuses.map(status =>
      card({ Fail: "fail in all", Pass: "pass", Unknown: "Unknown", Suppressed: "suppressed" }[status], counted[status], statusClass(status), to({ view: "findings", status: [status] })))),
    bar(shares(counted)),
    h("div", { class: "halves" },
      h("section", null, h("h3", null, "Services"), serviceTable(rows)),
      h("section", null, h("h3", null, "Rules that fail, the worst first"), rulesList(rows))),
    h("h3", null, "Benchmarks"),
    benchmarkCards(rows),
    openSection(rows),
  ];
}

const card = (name, count, kind, href) => h("li", null, h("a", { class: `card ${kind}${count ? "" : " none"}`, href }, h("strong", null, number(count)), " ", h("span", null, name)));

function serviceTable(rows) {
  const groups = [...groupBy(rows, facetOf.service)].map(([name, some]) => [name, tally(some)])
    .sort(([, left], [, right]) => badness(right) - badness(left));
  return table("Services", [["Service"], ["Critical", "n"], ["High", "n"], ["Fail", "n"], ["Unknown", "n"], ["Pass", "n"], ["Shares", "wide"]], groups.map(([name, counted]) => h("tr", null,
    h("th", { scope: "row" }, h("a", { href: to({ view: "findings", service: [name] }) }, name)),
    count(counted.failing.Critical, to({ view: "findings", service: [name], status: ["Fail"], severity: ["Critical"] })),
    count(counted.failing.High, to({ view: "findings", service: [name], status: ["Fail"], severity: ["High"] })),
    count(counted.Fail, to({ view: "findings", service: [name], status: ["Fail"] })),
    count(counted.Unknown, to({ view: "findings", service: [name], status: ["Unknown"] })),
    count(counted.Pass, to({ view: "findings", service: [name], status: ["Pass"] })),
    h("td", null, bar(shares(counted))))));
}

const badness = counted => worstFirst.reduce((sum, severity) => sum * 1e4 + Math.min(counted.failing[severity], 9999), 0) + counted.Unknown / 1e6;

const count = (value, href) => h("td", { class: "n" }, value ? h("a", { href }, number(value)) : h("span", { class: "nothing" }, "0"));

function rulesList(rows) {
  const failing = [...groupBy(rows.filter(finding => finding.status === "Fail"), finding => finding.rule)]
    .sort(([left, some], [right, others]) => right.severity - left.severity || others.length - some.length);
  if (!failing.length) {
    return h("p", { class: "note" }, "None.");
  }
  return [
    h("ol", { class: "rules" }, failing.slice(0, rulesShown).map(([rule, some]) => h("li", null,
      h("a", { href: to({ view: "findings", rule: [rule.id], status: ["Fail"] }) }, severityMark(severities[rule.severity]), " ", rule.title), h("small", null, plural(some.length, "resource"))))),
    failing.length > rulesShown ? h("p", null, h("a", { href: to({ view: "breakdown", by: "rule" }) }, `All ${number(failing.length)} rules that fail`)) : null,
  ];
}

function benchmarkCards(rows) {
  const benchmarks = benchmarksOf(rows);
  return !benchmarks.length ? h("p", { class: "note" }, "No rule of these findings is of a benchmark.") : h("ul", { class: "benchmarks" }, benchmarks.map(({ name, controls, counted }) => h("li", null,
    h("a", { href: to({ view: "compliance", benchmark: name }) }, name),
    h("span", null, `${number(counted.Pass)} of ${plural(controls.length, "control")} pass`),
    bar(controlShares(counted)),
    h("small", null, [[counted.Fail, "fail"], [counted.Unknown, "Unknown"], [counted.Suppressed, "suppressed"]].filter(([value]) => value).map(([value, word]) => `${number(value)} ${word}`).join(", ") || "all pass"))));
}

function openSection(rows) {
  const opening = rows.filter(finding => finding.status !== "Pass" && finding.rawOpens.length);
  return !opening.length ? null : [
    h("h3", null, "What is open"),
    picture(waysOf(opening).slice(0, nodesOfColumn), new Set(), "The worst ways that are open; the view Who reaches whom has all, as a table too"),
    legend(),
    h("p", null, h("a", { href: to({ view: "network" }) }, "All ways, and what each finding opens")),
  ];
}
