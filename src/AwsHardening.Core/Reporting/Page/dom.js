// Makes elements. Texts become text nodes and never markup: the page's policy forbids anything else.

// From the document, so that not even the name of a namespace looks like an address that could be loaded.
const svgNamespace = document.getElementById("svg").namespaceURI;

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (name === "share") {
      // A style attribute would be against the policy; a property is not.
      element.style.setProperty("--share", value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

const h = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);

const s = (name, attributes, ...children) => fill(document.createElementNS(svgNamespace, name), attributes, children);

const number = value => value.toLocaleString("en-US");

const plural = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

// A table with a caption for those who do not see it. Columns are [heading, class].
function table(caption, columns, rows, attributes) {
  return h("div", { class: "scroll", ...attributes },
    h("table", null,
      h("caption", { class: "hidden" }, caption),
      h("thead", null, h("tr", null, columns.map(([heading, kind]) => h("th", { scope: "col", class: kind }, heading)))),
      h("tbody", null, rows)));
}

// Says something to those who hear the page.
const told = document.getElementById("told");
const tell = text => {
  if (told.textContent !== text) {
    told.textContent = text;
  }
};
