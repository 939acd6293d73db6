using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Settings;

/// <summary>A queue, as its attributes tell of it (Amazon SQS API Reference: SetQueueAttributes).</summary>
internal sealed class Queue(string name, string url, string arn)
{
    private const string Managed = "SqsManagedSseEnabled";
    private const string Key = "KmsMasterKeyId";
    private const string Policy = "Policy";

    private static readonly string[] s_told =
        ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesDelayed", "ApproximateNumberOfMessagesNotVisible"];

    private static readonly HashSet<string> s_settable = new(StringComparer.Ordinal)
    {
        "ContentBasedDeduplication", "DeduplicationScope", "DelaySeconds", "FifoThroughputLimit", "KmsDataKeyReusePeriodSeconds", Key, "MaximumMessageSize",
        "MessageRetentionPeriod", Policy, "ReceiveMessageWaitTimeSeconds", "RedriveAllowPolicy", "RedrivePolicy", Managed, "VisibilityTimeout",
    };

    // What a queue is born with; encrypted by SQS since 2022.
    private readonly SortedDictionary<string, string> _set = new(StringComparer.Ordinal)
    {
        ["DelaySeconds"] = "0", ["MaximumMessageSize"] = "262144", ["MessageRetentionPeriod"] = "345600", ["ReceiveMessageWaitTimeSeconds"] = "0",
        [Managed] = "true", ["VisibilityTimeout"] = "30",
    };

    private DateTimeOffset? _made;
    private DateTimeOffset _changed;

    /// <summary>Every attribute that there is.</summary>
    public static IReadOnlySet<string> Names { get; } =
        new HashSet<string>([.. s_settable, .. s_told, "CreatedTimestamp", "FifoQueue", "LastModifiedTimestamp", "QueueArn"], StringComparer.Ordinal);

    public string Name => name;

    public string Url => url;

    /// <summary>Who else may use it; null for nobody.</summary>
    public string? Own => _set.GetValueOrDefault(Policy);

    /// <exception cref="AwsErrorException">An attribute cannot be set, or not to that.</exception>
    public void Set(JsonObject attributes, DateTimeOffset now)
    {
        var asked = attributes.Where(one => one.Key != "FifoQueue").ToDictionary(one => one.Key, one => (string?)one.Value ?? "", StringComparer.Ordinal);
        if (asked.Keys.FirstOrDefault(key => !s_settable.Contains(key)) is { } unknown)
        {
            throw new AwsErrorException("InvalidAttributeName", $"Unknown Attribute {unknown}.");
        }

        if (asked.GetValueOrDefault(Policy) is { Length: > 0 } policy && !ResourcePolicy.IsPolicy(policy))
        {
            throw new AwsErrorException("InvalidAttributeValue", "Invalid value for the parameter Policy.");
        }

        if (asked.GetValueOrDefault(Key) is { Length: > 0 } && asked.GetValueOrDefault(Managed) == "true")
        {
            throw new AwsErrorException(
                "InvalidAttributeValue", "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.");
        }

        foreach (var (attribute, value) in asked)
        {
            _set[attribute] = value;
        }

        // One way of encryption puts the other out of use.
        if (asked.GetValueOrDefault(Key) is { Length: > 0 })
        {
            _set[Managed] = "false";
        }
        else if (asked.GetValueOrDefault(Managed) == "true")
        {
            _set.Remove(Key);
        }

        foreach (var empty in _set.Where(one => one.Value.Length == 0).Select(one => one.Key).ToArray())
        {
            _set.Remove(empty);
        }

        _made ??= now;
        _changed = now;
    }

    /// <summary>The first attribute that is not as it is asked for; null where all are.</summary>
    public string? Differing(JsonObject attributes) => attributes.FirstOrDefault(one => (string?)Shape()[one.Key] != (string?)one.Value).Key;

    public JsonObject Shape()
    {
        var shown = new JsonObject(_set.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value)))
        {
            ["QueueArn"] = arn, ["CreatedTimestamp"] = Seconds(_made ?? _changed), ["LastModifiedTimestamp"] = Seconds(_changed),
        };
        foreach (var told in s_told)
        {
            shown[told] = "0";
        }

        if (name.EndsWith(".fifo", StringComparison.Ordinal))
        {
            shown["FifoQueue"] = "true";
        }

        return shown;
    }

    private static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
