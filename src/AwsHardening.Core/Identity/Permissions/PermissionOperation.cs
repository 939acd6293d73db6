using System.Text.Json.Nodes;
using AwsHardening.Core.Access;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Identity.Permissions;

/// <summary>Writes the policies that commands and plans need.</summary>
public static class PermissionOperation
{
    private static readonly string[] s_reads = ["BatchGet", "Describe", "Get", "Head", "List", "Lookup"];

    // Their names say read; what they give is to be granted with care, and a plan reads none of it unless a call of it does.
    private static readonly string[] s_contents = ["dynamodb:GetItem", "s3:GetObject"];

    // In the words of what Invoke-HardeningPlan declares: to prove the other way in, and to have it, takes more than to read the plan's network.
    private const string ClosesPorts = "the plan closes ports of instances";

    /// <summary>The policy for commands, on whatever resources they are used.</summary>
    /// <param name="commands">What the commands declare.</param>
    /// <param name="always">Leave out what is needed at times alone.</param>
    public static HardeningPermission ForCommands(IReadOnlyList<CommandNeeds> commands, bool always)
    {
        string[] ofChanges = commands.Any(command => command.OfChanges)
            ? [.. ChangeActions.ByResourceType.Values.SelectMany(actions => actions)] : [];
        var conditional = commands.SelectMany(command => command.Actions.Where(action => action.When is not null)
            .Select(action => new HardeningPermissionCondition(command.Command, action.Action, action.When!))).ToArray();
        string[] actions =
        [
            .. commands.SelectMany(command => command.Actions).Where(action => !always || action.When is null).Select(action => action.Action)
                .Concat(ofChanges).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        List<string> warnings = [];
        if (commands.Any(command => command.OfChanges))
        {
            warnings.Add("Plans, undo and reverts change whatever a change of them is about, so this allows changes of every kind: for one plan, say that plan.");
        }

        return Record([.. commands.Select(command => command.Command).Order(StringComparer.Ordinal)], actions, actions.Length == 0 ? [] : [Allow("Commands", actions, ["*"])], conditional, warnings);
    }

    /// <summary>
    /// The policy for plans: to write, exactly what their calls and those that take them back need, on the resources that these name; to
    /// read, what checking before and after takes.
    /// </summary>
    /// <param name="plans">The plans.</param>
    /// <param name="reads">What applying any plan reads.</param>
    /// <exception cref="Errors.OperationException">A plan was altered.</exception>
    public static HardeningPermission ForPlans(IReadOnlyList<HardeningPlan> plans, CommandNeeds reads)
    {
        PlanDocument[] documents = [.. plans.Select(plan => PlanOperation.Read(plan.Document, plan.PlanId))];
        var changes = documents.SelectMany(document => document.Changes).Select(planned => planned.Change).ToArray();
        var partition = documents.Select(document => document.CallerArn.Split(':')).FirstOrDefault(arn => arn.Length > 1)?[1] ?? "aws";
        List<string> warnings = [];
        var calls = changes.SelectMany(change => change.Calls.Concat(change.Inverse).SelectMany(call => PlanCallNeeds.Of(call, change, partition))).ToArray();
        JsonObject[] writes =
        [
            .. calls.GroupBy(need => need.Action, StringComparer.Ordinal)
                .Select(group => (Action: group.Key, Resources: Whole(group.SelectMany(need => need.Resources))))
                // Actions on the same resources share a statement.
                .GroupBy(need => string.Join(' ', need.Resources), StringComparer.Ordinal).OrderBy(group => group.Min(need => need.Action), StringComparer.Ordinal)
                .Select((group, at) => Allow($"Change{at + 1}", [.. group.Select(need => need.Action).Order(StringComparer.Ordinal)], group.First().Resources)),
        ];
        string[] seen =
        [
            .. changes.Select(change => change.ResourceType).Distinct().SelectMany(type => ResourceKinds.Of(type).RequiredActions).Where(IsRead)
                .Concat(reads.Actions.Where(action => action.When switch
                {
                    null => true,
                    ClosesPorts => changes.Any(change => NeededAccess.Of(change).Any()),
                    _ => documents.Any(document => document.Reads.Count > 0),
                }).Select(action => action.Action))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        if (calls.Any(need => need.Resources.Contains("*")))
        {
            warnings.Add($"Not every call names its resource beforehand: {string.Join(", ", calls.Where(need => need.Resources.Contains("*")).Select(need => need.Action).Distinct().Order(StringComparer.Ordinal))} are allowed on all.");
        }

        string[] actions = [.. calls.Select(need => need.Action).Concat(seen).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return Record([.. documents.Select(document => document.PlanId)], actions, [.. writes, Allow("Read", seen, ["*"])], [], warnings);
    }

    internal static bool IsRead(string action) =>
        s_reads.Any(verb => action.Split(':')[1].StartsWith(verb, StringComparison.Ordinal)) && !s_contents.Contains(action);

    // Everything is everything, whatever else is named.
    private static IReadOnlyList<string> Whole(IEnumerable<string> resources)
    {
        string[] all = [.. resources.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return all.Contains("*") ? ["*"] : all;
    }

    private static HardeningPermission Record(
        IReadOnlyList<string> of, IReadOnlyList<string> actions, IEnumerable<JsonObject> statements, IReadOnlyList<HardeningPermissionCondition> conditional,
        List<string> warnings)
    {
        var policy = PolicyText.Document(statements);
        var length = policy.ToJsonString(PolicyText.Readable).Length;
        if (length > PolicyText.ManagedLimit)
        {
            warnings.Add($"The policy has {length} characters, and a managed policy takes {PolicyText.ManagedLimit}: spread the commands over several policies.");
        }

        return new HardeningPermission
        {
            For = of.ToArray(),
            Actions = actions.ToArray(),
            Policy = policy.ToJsonString(PolicyText.Indented),
            Conditional = conditional.ToArray(),
            Warnings = warnings.ToArray(),
        };
    }

    private static JsonObject Allow(string sid, IReadOnlyList<string> actions, IReadOnlyList<string> resources) => new()
    {
        ["Sid"] = sid,
        ["Effect"] = "Allow",
        ["Action"] = PolicyText.Array(actions),
        ["Resource"] = PolicyText.Array(resources),
    };
}
