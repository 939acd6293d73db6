using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Identity.Kinds;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Access.Kinds;

/// <summary>A role: whom it trusts, how long a session of it may be, what bounds it, and its managed policies, one part each.</summary>
internal sealed class RoleKind : PartsKind
{
    public const string Type = "AWS::IAM::Role";
    public const string Trust = "AssumeRolePolicyDocument";
    public const string Duration = "MaxSessionDuration";
    public const string Boundary = "PermissionsBoundary";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "iam:ListRoles", "iam:GetRole", "iam:CreateRole", "iam:DeleteRole", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole",
        "iam:PutRolePermissionsBoundary", "iam:DeleteRolePermissionsBoundary", .. AttachedPolicies.OfRoles.RequiredActions,
    ];

    protected override string Existence => Trust;

    public override async Task<int> CountAsync(AccountView view) => Count(await view.Roles(), "the roles", "iam:ListRoles");

    protected override async Task<JsonObject> ReadPartsAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        var answer = await Ask.OrNull(
            () => session.Iam.GetRoleAsync(new() { RoleName = change.ResourceId }, cancellationToken), $"role {change.ResourceId}", "iam:GetRole");
        if (answer is null)
        {
            return new JsonObject { [Trust] = null };
        }

        var parts = new JsonObject
        {
            [Trust] = RolePolicyKind.Parse(answer.Role.AssumeRolePolicyDocument),
            [Duration] = answer.Role.MaxSessionDuration,
            [Boundary] = answer.Role.PermissionsBoundary?.PermissionsBoundaryArn,
        };
        await AttachedPolicies.OfRoles.ReadAsync(
            session, change.ResourceId, change.Before.Concat(change.After).Select(pair => pair.Key).Distinct(), parts, cancellationToken);
        return parts;
    }

    /// <summary>Makes a role that a service may take: EC2 for its instances, unless another is said.</summary>
    public static PartsChange Make(string name, string service = "ec2.amazonaws.com")
    {
        var trust = new JsonObject
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray(new JsonObject
            {
                ["Effect"] = "Allow",
                ["Principal"] = new JsonObject { ["Service"] = service },
                ["Action"] = "sts:AssumeRole",
            }),
        };
        return new PartsChange().Set(
            Trust, null, trust,
            new("iam", "CreateRole", new JsonObject { ["RoleName"] = name, [Trust] = trust.ToJsonString() }),
            new("iam", "DeleteRole", new JsonObject { ["RoleName"] = name }));
    }
}

/// <summary>An inline policy of a role; its id is the role's name and its own, as CloudFormation writes it.</summary>
internal sealed class RolePolicyKind : PartsKind
{
    public const string Type = "AWS::IAM::RolePolicy";
    public const string Document = "PolicyDocument";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "iam:ListRoles", "iam:GetRolePolicy", "iam:PutRolePolicy", "iam:DeleteRolePolicy",
    ];

    protected override string Existence => Document;

    public static string IdOf(string role, string policy) => $"{policy}|{role}";

    public override async Task<int> CountAsync(AccountView view) => Count(await view.Roles(), "the roles", "iam:ListRoles");

    protected override Task<JsonObject> ReadPartsAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        var (policy, role) = Split(change.ResourceId);
        return ReadAsync(session, role, policy, cancellationToken);
    }

    public static async Task<JsonObject> ReadAsync(AwsSession session, string role, string policy, CancellationToken cancellationToken)
    {
        var answer = await Ask.OrNull(
            () => session.Iam.GetRolePolicyAsync(new() { RoleName = role, PolicyName = policy }, cancellationToken),
            $"policy {policy} of role {role}", "iam:GetRolePolicy");
        return new JsonObject { [Document] = answer is null ? null : Parse(answer.PolicyDocument) };
    }

    /// <summary>Writes the policy, or takes it away where <paramref name="after"/> is null; null where it is so already.</summary>
    public static PartsChange? Write(string role, string policy, JsonNode? before, JsonObject? after)
    {
        if (JsonNode.DeepEquals(before, after))
        {
            return null;
        }

        return new PartsChange().Set(Document, before, after, To(after), To(before));

        Step To(JsonNode? document)
        {
            var names = new JsonObject { ["RoleName"] = role, ["PolicyName"] = policy };
            if (document is null)
            {
                return new("iam", "DeleteRolePolicy", names);
            }

            names[Document] = document.ToJsonString();
            return new("iam", "PutRolePolicy", names);
        }
    }

    // IAM answers documents encoded for URLs (RFC 3986).
    public static JsonNode? Parse(string document) => JsonNode.Parse(Uri.UnescapeDataString(document));

    private static (string Policy, string Role) Split(string id) =>
        id.Split('|') is [var policy, var role] ? (policy, role) : throw new ArgumentException($"{id} is no id of a role policy.", nameof(id));
}

/// <summary>An instance profile and the role in it.</summary>
internal sealed class InstanceProfileKind : PartsKind
{
    public const string Type = "AWS::IAM::InstanceProfile";
    private const string Name = "InstanceProfileName";
    private const string Role = "Role";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "iam:ListInstanceProfiles", "iam:GetInstanceProfile", "iam:CreateInstanceProfile", "iam:DeleteInstanceProfile",
        "iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile", "iam:PassRole",
    ];

    protected override string Existence => Name;

    public override async Task<int> CountAsync(AccountView view) =>
        Count(await view.InstanceProfiles(), "the instance profiles", "iam:ListInstanceProfiles");

    protected override async Task<JsonObject> ReadPartsAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        var answer = await Ask.OrNull(
            () => session.Iam.GetInstanceProfileAsync(new() { InstanceProfileName = change.ResourceId }, cancellationToken),
            $"instance profile {change.ResourceId}", "iam:GetInstanceProfile");
        return new JsonObject
        {
            [Name] = answer?.InstanceProfile.InstanceProfileName,
            [Role] = (answer?.InstanceProfile.Roles ?? []).FirstOrDefault()?.RoleName,
        };
    }

    /// <summary>Makes a profile with a role in it.</summary>
    public static PartsChange Make(string name, string role) => Give(
        new PartsChange().Set(
            Name, null, name,
            new("iam", "CreateInstanceProfile", new JsonObject { [Name] = name }),
            new("iam", "DeleteInstanceProfile", new JsonObject { [Name] = name })),
        name, role);

    /// <summary>Puts a role into a profile that has none.</summary>
    public static PartsChange Give(PartsChange change, string name, string role) => change.Set(
        Role, null, role,
        new("iam", "AddRoleToInstanceProfile", new JsonObject { [Name] = name, ["RoleName"] = role }),
        new("iam", "RemoveRoleFromInstanceProfile", new JsonObject { [Name] = name, ["RoleName"] = role }));
}

/// <summary>An instance: which instance profile it has, and whether its metadata asks for a token.</summary>
internal sealed class InstanceKind : PartsKind
{
    public const string Type = "AWS::EC2::Instance";
    private const string Profile = "IamInstanceProfile";
    private const string Association = "AssociationId";
    private const string Tokens = "HttpTokens";
    private const string Required = "required";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "ec2:DescribeInstances", "ec2:DescribeIamInstanceProfileAssociations", "ec2:AssociateIamInstanceProfile",
        "ec2:DisassociateIamInstanceProfile", "ec2:ModifyInstanceMetadataOptions", "iam:PassRole",
    ];

    protected override string Existence => "InstanceId";

    public override async Task<int> CountAsync(AccountView view) => Count(await view.Instances(), "the instances", "ec2:DescribeInstances");

    protected override async Task<JsonObject> ReadPartsAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        // Each change is of the one or the other.
        if (change.After.ContainsKey(Tokens))
        {
            return await TokensAsync(session, change.ResourceId, cancellationToken);
        }

        var answer = await Ask.OrNull(
            () => session.Ec2.DescribeIamInstanceProfileAssociationsAsync(
                new() { Filters = [new("instance-id", [change.ResourceId]), new("state", ["associating", "associated"])] }, cancellationToken),
            $"the instance profile of {change.ResourceId}", "ec2:DescribeIamInstanceProfileAssociations");
        var found = (answer?.IamInstanceProfileAssociations ?? []).FirstOrDefault();
        return new JsonObject
        {
            [Profile] = found?.IamInstanceProfile.Arn[(found.IamInstanceProfile.Arn.LastIndexOf('/') + 1)..],
            [Issued] = new JsonObject { [Association] = found?.AssociationId },
        };
    }

    /// <summary>Whether an instance's metadata asks for a token; null where the instance is not there.</summary>
    public static async Task<JsonObject> TokensAsync(AwsSession session, string instanceId, CancellationToken cancellationToken)
    {
        var answer = await Ask.OrNull(
            () => session.Ec2.DescribeInstancesAsync(new() { InstanceIds = [instanceId] }, cancellationToken), $"instance {instanceId}", "ec2:DescribeInstances");
        return new JsonObject { [Tokens] = answer?.Reservations?.SelectMany(one => one.Instances ?? []).FirstOrDefault()?.MetadataOptions?.HttpTokens?.Value };
    }

    /// <summary>Has an instance's metadata ask for a token; nothing where it does, or the instance is not there.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="present">What <see cref="TokensAsync"/> has read.</param>
    public static PartsChange? RequireTokens(string instanceId, JsonObject present)
    {
        return present[Tokens]?.GetValue<string>() is { } now and not Required
            ? new PartsChange().Set(Tokens, now, Required, Write(Required), Write(now)) : null;

        Step Write(string tokens) => new("ec2", "ModifyInstanceMetadataOptions", new JsonObject { ["InstanceId"] = instanceId, [Tokens] = tokens });
    }

    /// <summary>Gives an instance that has no profile one.</summary>
    public static PartsChange Give(string changeId, string instanceId, string profile) => new PartsChange().Set(
        Profile, null, profile,
        new(
            "ec2", "AssociateIamInstanceProfile",
            new JsonObject { ["InstanceId"] = instanceId, [Profile] = new JsonObject { ["Name"] = profile } },
            new CreatedId($"{changeId}#association", "IamInstanceProfileAssociation", [], Association)),
        new("ec2", "DisassociateIamInstanceProfile", new JsonObject { [Association] = IdMap.Reference($"{changeId}#association") }));
}
