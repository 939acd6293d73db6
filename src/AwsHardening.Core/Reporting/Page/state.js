// What is shown is said by the address alone: a link shows the same view again, and Back goes back.

const facets = ["status", "severity", "service", "account", "region"];
const several = [...facets, "rule", "resource", "control"];
const single = ["q", "sort", "page", "by", "benchmark", "id"];
const views = { overview: "Overview", findings: "Findings", breakdown: "Breakdown", compliance: "Compliance", network: "Who reaches whom" };

function read() {
  const [view, query] = location.hash.slice(1).split("?");
  const said = new URLSearchParams(query ?? "");
  const state = { view: Object.hasOwn(views, view) ? view : "overview" };
  several.forEach(name => { state[name] = said.getAll(name); });
  single.forEach(name => { state[name] = said.get(name) ?? ""; });
  return state;
}

function address(state) {
  const said = new URLSearchParams();
  several.forEach(name => state[name].forEach(value => said.append(name, value)));
  single.filter(name => state[name]).forEach(name => said.append(name, state[name]));
  const query = said.toString();
  return `#${state.view}${query ? `?${query}` : ""}`;
}

// The address of a view that differs from what is shown in these members. Another filter begins at the first page, with nothing open.
const to = changes => address({ ...state, page: "", id: "", ...changes });

// The findings of something, whatever is filtered now.
const only = changes => address({ ...empty, view: "findings", ...changes });

const empty = { view: "overview", ...Object.fromEntries([...several.map(name => [name, []]), ...single.map(name => [name, ""])]) };

let state = read();

// Goes to an address; in place of the one that is shown where it is the same step of the reader's, such as a further letter of a search.
function go(hash, inPlace) {
  if (inPlace) {
    history.replaceState(null, "", hash);
    show();
  } else if (hash !== location.hash) {
    location.hash = hash;
  }
}
