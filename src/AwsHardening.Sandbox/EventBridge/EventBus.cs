using System.Text.Json.Nodes;
using AwsHardening.Sandbox.CloudWatch;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Sns;

namespace AwsHardening.Sandbox.EventBridge;

/// <summary>The default event bus of one Region.</summary>
internal sealed class EventBus(SandboxAccount account, string region)
{
    public SortedDictionary<string, EventRule> Rules { get; } = new(StringComparer.Ordinal);

    public SandboxAccount Account => account;

    public string Arn => $"arn:{AwsPartition.OfRegion(region).Name}:events:{region}:{account.AccountId}:event-bus/default";

    /// <summary>Who else may put events on it; null for nobody.</summary>
    public string? Policy { get; set; }

    public string ArnOf(string rule) => $"arn:{AwsPartition.OfRegion(region).Name}:events:{region}:{account.AccountId}:rule/{rule}";

    /// <exception cref="AwsErrorException">There is no such rule, or no such bus.</exception>
    public EventRule Rule(ServiceCall call, string member = "Name")
    {
        CheckBus(call.Text("EventBusName"));
        return Rules.GetValueOrDefault(call.Required(member)) ?? throw EventBridgeErrors.NoRule(call.Required(member));
    }

    /// <exception cref="AwsErrorException">There is no such bus: the account has the default one alone.</exception>
    public void CheckBus(string? name)
    {
        if (name is not null and not EventRule.Bus && name != Arn)
        {
            throw EventBridgeErrors.NoBus(name);
        }
    }

    /// <summary>An event that somebody puts on the bus.</summary>
    /// <returns>The event's id.</returns>
    public string Put(string source, string detailType, JsonObject detail, IEnumerable<string> resources, DateTimeOffset time)
    {
        var id = account.Ids.NextUuid("bus-event");
        Put(new JsonObject
        {
            ["version"] = "0",
            ["id"] = id,
            ["detail-type"] = detailType,
            ["source"] = source,
            ["account"] = account.AccountId,
            ["time"] = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["region"] = region,
            ["resources"] = Json.Texts(resources),
            ["detail"] = detail.DeepClone(),
        });
        return id;
    }

    private void Put(JsonObject seen)
    {
        foreach (var rule in Rules.Values.Where(rule => rule.State != EventRule.Disabled && rule.Pattern?.Matches(seen) is true))
        {
            Count(rule, "MatchedEvents");
            Count(rule, "TriggeredRules");
            foreach (var target in rule.Targets.Values)
            {
                Count(rule, "Invocations");
                if (!Deliver(rule, target, seen))
                {
                    Count(rule, "FailedInvocations");
                }
            }
        }
    }

    // Topics are all the targets that the account has.
    private bool Deliver(EventRule rule, JsonObject target, JsonObject seen)
    {
        var (arn, now) = (target.Text("Arn")!, account.Clock.GetUtcNow());
        return arn.Split(':')[2] == "sns" && account.Service<SnsService>().PublishFrom(
            ServicePublisher.EventBridge, rule.Arn, arn, subject: null, InputTransformer.Transform(target, seen, rule, now), now) is null;
    }

    private void Count(EventRule rule, string metric) => account.Service<CloudWatchService>().Publish(
        region, new MetricKey("AWS/Events", metric) { Dimensions = [KeyValuePair.Create("RuleName", rule.Name)] },
        Datum.Of(account.Clock.GetUtcNow(), 1, "Count"));
}
