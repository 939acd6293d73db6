using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.EventBridge;

/// <summary>Rules.</summary>
internal sealed partial class RuleOperations(Regional<EventBus> buses)
{
    private const int Quota = 300;
    private const int MaxPage = 100;
    private const int MaxPattern = 2048;

    public void Register(OperationSet set)
    {
        set.Add("PutRule", Put);
        set.Add("DescribeRule", call => Describe(Bus(call).Rule(call)));
        set.Add("ListRules", List);
        set.Add("DeleteRule", Delete);
        set.Add("EnableRule", call => { Own(call).State = EventRule.Enabled; });
        set.Add("DisableRule", call => { Own(call).State = EventRule.Disabled; });
        set.Add("TagResource", call => Tagged(call).Tags.Add(call.Items("Tags")));
        set.Add("UntagResource", call => Tagged(call).Tags.Remove(call.Texts("TagKeys")));
        set.Add("ListTagsForResource", call => Json.Of(("Tags", Tagged(call).Tags.List())));
    }

    /// <summary>A page of a list.</summary>
    public static JsonObject Page(ServiceCall call, string list, IEnumerable<JsonNode?> items)
    {
        var size = call.Number("Limit") ?? MaxPage;
        if (size is < 1 or > MaxPage)
        {
            throw EventBridgeErrors.Validation($"1 validation error detected: Value '{size}' at 'limit' failed to satisfy constraint: Member must have value less than or equal to {MaxPage}");
        }

        var (page, next) = PageToken.Cut(
            call.Operation, [.. items], size, call.Text("NextToken"), () => EventBridgeErrors.Validation("Token provided is invalid."));
        return Json.Of((list, Json.List(page)), ("NextToken", next));
    }

    private EventBus Bus(ServiceCall call) => buses[call.Region];

    // What a service keeps for itself nobody else changes.
    private EventRule Own(ServiceCall call) => Bus(call).Rule(call) is { ManagedBy: null } own
        ? own : throw new AwsErrorException("ManagedRuleException", $"Rule {call.Required("Name")} is managed by an AWS service.");

    private JsonObject Put(ServiceCall call)
    {
        var (bus, name) = (Bus(call), call.Required("Name"));
        bus.CheckBus(call.Text("EventBusName"));
        if (!RuleName().IsMatch(name))
        {
            throw EventBridgeErrors.Validation($"1 validation error detected: Value '{name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+");
        }

        var (pattern, schedule, state) = (call.Text("EventPattern"), call.Text("ScheduleExpression"), call.Text("State") ?? EventRule.Enabled);
        if (string.IsNullOrEmpty(pattern) && string.IsNullOrEmpty(schedule))
        {
            throw EventBridgeErrors.Validation("Parameter(s) EventPattern or ScheduleExpression must be specified.");
        }

        if (pattern?.Length > MaxPattern)
        {
            throw EventBridgeErrors.Pattern($"Event pattern is longer than {MaxPattern} characters");
        }

        if (schedule is { Length: > 0 } && !Schedule().IsMatch(schedule))
        {
            throw EventBridgeErrors.Validation("Parameter ScheduleExpression is not valid.");
        }

        if (state is not (EventRule.Enabled or EventRule.Disabled or "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"))
        {
            throw EventBridgeErrors.Validation($"1 validation error detected: Value '{state}' at 'state' failed to satisfy constraint: Member must satisfy enum value set: "
                + "[ENABLED, DISABLED, ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS]");
        }

        var isNew = !bus.Rules.TryGetValue(name, out var rule);
        rule = rule is { ManagedBy: not null } ? Own(call) : rule ?? new EventRule(name, bus.ArnOf(name));
        // What is not put again is gone; tags are those of the first time.
        (rule.PatternText, rule.Schedule, rule.State) = (string.IsNullOrEmpty(pattern) ? null : pattern, string.IsNullOrEmpty(schedule) ? null : schedule, state);
        (rule.Description, rule.RoleArn, rule.Overlay) = (call.Text("Description"), call.Text("RoleArn"), null);
        if (isNew)
        {
            if (bus.Rules.Count == Quota)
            {
                throw EventBridgeErrors.Limit("The requested resource exceeds the maximum number allowed.");
            }

            rule.Tags.Add(call.Items("Tags"));
            bus.Rules.Add(name, rule);
        }

        return Json.Of(("RuleArn", rule.Arn));
    }

    private static JsonObject Describe(EventRule rule)
    {
        var shown = rule.Shape();
        shown["CreatedBy"] = rule.Arn.Split(':')[4];
        return shown;
    }

    private JsonObject List(ServiceCall call)
    {
        Bus(call).CheckBus(call.Text("EventBusName"));
        return Page(call, "Rules", Bus(call).Rules.Values
            .Where(rule => rule.Name.StartsWith(call.Text("NamePrefix") ?? "", StringComparison.Ordinal)).Select(rule => rule.Shape()));
    }

    // A rule that is not there counts as deleted.
    private void Delete(ServiceCall call)
    {
        Bus(call).CheckBus(call.Text("EventBusName"));
        if (!Bus(call).Rules.ContainsKey(call.Required("Name")))
        {
            return;
        }

        if (Own(call).Targets.Count > 0)
        {
            throw EventBridgeErrors.Validation("Rule can't be deleted since it has targets.");
        }

        Bus(call).Rules.Remove(call.Required("Name"));
    }

    private EventRule Tagged(ServiceCall call) => Bus(call).Rules.Values.FirstOrDefault(rule => rule.Arn == call.Required("ResourceARN"))
        ?? throw EventBridgeErrors.NotFound($"Resource {call.Required("ResourceARN")} does not exist.");

    [GeneratedRegex(@"^[\.\-_A-Za-z0-9]{1,64}$")]
    private static partial Regex RuleName();

    [GeneratedRegex(@"^(rate\([1-9][0-9]* (minute|minutes|hour|hours|day|days)\)|cron\(\S+ \S+ \S+ \S+ \S+ \S+\))$")]
    private static partial Regex Schedule();
}
