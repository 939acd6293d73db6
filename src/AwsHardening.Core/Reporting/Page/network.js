// The picture of who reaches whom, the same as a table, and the findings that tell of it.

const waysOfPage = 100;

function network() {
  const { rows } = chosen();
  const opening = rows.filter(finding => finding.rawOpens.length);
  const ways = waysOf(opening);
  const selected = findings.find(finding => finding.id === state.id);
  const lit = new Set(selected ? waysOf([selected]).map(way => way.key) : []);
  tell(`${plural(ways.length, "way")} of ${plural(opening.length, "finding")}`);
  if (!ways.length) {
    return [h("h2", { tabindex: "-1" }, views.network), h("p", { class: "note" },
      "No finding of this choice tells of a way that is open. Ways come from rules about security groups, public addresses and what the internet reaches.")];
  }

  const page = pageOf(ways.length, waysOfPage);
  return [
    h("h2", { tabindex: "-1" }, views.network),
    h("p", null, `What ${plural(opening.length, "finding")} of this choice say about who gets through, by groups, network ACLs and routes as they were read. `
      + "Where only the rule was read, the way ends at the group. Choose a finding to see what it opens."),
    h("div", { class: "beside" },
      h("section", { "aria-label": "Findings that open ways" },
        h("ol", { class: "openers" }, opening.slice(0, waysOfPage).map(finding => h("li", null,
          h("a", { href: to({ id: finding === selected ? "" : finding.id }), "aria-current": finding === selected ? "true" : null, "data-key": `way ${finding.id}` },
            severityMark(finding.severity), " ", finding.status === "Fail" ? null : statusMark(finding.status), " ", finding.rule.title, h("small", null, finding.resource))))),
        opening.length > waysOfPage ? h("p", null, `${plural(opening.length - waysOfPage, "more finding")}: filter to see them.`) : null),
      h("section", { "aria-label": "Picture" },
        selected ? h("p", null, "Shown: ", h("a", { href: only({ id: selected.id }) }, selected.rule.title), ` (${selected.resource}). `, h("a", { href: to({}) }, "Show all alike")) : null,
        picture(ways, lit, `${plural(ways.length, "way")}; the table below says the same in words`),
        legend())),
    h("h3", null, "The same as a table"),
    table("Who reaches whom", [["From"], ["Security group"], ["Reaches"], ["What passes"], ["Because of"], ["Account and Region"]],
      ways.slice(page.first, page.end).map(way => wayRow(way, lit.has(way.key))), { class: "scroll ends" }),
    pager(page, ways.length, "ways"),
  ];
}

const named = id => (id ? [nameOf(id) ? [nameOf(id), " "] : null, h("code", null, id)] : "–");

function wayRow(way, selected) {
  return h("tr", { class: selected ? "selected" : null },
    h("td", null, named(way.from)), h("td", null, named(throughOf(way))), h("td", null, named(endOf(way))), h("td", null, portText(way.ports)),
    h("td", null, h("a", { href: only({ id: way.worst.id, rule: [way.worst.rule.id] }) }, h("span", { class: `mark ${wayClass(way.worst)}` }, wayWord(way.worst)), " ", way.worst.rule.id),
      way.findings.length > 1 ? ` and ${plural(way.findings.length - 1, "more", "more")}` : null),
    h("td", null, way.account, " ", way.region));
}

const legend = () => h("ul", { class: "legend", "aria-label": "What the colours mean" },
  [...worstFirst.slice(0, 4).map(severity => [severityClass(severity), `${severity} fail`]), ["is-unknown", "Unknown"], ["is-suppressed", "suppressed"], ["is-pass", "allowed, and no finding"]]
    .map(([kind, text]) => h("li", { class: kind }, text)));

// The picture of one finding.
function ownPicture(finding) {
  const ways = waysOf([finding]);
  return !ways.length ? null : [
    h("h3", null, finding.status === "Pass" ? "Who gets through" : "What it opens"),
    picture(ways, new Set(), `What ${finding.resource} opens; the list below says the same in words`, small),
    h("ul", { class: "ways" }, ways.map(way => h("li", null, named(way.from), " → ", way.through ? [named(way.through), " → "] : null, named(way.target), ": ", portText(way.ports)))),
    h("p", null, h("a", { href: address({ ...empty, view: "network", id: finding.id }) }, "Show it in the whole picture")),
  ];
}
