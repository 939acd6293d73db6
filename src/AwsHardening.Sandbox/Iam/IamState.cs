using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Iam;

/// <summary>The account's identities and policies. IAM has no Regions; names are unique whatever their case.</summary>
internal sealed partial class IamState
{
    private readonly SandboxAccount _account;

    public IamState(SandboxAccount account)
    {
        _account = account;
        Root = new SignInOwner(null, $"arn:{account.Partition.Name}:iam::{account.AccountId}:root", account.AccountId, new SignInMeans());
        Created = Now;
        Uses = new UseLog(this);
    }

    public SortedDictionary<string, Role> Roles { get; } = new(StringComparer.OrdinalIgnoreCase);

    public SortedDictionary<string, User> Users { get; } = new(StringComparer.OrdinalIgnoreCase);

    public SortedDictionary<string, IamInstanceProfile> Profiles { get; } = new(StringComparer.OrdinalIgnoreCase);

    public SortedDictionary<string, Group> Groups { get; } = new(StringComparer.OrdinalIgnoreCase);

    public PasswordPolicy PasswordPolicy { get; } = new();

    /// <summary>Virtual MFA devices by serial number, whether or not somebody has them.</summary>
    public SortedDictionary<string, MfaDevice> VirtualDevices { get; } = new(StringComparer.Ordinal);

    /// <summary>The root user.</summary>
    public SignInOwner Root { get; }

    /// <summary>Who used what last.</summary>
    public UseLog Uses { get; }

    /// <summary>For how long a report is being made.</summary>
    public TimeSpan ReportDelay { get; set; }

    /// <summary>Managed policies by ARN.</summary>
    public SortedDictionary<string, ManagedPolicy> Policies { get; } = new(StringComparer.Ordinal);

    public DateTimeOffset Now => _account.Clock.GetUtcNow();

    public string AccountId => _account.AccountId;

    /// <summary>The access keys that IAM issued, those of users that are gone too.</summary>
    public HashSet<string> Issued { get; } = new(StringComparer.Ordinal);

    public IEnumerable<Identity> Identities => Roles.Values.Concat<Identity>(Users.Values).Concat(Groups.Values);

    /// <summary>Everybody who signs in, the root user first.</summary>
    public IEnumerable<SignInOwner> Owners => Users.Values.Select(SignInOwner.Of).Prepend(Root);

    public string NewUuid(string kind) => _account.Ids.NextUuid(kind);

    /// <summary>Whether the root user has a certificate that signs requests.</summary>
    public bool RootHasSigningCertificate { get; set; }

    /// <summary>What stands for the account id in its sign-in address; null for none.</summary>
    public string? Alias { get; set; }

    public string NewAccessKeyId() => _account.Ids.NextBase32("AKIA", 20);

    public string NewSecret() => _account.Ids.NextBase64("secret", 40);

    public SortedDictionary<string, JsonObject> ServerCertificates { get; } = new(StringComparer.Ordinal);

    /// <summary>The seed of an MFA device, 160 bits in base 32.</summary>
    public string NewSeed() => _account.Ids.NextBase32("", 32);

    public string NewId(string prefix) => _account.Ids.NextBase32(prefix, 21);

    public string Arn(string type, string path, string name) =>
        $"arn:{_account.Partition.Name}:iam::{_account.AccountId}:{type}{path}{name}";

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

    public Group Group(string name) => Groups.GetValueOrDefault(name) ?? throw IamErrors.NoGroup(name);

    /// <summary>Whom a call is about: the user that it names, or whose key signed it.</summary>
    public SignInOwner Owner(ServiceCall call)
    {
        if (call.Text("UserName") is { } name)
        {
            return SignInOwner.Of(User(name));
        }

        var caller = _account.Principals.Find(call.Context.AccessKeyId);
        return caller.IsRoot ? Root
            : caller.IsRoleSession ? throw IamErrors.Invalid("Must specify userName when calling with non-User credentials")
            : SignInOwner.Of(Users.Values.FirstOrDefault(user => user.Arn == caller.Arn) ?? throw IamErrors.NoUser(caller.Arn.Split('/')[^1]));
    }

    /// <summary>As users are answered; the root user has no name.</summary>
    public JsonObject Shape(SignInOwner owner) => owner.UserName is { } name ? User(name).Shape(inList: true) : Json.Of(
        ("UserId", owner.Id), ("Arn", owner.Arn), ("Path", "/"), ("CreateDate", Json.Time(Created)),
        ("PasswordLastUsed", owner.Means.PasswordLastUsed is { } used ? Json.Time(used) : null));

    /// <summary>When the account was made.</summary>
    public DateTimeOffset Created { get; set; }

    /// <summary>How many it bounds.</summary>
    public int Boundaries(ManagedPolicy policy) => Identities.Count(identity => identity.BoundaryArn == policy.Arn);

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
