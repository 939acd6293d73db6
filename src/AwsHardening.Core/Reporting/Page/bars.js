// A bar of shares, with its numbers for those who do not see it.

function bar(parts, label) {
  const total = parts.reduce((sum, [, count]) => sum + count, 0);
  return total === 0 ? null : h("div", { class: "stack", role: "img", "aria-label": label ?? parts.filter(([, count]) => count).map(([name, count]) => `${number(count)} ${name}`).join(", ") },
    parts.filter(([, count]) => count).map(([name, count, kind]) => h("span", { class: kind, share: `${(100 * count) / total}%`, title: `${name}: ${number(count)}` })));
}

// What fails by severity, then what is Unknown, suppressed and well.
const shares = counted => [
  ...worstFirst.map(severity => [`${severity} fail`, counted.failing[severity], severityClass(severity)]),
  ["Unknown", counted.Unknown, "is-unknown"],
  ["suppressed", counted.Suppressed, "is-suppressed"],
  ["pass", counted.Pass, "is-pass"],
];
