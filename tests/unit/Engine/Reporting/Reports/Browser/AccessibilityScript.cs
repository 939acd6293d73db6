namespace AwsHardening.UnitTests.Engine.Reporting.Reports.Browser;

/// <summary>Checks of WCAG 2.2 that need the page as it is drawn.</summary>
internal static class AccessibilityScript
{
    /// <summary>Texts whose colour is too near to what is behind them (1.4.3), as <c>ratio text</c>.</summary>
    public const string LowContrast = """
        (() => {
          const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
          const rgba = color => { context.clearRect(0, 0, 1, 1); context.fillStyle = color; context.fillRect(0, 0, 1, 1); const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255]; };
          const over = (top, below) => [0, 1, 2].map(at => top[at] * top[3] + below[at] * (1 - top[3]));
          const light = color => { const [r, g, b] = color.map(one => { const c = one / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const behind = element => {
            const layers = [];
            for (let one = element; one; one = one.parentElement) {
              const color = one.localName === "a" && one.querySelector(":scope > rect") ? getComputedStyle(one.querySelector("rect")).fill : getComputedStyle(one).backgroundColor;
              layers.push(rgba(color));
            }
            return layers.reverse().reduce((below, top) => over(top, below), rgba(getComputedStyle(document.body).backgroundColor).slice(0, 3));
          };
          const found = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const text = walker.currentNode.data.trim();
            const element = walker.currentNode.parentElement;
            if (!text || !element.checkVisibility({ checkVisibilityCSS: true }) || element.closest(".hidden, script, noscript, title, [aria-disabled]") || !element.getClientRects().length) continue;
            const style = getComputedStyle(element);
            const below = behind(element);
            const color = over(rgba(element.closest("svg") ? style.fill : style.color), below);
            const [high, low] = [light(color), light(below)].sort((a, b) => b - a);
            const ratio = (high + 0.05) / (low + 0.05);
            const size = parseFloat(style.fontSize);
            if (ratio < (size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5)) found.push(ratio.toFixed(2) + " " + element.className + " " + text.slice(0, 40));
          }
          return [...new Set(found)];
        })()
        """;

    /// <summary>What the document's structure lacks: language, title, one of each landmark, headings in order, ids once, labels.</summary>
    public const string Structure = """
        (() => {
          const found = [];
          if (document.documentElement.lang !== "en") found.push("no language");
          if (!document.title) found.push("no title");
          for (const name of ["main", "header", "footer", "h1"]) if (document.querySelectorAll(name).length !== 1) found.push("not one " + name);
          let level = 0;
          for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
            const next = Number(heading.localName[1]);
            if (next > level + 1) found.push("h" + level + " is followed by " + heading.outerHTML.slice(0, 80));
            level = next;
          }
          const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
          ids.filter((id, at) => ids.indexOf(id) !== at).forEach(id => found.push("twice " + id));
          document.querySelectorAll("[aria-labelledby]").forEach(one => { if (!document.getElementById(one.getAttribute("aria-labelledby"))) found.push("no label " + one.outerHTML.slice(0, 80)); });
          document.querySelectorAll("table").forEach(one => { if (!one.caption) found.push("a table without a caption"); });
          document.querySelectorAll("th").forEach(one => { if (!one.scope) found.push("a th without a scope"); });
          for (const one of document.querySelectorAll("*")) {
            const style = getComputedStyle(one);
            if (/(auto|scroll)/.test(style.overflowX + style.overflowY) && one.scrollHeight > one.clientHeight + 1 && one.clientHeight && !one.matches(":has(a, input, button)") && one.tabIndex < 0) found.push("cannot be scrolled by keys: " + one.className);
          }
          return found;
        })()
        """;
}
