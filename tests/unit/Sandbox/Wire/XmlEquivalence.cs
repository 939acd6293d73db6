using System.Xml.Linq;

namespace AwsHardening.UnitTests.SandboxTests.Wire;

/// <summary>Whether two documents say the same: order of members and white space between elements do not count.</summary>
internal static class XmlEquivalence
{
    public static string NamespaceOf(string xml) =>
        xml.TrimStart().StartsWith('<') ? XElement.Parse(xml.TrimStart()).Name.NamespaceName : "";

    /// <summary>A text that is equal for documents that say the same, but for the given children of the root.</summary>
    public static string Canonical(string xml, params string[] without)
    {
        XElement root = XElement.Parse(xml.TrimStart(), LoadOptions.PreserveWhitespace);
        root.Elements().Where(element => without.Contains(element.Name.LocalName)).Remove();
        return string.Join('\n', Lines(root, ""));
    }

    private static IEnumerable<string> Lines(XElement element, string indent)
    {
        string attributes = string.Concat(element.Attributes()
            .Where(attribute => attribute.Name.LocalName != "xmlns")
            .OrderBy(attribute => attribute.Name.ToString(), StringComparer.Ordinal)
            .Select(attribute => $" {attribute.Name}='{attribute.Value}'"));
        // White space with a line end in it is the case's own layout.
        bool layout = string.IsNullOrWhiteSpace(element.Value) && element.Value.Contains('\n', StringComparison.Ordinal);
        string text = element.HasElements || layout ? "" : element.Value;
        yield return $"{indent}{element.Name}{attributes}: {text}";
        foreach (XElement child in element.Elements().OrderBy(child => child.Name.ToString(), StringComparer.Ordinal))
        {
            foreach (string line in Lines(child, indent + "  "))
            {
                yield return line;
            }
        }
    }
}
