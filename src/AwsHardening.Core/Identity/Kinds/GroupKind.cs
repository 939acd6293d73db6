using System.Text.Json.Nodes;
using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Identity.Kinds;

/// <summary>A group: its managed policies, one part each.</summary>
internal sealed class GroupKind : PartsKind
{
    public const string Type = "AWS::IAM::Group";
    private const string Name = "GroupName";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "iam:ListGroups", "iam:GetGroup", .. AttachedPolicies.OfGroups.RequiredActions,
    ];

    protected override string Existence => Name;

    public override async Task<int> CountAsync(AccountView view) => Count(await view.Groups(), "the groups", "iam:ListGroups");

    protected override async Task<JsonObject> ReadPartsAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        var name = change.ResourceId;
        var group = await Ask.OrNull(
            () => session.Iam.GetGroupAsync(new() { GroupName = name, MaxItems = 1 }, cancellationToken), $"group {name}", "iam:GetGroup");
        var parts = new JsonObject { [Name] = group?.Group.GroupName };
        if (group is not null)
        {
            await AttachedPolicies.OfGroups.ReadAsync(
                session, name, change.Before.Concat(change.After).Select(pair => pair.Key).Distinct(), parts, cancellationToken);
        }

        return parts;
    }
}
