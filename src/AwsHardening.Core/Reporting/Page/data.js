// Reads the findings out of the page. What is looked at one by one, such as configurations, is read when it is looked at.

const severities = ["Informational", "Low", "Medium", "High", "Critical"];
const statuses = ["Fail", "Pass", "Unknown", "Suppressed"];

const island = element => JSON.parse(element.textContent);
const tables = island(document.getElementById("tables"));
const textOf = value => (typeof value === "number" ? tables.strings[value] : value);

class Finding {
  constructor(row, index) {
    const [rule, status, account, region, type, resource, arn, reason, remediation, isCommand, configuration, time, evidence, opens, suppression] = row;
    this.index = index;
    this.rule = tables.rules[rule];
    this.status = statuses[status];
    this.severity = severities[this.rule.severity];
    this.service = this.rule.service;
    this.account = textOf(account);
    this.region = textOf(region);
    this.type = textOf(type);
    this.resource = textOf(resource);
    this.arn = textOf(arn);
    this.reason = textOf(reason);
    this.remediation = textOf(remediation);
    this.isCommand = isCommand === 1;
    this.configuration = configuration;
    this.time = textOf(time);
    this.rawEvidence = evidence;
    this.rawOpens = opens;
    this.rawSuppression = suppression;
  }

  // The same in each audit, so that a link goes on to mean it.
  get id() { return `${this.account}/${this.region}/${this.rule.id}/${this.resource}`; }

  get place() { return `${this.account}/${this.region}/${this.type}/${this.resource}`; }

  get evidence() { return groups(this.rawEvidence, 2).map(([path, value]) => ({ path, value })); }

  get opens() { return groups(this.rawOpens, 4).map(([from, through, to, ports]) => ({ from, through, to, ports })); }

  get suppression() {
    const [reason, owner, expires] = this.rawSuppression.map(textOf);
    return reason === undefined ? null : { reason, owner, expires };
  }

  // What is searched.
  get words() {
    this.known ??= [this.rule.id, this.rule.title, this.resource, this.arn ?? "", this.type, this.reason, this.account, this.region, this.service,
      this.severity, this.status, ...this.rawEvidence.map(textOf), ...this.rawSuppression.map(textOf), ...this.rule.compliance].join("\n").toLowerCase();
    return this.known;
  }
}

function groups(list, size) {
  const found = [];
  for (let at = 0; at < list.length; at += size) {
    found.push(list.slice(at, at + size).map(textOf));
  }
  return found;
}

const findings = [];
for (const element of document.querySelectorAll("script.rows")) {
  for (const row of island(element)) {
    findings.push(new Finding(row, findings.length));
  }
  element.remove();
}

// The worst first: what fails, what nobody knows, what somebody answers for, what is well.
const statusOrder = { Fail: 0, Unknown: 1, Suppressed: 2, Pass: 3 };
const compare = (left, right) => (left < right ? -1 : left > right ? 1 : 0);
findings.sort((left, right) => statusOrder[left.status] - statusOrder[right.status] || right.rule.severity - left.rule.severity
  || compare(left.rule.id, right.rule.id) || compare(left.resource, right.resource) || left.index - right.index);

// A chunk of configurations is parsed when one of them is wanted.
const chunks = [...document.querySelectorAll("script.configurations")].map(element => ({ first: Number(element.dataset.first), element, content: null }));

function configurationOf(finding) {
  if (finding.configuration < 0) {
    return null;
  }
  const chunk = chunks.findLast(one => one.first <= finding.configuration);
  chunk.content ??= island(chunk.element);
  return chunk.content[finding.configuration - chunk.first];
}
