using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Iam;

/// <summary>A managed policy, AWS's or the account's own.</summary>
internal sealed class ManagedPolicy(string name, string path, string arn, string id, DateTimeOffset created)
{
    public string Name { get; } = name;

    public string Path { get; } = path;

    public string Arn { get; } = arn;

    public string? Description { get; init; }

    public List<PolicyVersion> Versions { get; } = [];

    public PolicyVersion Default { get; set; } = null!;

    /// <summary>The number of the next version; it is never used again.</summary>
    public int NextVersion { get; set; } = 1;

    public bool IsAws => Arn.Contains("::aws:", StringComparison.Ordinal);

    public PolicyVersion AddVersion(string document, bool asDefault, DateTimeOffset now)
    {
        var version = new PolicyVersion($"v{NextVersion++}", document, now);
        Versions.Add(version);
        Default = asDefault ? version : Default;
        return version;
    }

    public JsonObject Shape(int attachments, int boundaries) => Json.Of(
        ("PolicyName", Name), ("PolicyId", id), ("Arn", Arn), ("Path", Path), ("DefaultVersionId", Default.Id),
        ("AttachmentCount", attachments), ("PermissionsBoundaryUsageCount", boundaries), ("IsAttachable", true),
        ("Description", Description), ("CreateDate", Json.Time(created)), ("UpdateDate", Json.Time(Versions[^1].Created)));
}

/// <summary>One version of a managed policy.</summary>
internal sealed record PolicyVersion(string Id, string Document, DateTimeOffset Created)
{
    public JsonObject Shape(ManagedPolicy policy, bool withDocument) => Json.Of(
        ("VersionId", Id), ("IsDefaultVersion", policy.Default == this), ("CreateDate", Json.Time(Created)),
        ("Document", withDocument ? PolicyText.Encode(Document) : null));
}
