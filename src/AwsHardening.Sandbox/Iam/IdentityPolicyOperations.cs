using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Iam;

/// <summary>The inline and attached policies of roles or of users: the same operations under two names.</summary>
/// <param name="kind"><c>Role</c> or <c>User</c>.</param>
/// <param name="find">Finds the identity to read.</param>
/// <param name="own">Finds the identity to change.</param>
/// <param name="policy">Finds a managed policy by its ARN.</param>
internal sealed class IdentityPolicyOperations(
    string kind, Func<string, Identity> find, Func<string, Identity> own, Func<string, ManagedPolicy?> policy)
{
    // Quota "Managed policies per role" and "per user".
    private const int AttachedQuota = 10;

    private string NameMember => kind + "Name";

    public void Register(OperationSet set)
    {
        set.Add($"Put{kind}Policy", Put);
        set.Add($"Get{kind}Policy", Get);
        set.Add($"Delete{kind}Policy", Delete);
        set.Add($"List{kind}Policies", call => IamState.Page(
            call, "PolicyNames", Found(call).Inline.Keys.Select(name => (JsonNode?)name)));
        set.Add($"Attach{kind}Policy", Attach);
        set.Add($"Detach{kind}Policy", Detach);
        set.Add($"ListAttached{kind}Policies", call => IamState.Page(
            call, "AttachedPolicies", Found(call).Attached
                .Where(attached => attached.Path.StartsWith(call.Text("PathPrefix") ?? "/", StringComparison.Ordinal))
                .Select(attached => Json.Of(("PolicyName", attached.Name), ("PolicyArn", attached.Arn)))));
    }

    private Identity Found(ServiceCall call) => find(call.Required(NameMember));

    private void Put(ServiceCall call)
    {
        var identity = own(call.Required(NameMember));
        var name = IamState.Name(call, "PolicyName", 128);
        var document = PolicyText.Identity(call.Required("PolicyDocument"));
        var size = PolicyText.Size(document)
            + identity.Inline.Where(other => other.Key != name).Sum(other => PolicyText.Size(other.Value));
        if (size > identity.InlineQuota)
        {
            throw IamErrors.LimitExceeded(
                $"Maximum policy size of {identity.InlineQuota} bytes exceeded for {kind.ToLowerInvariant()} {identity.Name}");
        }

        identity.Inline[name] = document;
    }

    private JsonObject Get(ServiceCall call)
    {
        var (identity, name) = (Found(call), call.Required("PolicyName"));
        return Json.Of(
            (NameMember, identity.Name), ("PolicyName", name),
            ("PolicyDocument", PolicyText.Encode(identity.Inline.GetValueOrDefault(name) ?? throw NoInline(name))));
    }

    private void Delete(ServiceCall call)
    {
        var name = call.Required("PolicyName");
        if (!own(call.Required(NameMember)).Inline.Remove(name))
        {
            throw NoInline(name);
        }
    }

    private AwsErrorException NoInline(string name) =>
        IamErrors.NoSuchEntity($"The {kind.ToLowerInvariant()} policy with name {name} cannot be found.");

    private void Attach(ServiceCall call)
    {
        var identity = own(call.Required(NameMember));
        var arn = call.Required("PolicyArn");
        var wanted = policy(arn) ?? throw IamErrors.NoSuchEntity($"Policy {arn} does not exist or is not attachable.");
        if (identity.Attached.Contains(wanted))
        {
            return;
        }

        if (identity.Attached.Count == AttachedQuota)
        {
            throw IamErrors.LimitExceeded($"Cannot exceed quota for PoliciesPer{kind}: {AttachedQuota}");
        }

        identity.Attached.Add(wanted);
    }

    private void Detach(ServiceCall call)
    {
        var identity = own(call.Required(NameMember));
        var arn = call.Required("PolicyArn");
        if (policy(arn) is not { } attached || !identity.Attached.Remove(attached))
        {
            throw IamErrors.NoSuchEntity($"Policy {arn} was not found.");
        }
    }
}
