// Findings by what they are about: from a service, a rule or a resource down to its findings.

const groupings = {
  service: { one: "Service", of: finding => finding.service, filter: finding => ({ service: [finding.service] }) },
  resource: { one: "Resource", of: finding => finding.place, filter: finding => ({ resource: [finding.place] }) },
  rule: { one: "Rule", of: finding => finding.rule.id, filter: finding => ({ rule: [finding.rule.id] }) },
  type: { one: "Resource type", of: finding => finding.type, filter: null },
  account: { one: "Account", of: finding => finding.account, filter: finding => ({ account: [finding.account] }) },
  region: { one: "Region", of: finding => finding.region, filter: finding => ({ region: [finding.region] }) },
};

const groupsOfPage = 100;

function breakdown() {
  const by = Object.hasOwn(groupings, state.by) ? state.by : "service";
  const { one, of, filter } = groupings[by];
  const groups = [...groupBy(chosen().rows, of).values()].map(some => ({ some, counted: tally(some) })).sort((left, right) => badness(right.counted) - badness(left.counted));
  const page = pageOf(groups.length, groupsOfPage);
  tell(`${number(groups.length)} by ${one.toLowerCase()}`);
  return [
    h("h2", { tabindex: "-1" }, "Breakdown"),
    h("nav", { class: "choices", "aria-label": "By what" }, Object.entries(groupings).map(([name, grouping]) =>
      h("a", { href: to({ by: name }), "aria-current": name === by ? "page" : null, "data-key": `by ${name}` }, `By ${grouping.one.toLowerCase()}`))),
    table(`Findings by ${one.toLowerCase()}`,
      [[one], ...worstFirst.map(severity => [severity, "n"]), ["Unknown", "n"], ["Suppressed", "n"], ["Pass", "n"], ["Shares", "wide"]],
      groups.slice(page.first, page.end).map(group => groupRow(group, by, filter))),
    pager(page, groups.length, "rows"),
  ];
}

function groupRow({ some, counted }, by, filter) {
  const [first] = some;
  const href = more => (filter ? to({ view: "findings", ...filter(first), ...more }) : to({ view: "findings", q: first.type, ...more }));
  const label = by === "rule" ? [severityMark(first.severity), " ", first.rule.title, h("small", null, first.rule.id)]
    : by === "resource" ? [first.resource, h("small", null, `${first.type} · ${first.account} · ${first.region}`)] : groupings[by].of(first);
  return h("tr", null,
    h("th", { scope: "row" }, h("a", { href: href({}) }, label)),
    worstFirst.map(severity => count(counted.failing[severity], href({ status: ["Fail"], severity: [severity] }))),
    count(counted.Unknown, href({ status: ["Unknown"] })), count(counted.Suppressed, href({ status: ["Suppressed"] })), count(counted.Pass, href({ status: ["Pass"] })),
    h("td", null, bar(shares(counted))));
}
