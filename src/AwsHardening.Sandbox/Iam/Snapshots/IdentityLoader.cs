using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2.Snapshots;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.Iam;

/// <summary>
/// Puts a snapshot's policies, roles and instance profiles into the state of a new account. The account's own administrator, who
/// makes the calls, stays. The state holds all that IAM shows of them: nothing is left to lay over it.
/// </summary>
internal sealed class IdentityLoader(IamService service) : ServiceLoader("iam", service.NewCopy())
{
    // Judging a role whose policies are not known would call it powerless.
    private const string Judging = "SimulatePrincipalPolicy";
    private const string Nothing = """{"Version":"2012-10-17","Statement":[]}""";

    private readonly IamState _state = service.State;
    private readonly Dictionary<string, ManagedPolicy> _strangers = new(StringComparer.Ordinal);

    public override void Link()
    {
        foreach (var role in _state.Roles.Values)
        {
            if (role.BoundaryArn is { } boundary && !_state.Policies.ContainsKey(boundary))
            {
                _state.Policies.Add(boundary, Stranger(boundary));
            }

            var unknown = role.Attached.Select(policy => policy.Arn).Append(role.BoundaryArn ?? "")
                .FirstOrDefault(arn => _strangers.ContainsKey(arn) || Copy.IsUnread("GetPolicyVersion", arn));
            if (unknown is not null)
            {
                Copy.AddUnread(Judging, null, $"The snapshot does not say what {unknown} allows.", role.Arn);
            }
        }
    }

    protected override void Add(SnapshotRecord record, JsonObject data)
    {
        switch (record.Type)
        {
            case "AWS::IAM::ManagedPolicy":
                AddPolicy(data);
                break;
            case "AWS::IAM::Role":
                AddRole(data);
                break;
            default:
                AddProfile(data);
                break;
        }
    }

    private void AddPolicy(JsonObject data)
    {
        var arn = data.Text("Arn")!;
        AddUnread(data, arn);
        var version = data.Text("DefaultVersionId") ?? "v1";
        var policy = new ManagedPolicy(
            data.Text("PolicyName")!, data.Text("Path") ?? "/", arn, data.Text("PolicyId") ?? "", LoadScene.Time(data.Text("CreateDate")))
        {
            Description = data.Text("Description"),
            NextVersion = int.TryParse(version.AsSpan(1), out var number) ? number : 1,
        };
        policy.AddVersion(data.Text("Document") ?? Nothing, asDefault: true, LoadScene.Time(data.Text("UpdateDate")));
        foreach (var identity in _state.Identities.Where(identity => identity.Attached.RemoveAll(old => old.Arn == arn) > 0))
        {
            identity.Attached.Add(policy);
        }

        _state.Policies[arn] = policy;
    }

    private void AddRole(JsonObject data)
    {
        var role = new Role(
            data.Text("RoleName")!, data.Text("Path") ?? "/", data.Text("Arn")!, data.Text("RoleId") ?? "", LoadScene.Time(data.Text("CreateDate")))
        {
            TrustPolicy = data.Text("AssumeRolePolicyDocument") ?? Nothing,
            Description = data.Text("Description"),
            MaxSessionDuration = data.Number("MaxSessionDuration") ?? 3600,
            BoundaryArn = (data["PermissionsBoundary"] as JsonObject)?.Text("PermissionsBoundaryArn"),
        };
        role.Tags.Add(data.Items("Tags"));
        foreach (var policy in data.Items("Policies"))
        {
            role.Inline[policy.Text("PolicyName")!] = policy.Text("PolicyDocument") ?? Nothing;
        }

        role.Attached.AddRange(data.Items("AttachedPolicies").Select(policy => policy.Text("PolicyArn")!)
            .Select(arn => _state.Policies.GetValueOrDefault(arn) ?? Stranger(arn)));
        _state.Roles.Add(role.Name, role);
        AddUnread(data, role.Name);
        if (data.ContainsKey(UnreadMember))
        {
            Copy.AddUnread(Judging, null, $"The snapshot does not know all policies of {role.Name}.", role.Arn);
        }
    }

    private void AddProfile(JsonObject data)
    {
        var profile = new IamInstanceProfile(
            data.Text("InstanceProfileName")!, data.Text("Path") ?? "/", data.Text("Arn")!, data.Text("InstanceProfileId") ?? "",
            LoadScene.Time(data.Text("CreateDate")))
        {
            Role = data.Texts("Roles") is [var name, ..] ? _state.Roles.GetValueOrDefault(name) : null,
        };
        profile.Tags.Add(data.Items("Tags"));
        _state.Profiles.Add(profile.Name, profile);
        AddUnread(data, profile.Name);
        if (profile.Role is null && data.Texts("Roles") is [var missing, ..])
        {
            Copy.AddUnread("GetInstanceProfile", null, $"The snapshot says nothing about role {missing}.", profile.Name);
        }
    }

    private ManagedPolicy Stranger(string arn)
    {
        if (!_strangers.TryGetValue(arn, out var policy))
        {
            policy = new ManagedPolicy(arn[(arn.LastIndexOf('/') + 1)..], "/", arn, "", default);
            policy.AddVersion(Nothing, asDefault: true, default);
            _strangers.Add(arn, policy);
        }

        return policy;
    }
}
