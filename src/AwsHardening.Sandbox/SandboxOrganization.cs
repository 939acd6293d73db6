using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Organizations;
using AwsHardening.Sandbox.S3;

namespace AwsHardening.Sandbox;

/// <summary>
/// An organization of embedded accounts. Each member is an account of its own, with its own state, calls and faults; they share one
/// clock. A call goes to the account of the credentials that signed it, so that clients reach all of them at one endpoint.
/// </summary>
public sealed class SandboxOrganization
{
    /// <summary>The role that AWS Organizations makes in an account that it creates, for the management account.</summary>
    public const string AccessRole = "OrganizationAccountAccessRole";

    private readonly SortedDictionary<string, MemberAccount> _members = new(StringComparer.Ordinal);
    private readonly List<OrganizationUnit> _units = [];

    private SandboxOrganization(SandboxAccount management)
    {
        Management = management;
        Id = $"o-{management.Ids.NextHex("organization", 10)}";
        Root = new OrganizationUnit($"r-{management.Ids.NextHex("organization root", 4)}", "Root", Parent: null);
        _units.Add(Root);
        Add(new MemberAccount(management, "management", "management@example.com", management.Clock.GetUtcNow()) { Parent = Root });
    }

    /// <summary>The id of the organization, such as <c>o-0123456789</c>.</summary>
    public string Id { get; }

    /// <summary>The account that owns the organization.</summary>
    public SandboxAccount Management { get; }

    /// <summary>Every account, the suspended ones too, by id; the management account is one of them.</summary>
    public IReadOnlyList<SandboxAccount> Accounts => [.. _members.Values.Select(member => member.Account)];

    /// <summary>The id of the root, of which all units are children.</summary>
    public string RootId => Root.Id;

    internal OrganizationUnit Root { get; }

    internal SortedSet<(string AccountId, string Service)> Delegations { get; } = [];

    /// <summary>Who may manage the organization's policies beside the management account; null for nobody.</summary>
    internal string? DelegationPolicy { get; set; }

    internal SortedSet<string> PolicyTypes { get; } = new(StringComparer.Ordinal);

    internal SortedDictionary<string, OrganizationPolicy> Policies { get; } = new(StringComparer.Ordinal);

    /// <summary>True once the root users of members are managed from here.</summary>
    internal bool ManagesRootCredentials { get; set; }

    internal IReadOnlyList<OrganizationUnit> Units => _units;

    internal IReadOnlyCollection<MemberAccount> Members => _members.Values;

    /// <summary>Makes an organization of an account, which becomes its management account.</summary>
    /// <param name="management">An account that is in no organization.</param>
    /// <returns>The organization, with that account alone in it.</returns>
    /// <exception cref="InvalidOperationException">The account is in an organization.</exception>
    public static SandboxOrganization Create(SandboxAccount management)
    {
        ArgumentNullException.ThrowIfNull(management);
        return management.Organization is null
            ? management.Organization = new SandboxOrganization(management)
            : throw new InvalidOperationException($"Account {management.AccountId} is in an organization.");
    }

    /// <summary>Makes an organizational unit.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="parentId">The unit or root that it is in; null for the root.</param>
    /// <returns>Its id, such as <c>ou-0123-01234567</c>.</returns>
    public string AddUnit(string name, string? parentId = null)
    {
        var unit = new OrganizationUnit($"ou-{Root.Id[2..]}-{Management.Ids.NextHex("organizational unit", 8)}", name, Unit(parentId));
        _units.Add(unit);
        return unit.Id;
    }

    /// <summary>Makes a member account, as AWS Organizations makes one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">What it is like, or null for an empty account in the root.</param>
    /// <returns>The account.</returns>
    public SandboxAccount AddAccount(string name, MemberOptions? options = null)
    {
        options ??= new MemberOptions();
        var number = _members.Count;
        var account = SandboxAccount.FromTemplate(options.Template, new SandboxOptions
        {
            AccountId = options.AccountId ?? string.Create(CultureInfo.InvariantCulture, $"2{number:D11}"),
            Region = options.Region ?? Management.Region,
            TimeProvider = Management.Clock,
            // Ids of one account are those of no other one.
            Seed = int.Parse(Management.Ids.NextHex("account", 7), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            Organization = this,
        });
        var member = new MemberAccount(account, name, options.Email ?? $"{name}@example.com", Management.Clock.GetUtcNow())
        {
            Parent = Unit(options.UnitId),
            Tags = options.Tags,
        };
        if (options.RoleName is { } role)
        {
            AddAccessRole(account, role);
        }

        Add(member);
        return account;
    }

    /// <summary>Suspends an account: it is still listed, and nobody gets in.</summary>
    /// <param name="accountId">The account.</param>
    public void Suspend(string accountId) => _members[accountId].Status = MemberAccount.Suspended;

    internal bool IsSuspended(string accountId) => _members.GetValueOrDefault(accountId)?.Status == MemberAccount.Suspended;

    internal SandboxAccount? Find(string accountId) => _members.GetValueOrDefault(accountId)?.Account;

    internal SandboxAccount? OwnerOfBucket(string bucket) =>
        _members.Values.Select(member => member.Account).FirstOrDefault(account => account.FindService<S3Service>()?.Has(bucket) is true);

    private OrganizationUnit Unit(string? id) => id is null ? Root : _units.First(unit => unit.Id == id);

    private void Add(MemberAccount member) => _members.Add(member.Account.AccountId, member);

    private void AddAccessRole(SandboxAccount account, string role)
    {
        var trust = $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:{{account.Partition.Name}}:iam::{{Management.AccountId}}:root"},"Action":"sts:AssumeRole"}]}
            """;
        account.Invoke("iam", "CreateRole", new JsonObject { ["RoleName"] = role, ["AssumeRolePolicyDocument"] = trust });
        account.Invoke("iam", "AttachRolePolicy", new JsonObject
        {
            ["RoleName"] = role, ["PolicyArn"] = $"arn:{account.Partition.Name}:iam::aws:policy/AdministratorAccess",
        });
    }
}
