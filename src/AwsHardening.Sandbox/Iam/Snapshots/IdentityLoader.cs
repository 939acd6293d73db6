using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2.Snapshots;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.Iam;

/// <summary>
/// Puts a snapshot's policies, users, groups, roles and instance profiles into the state of a new account. The account's own
/// administrator, who makes the calls, is no longer among the users: he is in no list of the real account. The state holds all that
/// IAM shows of them: nothing is left to lay over it.
/// </summary>
internal sealed class IdentityLoader : ServiceLoader
{
    // Judging a role whose policies are not known would call it powerless.
    private const string Judging = "SimulatePrincipalPolicy";
    private const string Nothing = """{"Version":"2012-10-17","Statement":[]}""";

    private readonly IamState _state;
    private readonly Dictionary<string, ManagedPolicy> _strangers = new(StringComparer.Ordinal);

    /// <param name="service">The new account's IAM.</param>
    /// <param name="hasUsers">False for a snapshot of a version that did not read users.</param>
    public IdentityLoader(IamService service, bool hasUsers)
        : base("iam", service.NewCopy())
    {
        _state = service.State;
        // Of the root user no list tells; and the report has the times of everybody, of which a snapshot has the days at most.
        foreach (var operation in new[] { "GetAccountSummary", "GenerateCredentialReport", "GetCredentialReport", "ListVirtualMFADevices" })
        {
            Copy.AddUnread(operation, null, "The snapshot does not say what the account's root user has.");
        }

        foreach (var operation in new[] { "ListSAMLProviders", "ListOpenIDConnectProviders", "ListServerCertificates", "ListOrganizationsFeatures" })
        {
            Copy.AddUnread(operation, null, "The snapshot does not say what the account has beside users, groups, roles and policies.");
        }

        if (hasUsers)
        {
            _state.Users.Clear();
        }
    }

    public override void Link()
    {
        foreach (var role in _state.Identities)
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
            case "AWS::IAM::Group":
                AddGroup(data);
                break;
            case "AWS::IAM::User":
                AddUser(data);
                break;
            case "AWS::IAM::AccountPasswordPolicy":
                data.Remove("Name");
                _state.PasswordPolicy.Load((JsonObject)data.DeepClone());
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
            IsCopy = true,
        };
        AddPolicies(role, data);
        _state.Roles.Add(role.Name, role);
    }

    private void AddGroup(JsonObject data)
    {
        var group = new Group(
            data.Text("GroupName")!, data.Text("Path") ?? "/", data.Text("Arn")!, data.Text("GroupId") ?? "", LoadScene.Time(data.Text("CreateDate")));
        AddPolicies(group, data);
        _state.Groups.Add(group.Name, group);
    }

    private void AddUser(JsonObject data)
    {
        var user = new User(
            data.Text("UserName")!, data.Text("Path") ?? "/", data.Text("Arn")!, data.Text("UserId") ?? "", LoadScene.Time(data.Text("CreateDate")));
        AddPolicies(user, data);
        user.Groups.AddRange(data.Texts("Groups").Select(name => _state.Groups.GetValueOrDefault(name)).OfType<Group>());
        var means = user.Means;
        means.PasswordLastUsed = Time(data, "PasswordLastUsed");
        if (data["LoginProfile"] is JsonObject login)
        {
            means.Login = new LoginProfile(LoadScene.Time(login.Text("CreateDate"))) { ResetRequired = login.Flag("PasswordResetRequired") is true };
        }

        foreach (var key in data.Items("AccessKeys"))
        {
            means.Keys.Add(new AccessKey(key.Text("AccessKeyId")!, LoadScene.Time(key.Text("CreateDate")))
            {
                Status = key.Text("Status") ?? AccessKey.Active,
                LastUsed = Time(key, "LastUsedDate") is { } used ? new KeyUse(used, "N/A", "N/A") : null,
            });
        }

        var owner = SignInOwner.Of(user);
        foreach (var device in data.Items("MFADevices"))
        {
            var serial = device.Text("SerialNumber")!;
            var loaded = new MfaDevice(serial, _state.NewSeed());
            MfaDeviceOperations.Attach(loaded, owner, LoadScene.Time(device.Text("EnableDate")));
            if (serial.Contains(":mfa/", StringComparison.Ordinal))
            {
                _state.VirtualDevices[serial] = loaded;
            }
        }

        _state.Users.Add(user.Name, user);
        AddUnread(data, [user.Name, .. means.Keys.Select(key => key.Id)]);
    }

    private static DateTimeOffset? Time(JsonObject data, string member) => data.Text(member) is { } text ? LoadScene.Time(text) : null;

    private void AddPolicies(Identity identity, JsonObject data)
    {
        identity.BoundaryArn = (data["PermissionsBoundary"] as JsonObject)?.Text("PermissionsBoundaryArn");
        identity.Tags.Add(data.Items("Tags"));
        foreach (var policy in data.Items("Policies"))
        {
            identity.Inline[policy.Text("PolicyName")!] = policy.Text("PolicyDocument") ?? Nothing;
        }

        identity.Attached.AddRange(data.Items("AttachedPolicies").Select(policy => policy.Text("PolicyArn")!)
            .Select(arn => _state.Policies.GetValueOrDefault(arn) ?? Stranger(arn)));
        AddUnread(data, identity.Name);
        if (data.ContainsKey(UnreadMember))
        {
            Copy.AddUnread(Judging, null, $"The snapshot does not know all policies of {identity.Name}.", identity.Arn);
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
