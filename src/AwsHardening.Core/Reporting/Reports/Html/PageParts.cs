using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace AwsHardening.Core.Reporting.Reports.Html;

/// <summary>The page without its findings: what stands before and after them. It loads nothing, and a policy in it says so.</summary>
internal static class PageParts
{
    // One module: what stands in a file is known to those after it.
    private static readonly string[] s_scripts =
    [
        "dom.js", "data.js", "state.js", "filter.js", "words.js", "bars.js", "configuration.js", "picture.js", "network.js", "overview.js", "breakdown.js",
        "compliance.js", "findings.js", "detail.js", "app.js",
    ];

    private static readonly string[] s_styles = ["page.css", "parts.css", "print.css"];

    private static readonly Lazy<(string Before, string After)> s_page = new(Make);

    /// <summary>The names of the parts, in their order.</summary>
    public static IEnumerable<string> Sources => [.. s_styles, .. s_scripts];

    public static string Before(string title) => s_page.Value.Before.Replace("{{title}}", WebUtility.HtmlEncode(title), StringComparison.Ordinal);

    public static string After => s_page.Value.After;

    public static string Read(string name)
    {
        using var stream = typeof(PageParts).Assembly.GetManifestResourceStream($"page/{name}") ?? throw new InvalidOperationException($"The page's part {name} is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static (string, string) Make()
    {
        var style = string.Concat(s_styles.Select(Read));
        var script = string.Concat(s_scripts.Select(Read));
        var policy = $"default-src 'none'; style-src {Hash(style)}; script-src {Hash(script)}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
        var page = Read("page.html").Replace("{{policy}}", policy, StringComparison.Ordinal)
            .Replace("{{style}}", style, StringComparison.Ordinal).Replace("{{script}}", script, StringComparison.Ordinal).Split("{{findings}}");
        return (page[0], page[1]);
    }

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
