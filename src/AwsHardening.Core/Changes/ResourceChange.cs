using System.Text.Json.Nodes;
using AwsHardening.Core.Account;

namespace AwsHardening.Core.Changes;

/// <summary>One change of one resource: what it is, what it will be, the calls that get there and those that get back.</summary>
public sealed record ResourceChange
{
    /// <summary>The change's id.</summary>
    public required string Id { get; init; }

    /// <summary>The id that all changes of one command share.</summary>
    public required string SetId { get; init; }

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>The CloudFormation type, such as <c>AWS::EC2::SecurityGroup</c>.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The resource's id.</summary>
    public required string ResourceId { get; init; }

    /// <summary>The resource's name, for people.</summary>
    public required string ResourceName { get; init; }

    /// <summary>What it is for, in one sentence.</summary>
    public required string Why { get; init; }

    /// <summary>What the change takes away, as content.</summary>
    public required JsonObject Before { get; init; }

    /// <summary>What the change puts there, as content.</summary>
    public required JsonObject After { get; init; }

    /// <summary>The calls, in order.</summary>
    public required IReadOnlyList<ApiCall> Calls { get; init; }

    /// <summary>The calls that take them back, in order.</summary>
    public required IReadOnlyList<ApiCall> Inverse { get; init; }

    /// <summary>The change that this one takes back, or null.</summary>
    public string? Undoes { get; init; }

    /// <summary>The plan that it was applied from, or null.</summary>
    public string? PlanId { get; init; }

    /// <summary>The set-up that it belongs to and that can be taken down as one, such as <c>AuditBaseline</c>, or null.</summary>
    public string? PartOf { get; init; }

    /// <summary>What begins to cost money with it, in one sentence, or null.</summary>
    public string? Cost { get; init; }

    /// <summary>Who else manages the resource, such as a CloudFormation stack, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>What speaks against it; each was accepted, or is still to be asked about.</summary>
    public IReadOnlyList<string> Risks { get; init; } = [];

    /// <summary>What a change of the network does to the flows in it; null where that was not asked.</summary>
    public HardeningFlowEffect? Flows { get; init; }

    /// <summary>True when no call takes it back.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsIrreversible => Calls.Count > 0 && Inverse.Count == 0;

    /// <summary>The beginning of a change: what it is of and for, and no calls yet.</summary>
    /// <param name="session">The session, which makes the change's id.</param>
    /// <param name="setId">The id that all changes of one command share.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="region">The Region.</param>
    /// <param name="resource">The resource's CloudFormation type, its id, and its name for people.</param>
    /// <param name="why">What it is for, in one sentence.</param>
    internal static ResourceChange Begin(AwsSession session, string setId, string accountId, string region, (string Type, string Id, string Name) resource, string why) => new()
    {
        Id = session.Settings.NewId(),
        SetId = setId,
        AccountId = accountId,
        Region = region,
        ResourceType = resource.Type,
        ResourceId = resource.Id,
        ResourceName = resource.Name,
        Why = why,
        Before = [],
        After = [],
        Calls = [],
        Inverse = [],
    };

    /// <summary>The change that takes this one back.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="setId">The id of its set.</param>
    /// <param name="done">The calls of this change that had their effect; those that had none need no taking back.</param>
    public ResourceChange Inverted(string id, string setId, IReadOnlyCollection<string> done) => this with
    {
        Id = id,
        SetId = setId,
        Why = $"Takes back {Id}: {Why}",
        Before = After,
        After = Before,
        Calls = [.. Inverse.Where(call => done.Contains(call.Counterpart))],
        // What gave a secret out once gives another one the next time: that takes nothing back.
        Inverse = [.. Calls.Where(call => done.Contains(call.Id) && !call.AnswersWithSecret)],
        Undoes = Id,
        PlanId = null,
        Risks = [],
        // Taking a change back is asking for what that takes. UndoFlows weighs it anew, on the network as it is then.
        Flows = Flows is null ? null : new HardeningFlowEffect([.. Flows.Gained.Select(flow => flow with { Asked = true })], Flows.Lost),
    };
}
