using AwsHardening.Sandbox;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.AwsCli;

/// <summary>What the <c>aws</c> CLI sees of a served account.</summary>
public class AwsCliTests(ScriptFixture fixture)
{
    [Theory]
    [InlineData("create a group whose name is taken", "InvalidGroup.Duplicate")]
    [InlineData("authorize in a dry run", "DryRunOperation")]
    [InlineData("authorize what is there", "InvalidPermission.Duplicate")]
    [InlineData("authorize a range that is none", "InvalidParameterValue")]
    [InlineData("authorize in a group that is not there", "InvalidGroup.NotFound")]
    [InlineData("revoke what is not there", "InvalidPermission.NotFound")]
    [InlineData("the revoked rule", "InvalidSecurityGroupRuleId.NotFound")]
    [InlineData("a group that is not there", "InvalidGroup.NotFound")]
    [InlineData("create a network ACL in a dry run", "DryRunOperation")]
    [InlineData("delete a group that a rule refers to", "DependencyViolation")]
    [InlineData("delete a VPC in use", "DependencyViolation")]
    public async Task A_command_that_AWS_refuses_is_refused_with_its_code(string step, string code) =>
        Assert.Equal(code, (await fixture.Sandbox)[step].Error);

    [Fact]
    public async Task What_is_authorized_is_described_with_ids_references_and_descriptions()
    {
        ScriptRun run = await fixture.Sandbox;
        string rules = run.Normalized("the rules of the group");
        Assert.Contains("""{"id":"$rule4","p":"tcp","f":443,"t":443,"v4":"10.9.0.0/16","v6":null,"e":false,"d":"from the VPC","g":"$web","r":null}""", rules, StringComparison.Ordinal);
        Assert.Contains("""{"id":"$reference","p":"tcp","f":5432,"t":5432,"v4":null,"v6":null,"e":false,"d":"between tiers","g":"$web","r":"$db"}""", rules, StringComparison.Ordinal);
        Assert.Equal(3, run["authorize"].Output!.AsArray().Count);
    }

    [Fact]
    public async Task Modified_rules_keep_their_ids_and_have_their_new_content()
    {
        ScriptRun run = await fixture.Sandbox;
        Assert.Equal("10.9.1.0/24", (string?)run["the modified rule"].Output![0]!["v4"]);
        Assert.Equal("narrower", (string?)run["the modified rule"].Output![0]!["d"]);
        Assert.Equal("2001:db8:1::/48", (string?)run["the modified IPv6 rule"].Output![0]!["v6"]);
    }

    [Fact]
    public async Task Pages_are_followed_and_cut()
    {
        ScriptRun run = await fixture.Sandbox;
        // Twelve, and the rule that lets everything out.
        Assert.Equal("13", run["rules in pages of five"].ToString());
        Assert.Equal("3", run["the first three rules"].ToString());
        IEnumerable<SandboxCall> paged = fixture.Account.Calls.Where(call =>
            call.Operation == "DescribeSecurityGroupRules" && (int?)call.Parameters["MaxResults"] == 5);
        Assert.Equal(3 + 1, paged.Count());
        Assert.Equal(2, paged.Count(call => call.Parameters["NextToken"] is not null));
    }

    [Fact]
    public async Task Every_change_is_in_the_audit_trail_and_no_refusal_counts_as_one()
    {
        await fixture.Sandbox;
        Assert.Equal(
            [
                "CreateVpc", "CreateSecurityGroup", "CreateSecurityGroup", "AuthorizeSecurityGroupIngress", "ModifySecurityGroupRules",
                "RevokeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "CreateTags", "CreateNetworkAcl",
            ],
            fixture.Account.Calls.Where(call => call.Mutating).Select(call => call.Operation));
    }

    [Fact]
    public async Task The_caller_is_known() => Assert.Equal("\"123456789012\"", (await fixture.Sandbox)["a caller"].ToString());
}
