using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Organizations;

/// <summary>AWS Organizations: which accounts there are, for the management account; a member learns whose member it is.</summary>
public sealed class OrganizationsService : IServiceHandler
{
    // What AWS answers at most in a page.
    private const int MaxPage = 20;

    private readonly SandboxAccount _account;
    private readonly OperationSet _operations = new();

    /// <summary>An account's view of its organization.</summary>
    /// <param name="account">The account.</param>
    public OrganizationsService(SandboxAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        _account = account;
        _operations.Add("DescribeOrganization", _ => Json.Of(("Organization", Describe())));
        _operations.Add("DescribeAccount", call => Json.Of(("Account", Member(call.Required("AccountId")).Shape(Own))));
        _operations.Add("DescribeOrganizationalUnit", call => Json.Of(("OrganizationalUnit", Shape(Unit(call.Required("OrganizationalUnitId"), "OrganizationalUnitNotFoundException")))));
        _operations.Add("ListAccounts", call => Page(call, "Accounts", Own.Members.Select(member => member.Shape(Own))));
        _operations.Add("ListAccountsForParent", call => Page(call, "Accounts", MembersOf(Parent(call)).Select(member => member.Shape(Own))));
        _operations.Add("ListRoots", call => Page(call, "Roots", [Json.Of(
            ("Id", Own.Root.Id), ("Arn", Arn(Own.Root)), ("Name", Own.Root.Name), ("PolicyTypes", Json.List(Own.PolicyTypes.Select(type => Json.Of(("Type", type), ("Status", "ENABLED"))))))]));
        _operations.Add("ListOrganizationalUnitsForParent", call => Page(call, "OrganizationalUnits", UnitsOf(Parent(call)).Select(Shape)));
        _operations.Add("ListChildren", call => Page(call, "Children", Children(call)));
        _operations.Add("ListParents", call => Page(call, "Parents", [ParentOf(call.Required("ChildId"))]));
        _operations.Add("ListTagsForResource", call => Page(call, "Tags", Tags(call.Required("ResourceId"))));
        new DelegationOperations(account).Register(_operations);
        new OrganizationPolicyOperations(account).Register(_operations);
    }

    /// <inheritdoc/>
    public string Service => "organizations";

    private SandboxOrganization Own => _account.Organization!;

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context)
    {
        if (_account.Organization is not { } organization)
        {
            throw _account.Snapshot is not null ? new AwsErrorException("NotInSnapshot", "The snapshot does not say whether the account is in an organization.") : new AwsErrorException("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
        }

        return operation == "DescribeOrganization" || organization.Management == _account
            ? _operations.Handle(Service, operation, input, context)
            : throw new AwsErrorException("AccessDeniedException", "You don't have permissions to access this resource.");
    }

    private JsonObject Describe()
    {
        var management = Own.Members.First(member => member.Account == Own.Management).Shape(Own);
        return Json.Of(
            ("Id", Own.Id), ("Arn", OrganizationArn.Of(Own, "organization")), ("FeatureSet", "ALL"),
            ("MasterAccountArn", (string)management["Arn"]!), ("MasterAccountId", Own.Management.AccountId),
            ("MasterAccountEmail", (string)management["Email"]!));
    }

    private MemberAccount Member(string id) => Own.Members.FirstOrDefault(member => member.Account.AccountId == id)
        ?? throw new AwsErrorException("AccountNotFoundException", "You specified an account that doesn't exist.");

    private OrganizationUnit Unit(string id, string code) => Own.Units.FirstOrDefault(unit => unit.Id == id)
        ?? throw new AwsErrorException(code, "You specified a unit or root that doesn't exist.");

    private OrganizationUnit Parent(ServiceCall call) => Unit(call.Required("ParentId"), "ParentNotFoundException");

    private IEnumerable<MemberAccount> MembersOf(OrganizationUnit parent) => Own.Members.Where(member => member.Parent == parent);

    private IEnumerable<OrganizationUnit> UnitsOf(OrganizationUnit parent) => Own.Units.Where(unit => unit.Parent == parent);

    private IEnumerable<JsonObject> Children(ServiceCall call)
    {
        var (parent, type) = (Parent(call), call.Required("ChildType"));
        return (type == "ACCOUNT" ? MembersOf(parent).Select(member => member.Account.AccountId) : UnitsOf(parent).Select(unit => unit.Id))
            .Select(id => Json.Of(("Id", id), ("Type", type)));
    }

    private JsonObject ParentOf(string child)
    {
        var parent = Own.Members.FirstOrDefault(member => member.Account.AccountId == child)?.Parent
            ?? Own.Units.FirstOrDefault(unit => unit.Id == child)?.Parent
            ?? throw new AwsErrorException("ChildNotFoundException", "You specified an account or unit that doesn't exist.");
        return Json.Of(("Id", parent.Id), ("Type", parent.Type));
    }

    private IEnumerable<JsonObject> Tags(string id) => Own.Units.Any(unit => unit.Id == id) ? []
        : (Own.Members.FirstOrDefault(member => member.Account.AccountId == id)
            ?? throw new AwsErrorException("TargetNotFoundException", "You specified a target that doesn't exist."))
        .Tags.Select(tag => Json.Of(("Key", tag.Key), ("Value", tag.Value)));

    private string Arn(OrganizationUnit unit) => OrganizationArn.Of(Own, unit.Parent is null ? "root" : "ou", unit.Id);

    private JsonObject Shape(OrganizationUnit unit) => Json.Of(("Id", unit.Id), ("Arn", Arn(unit)), ("Name", unit.Name));

    internal static JsonObject Page(ServiceCall call, string list, IEnumerable<JsonObject> items)
    {
        var (page, next) = PageToken.Cut(
            call.Operation, [.. items], Math.Min(call.Number("MaxResults") ?? MaxPage, MaxPage), call.Text("NextToken"),
            () => new AwsErrorException("InvalidInputException", "You specified an invalid value: NextToken."));
        return Json.Of((list, Json.List(page)), ("NextToken", next));
    }
}
