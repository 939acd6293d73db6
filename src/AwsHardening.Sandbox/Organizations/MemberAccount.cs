using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Organizations;

/// <summary>The root of an organization, or a unit in it.</summary>
internal sealed record OrganizationUnit(string Id, string Name, OrganizationUnit? Parent)
{
    public string Type => Parent is null ? "ROOT" : "ORGANIZATIONAL_UNIT";
}

/// <summary>An account as its organization knows it.</summary>
internal sealed class MemberAccount(SandboxAccount account, string name, string email, DateTimeOffset joined)
{
    public const string Suspended = "SUSPENDED";

    public SandboxAccount Account { get; } = account;

    public required OrganizationUnit Parent { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public string Status { get; set; } = "ACTIVE";

    public JsonObject Shape(SandboxOrganization organization) => Json.Of(
        ("Id", Account.AccountId), ("Arn", OrganizationArn.Of(organization, "account", Account.AccountId)), ("Email", email), ("Name", name),
        ("Status", Status), ("State", Status), ("JoinedMethod", Account == organization.Management ? "INVITED" : "CREATED"),
        ("JoinedTimestamp", Json.Time(joined)));
}

/// <summary>ARNs of an organization's own things: they are the management account's.</summary>
internal static class OrganizationArn
{
    public static string Of(SandboxOrganization organization, string type, string? id = null) =>
        $"arn:{organization.Management.Partition.Name}:organizations::{organization.Management.AccountId}:{type}/{organization.Id}"
        + (id is null ? "" : $"/{id}");
}
