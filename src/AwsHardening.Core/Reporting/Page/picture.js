// Who reaches whom: sources on the left, the security groups that let them in, what they reach on the right.

// Beside a finding there is less room: smaller boxes, larger letters.
const wide = { box: 250, gap: 145, name: 32, id: 34, ports: 20 };
const small = { box: 190, gap: 120, name: 20, id: 21, ports: 12 };
const nodeHeight = 40;
const nodeGap = 16;
const nodesOfColumn = 24;
const labelsUpTo = 40;

// The ways of some findings, each once, with the findings that tell of it.
function waysOf(rows) {
  const found = new Map();
  for (const finding of rows) {
    if (!finding.rawOpens.length) {
      continue;
    }
    for (const { from, through, to: target, ports } of finding.opens) {
      const key = keyOf([from, through ?? "", target, finding.account, finding.region]);
      const way = found.get(key) ?? { key, from, through, target, account: finding.account, region: finding.region, ports: new Set(), findings: [], worst: finding };
      way.ports.add(ports);
      way.findings.push(finding);
      way.worst = worse(way.worst, finding);
      found.set(key, way);
    }
  }
  return [...found.values()].sort((left, right) => weight(right.worst) - weight(left.worst) || right.findings.length - left.findings.length);
}

const weight = finding => (finding.status === "Fail" ? 10 + finding.rule.severity : finding.status === "Unknown" ? 9 : finding.status === "Suppressed" ? 8 : 0);
const worse = (left, right) => (weight(right) > weight(left) ? right : left);
const wayClass = finding => (finding.status === "Fail" ? severityClass(finding.severity) : statusClass(finding.status));
const wayWord = finding => (finding.status === "Fail" ? `${finding.severity} fail` : finding.status === "Pass" ? "allowed" : finding.status);

const worlds = { "0.0.0.0/0": "The internet (IPv4)", "::/0": "The internet (IPv6)" };

// What people call a resource, where its configuration says it.
let byResource = null;
function nameOf(id) {
  byResource ??= new Map(findings.filter(finding => finding.configuration >= 0).map(finding => [finding.resource, finding]));
  const finding = byResource.get(id);
  const read = finding ? configurationOf(finding) : null;
  const tag = Array.isArray(read?.Tags) ? read.Tags.find(one => one?.Key === "Name")?.Value : null;
  const name = tag || read?.GroupName || /:loadbalancer\/(.+)\/[^/]+$/.exec(id)?.[1];
  return worlds[id] ?? (typeof name === "string" && name ? name : null);
}

// A way that ends at a group, because nobody has it or who has it was not read, is drawn as far as the group.
const throughOf = way => way.through ?? (way.target.startsWith("sg-") ? way.target : null);
const endOf = way => (way.through || !way.target.startsWith("sg-") ? way.target : null);

// "tcp 22" and "tcp 3389" are "tcp 22, 3389"; beside all traffic nothing else is worth its place.
function portText(ports) {
  const all = new Set(ports);
  return all.has("all traffic") ? "all traffic"
    : [...groupBy([...all], one => one.split(" ")[0])].map(([protocol, some]) => `${protocol} ${some.map(one => one.slice(protocol.length + 1)).join(", ")}`.trim()).join(", ");
}

const shorten = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

// An id is told by its ends.
const middle = (text, length) => (text.length > length ? `${text.slice(0, Math.ceil(length / 2) - 1)}…${text.slice(1 - Math.ceil(length / 2))}` : text);

// The nodes of a column: those of the worst ways, and one for all the others. They stand as what they hang together with stands.
function column(ways, of, x, what, beside) {
  const ids = [...new Set(ways.map(of).filter(Boolean))];
  const shown = ids.length > nodesOfColumn ? ids.slice(0, nodesOfColumn - 1) : ids;
  const placed = beside ? shown.map(id => [id, mean(ways.filter(way => of(way) === id).map(way => beside.get(throughOf(way))?.y).filter(y => y !== undefined))])
    .sort(([, left], [, right]) => left - right).map(([id]) => id) : shown;
  const nodes = new Map(placed.map((id, at) => [id, { id, x, y: at * (nodeHeight + nodeGap), label: nameOf(id), way: ways.find(way => of(way) === id) }]));
  if (ids.length > shown.length) {
    const rest = { id: null, x, y: shown.length * (nodeHeight + nodeGap), label: `${number(ids.length - shown.length)} more ${what}`, way: null };
    ids.slice(shown.length).forEach(id => nodes.set(id, rest));
  }
  return nodes;
}

const mean = values => (values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : 0);

const heightOf = nodes => new Set(nodes.values()).size * (nodeHeight + nodeGap) - nodeGap;

function center(nodes, height) {
  const free = (height - heightOf(nodes)) / 2;
  new Set(nodes.values()).forEach(node => { node.y += free; });
}

function picture(ways, selected, label, size = wide) {
  // A column that nothing stands in is left out.
  const places = [way => way.from, throughOf, endOf].map(of => ways.some(of));
  const x = at => places.slice(0, at).filter(Boolean).length * (size.box + size.gap);
  const groups = column(ways, throughOf, x(1), "groups", null);
  const sources = column(ways, way => way.from, 0, "sources", groups);
  const targets = column(ways, endOf, x(2), "resources", groups);
  const height = Math.max(heightOf(sources), heightOf(groups), heightOf(targets), nodeHeight);
  [sources, groups, targets].forEach(nodes => center(nodes, height));

  // Two ways that share a stretch are one line there: the worse one's.
  const lines = new Map();
  const stretch = (from, target, way, text) => {
    const key = `${from.x},${from.y},${target.x},${target.y}`;
    const line = lines.get(key) ?? { from, target, worst: way.worst, ports: new Set(), selected: false, ways: [] };
    text.forEach(one => line.ports.add(one));
    line.worst = worse(line.worst, way.worst);
    line.selected ||= selected.has(way.key);
    line.ways.push(way);
    lines.set(key, line);
  };
  for (const way of ways) {
    const stops = [sources.get(way.from), groups.get(throughOf(way)), targets.get(endOf(way))].filter(Boolean);
    stops.slice(1).forEach((stop, at) => stretch(stops[at], stop, way, at === 0 ? way.ports : []));
  }

  const drawn = [...lines.values()].sort((left, right) => left.selected - right.selected || weight(left.worst) - weight(right.worst));
  const lit = new Set(drawn.filter(line => line.selected).flatMap(line => [line.from, line.target]));
  const width = x(3) - size.gap;
  return h("div", { class: "scroll picture", tabindex: "0", role: "group", "aria-label": label },
    s("svg", { viewBox: `-4 -28 ${width + 8} ${height + 36}`, width: width + 8, height: height + 36, class: lit.size ? "focused" : null },
      ["From", "Security group", "Reaches"].map((text, at) => (places[at] ? s("text", { class: "head", x: x(at), y: -12 }, text) : null)),
      drawn.map(line => pathOf(line, size)),
      [...groupBy(drawn.filter(line => line.ports.size && (lit.size ? line.selected : drawn.length <= labelsUpTo)), line => line.target).values()].map(some => portsOf(some, size)),
      [...new Set([...sources.values(), ...groups.values(), ...targets.values()])].map(node => boxOf(node, lit.has(node), size))));
}

function pathOf({ from, target, worst, selected, ports, ways }, size) {
  const [x1, y1, x2, y2] = [from.x + size.box, from.y + nodeHeight / 2, target.x, target.y + nodeHeight / 2];
  const bend = (x2 - x1) / 2;
  return s("path", { class: `way ${wayClass(worst)}${selected ? " selected" : ""}`, d: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}` },
    s("title", null, `${ways[0].from} → ${ways.length > 1 ? plural(ways.length, "way") : ways[0].target}: ${portText(ports) || wayWord(worst)}`));
}

// What comes to a box: written once where all lines bring the same, else on each line, so that none is taken for another's.
function portsOf(lines, size) {
  const texts = lines.map(line => shorten(portText(line.ports), size.ports));
  const [{ target }] = lines;
  return new Set(texts).size === 1
    ? s("text", { class: "ports", x: target.x - 8, y: target.y + nodeHeight / 2 - 6, "text-anchor": "end" }, texts[0])
    : lines.map(({ from }, at) => {
      const [x1, y1] = [from.x + size.box, from.y + nodeHeight / 2];
      // A bit past the middle of the curve, where lines to one box have not met yet.
      return s("text", { class: "ports", x: x1 + 0.574 * (target.x - x1), y: y1 + 0.648 * (target.y + nodeHeight / 2 - y1) - 4, "text-anchor": "middle" }, texts[at]);
    });
}

function boxOf(node, lit, size) {
  const kind = node.way ? wayClass(node.way.worst) : "";
  const content = [
    s("rect", { x: node.x, y: node.y, width: size.box, height: nodeHeight, rx: 7 }),
    s("text", { class: "name", x: node.x + 12, y: node.y + (node.label && node.id ? 17 : 25) }, shorten(node.label ?? node.id, size.name)),
    node.label && node.id ? s("text", { class: "id", x: node.x + 12, y: node.y + 32 }, middle(node.id, size.id)) : null,
    s("title", null, [node.label, node.id].filter(Boolean).join(" · ")),
  ];
  const box = `node ${kind}${lit ? " selected" : ""}`;
  return node.id ? s("a", { href: only({ q: node.id }), class: box }, content) : s("g", { class: box }, content);
}
