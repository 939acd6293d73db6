using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>Where security alarms are looked at or set up.</summary>
/// <param name="Here">The session's own Region, where findings are told.</param>
/// <param name="Home">The Region of the trail's log group, where all others are.</param>
/// <param name="Caller">Who calls.</param>
/// <param name="Partition">The partition, such as <c>aws</c>.</param>
/// <param name="Options">What is asked for.</param>
/// <param name="Alarms">The alarms.</param>
/// <param name="Trail">The trail as it is; null where there is none that serves, or where none is needed.</param>
internal sealed record AlarmScene(
    AwsSession Here, AwsSession Home, CallerIdentity Caller, string Partition, SecurityAlarmOptions Options,
    IReadOnlyList<AlarmDefinition> Alarms, JsonObject? Trail)
{
    /// <summary>What all changes of security alarms are part of.</summary>
    public const string PartOf = "SecurityAlarms";

    private const string DefaultGroup = "aws-hardening-cloudtrail";

    /// <summary>Why the trails are not known; null where they are.</summary>
    public UnreadFactException? TrailUnread { get; init; }

    /// <summary>The log group that the trail delivers to; null where it delivers to none.</summary>
    public string? DeliveredGroup => GroupOf(Trail);

    /// <summary>The log group that the filters are on, there or to be made.</summary>
    public string Group => DeliveredGroup ?? Options.LogGroupName ?? DefaultGroup;

    /// <summary>Where an alarm is.</summary>
    public AwsSession PlaceOf(AlarmDefinition alarm) => alarm.IsLogged ? Home : Here;

    /// <summary>The name in the ARN of a trail's log group.</summary>
    public static string? GroupOf(JsonObject? trail) =>
        ((string?)trail?["CloudWatchLogsLogGroupArn"])?.Split(':') is [_, _, _, _, _, _, var name, ..] ? name : null;

    /// <summary>Finds out who calls, and which trail the alarms stand on.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="needsTrail">True to refuse where no trail serves.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="OperationException">An alarm is not known, or no trail serves.</exception>
    /// <exception cref="UnreadFactException">The trails could not be read, and one is needed.</exception>
    public static async Task<AlarmScene> OpenAsync(
        HardeningSession session, SecurityAlarmOptions options, bool needsTrail, CancellationToken cancellationToken)
    {
        var alarms = options.Names.Count == 0 ? SecurityAlarmCatalog.All
            : [.. options.Names.Select(name => SecurityAlarmCatalog.Find(name) ?? throw new OperationException(AlarmErrors.NotKnown(name))).Distinct()];
        var aws = AwsSession.Of(session);
        var caller = await CallerIdentityOperation.OnceAsync(session, cancellationToken);
        var scene = new AlarmScene(aws, aws, caller, session.Partition, options, alarms, null);
        if (!alarms.Any(alarm => alarm.IsLogged))
        {
            return scene;
        }

        JsonObject? trail;
        try
        {
            trail = await AlarmTrail.FindAsync(aws, options.TrailName, cancellationToken);
        }
        catch (UnreadFactException e) when (!needsTrail)
        {
            return scene with { TrailUnread = e };
        }

        var home = (string?)trail?["HomeRegion"] ?? aws.Region;
        if (needsTrail && AlarmTrail.Refusal(trail, options.TrailName, caller.AccountId, aws) is { } refusal)
        {
            throw new OperationException(refusal);
        }

        return aws.Reaches(home) ? scene with { Home = aws.In(home), Trail = trail } : scene;
    }
}
