using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Snapshots;

/// <summary>The first line of a snapshot: of what it is a copy, and since when.</summary>
/// <param name="AccountId">The 12 digits of the account.</param>
/// <param name="Partition">Such as <c>aws</c>.</param>
/// <param name="Region">The one Region it is a copy of.</param>
/// <param name="ExportedAt">When the reading began, UTC.</param>
/// <param name="Pseudonymized">True where account ids, names and public addresses are not the real ones.</param>
/// <param name="ModuleVersion">The version that wrote it.</param>
/// <param name="Types">The kinds of resources that were asked for: of others it says nothing.</param>
public sealed record SnapshotHeader(
    string AccountId, string Partition, string Region, DateTimeOffset ExportedAt, bool Pseudonymized, string ModuleVersion,
    IReadOnlyList<string> Types)
{
    /// <summary>What the first line calls the format.</summary>
    public const string Format = "aws-hardening-account-snapshot";

    /// <summary>The version written here, and the only one read here.</summary>
    public const int Version = 1;

    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The line.</summary>
    public JsonObject ToJson() => new()
    {
        ["format"] = Format,
        ["version"] = Version,
        ["accountId"] = AccountId,
        ["partition"] = Partition,
        ["region"] = Region,
        ["exportedAt"] = ExportedAt.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture),
        ["pseudonymized"] = Pseudonymized,
        ["moduleVersion"] = ModuleVersion,
        ["types"] = new JsonArray([.. Types.Select(type => JsonValue.Create(type))]),
    };

    internal static SnapshotHeader Read(JsonObject line)
    {
        if ((string?)line["format"] != Format)
        {
            throw new SnapshotException(SnapshotFault.NotASnapshot, "its first line is not that of an account snapshot");
        }

        return (int?)line["version"] == Version
            ? new SnapshotHeader(
                Text(line, "accountId"), Text(line, "partition"), Text(line, "region"),
                DateTimeOffset.ParseExact(
                    Text(line, "exportedAt"), Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
                (bool?)line["pseudonymized"] is true, Text(line, "moduleVersion"),
                line["types"] is JsonArray types
                    ? [.. types.Select(type => (string)type!)]
                    : throw new SnapshotException(SnapshotFault.Damaged, "its first line has no types"))
            : throw new SnapshotException(SnapshotFault.UnknownVersion, $"it has version {line["version"]}, and this module reads version {Version}");
    }

    private static string Text(JsonObject line, string member) => (string?)line[member]
        ?? throw new SnapshotException(SnapshotFault.Damaged, $"its first line has no {member}");
}
