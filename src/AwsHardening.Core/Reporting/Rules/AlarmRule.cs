using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Audit.Alarms;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>
/// A rule about one alarm of the CIS monitoring chapter: a metric filter that sees the events, on the log group of a trail of all
/// Regions, an alarm on its metric, and somebody who has subscribed to what the alarm tells.
/// </summary>
internal abstract partial class AlarmRule : AccountRule
{
    private readonly AlarmDefinition _alarm;

    /// <param name="name">The alarm's name, as Enable-SecurityAlarm takes it.</param>
    protected AlarmRule(string name)
        : base(FactTypes.Trails, FactTypes.MetricFilters, FactTypes.Alarms, FactTypes.Subscriptions)
    {
        _alarm = SecurityAlarmCatalog.Find(name) ?? throw new ArgumentException($"There is no alarm {name}.", nameof(name));
        Info = new RuleInfo
        {
            Id = $"cloudwatch-alarm{Capital().Replace(name, match => $"-{char.ToLowerInvariant(match.Value[0])}")}",
            Title = $"Somebody is told where {Spoken(_alarm.Title)}",
            Severity = FindingSeverity.Low,
            Service = "cloudwatch",
            Compliance = _alarm.Compliance,
            Rationale = _alarm.Rationale,
            Remediation = $"Enable-SecurityAlarm -Name {name}, with -Email or -TopicArn, makes what is missing.",
            ByHand = "whom it is to tell is yours to say, to Enable-SecurityAlarm.",
        };
    }

    public sealed override RuleInfo Info { get; }

    protected sealed override Verdict? Verdict(AuditPlace place)
    {
        var trails = Everywhere(place, FactTypes.Trails).Where(trail => trail["IsMultiRegionTrail"].Flag == true && TrailFacts.IsLogging(trail) && TrailFacts.LogsAllManagement(trail)).ToArray();
        var delivering = trails.Where(trail => trail["CloudWatchLogsLogGroupArn"].Exists).ToArray();
        if (delivering.Length == 0)
        {
            return Reporting.Verdict.Fail(trails.Length == 0 ? "no trail of all Regions logs all management events" : "no trail of all Regions delivers to CloudWatch Logs", ("Trails", trails.Length));
        }

        // One that holds is enough; of those that do not, the nearest to it is told of.
        var chains = delivering.Select(trail => Chain(trail, place)).OrderBy(chain => chain.Problems.Count).ToArray();
        return Reporting.Verdict.When(chains[0].Problems.Count == 0, "filter, alarm and subscription are there", string.Join("; ", chains[0].Problems), chains[0].Evidence);
    }

    private (List<string> Problems, (string, object?)[] Evidence) Chain(AuditResource trail, AuditPlace place)
    {
        var (home, group) = Home(trail, place);
        var filters = home.By(FactTypes.MetricFilters, "logGroupName")[group].Select(filter => filter.ToNode()).ToArray();
        var chain = AlarmChain.Of(_alarm, filters, [.. home.All(FactTypes.Alarms).Select(alarm => alarm.ToNode())]);
        var pattern = (string?)chain.Filter?[MetricFilterKind.Pattern];
        var topics = chain.Alarm is null ? [] : AlarmChain.Topics(chain.Alarm);
        var confirmed = topics.SelectMany(topic => home.By(FactTypes.Subscriptions, "TopicArn")[topic]).Count(one => SubscriptionKind.IsConfirmed(one.ToNode()));
        List<string> problems =
        [
            .. chain.Filter is null ? ["there is no metric filter for it"] : _alarm.Accepts(pattern) ? Array.Empty<string>() : ["the filter's pattern is not one that sees what it should"],
            .. chain.Alarm is null ? ["there is no alarm on it"] : chain.Filter is null ? [] : AlarmChain.Shortfalls(_alarm, chain.Metric, chain.Alarm),
            .. chain.Alarm is null || confirmed > 0 ? Array.Empty<string>() : [topics.Count == 0 ? "the alarm tells no topic" : "nobody has confirmed a subscription to its topic"],
        ];
        return (problems,
        [
            ("Trail", trail["TrailARN"]), ("logGroupName", group), ("filterName", chain.FilterName), ("filterPattern", pattern), ("AlarmName", chain.AlarmName),
            ("AlarmActions", string.Join(", ", topics)), ("ConfirmedSubscriptions", confirmed),
        ]);
    }

    /// <summary>Where a trail's log group is: filters and alarms are there.</summary>
    private static (AuditRegion Region, string Group) Home(AuditResource trail, AuditPlace place)
    {
        var arn = trail["CloudWatchLogsLogGroupArn"].ToString();
        return arn.Split(':') is [_, _, _, var region, var account, _, var group, ..] && account == place.Document.AccountId
            && place.Document.Regions.FirstOrDefault(one => one.Name == region) is { } home ? (home, group)
            : throw new UnreadFactException(new InvalidOperationException($"{arn} is in an account or a Region that this audit did not read"))
            {
                What = "the log group of the trail",
                IamAction = "logs:DescribeMetricFilters",
            };
    }

    // A sentence in another one; names keep their capitals.
    private static string Spoken(string title) => title.StartsWith("AWS ", StringComparison.Ordinal) ? title : char.ToLowerInvariant(title[0]) + title[1..];

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
