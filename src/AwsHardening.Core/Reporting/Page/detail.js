// One finding: why it is so, what it rests on, what it opens, and what to do.

function detail(finding) {
  const { suppression } = finding;
  return h("aside", { class: "detail", "aria-labelledby": "detail" },
    h("div", { class: "bar" }, h("p", null, statusMark(finding.status), " ", severityMark(finding.severity)),
      h("a", { class: "close", href: address({ ...state, id: "" }), "aria-label": "Close", "data-key": "close" }, "✕")),
    h("h3", { id: "detail", tabindex: "-1" }, finding.rule.title),
    finding.status === "Unknown" ? h("p", { class: "note unknown" }, h("strong", null, "Not known."), " What the rule needs could not be read. That is not clean.") : null,
    suppression ? h("dl", { class: "note suppressed" },
      h("dt", null, "May stay because"), h("dd", null, suppression.reason), h("dt", null, "Answers for it"), h("dd", null, suppression.owner), h("dt", null, "Until"), h("dd", null, suppression.expires)) : null,
    h("p", null, finding.reason),
    finding.remediation ? [h("h3", null, finding.isCommand ? "The command that fixes it" : "What to do"), finding.isCommand ? commandPart(finding.remediation) : h("p", null, finding.remediation)] : null,
    finding.rawEvidence.length ? [
      h("h3", null, "Evidence"),
      h("dl", { class: "evidence" }, finding.evidence.map(({ path, value }) => h("div", null, h("dt", null, path), h("dd", null, value === "" ? h("em", null, "nothing") : value)))),
    ] : null,
    ownPicture(finding),
    configurationPart(finding),
    h("h3", null, "About"),
    h("dl", { class: "about" }, [
      ["Rule", h("a", { href: only({ rule: [finding.rule.id] }) }, finding.rule.id)],
      ["Resource", h("a", { href: only({ resource: [finding.place] }) }, finding.resource)],
      ["Type", finding.type],
      finding.arn ? ["ARN", h("code", null, finding.arn)] : null,
      ["Service", h("a", { href: only({ service: [finding.service] }) }, finding.service)],
      ["Account", h("a", { href: only({ account: [finding.account] }) }, finding.account)],
      ["Region", finding.region],
      finding.rule.compliance.length ? ["Compliance", finding.rule.compliance.map((control, at) => [at ? ", " : "", h("a", { href: only({ control: [control] }) }, control)])] : null,
      ["Read at", finding.time],
    ].filter(Boolean).map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, value)))));
}

function commandPart(command) {
  return h("div", { class: "command" }, h("pre", { tabindex: "0", "aria-label": "Command" }, command),
    h("button", {
      type: "button",
      onclick: async event => {
        const button = event.currentTarget;
        try {
          await navigator.clipboard.writeText(command);
          button.textContent = "Copied";
          tell("Copied");
        } catch {
          getSelection().selectAllChildren(button.previousSibling);
          button.textContent = "Selected: copy it";
        }
      },
    }, "Copy"));
}
