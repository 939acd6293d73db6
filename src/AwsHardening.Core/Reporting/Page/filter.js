// Which findings a view is about. The last answer is kept: turning a page or opening a finding filters nothing anew.

let answered = { key: null, answer: null };

function chosen() {
  const key = JSON.stringify([...several.map(name => state[name]), state.q]);
  if (answered.key !== key) {
    answered = { key, answer: choose() };
  }
  return answered.answer;
}

const facetOf = {
  status: finding => finding.status,
  severity: finding => finding.severity,
  service: finding => finding.service,
  account: finding => finding.account,
  region: finding => finding.region,
};

// The findings, and for each value of a facet how many there would be if it alone were chosen of its facet.
function choose() {
  const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  const asked = facets.map(name => [name, facetOf[name], state[name].length ? new Set(state[name]) : null]);
  const others = [
    [new Set(state.rule), finding => finding.rule.id],
    [new Set(state.resource), finding => finding.place],
  ].filter(([values]) => values.size);
  const controls = state.control;
  const counts = Object.fromEntries(facets.map(name => [name, new Map()]));
  const rows = [];
  for (const finding of findings) {
    if (!others.every(([values, of]) => values.has(of(finding)))
      || (controls.length && !controls.some(control => finding.rule.compliance.includes(control)))
      || !words.every(word => finding.words.includes(word))) {
      continue;
    }

    let missed = null;
    let misses = 0;
    for (const [name, of, values] of asked) {
      if (values && !values.has(of(finding))) {
        missed = name;
        if (++misses > 1) {
          break;
        }
      }
    }

    if (misses === 0) {
      rows.push(finding);
    }
    for (const [name, of] of asked) {
      if (misses === 0 || (misses === 1 && missed === name)) {
        const value = of(finding);
        counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
      }
    }
  }
  return { rows, counts };
}

const sorts = {
  severity: (left, right) => right.rule.severity - left.rule.severity,
  status: (left, right) => statusOrder[left.status] - statusOrder[right.status],
  rule: (left, right) => compare(left.rule.id, right.rule.id),
  resource: (left, right) => compare(left.resource, right.resource),
  place: (left, right) => compare(left.account, right.account) || compare(left.region, right.region),
};

// Rows in the order that is asked for; as they come where none is.
function sorted(rows) {
  const by = sorts[state.sort.replace(/^-/, "")];
  return !by ? rows : rows.toSorted(state.sort.startsWith("-") ? (left, right) => by(right, left) : by);
}

// How many of some findings have which status, and of those that fail which severity.
function tally(rows) {
  const found = { total: rows.length, Fail: 0, Pass: 0, Unknown: 0, Suppressed: 0, failing: Object.fromEntries(severities.map(severity => [severity, 0])) };
  for (const finding of rows) {
    found[finding.status]++;
    if (finding.status === "Fail") {
      found.failing[finding.severity]++;
    }
  }
  return found;
}

function groupBy(rows, of) {
  const found = new Map();
  for (const finding of rows) {
    const key = of(finding);
    const group = found.get(key);
    group ? group.push(finding) : found.set(key, [finding]);
  }
  return found;
}
