using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Reporting;

/// <summary>Makes a finding of what a file made of one: JSON of this module's or of ConvertTo-Json, or CLIXML.</summary>
internal static class FindingFromObject
{
    /// <exception cref="ArgumentTransformationMetadataException">It is no finding.</exception>
    public static HardeningFinding Of(PSObject value)
    {
        try
        {
            return new HardeningFinding
            {
                RuleId = Needed(value, nameof(HardeningFinding.RuleId)),
                Title = Text(value, nameof(HardeningFinding.Title)) ?? "",
                Severity = As<FindingSeverity>(value, nameof(HardeningFinding.Severity)),
                Status = As<FindingStatus>(value, nameof(HardeningFinding.Status)),
                Service = Text(value, nameof(HardeningFinding.Service)) ?? "",
                ResourceType = Text(value, nameof(HardeningFinding.ResourceType)) ?? "",
                ResourceId = Needed(value, nameof(HardeningFinding.ResourceId)),
                ResourceArn = Text(value, nameof(HardeningFinding.ResourceArn)),
                Region = Needed(value, nameof(HardeningFinding.Region)),
                AccountId = Needed(value, nameof(HardeningFinding.AccountId)),
                Reason = Text(value, nameof(HardeningFinding.Reason)) ?? "",
                Evidence = Items(value, nameof(HardeningFinding.Evidence)).Select(Evidence).ToArray(),
                Compliance = Items(value, nameof(HardeningFinding.Compliance)).Select(one => one.ToString()).ToArray(),
                Remediation = Text(value, nameof(HardeningFinding.Remediation)),
                RemediationIsCommand = LanguagePrimitives.IsTrue(Member(value, nameof(HardeningFinding.RemediationIsCommand))),
                CanRepair = LanguagePrimitives.IsTrue(Member(value, nameof(HardeningFinding.CanRepair))),
                CannotRepairReason = Text(value, nameof(HardeningFinding.CannotRepairReason)),
                Suppression = Member(value, nameof(HardeningFinding.Suppression)) is { } kept ? Suppression(PSObject.AsPSObject(kept)) : null,
                Configuration = Member(value, nameof(HardeningFinding.Configuration)) is { } read ? Configuration(read) : null,
                Opens = Items(value, nameof(HardeningFinding.Opens)).Select(Opening).OfType<FindingOpening>().ToArray(),
                CollectedAt = Time(Member(value, nameof(HardeningFinding.CollectedAt))),
            };
        }
        catch (Exception e) when (e is PSInvalidCastException or FormatException)
        {
            // PowerShell passes over a parameter only where the reason is a cast that cannot be.
            throw new ArgumentTransformationMetadataException($"This is no finding: {e.Message}", new PSInvalidCastException(e.Message, e));
        }
    }

    private static object? Member(PSObject value, string name) => value.Properties[name]?.Value is { } member ? member : null;

    private static string? Text(PSObject value, string name) => Member(value, name)?.ToString();

    private static string Needed(PSObject value, string name) => Text(value, name) is { Length: > 0 } text ? text : throw new FormatException($"it has no {name}.");

    private static T As<T>(PSObject value, string name)
        where T : struct, Enum =>
        Member(value, name) is { } member ? LanguagePrimitives.ConvertTo<T>(member is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : member)
            : throw new FormatException($"it has no {name}.");

    private static IEnumerable<PSObject> Items(PSObject value, string name) => Member(value, name) switch
    {
        null => [],
        PSObject { BaseObject: IEnumerable list and not string } => list.Cast<object>().Select(PSObject.AsPSObject),
        IEnumerable list and not string => list.Cast<object>().Select(PSObject.AsPSObject),
        var one => [PSObject.AsPSObject(one)],
    };

    // ConvertTo-Json writes what lies deeper than it was told as text.
    private static FindingEvidence Evidence(PSObject one) => one.BaseObject is string text && text.Split(" = ", 2) is [var path, .. var rest]
        ? new(path, string.Concat(rest)) : new(Text(one, nameof(FindingEvidence.Path)) ?? "", Text(one, nameof(FindingEvidence.Value)) ?? "");

    private static FindingOpening? Opening(PSObject one) => Text(one, nameof(FindingOpening.From)) is { } from && Text(one, nameof(FindingOpening.To)) is { } to
        ? new(from, to, Text(one, nameof(FindingOpening.Ports)) ?? "") { Through = Text(one, nameof(FindingOpening.Through)) } : null;

    private static FindingSuppression Suppression(PSObject kept) => new(
        Text(kept, nameof(FindingSuppression.Reason)) ?? kept.ToString(), Text(kept, nameof(FindingSuppression.Owner)) ?? "", Day(Member(kept, nameof(FindingSuppression.Expires))));

    private static DateOnly Day(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        DateOnly day => day,
        DateTime time => DateOnly.FromDateTime(time),
        string text => DateOnly.Parse(text, CultureInfo.InvariantCulture),
        { } parts when PSObject.AsPSObject(value!).Properties["DayNumber"]?.Value is { } number => DateOnly.FromDayNumber(LanguagePrimitives.ConvertTo<int>(number)),
        _ => default,
    };

    private static DateTimeOffset Time(object? value) => (value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value) switch
    {
        DateTimeOffset time => time,
        DateTime time => new DateTimeOffset(time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime()),
        string text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        PSObject parts when parts.Properties["UtcDateTime"]?.Value is { } utc => Time(utc),
        _ => throw new FormatException("it has no CollectedAt."),
    };

    private static string Configuration(object read) => (read is PSObject { BaseObject: string } wrapped ? wrapped.BaseObject : read) as string ?? Json(read)?.ToJsonString() ?? "null";

    private static JsonNode? Json(object? value) => value switch
    {
        null => null,
        PSObject { BaseObject: PSCustomObject } members => new JsonObject(members.Properties.Select(member => KeyValuePair.Create(member.Name, Json(member.Value)))),
        PSObject wrapped => Json(wrapped.BaseObject),
        IDictionary members => new JsonObject(members.Keys.Cast<object>().Select(name => KeyValuePair.Create(name.ToString()!, Json(members[name])))),
        string text => JsonValue.Create(text),
        // ConvertFrom-Json takes a time for a time; it stood there as AWS's JSON has it.
        DateTime time => JsonValue.Create(time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Json)]),
        _ => JsonSerializer.SerializeToNode(value),
    };
}
