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
/// <param name="salt">The key; without it nobody can find a text by trying.</param>
/// <param name="region">The Region.</param>
internal sealed partial class Pseudonyms(byte[] salt, string region)
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

    private readonly PublicAddresses _addresses = new(salt);

    /// <summary>The 12 digits that stand for an account.</summary>
    public string AccountId(string id) =>
        (BitConverter.ToUInt64(Hash("account", id)) % 900_000_000_000 + 100_000_000_000).ToString(CultureInfo.InvariantCulture);

    /// <summary>The record with everything replaced that must be.</summary>
    public SnapshotRecord Replace(SnapshotRecord record)
    {
        // The names of Availability Zones are the Region's, not the account's.
        return record.Type == SnapshotTypes.Zone.Name ? record : record with
        {
            Data = (JsonObject?)Replace("", record.Data),
            Reservation = (JsonObject?)Replace("", record.Reservation),
        };
    }

    private JsonNode? Replace(string member, JsonNode? node) => node switch
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
            "PolicyDocument" => Policy(text),
            "Description" when AwsText().Match(text) is { Success: true } made => made.Groups[1].Value + Name(text),
            "Arn" when text.Contains(":instance-profile/", StringComparison.Ordinal) =>
                Accounts(text[..(text.LastIndexOf('/') + 1)]) + Name(text[(text.LastIndexOf('/') + 1)..]),
            "PrefixListName" when text.StartsWith("com.amazonaws.", StringComparison.Ordinal) => text,
            // Who launched it, where no service and no account did.
            "RequesterId" when !text.StartsWith("amazon-", StringComparison.Ordinal) && !text.All(char.IsAsciiDigit) => Name(text),
            "PublicDnsName" or "PrivateDnsName" or "DnsName" => Host(text),
            _ when s_texts.Contains(member) => Name(text),
            _ => Accounts(text),
        };
    }

    private string Name(string text) => $"name-{Convert.ToHexString(Hash("name", text))[..12].ToLowerInvariant()}";

    /// <summary>ARNs and owner ids.</summary>
    private string Accounts(string text) => TwelveDigits().Replace(text, match => AccountId(match.Value));

    /// <summary>Names that AWS makes of an address or an id say nothing more than those; all others are somebody's.</summary>
    private string Host(string name)
    {
        if (DashedAddress().Match(name) is { Success: true } dashed)
        {
            var ip = dashed.Groups[2].Value.Replace('-', '.');
            return $"{dashed.Groups[1].Value}{(_addresses.TryReplace(ip) ?? ip).Replace('.', '-')}{dashed.Groups[3].Value}";
        }

        return name.EndsWith(".amazonaws.com", StringComparison.Ordinal) || name.EndsWith(".amazonaws.com.cn", StringComparison.Ordinal)
            || name.EndsWith($".{region}.compute.internal", StringComparison.Ordinal) || name.EndsWith(".ec2.internal", StringComparison.Ordinal)
            ? name
            : $"{Name(name)}.example";
    }

    /// <summary>A policy keeps its effects and actions; whom and what it names does not matter here.</summary>
    private string Policy(string text)
    {
        try
        {
            return PolicyNode("", JsonNode.Parse(text))!.ToJsonString();
        }
        catch (System.Text.Json.JsonException)
        {
            return Name(text);
        }
    }

    private JsonNode? PolicyNode(string member, JsonNode? node) => node switch
    {
        JsonObject json => new JsonObject(json.Select(pair => KeyValuePair.Create(
            pair.Key, PolicyNode(member is "Condition" or "Principal" or "NotPrincipal" ? member : pair.Key, pair.Value)))),
        JsonArray array => new JsonArray([.. array.Select(element => PolicyNode(member, element))]),
        JsonValue value when value.TryGetValue<string>(out var text) && text != "*"
            && member is not ("Effect" or "Action" or "NotAction" or "Version") => JsonValue.Create(Name(text)),
        _ => node?.DeepClone(),
    };

    private byte[] Hash(string kind, string text) => HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes($"{kind}/{text}"));

    [GeneratedRegex("(?<![0-9A-Za-z])[0-9]{12}(?![0-9A-Za-z])")]
    private static partial Regex TwelveDigits();

    [GeneratedRegex("^(ec2-|ip-)([0-9]+-[0-9]+-[0-9]+-[0-9]+)(\\..+)$")]
    private static partial Regex DashedAddress();

    /// <summary>How AWS's services begin the descriptions of their interfaces.</summary>
    [GeneratedRegex("^(ELB (?:app/|net/|gwy/)?|AWS Lambda VPC ENI-|VPC Endpoint Interface |Interface for NAT Gateway |EC2 Instance Connect Endpoint )")]
    private static partial Regex AwsText();
}
