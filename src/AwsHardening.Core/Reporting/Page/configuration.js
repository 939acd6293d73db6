// A resource's configuration as AWS tells it, with what a finding rests on marked in it.

const linesAtFirst = 400;

// A policy within a configuration is a text of JSON: it is shown as what it says.
function expand(value) {
  if (typeof value === "string" && /^\s*[[{]/.test(value)) {
    try {
      return expand(JSON.parse(value));
    } catch {
      return value;
    }
  }
  return Array.isArray(value) ? value.map(expand)
    : value !== null && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, expand(member)]))
    : value;
}

function* nodes(value, path = [], names = []) {
  yield { value, path, names };
  if (value !== null && typeof value === "object") {
    for (const [name, member] of Object.entries(value)) {
      yield* nodes(member, [...path, name], Array.isArray(value) ? names : [...names, name]);
    }
  }
}

const keyOf = path => path.join("\n");

// Where a piece of evidence stands: at its path, else wherever its names stand, else in whatever bears its name, such as a rule by its id.
function placesOf(all, path) {
  const exact = all.filter(one => one.names.join(".") === path && one.path.length);
  if (exact.length) {
    return exact.map(one => one.path);
  }
  const within = all.filter(one => one.names.join(".").endsWith(`.${path}`));
  if (within.length) {
    return within.map(one => one.path);
  }
  return all.filter(one => one.value === path).map(one => (one.path.length > 1 ? one.path.slice(0, -1) : one.path));
}

function marksOf(configuration, evidence) {
  const all = [...nodes(configuration)];
  const marks = new Set();
  const absent = [];
  for (const { path, value } of evidence) {
    const places = placesOf(all, path);
    places.forEach(place => marks.add(keyOf(place)));
    if (!places.length && value === "") {
      absent.push(path);
    }
  }
  return { marks, absent };
}

// Lines of [text, marked].
function linesOf(value, marks, path = [], before = "", after = "", marked = false) {
  const mark = marked || marks.has(keyOf(path));
  const indent = "  ".repeat(path.length);
  if (value === null || typeof value !== "object" || !Object.keys(value).length) {
    return [[`${indent}${before}${JSON.stringify(value)}${after}`, mark]];
  }
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  const members = Object.entries(value);
  return [
    [`${indent}${before}${open}`, mark],
    ...members.flatMap(([name, member], at) => linesOf(
      member, marks, [...path, name], Array.isArray(value) ? "" : `${JSON.stringify(name)}: `, at < members.length - 1 ? "," : "", mark)),
    [`${indent}${close}${after}`, mark],
  ];
}

function configurationPart(finding) {
  const read = configurationOf(finding);
  if (read === null) {
    return null;
  }
  const configuration = expand(read);
  const { marks, absent } = marksOf(configuration, finding.evidence);
  const lines = linesOf(configuration, marks);
  const draw = some => some.flatMap(([text, marked]) => {
    const indent = text.length - text.trimStart().length;
    return [marked ? [text.slice(0, indent), h("mark", null, text.slice(indent))] : text, "\n"].flat();
  });
  const first = lines.findIndex(([, marked]) => marked);
  const text = h("pre", { class: "configuration", tabindex: "0", "aria-label": `Configuration of ${finding.resource}, evidence marked` },
    draw(lines.slice(0, Math.max(linesAtFirst, first + 50))));
  return [
    h("h3", null, "Configuration"),
    absent.length ? h("p", { class: "absent" }, h("mark", null, absent.join(", ")), " ", absent.length > 1 ? "are" : "is", " not set.") : null,
    text,
    lines.length > Math.max(linesAtFirst, first + 50) ? h("button", { type: "button", onclick: event => { text.replaceChildren(...draw(lines)); event.target.remove(); } },
      `Show all ${plural(lines.length, "line")}`) : null,
  ];
}
