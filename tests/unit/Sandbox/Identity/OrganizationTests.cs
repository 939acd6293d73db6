using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Identity;

/// <summary>Several accounts at one end: who lists them, who gets into which, and that each is its own.</summary>
public class OrganizationTests
{
    private readonly SandboxAccount _management = SandboxAccount.Create();
    private readonly SandboxOrganization _organization;

    public OrganizationTests() => _organization = SandboxOrganization.Create(_management);

    private string Admin => _management.Principals.Default.AccessKeyId;

    [Fact]
    public void Accounts_are_listed_with_units_tags_and_status()
    {
        var unit = _organization.AddUnit("Workloads");
        var inner = _organization.AddUnit("Production", unit);
        var shop = _organization.AddAccount("shop", new MemberOptions { UnitId = inner, Tags = new Dictionary<string, string> { ["team"] = "red" } });
        var old = _organization.AddAccount("old");
        _organization.Suspend(old.AccountId);

        var accounts = Ask("ListAccounts")["Accounts"]!.AsArray();
        Assert.Equal(["management ACTIVE", "shop ACTIVE", "old SUSPENDED"], accounts.Select(one => $"{one!["Name"]} {one["Status"]}"));
        Assert.Equal(shop.AccountId, (string?)Ask("ListAccountsForParent", new { ParentId = inner })["Accounts"]![0]!["Id"]);
        Assert.Equal(_organization.RootId, (string?)Ask("ListRoots")["Roots"]![0]!["Id"]);
        Assert.Equal("Workloads", (string?)Ask("ListOrganizationalUnitsForParent", new { ParentId = _organization.RootId })["OrganizationalUnits"]![0]!["Name"]);
        Assert.Equal(unit, (string?)Ask("ListParents", new { ChildId = inner })["Parents"]![0]!["Id"]);
        Assert.Equal("ORGANIZATIONAL_UNIT", (string?)Ask("ListParents", new { ChildId = shop.AccountId })["Parents"]![0]!["Type"]);
        Assert.Equal("red", (string?)Ask("ListTagsForResource", new { ResourceId = shop.AccountId })["Tags"]![0]!["Value"]);
        Assert.Equal(_management.AccountId, (string?)Ask("DescribeOrganization")["Organization"]!["MasterAccountId"]);
        Assert.Equal(
            $"arn:aws:organizations::{_management.AccountId}:account/{_organization.Id}/{shop.AccountId}",
            (string?)Ask("DescribeAccount", new { shop.AccountId })["Account"]!["Arn"]);
        Assert.Equal("AccountNotFoundException", Refused(Admin, "organizations", "DescribeAccount", new { AccountId = "999999999999" }).Code);
        Assert.Equal("ParentNotFoundException", Refused(Admin, "organizations", "ListAccountsForParent", new { ParentId = "ou-none" }).Code);
    }

    [Fact]
    public void A_page_has_twenty_accounts_at_most()
    {
        for (var number = 0; number < 49; number++)
        {
            _organization.AddAccount($"a{number}");
        }

        List<string> ids = [];
        string? token = null;
        var pages = 0;
        do
        {
            var page = Ask("ListAccounts", token is null ? new { } : new { NextToken = token });
            ids.AddRange(page["Accounts"]!.AsArray().Select(one => (string)one!["Id"]!));
            token = (string?)page["NextToken"];
            pages++;
        }
        while (token is not null);
        Assert.Equal((3, 50), (pages, ids.Distinct().Count()));
    }

    [Fact]
    public void An_account_on_its_own_is_in_no_organization_and_a_member_sees_no_other()
    {
        var alone = SandboxAccount.Create();
        Assert.Equal("AWSOrganizationsNotInUseException", Assert.Throws<AwsErrorException>(
            () => alone.Invoke("organizations", "ListAccounts", [])).Code);
        var member = _organization.AddAccount("shop");
        var key = member.Principals.Default.AccessKeyId;
        Assert.Equal("AccessDeniedException", Refused(key, "organizations", "ListAccounts").Code);
        Assert.Equal(_organization.Id, (string?)_management.InvokeAs(key, "organizations", "DescribeOrganization", [])["Organization"]!["Id"]);
    }

    [Fact]
    public void The_management_account_gets_in_and_acts_there()
    {
        var (shop, bank) = (_organization.AddAccount("shop"), _organization.AddAccount("bank"));
        var session = Enter(shop);
        Assert.Equal(shop.AccountId, (string?)_management.InvokeAs(session, "sts", "GetCallerIdentity", [])["Account"]);
        _management.InvokeAs(session, "iam", "CreateUser", Json(new { UserName = "only-here" }));
        _management.InvokeAs(session, "ec2", "CreateVpc", Json(new { CidrBlock = "10.7.0.0/16" }));

        Assert.Contains(shop.Calls, call => call.Operation == "CreateUser");
        Assert.DoesNotContain(_management.Calls, call => call.Operation == "CreateUser");
        Assert.Equal("only-here", (string?)shop.Invoke("iam", "GetUser", Json(new { UserName = "only-here" }))["User"]!["UserName"]);
        foreach (var other in new[] { bank, _management })
        {
            Assert.Equal("NoSuchEntity", Assert.Throws<AwsErrorException>(() => other.Invoke("iam", "GetUser", Json(new { UserName = "only-here" }))).Code);
        }

        var recorded = shop.Invoke("cloudtrail", "LookupEvents", []).ToJsonString();
        Assert.Contains("only-here", recorded, StringComparison.Ordinal);
        Assert.Contains(SandboxOrganization.AccessRole, recorded, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_accounts_must_let_a_caller_across()
    {
        var shop = _organization.AddAccount("shop");
        var arn = $"arn:aws:iam::{shop.AccountId}:role/{SandboxOrganization.AccessRole}";
        var bench = new IdentityBench(_management);
        var (may, mayNot) = (bench.User("may", IdentityBench.Allow("sts:AssumeRole", "arn:aws:iam::*:role/Organization*")), bench.User("may-not"));
        bench.Assume(may, arn);
        Assert.Equal("AccessDenied", bench.Refused(mayNot, "sts", "AssumeRole", new { RoleArn = arn, RoleSessionName = "x1" }).Code);
        // The role trusts the management account alone.
        var bank = new IdentityBench(_organization.AddAccount("bank"));
        var stranger = bank.User("stranger", IdentityBench.Anything);
        Assert.Equal(
            $"User: arn:aws:iam::{bank.Id}:user/stranger is not authorized to perform: sts:AssumeRole on resource: {arn}",
            bank.Refused(stranger, "sts", "AssumeRole", new { RoleArn = arn, RoleSessionName = "x1" }).Message);
        // Named by its ARN, a user of another account still needs its own account's leave.
        var named = new IdentityBench(shop).Role("named", $$"""{"AWS":"arn:aws:iam::{{_management.AccountId}}:user/may-not"}""");
        Assert.Equal("AccessDenied", bench.Refused(mayNot, "sts", "AssumeRole", new { RoleArn = named, RoleSessionName = "x1" }).Code);
    }

    [Fact]
    public void Failures_are_of_one_account_alone()
    {
        var accounts = Enumerable.Range(0, 50).Select(number => _organization.AddAccount(
            $"a{number}", new MemberOptions { RoleName = number == 7 ? null : SandboxOrganization.AccessRole })).ToList();
        _organization.Suspend(accounts[11].AccountId);
        accounts[23].Faults.Add(new FaultRule(FaultKind.Throttle, "iam", "*"));
        var outcome = accounts.Select(account =>
        {
            try
            {
                _management.InvokeAs(Enter(account), "iam", "ListUsers", []);
                return account.Faults.Strike("iam", "ListUsers").Kind?.ToString() ?? "fine";
            }
            catch (AwsErrorException error)
            {
                return error.Code;
            }
        }).ToList();
        Assert.Equal(47, outcome.Count(one => one == "fine"));
        Assert.Equal(("AccessDenied", "AccessDenied", "Throttle"), (outcome[7], outcome[11], outcome[23]));
    }

    [Fact]
    public void A_bucket_of_another_account_is_found_by_its_name()
    {
        var shop = _organization.AddAccount("shop");
        shop.Invoke("s3", "CreateBucket", Json(new { Bucket = "shop-data" }));
        Assert.Equal("BucketAlreadyExists", Refused(Admin, "s3", "CreateBucket", new { Bucket = "shop-data" }).Code);
        _management.InvokeAs(Enter(shop), "s3", "ListObjectsV2", Json(new { Bucket = "shop-data" }));
    }

    private string Enter(SandboxAccount account) => IdentityBench.Key(_management.InvokeAs(Admin, "sts", "AssumeRole", Json(new
    {
        RoleArn = $"arn:aws:iam::{account.AccountId}:role/{SandboxOrganization.AccessRole}", RoleSessionName = "many",
    })));

    private JsonObject Ask(string operation, object? parameters = null) =>
        _management.InvokeAs(Admin, "organizations", operation, Json(parameters ?? new { }));

    private AwsErrorException Refused(string key, string service, string operation, object? parameters = null) =>
        Assert.Throws<AwsErrorException>(() => _management.InvokeAs(key, service, operation, Json(parameters ?? new { })));

    private static JsonObject Json(object parameters) => (JsonObject)JsonSerializer.SerializeToNode(parameters)!;
}
