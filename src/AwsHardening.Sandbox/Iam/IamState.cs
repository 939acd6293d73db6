using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Iam;

/// <summary>The account's identities and policies. IAM has no Regions; names are unique whatever their case.</summary>
internal sealed partial class IamState(SandboxAccount account)
{
    public SortedDictionary<string, Role> Roles { get; } = new(StringComparer.OrdinalIgnoreCase);

    public SortedDictionary<string, User> Users { get; } = new(StringComparer.OrdinalIgnoreCase);

    public SortedDictionary<string, IamInstanceProfile> Profiles { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Managed policies by ARN.</summary>
    public SortedDictionary<string, ManagedPolicy> Policies { get; } = new(StringComparer.Ordinal);

    public DateTimeOffset Now => account.Clock.GetUtcNow();

    public IEnumerable<Identity> Identities => Roles.Values.Concat<Identity>(Users.Values);

    public string NewId(string prefix) => account.Ids.NextBase32(prefix, 21);

    public string Arn(string type, string path, string name) =>
        $"arn:{account.Partition.Name}:iam::{account.AccountId}:{type}{path}{name}";

    public Role Role(string name) => Roles.GetValueOrDefault(name) ?? throw IamErrors.NoRole(name);

    public User User(string name) => Users.GetValueOrDefault(name) ?? throw IamErrors.NoUser(name);

    public IamInstanceProfile Profile(string name) => Profiles.GetValueOrDefault(name) ?? throw IamErrors.NoProfile(name);

    public ManagedPolicy Policy(string arn) => Policies.GetValueOrDefault(arn) ?? throw IamErrors.NoPolicy(arn);

    /// <summary>The ARN of an instance profile that EC2 knows by its name alone; null where there is none.</summary>
    public string? FindProfileArn(string arn) => Profiles.GetValueOrDefault(arn[(arn.LastIndexOf('/') + 1)..])?.Arn;

    /// <summary>A role that its owner may change.</summary>
    public Role OwnRole(string name) => Role(name) is { IsServiceLinked: false } role ? role : throw new AwsErrorException(
        "UnmodifiableEntity",
        $"Cannot perform the operation on the protected role '{name}' - this role is only modifiable by AWS");

    /// <summary>The user of the account's default principal.</summary>
    public User Administrator => Users.Values.First(user => user.Arn == account.Principals.Default.Arn);

    public int Attachments(ManagedPolicy policy) => Identities.Count(identity => identity.Attached.Contains(policy));

    public static string Name(ServiceCall call, string member, int length)
    {
        var name = call.Required(member);
        return NamePattern().IsMatch(name) && name.Length <= length ? name : throw IamErrors.Invalid(
            name, char.ToLowerInvariant(member[0]) + member[1..],
            @"Member must satisfy regular expression pattern: [\w+=,.@-]+, and have length less than or equal to " + length);
    }

    public static string Path(ServiceCall call)
    {
        var path = call.Text("Path") ?? "/";
        return PathPattern().IsMatch(path) ? path : throw IamErrors.Invalid("The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.");
    }

    /// <summary>A page of a list: IAM says whether it is the last one.</summary>
    public static JsonObject Page(ServiceCall call, string list, IEnumerable<JsonNode?> items)
    {
        var (page, next) = PageToken.Cut(
            call.Operation, [.. items], call.Number("MaxItems") ?? 100, call.Text("Marker"),
            () => IamErrors.Invalid($"Invalid Marker: {call.Text("Marker")}"));
        return Json.Of((list, Json.List(page)), ("IsTruncated", next is not null), ("Marker", next));
    }

    [GeneratedRegex(@"^[\w+=,.@-]+$")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^(/|/[\x21-\x7E]+/)$")]
    private static partial Regex PathPattern();
}
