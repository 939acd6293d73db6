// What the page calls things.

const worstFirst = severities.toReversed();
const severityClass = severity => `s-${severity.toLowerCase()}`;
const statusClass = status => `is-${status.toLowerCase()}`;

// A status is told by a sign and a word, never by its colour alone. What is not known is not a kind of well.
const signs = { Fail: "✕", Pass: "✓", Unknown: "?", Suppressed: "–" };

const statusMark = status => h("span", { class: `mark ${statusClass(status)}` }, h("span", { "aria-hidden": "true" }, signs[status]), " ", status);
const severityMark = severity => h("span", { class: `mark ${severityClass(severity)}` }, severity);

const facetNames = { status: "Status", severity: "Severity", service: "Service", account: "Account", region: "Region", rule: "Rule", resource: "Resource", control: "Control" };

// The value of a filter as it is read.
const said = (name, value) => (name === "resource" ? value.split("/").slice(3).join("/") || value : value);

const benchmarkOf = control => control.split("/")[0];
