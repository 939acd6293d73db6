using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>
/// Replaces what would tell whose account it is, the same text always by the same one: account ids, names, texts people
/// wrote, tag values, public addresses and names. What the reasoning needs stays: ids, private ranges, and which public
/// address lies in which public range.
/// </summary>
internal sealed partial class Pseudonyms
{
    private static readonly HashSet<string> s_texts = new(StringComparer.Ordinal)
    {
        "GroupName", "KeyName", "PrefixListName", "Description", "Value", "ClientToken", "KeyFingerprint", "StateTransitionReason",
        "HostId", "HostResourceGroupArn", "FailureMessage", "StateMessage", "OutpostArn", "LicenseConfigurationArn", "Message",
        "CustomerOwnedIp", "CustomerOwnedIpv4Pool", "PublicIpv4Pool", "CapacityReservationId", "KernelId", "RamdiskId",
    };

    // Names and words that are AWS's own.
    private static readonly string[] s_own =
    [
        "default", "default VPC security group", "amazon", "AWS", "Active", "Initiating Request", "User initiated", "Amazon",
    ];

    private readonly byte[] _salt;
    private readonly string _region;
    private readonly PublicAddresses _addresses;
    private readonly PolicyPseudonyms _policies;
    private readonly BucketPseudonyms _buckets;
    private readonly ServicePseudonyms _services;
    private readonly AuditPseudonyms _audit;
    private readonly AlarmPseudonyms _alarms;
    private readonly BalancerPseudonyms _balancers;

    /// <param name="salt">The key; without it nobody can find a text by trying.</param>
    /// <param name="region">The Region.</param>
    public Pseudonyms(byte[] salt, string region)
    {
        (_salt, _region, _addresses) = (salt, region, new PublicAddresses(salt));
        var arns = new ArnPseudonyms(this);
        _policies = new PolicyPseudonyms(this, arns);
        _buckets = new BucketPseudonyms(this, _policies);
        _services = new ServicePseudonyms(this, _policies, arns);
        _audit = new AuditPseudonyms(this, _policies, arns);
        _alarms = new AlarmPseudonyms(this, _policies, arns);
        _balancers = new BalancerPseudonyms(this, _policies);
    }

    /// <summary>The 12 digits that stand for an account.</summary>
    public string AccountId(string id) =>
        (BitConverter.ToUInt64(Hash("account", id)) % 900_000_000_000 + 100_000_000_000).ToString(CultureInfo.InvariantCulture);

    /// <summary>The record with everything replaced that must be.</summary>
    public SnapshotRecord Replace(SnapshotRecord record)
    {
        // The names of Availability Zones are the Region's, not the account's.
        return record.Type == SnapshotTypes.Zone.Name ? record : record with
        {
            Data = record.Data is not { } data ? null : SnapshotTypes.Find(record.Type)?.Service switch
            {
                "s3" => _buckets.Replace(data),
                "iam" => _services.Identity(data),
                "kms" => _services.Key(data),
                "logs" when record.Type == SnapshotTypes.LogGroup.Name => _services.LogGroup(data),
                "cloudwatch" or "events" or "logs" or "sns" => _alarms.Replace(record.Type, data),
                "ssm" => _services.Managed(data),
                "cloudtrail" or "config" or "guardduty" or "accessanalyzer" or "dynamodb" => _audit.Replace(data),
                "elbv2" => _balancers.Replace(data),
                _ => (JsonObject?)Replace("", data),
            },
            Reservation = (JsonObject?)Replace("", record.Reservation),
        };
    }

    /// <summary>The name that stands for an identity's or a policy's; those that this module gives are no secret.</summary>
    public string Own(string name) => name.StartsWith("AwsHardening", StringComparison.Ordinal)
        || name.StartsWith("aws-hardening", StringComparison.Ordinal) ? name : Name(name);

    /// <summary>The name that stands for one that may hold wildcards: what matches several must not become what matches one.</summary>
    public string Pattern(string text) => text.Length == 0 || text == "*" ? text
        : Own(text) + (HasWildcard(text) || text.Contains("${", StringComparison.Ordinal) ? "*" : "");

    /// <summary>True for what matches several.</summary>
    public static bool HasWildcard(string text) => text.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>The name that stands for a bucket's, wherever it is named.</summary>
    public string Bucket(string name) => $"bucket-{Hex("bucket", name)}";

    /// <summary>The canonical user id that stands for another.</summary>
    public string CanonicalUser(string id) => Convert.ToHexString(Hash("user", id)).ToLowerInvariant();

    /// <summary>The organization id that stands for another.</summary>
    public string Organization(string id) => $"o-{Hex("organization", id)}";

    /// <summary>The access key id that stands for another.</summary>
    public string AccessKey(string id) => id[..4] + Convert.ToHexString(Hash("access key", id))[..16];

    /// <summary>The text that stands for another.</summary>
    public string Name(string text) => $"name-{Hex("name", text)}";

    /// <summary>The address or range that stands for another; null for a text that is neither.</summary>
    public string? Address(string text) => _addresses.TryReplace(text);

    /// <summary>ARNs and owner ids.</summary>
    public string Accounts(string text) => TwelveDigits().Replace(text, match => AccountId(match.Value));

    /// <summary>A part of a resource, by its members' names.</summary>
    public JsonNode? Replace(string member, JsonNode? node) => node switch
    {
        JsonObject json => new JsonObject(json.Select(pair => KeyValuePair.Create(pair.Key, Replace(pair.Key, pair.Value)))),
        JsonArray array => new JsonArray([.. array.Select(element => Replace(member, element))]),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(Text(member, text)),
        _ => node?.DeepClone(),
    };

    private string Text(string member, string text)
    {
        if (text.Length == 0 || Array.IndexOf(s_own, text) >= 0)
        {
            return text;
        }

        if (_addresses.TryReplace(text) is { } address)
        {
            return address;
        }

        return member switch
        {
            "PolicyDocument" => _policies.Document(text),
            "Description" when BalancerText().Match(text) is { Success: true } made =>
                made.Groups[1].Value + Pattern(made.Groups[2].Value) + made.Groups[3].Value,
            "Description" when AwsText().Match(text) is { Success: true } made => made.Groups[1].Value + Name(text),
            "Arn" when text.Contains(":instance-profile/", StringComparison.Ordinal) => _policies.Arn(text),
            // Where flow logs go.
            "LogDestination" or "DeliverLogsPermissionArn" or "DeliverCrossAccountRole" => _policies.Arn(text),
            "LogGroupName" => Pattern(text),
            "PrefixListName" when text.StartsWith("com.amazonaws.", StringComparison.Ordinal) => text,
            // Who launched it, where no service and no account did.
            "RequesterId" when !text.StartsWith("amazon-", StringComparison.Ordinal) && !text.All(char.IsAsciiDigit) => Name(text),
            "PublicDnsName" or "PrivateDnsName" or "DnsName" or "ComputerName" => Host(text),
            _ when s_texts.Contains(member) => Name(text),
            _ => Accounts(text),
        };
    }

    /// <summary>Names that AWS makes of an address or an id say nothing more than those; all others are somebody's.</summary>
    private string Host(string name)
    {
        if (DashedAddress().Match(name) is { Success: true } dashed)
        {
            var ip = dashed.Groups[2].Value.Replace('-', '.');
            return $"{dashed.Groups[1].Value}{(_addresses.TryReplace(ip) ?? ip).Replace('.', '-')}{dashed.Groups[3].Value}";
        }

        return name.EndsWith(".amazonaws.com", StringComparison.Ordinal) || name.EndsWith(".amazonaws.com.cn", StringComparison.Ordinal)
            || name.EndsWith($".{_region}.compute.internal", StringComparison.Ordinal) || name.EndsWith(".ec2.internal", StringComparison.Ordinal)
            ? name
            : $"{Name(name)}.example";
    }

    private string Hex(string kind, string text) => Convert.ToHexString(Hash(kind, text))[..12].ToLowerInvariant();

    private byte[] Hash(string kind, string text) => HMACSHA256.HashData(_salt, Encoding.UTF8.GetBytes($"{kind}/{text}"));

    [GeneratedRegex("(?<![0-9A-Za-z])[0-9]{12}(?![0-9A-Za-z])")]
    private static partial Regex TwelveDigits();

    [GeneratedRegex("^(ec2-|ip-)([0-9]+-[0-9]+-[0-9]+-[0-9]+)(\\..+)$")]
    private static partial Regex DashedAddress();

    /// <summary>How AWS marks the interfaces of a load balancer: with the end of its ARN.</summary>
    [GeneratedRegex("^(ELB (?:app|net|gwy)/)([^/]+)(/.+)$")]
    private static partial Regex BalancerText();

    /// <summary>How AWS's services begin the descriptions of their interfaces.</summary>
    [GeneratedRegex("^(ELB (?:app/|net/|gwy/)?|AWS Lambda VPC ENI-|VPC Endpoint Interface |Interface for NAT Gateway |EC2 Instance Connect Endpoint )")]
    private static partial Regex AwsText();
}
