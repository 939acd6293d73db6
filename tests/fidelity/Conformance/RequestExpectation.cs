using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using AwsHardening.FidelityTests.Yardstick;

namespace AwsHardening.FidelityTests.Conformance;

/// <summary>What a compliance case says of the request.</summary>
internal static class RequestExpectation
{
    /// <returns>What is wrong, or null.</returns>
    public static string? Check(JsonNode expected, SentRequest sent) =>
        CheckLine(expected, sent) ?? CheckHeaders(expected, sent) ?? CheckBody(expected, sent);

    private static string? CheckLine(JsonNode expected, SentRequest sent)
    {
        if (expected["method"]?.GetValue<string>() is { } method && method != sent.Method)
        {
            return $"method {sent.Method}, expected {method}";
        }

        // What some cases call the host goes on into the path, which the uri repeats.
        if (expected["host"]?.GetValue<string>().Split('/')[0] is { } host && host != sent.Uri.Host)
        {
            return $"host {sent.Uri.Host}, expected {host}";
        }

        var uri = expected["uri"]!.GetValue<string>();
        return Sorted(uri) == Sorted(sent.Uri.PathAndQuery) ? null : $"uri {sent.Uri.PathAndQuery}, expected {uri}";
    }

    /// <summary>The order of query parameters carries no meaning; the cases write it in the model's order.</summary>
    private static string Sorted(string uri)
    {
        var parts = uri.Split('?', 2);
        return parts.Length == 1 ? uri : parts[0] + "?" + string.Join("&", parts[1].Split('&').Select(WithEquals).Order(StringComparer.Ordinal));
    }

    /// <summary><c>a</c> and <c>a=</c> are the same parameter without a value.</summary>
    private static string WithEquals(string pair) => pair.Contains('=', StringComparison.Ordinal) ? pair : pair + "=";

    private static string? CheckHeaders(JsonNode expected, SentRequest sent)
    {
        foreach (var (name, value) in expected["headers"]?.AsObject() ?? [])
        {
            var actual = sent.Headers.GetValueOrDefault(name);
            if (actual != value!.GetValue<string>() && !IsSameMediaType(name, actual, value.GetValue<string>()))
            {
                return $"header {name}: {actual}, expected {value}";
            }
        }

        foreach (var name in expected["forbidHeaders"]?.AsArray() ?? [])
        {
            if (sent.Headers.ContainsKey(name!.GetValue<string>()))
            {
                return $"header {name} must not be sent";
            }
        }

        return expected["requireHeaders"]?.AsArray().FirstOrDefault(name => !sent.Headers.ContainsKey(name!.GetValue<string>())) is { } missing
            ? $"header {missing} is missing"
            : null;
    }

    private static bool IsSameMediaType(string name, string? actual, string expected) =>
        name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase) && actual?.Split(';')[0] == expected;

    private static string? CheckBody(JsonNode expected, SentRequest sent)
    {
        if (expected["body"]?.GetValue<string>() is not { } body)
        {
            return null;
        }

        var actual = Encoding.UTF8.GetString(sent.Body);
        if (body == actual || Form(body) == Form(actual) || (body.TrimStart().StartsWith('<') && Xml(body) == Xml(actual)))
        {
            return null;
        }

        try
        {
            if (CaseValues.Canonical(JsonNode.Parse(body)) == CaseValues.Canonical(JsonNode.Parse(actual)))
            {
                return null;
            }
        }
        catch (JsonException)
        {
            // Not JSON, so the bytes had to be the same.
        }

        return $"body {actual}, expected {body}";
    }

    /// <summary>
    /// Alike whatever the order of members and the white space between them; those of one name keep their order. A namespace counts where
    /// it is declared, as the cases say it.
    /// </summary>
    private static string Xml(string text)
    {
        try
        {
            return Canonical(XElement.Parse(text, LoadOptions.PreserveWhitespace));
        }
        catch (XmlException)
        {
            return text;
        }
    }

    private static string Canonical(XElement element)
    {
        var attributes = string.Concat(element.Attributes().Where(a => !a.IsNamespaceDeclaration || a.Name.LocalName != "xmlns")
            .Select(a => $" {a.Name}='{a.Value}'").Order(StringComparer.Ordinal));
        var content = element.HasElements
            ? string.Concat(element.Elements().OrderBy(e => e.Name.ToString(), StringComparer.Ordinal).Select(Canonical)) : element.Value;
        return $"<{element.Name}{attributes}>{content}</>";
    }

    /// <summary>The order of form parameters carries no meaning.</summary>
    private static string Form(string body) => body.Contains("Action=", StringComparison.Ordinal)
        ? string.Join("&", body.Split('&').Order(StringComparer.Ordinal))
        : body;
}
