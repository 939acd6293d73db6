using System.Globalization;
using System.Net;

namespace AwsHardening.Sandbox.Iam;

/// <summary>What an operator asks of one value; a negated one asks the opposite of its positive twin.</summary>
internal static class ConditionOperators
{
    private static readonly Dictionary<string, Func<string, string, bool>> s_operators = new(StringComparer.OrdinalIgnoreCase)
    {
        ["StringEquals"] = (wanted, value) => PolicyPattern.Plain(wanted) == value,
        ["StringEqualsIgnoreCase"] = (wanted, value) => PolicyPattern.Plain(wanted).Equals(value, StringComparison.OrdinalIgnoreCase),
        ["StringLike"] = (wanted, value) => PolicyPattern.Matches(wanted, value),
        ["Bool"] = (wanted, value) => wanted.Equals(value, StringComparison.OrdinalIgnoreCase),
        ["BinaryEquals"] = (wanted, value) => wanted == value,
        ["ArnEquals"] = PolicyPattern.MatchesArn,
        ["ArnLike"] = PolicyPattern.MatchesArn,
        ["IpAddress"] = IsIn,
        ["NumericEquals"] = (wanted, value) => Numbers(wanted, value) == 0,
        ["NumericLessThan"] = (wanted, value) => Numbers(wanted, value) < 0,
        ["NumericLessThanEquals"] = (wanted, value) => Numbers(wanted, value) <= 0,
        ["NumericGreaterThan"] = (wanted, value) => Numbers(wanted, value) > 0,
        ["NumericGreaterThanEquals"] = (wanted, value) => Numbers(wanted, value) >= 0,
        ["DateEquals"] = (wanted, value) => Dates(wanted, value) == 0,
        ["DateLessThan"] = (wanted, value) => Dates(wanted, value) < 0,
        ["DateLessThanEquals"] = (wanted, value) => Dates(wanted, value) <= 0,
        ["DateGreaterThan"] = (wanted, value) => Dates(wanted, value) > 0,
        ["DateGreaterThanEquals"] = (wanted, value) => Dates(wanted, value) >= 0,
    };

    private static readonly Dictionary<string, string> s_negated = new(StringComparer.OrdinalIgnoreCase)
    {
        ["StringNotEquals"] = "StringEquals",
        ["StringNotEqualsIgnoreCase"] = "StringEqualsIgnoreCase",
        ["StringNotLike"] = "StringLike",
        ["ArnNotEquals"] = "ArnEquals",
        ["ArnNotLike"] = "ArnLike",
        ["NotIpAddress"] = "IpAddress",
        ["NumericNotEquals"] = "NumericEquals",
        ["DateNotEquals"] = "DateEquals",
    };

    public static bool Knows(string name) => s_operators.ContainsKey(name) || s_negated.ContainsKey(name);

    public static bool IsNegated(string name) => s_negated.ContainsKey(name);

    /// <summary>Whether a value passes; of a negated operator, whether it passes its positive twin.</summary>
    public static bool Holds(string name, string wanted, string value) =>
        s_operators[s_negated.GetValueOrDefault(name, name)](wanted, value);

    private static int? Numbers(string wanted, string value) =>
        decimal.TryParse(wanted, NumberStyles.Float, CultureInfo.InvariantCulture, out var limit)
        && decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.CompareTo(limit) : null;

    private static int? Dates(string wanted, string value) =>
        Date(wanted) is { } limit && Date(value) is { } time ? time.CompareTo(limit) : null;

    // ISO 8601, or seconds since 1970.
    private static DateTimeOffset? Date(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) && text.Length > 4
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    private static bool IsIn(string wanted, string value)
    {
        var range = wanted.Contains('/', StringComparison.Ordinal) || !IPAddress.TryParse(wanted, out var one)
            ? wanted : $"{wanted}/{one.GetAddressBytes().Length * 8}";
        return IPNetwork.TryParse(range, out var network) && IPAddress.TryParse(value, out var address) && network.Contains(address);
    }
}
