// What benchmarks would say: a control passes where none of its findings fails, is Unknown or is suppressed.

const controlWeight = ["Pass", "Suppressed", "Unknown", "Fail"];

function benchmarksOf(rows) {
  const found = new Map();
  for (const finding of rows) {
    for (const control of finding.rule.compliance) {
      const name = benchmarkOf(control);
      const controls = found.get(name) ?? found.set(name, new Map()).get(name);
      const some = controls.get(control) ?? controls.set(control, []).get(control);
      some.push(finding);
    }
  }
  return [...found].sort(([left], [right]) => compare(left, right)).map(([name, controls]) => {
    const judged = [...controls].map(([control, some]) => ({ control, some, counted: tally(some) }))
      .map(one => ({ ...one, status: controlWeight.findLast(status => one.counted[status]) }))
      .sort((left, right) => left.control.localeCompare(right.control, "en", { numeric: true }));
    const counted = Object.fromEntries(statuses.map(status => [status, judged.filter(one => one.status === status).length]));
    return { name, controls: judged, counted };
  });
}

const controlShares = counted => [["fail", counted.Fail, "is-fail"], ["Unknown", counted.Unknown, "is-unknown"], ["suppressed", counted.Suppressed, "is-suppressed"], ["pass", counted.Pass, "is-pass"]];

const rulesOfControl = 6;

function asked(some) {
  const rules = [...new Map(some.map(finding => [finding.rule.title, finding.rule])).values()];
  return [
    ...rules.slice(0, rulesOfControl).map(rule => h("div", null, severityMark(severities[rule.severity]), " ", rule.title)),
    rules.length > rulesOfControl ? h("div", null, `and ${number(rules.length - rulesOfControl)} more`) : null,
  ];
}

function compliance() {
  const benchmarks = benchmarksOf(chosen().rows);
  const shown = benchmarks.find(one => one.name === state.benchmark) ?? benchmarks[0];
  if (!shown) {
    tell("No benchmark");
    return [h("h2", { tabindex: "-1" }, "Compliance"), h("p", { class: "note" }, "No rule of these findings is of a benchmark.")];
  }
  tell(`${shown.name}: ${shown.counted.Pass} of ${plural(shown.controls.length, "control")} pass`);
  return [
    h("h2", { tabindex: "-1" }, "Compliance"),
    h("nav", { class: "choices", "aria-label": "Benchmark" }, benchmarks.map(({ name }) =>
      h("a", { href: to({ benchmark: name }), "aria-current": name === shown.name ? "page" : null, "data-key": `benchmark ${name}` }, name))),
    h("ul", { class: "cards small", "aria-label": `Controls of ${shown.name}` }, controlWeight.toReversed().map(status => h("li", null,
      h("span", { class: `card ${statusClass(status)}${shown.counted[status] ? "" : " none"}` }, h("strong", null, number(shown.counted[status])), " ",
        h("span", null, { Fail: "controls fail", Pass: "pass", Unknown: "Unknown", Suppressed: "suppressed" }[status]))))),
    bar(controlShares(shown.counted)),
    h("p", null, "Only controls that a rule of this report judges are listed. A control with a finding that is Unknown is Unknown, however many pass."),
    table(`Controls of ${shown.name}`, [["Control"], ["Status"], ["Asks"], ["Fail", "n"], ["Unknown", "n"], ["Suppressed", "n"], ["Pass", "n"]],
      shown.controls.map(({ control, status, some, counted }) => h("tr", null,
        h("th", { scope: "row" }, h("a", { href: to({ view: "findings", control: [control], benchmark: "" }) }, control.slice(shown.name.length + 1) || control)),
        h("td", null, statusMark(status)),
        h("td", null, asked(some)),
        ["Fail", "Unknown", "Suppressed", "Pass"].map(one => count(counted[one], to({ view: "findings", control: [control], status: [one], benchmark: "" })))))),
  ];
}
