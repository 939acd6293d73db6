using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Logs;

/// <summary>Log groups, and the resource policies that let services write into them.</summary>
internal sealed class GroupOperations(Regional<LogsState> regions)
{
    // PutRetentionPolicy: the values that retentionInDays may have.
    private static readonly int[] s_retention =
        [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

    private const int PolicyQuota = 10;

    public void Register(OperationSet set)
    {
        set.Add("CreateLogGroup", Create);
        set.Add("DeleteLogGroup", call => { State(call).Groups.Remove(State(call).Group(call).Name); });
        set.Add("DescribeLogGroups", Describe);
        set.Add("PutRetentionPolicy", PutRetention);
        set.Add("DeleteRetentionPolicy", call => { State(call).Group(call).RetentionInDays = null; });
        set.Add("AssociateKmsKey", call =>
        {
            var group = State(call).Group(call);
            group.KmsKeyArn = State(call).UsableKey(call.Required("kmsKeyId"), group.Arn);
        });
        set.Add("DisassociateKmsKey", call => { State(call).Group(call).KmsKeyArn = null; });
        set.Add("TagResource", call => State(call).Group(call).Tags.Add(call.Input["tags"] as JsonObject));
        set.Add("UntagResource", call => State(call).Group(call).Tags.Remove(call.Texts("tagKeys")));
        set.Add("ListTagsForResource", call => Json.Of(("tags", State(call).Group(call).Tags.Map())));
        set.Add("PutResourcePolicy", PutPolicy);
        set.Add("DeleteResourcePolicy", DeletePolicy);
        set.Add("DescribeResourcePolicies", call => LogsState.Page(
            call, "resourcePolicies", State(call).Policies.Select(policy => Policy(policy.Key, policy.Value))));
    }

    private LogsState State(ServiceCall call) => regions[call.Region];

    private void Create(ServiceCall call)
    {
        var (state, name) = (State(call), LogsState.CheckGroupName(call.Required("logGroupName")));
        var key = call.Text("kmsKeyId") is { } keyId ? state.UsableKey(keyId, state.ArnOf(name)) : null;
        var group = state.Add(name);
        group.KmsKeyArn = key;
        group.Tags.Add(call.Input["tags"] as JsonObject);
    }

    private JsonObject Describe(ServiceCall call)
    {
        var (prefix, pattern) = (call.Text("logGroupNamePrefix"), call.Text("logGroupNamePattern"));
        if (prefix is not null && pattern is not null)
        {
            throw LogsErrors.Invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        }

        return LogsState.Page(call, "logGroups", State(call).Groups.Values
            .Where(group => group.Name.StartsWith(prefix ?? "", StringComparison.Ordinal)
                && group.Name.Contains(pattern ?? "", StringComparison.OrdinalIgnoreCase))
            .Select(group => group.Shape()));
    }

    private void PutRetention(ServiceCall call)
    {
        var (group, days) = (State(call).Group(call), call.Number("retentionInDays") ?? 0);
        group.RetentionInDays = s_retention.Contains(days) ? days : throw LogsErrors.Invalid(
            $"{days}", "retentionInDays", $"Member must satisfy enum value set: [{string.Join(", ", s_retention)}]");
    }

    private JsonObject PutPolicy(ServiceCall call)
    {
        var (state, name) = (State(call), call.Required("policyName"));
        if (!state.Policies.ContainsKey(name) && state.Policies.Count == PolicyQuota)
        {
            throw new AwsErrorException("LimitExceededException", "Resource limit exceeded.");
        }

        state.Policies[name] = (call.Required("policyDocument"), state.Now);
        return Json.Of(("resourcePolicy", Policy(name, state.Policies[name])));
    }

    private void DeletePolicy(ServiceCall call)
    {
        if (!State(call).Policies.Remove(call.Required("policyName")))
        {
            throw LogsErrors.NotFound($"Policy with name [{call.Required("policyName")}] does not exist");
        }
    }

    private static JsonObject Policy(string name, (string Document, DateTimeOffset Updated) policy) => Json.Of(
        ("policyName", name), ("policyDocument", policy.Document), ("lastUpdatedTime", policy.Updated.ToUnixTimeMilliseconds()),
        ("policyScope", "ACCOUNT"));
}
