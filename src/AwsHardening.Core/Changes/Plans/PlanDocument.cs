using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace AwsHardening.Core.Changes.Plans;

/// <summary>A plan as it stands in its file (docs/plan.schema.json).</summary>
internal sealed record PlanDocument
{
    /// <summary>The format that this version writes and reads.</summary>
    public const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public int Format { get; init; } = CurrentFormat;

    public required string PlanId { get; init; }

    public required string AccountId { get; init; }

    public required string Region { get; init; }

    public required string CallerArn { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required IReadOnlyList<HardeningPlanRead> Reads { get; init; }

    public required IReadOnlyList<PlannedChange> Changes { get; init; }

    /// <summary>SHA-256 over the canonical form of everything else.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The plan with the digests that belong to it.</summary>
    public PlanDocument Sealed()
    {
        var changes = this with { Sha256 = null, Changes = [.. Changes.Select(change => change.Sealed(s_options))] };
        return changes with { Sha256 = CanonicalJson.Sha256(JsonSerializer.SerializeToNode(changes, s_options)) };
    }

    /// <summary>The file's text.</summary>
    public string ToText() => JsonSerializer.Serialize(this, s_options) + "\n";

    /// <summary>Reads a file's text.</summary>
    /// <exception cref="JsonException">Not a plan.</exception>
    public static PlanDocument Parse(string text) =>
        JsonSerializer.Deserialize<PlanDocument>(text, s_options) ?? throw new JsonException("A plan cannot be null.");

    /// <summary>Where the content does not match its digests; empty when it does.</summary>
    public IReadOnlyList<string> Alterations(string text)
    {
        // The text itself is hashed, not what was understood of it: a member that is read as something else shows too.
        var node = JsonNode.Parse(text)!.AsObject();
        node.Remove("sha256");
        if (CanonicalJson.Sha256(node) == Sha256)
        {
            return [];
        }

        string[] changes =
        [
            .. Changes.Where(change => change.Sealed(s_options).Sha256 != change.Sha256)
                .Select(change => $"change {change.Change.Id} of {change.Change.ResourceId}"),
        ];
        return changes.Length > 0 ? changes : ["what stands around the changes"];
    }

    /// <summary>The record users see.</summary>
    public HardeningPlan ToRecord() => new()
    {
        PlanId = PlanId,
        AccountId = AccountId,
        Region = Region,
        CallerArn = CallerArn,
        CreatedAt = CreatedAt,
        ExpiresAt = ExpiresAt,
        // Arrays, not collection expressions: PowerShell cannot index what those make of a read-only list.
        Reads = Reads.ToArray(),
        Changes = Changes.Select(planned => planned.ToRecord()).ToArray(),
        Sha256 = Sha256 ?? "",
        Document = ToText(),
    };
}

/// <summary>A change of a plan, with its digest.</summary>
/// <param name="Action">What it does, for people.</param>
/// <param name="Change">The change.</param>
/// <param name="Sha256">SHA-256 over the canonical form of the change and its action; tells which change was altered.</param>
internal sealed record PlannedChange(string Action, ResourceChange Change, string? Sha256 = null)
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    public PlannedChange Sealed(JsonSerializerOptions options)
    {
        var bare = this with { Sha256 = null };
        return bare with { Sha256 = CanonicalJson.Sha256(JsonSerializer.SerializeToNode(bare, options)) };
    }

    public HardeningPlanChange ToRecord() => new()
    {
        ChangeId = Change.Id,
        ResourceType = Change.ResourceType,
        ResourceId = Change.ResourceId,
        ResourceName = Change.ResourceName,
        Action = Action,
        Why = Change.Why,
        Before = Change.Before.ToJsonString(s_indented),
        After = Change.After.ToJsonString(s_indented),
        Calls = Change.Calls.Select(Line).ToArray(),
        Inverse = Change.Inverse.Select(Line).ToArray(),
        Risks = Change.Risks.ToArray(),
        Irreversible = Change.IsIrreversible,
        Cost = Change.Cost,
        Owner = Change.Owner,
        FlowsLost = Change.Flows?.Lost.ToArray() ?? [],
        FlowsGained = Change.Flows?.Gained.ToArray() ?? [],
        FlowsCompared = Change.Flows is not null,
    };

    private static string Line(ApiCall call) => $"{call.IamAction} {call.Parameters.ToJsonString()}";
}
