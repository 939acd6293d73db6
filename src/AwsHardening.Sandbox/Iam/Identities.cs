using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Iam;

/// <summary>What holds policies: a role, a user or a group.</summary>
internal abstract class Identity(string name, string path, string arn, string id, DateTimeOffset created)
{
    public string Name { get; } = name;

    public string Path { get; } = path;

    public string Arn { get; } = arn;

    public string Id { get; } = id;

    public DateTimeOffset Created { get; } = created;

    /// <summary>Inline policies: name to document.</summary>
    public SortedDictionary<string, string> Inline { get; } = new(StringComparer.Ordinal);

    public List<ManagedPolicy> Attached { get; } = [];

    public string? BoundaryArn { get; set; }

    public TagSet Tags { get; } = new();

    /// <summary>Quota of all inline policies together, without white space (IAM and AWS STS quotas).</summary>
    public abstract int InlineQuota { get; }

    /// <summary>The documents that decide what the identity may do.</summary>
    public virtual IEnumerable<string> Documents => Inline.Values.Concat(Attached.Select(policy => policy.Default.Document));

    public JsonObject? Boundary => BoundaryArn is null ? null : Json.Of(
        ("PermissionsBoundaryType", "PermissionsBoundaryPolicy"), ("PermissionsBoundaryArn", BoundaryArn));
}

/// <summary>A role.</summary>
internal sealed class Role(string name, string path, string arn, string id, DateTimeOffset created)
    : Identity(name, path, arn, id, created)
{
    public required string TrustPolicy { get; set; }

    public string? Description { get; set; }

    public int MaxSessionDuration { get; set; } = 3600;

    /// <summary>The last call of a session of it.</summary>
    public KeyUse? LastUsed { get; set; }

    /// <summary>True for a role of a snapshot, which does not say when it was last used.</summary>
    public bool IsCopy { get; init; }

    public override int InlineQuota => 10_240;

    /// <summary>True for a role that only the service which it belongs to may change.</summary>
    public bool IsServiceLinked => Path.StartsWith("/aws-service-role/", StringComparison.Ordinal);

    /// <summary>As GetRole answers it; lists leave out what must be asked for one by one.</summary>
    public JsonObject Shape(bool inList = false) => Json.Of(
        ("RoleName", Name), ("RoleId", Id), ("Arn", Arn), ("Path", Path), ("CreateDate", Json.Time(Created)),
        ("AssumeRolePolicyDocument", PolicyText.Encode(TrustPolicy)), ("Description", Description),
        ("MaxSessionDuration", MaxSessionDuration), ("PermissionsBoundary", inList ? null : Boundary),
        ("Tags", inList || Tags.All.Count == 0 ? null : Tags.List()), ("RoleLastUsed", inList || (IsCopy && LastUsed is null) ? null : LastUsed is { } used
            ? Json.Of(("LastUsedDate", Json.Time(used.Time)), ("Region", used.Region)) : []));
}

/// <summary>A user.</summary>
internal sealed class User(string name, string path, string arn, string id, DateTimeOffset created)
    : Identity(name, path, arn, id, created)
{
    public override int InlineQuota => 2_048;

    public SignInMeans Means { get; } = new();

    /// <summary>The groups that it is in, which may do for it what they may.</summary>
    public List<Group> Groups { get; } = [];

    public override IEnumerable<string> Documents => base.Documents.Concat(Groups.SelectMany(group => group.Documents));

    /// <summary>As GetUser answers it; lists leave out boundary and tags.</summary>
    public JsonObject Shape(bool inList = false) => Json.Of(
        ("UserName", Name), ("UserId", Id), ("Arn", Arn), ("Path", Path), ("CreateDate", Json.Time(Created)),
        ("PasswordLastUsed", Means.PasswordLastUsed is { } used ? Json.Time(used) : null),
        ("PermissionsBoundary", inList ? null : Boundary), ("Tags", inList || Tags.All.Count == 0 ? null : Tags.List()));
}

/// <summary>A group of users.</summary>
internal sealed class Group(string name, string path, string arn, string id, DateTimeOffset created)
    : Identity(name, path, arn, id, created)
{
    public override int InlineQuota => 5_120;

    public JsonObject Shape() => Json.Of(
        ("GroupName", Name), ("GroupId", Id), ("Arn", Arn), ("Path", Path), ("CreateDate", Json.Time(Created)));
}

/// <summary>An instance profile: the form in which an instance is given a role.</summary>
internal sealed class IamInstanceProfile(string name, string path, string arn, string id, DateTimeOffset created)
{
    public string Name { get; } = name;

    public string Path { get; } = path;

    public string Arn { get; } = arn;

    public string Id { get; } = id;

    /// <summary>At most one.</summary>
    public Role? Role { get; set; }

    public TagSet Tags { get; } = new();

    public JsonObject Shape(bool inList = false) => Json.Of(
        ("InstanceProfileName", Name), ("InstanceProfileId", Id), ("Arn", Arn), ("Path", Path), ("CreateDate", Json.Time(created)),
        ("Roles", Json.List(Role is null ? [] : [Role.Shape(inList: true)])),
        ("Tags", inList || Tags.All.Count == 0 ? null : Tags.List()));
}
