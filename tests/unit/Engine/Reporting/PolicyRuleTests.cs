using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Reading;
using AwsHardening.Core.Reporting;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <summary>What rules say of single policies, judged without an account.</summary>
public sealed class PolicyRuleTests
{
    private const string Account = "111122223333";

    [Theory]
    [InlineData("iam-policy-admin", """{"Effect":"Allow","Action":"*:*","Resource":["arn:aws:s3:::a","*"]}""", true)]
    [InlineData("iam-policy-admin", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}""", false)]
    [InlineData("iam-policy-admin", """{"Effect":"Deny","Action":"*","Resource":"*"}""", false)]
    [InlineData("iam-policy-admin", """{"Effect":"Allow","Action":"*","NotResource":"*"}""", false)]
    [InlineData("iam-policy-service-wildcard", """{"Effect":"Allow","Action":["ec2:Describe*","kms:*"],"Resource":"*"}""", true)]
    [InlineData("iam-policy-service-wildcard", """{"Effect":"Allow","Action":"*","Resource":"*"}""", false)]
    [InlineData("iam-policy-not-action", """{"Effect":"Allow","NotAction":["iam:*"],"Resource":"*"}""", true)]
    [InlineData("iam-policy-not-action", """{"Effect":"Deny","NotAction":["iam:*"],"Resource":"*"}""", false)]
    [InlineData("iam-policy-pass-role", """{"effect":"allow","action":"IAM:passrole","resource":"arn:aws:iam::111122223333:role/*"}""", true)]
    [InlineData("iam-policy-pass-role", """{"Effect":"Allow","Action":"iam:Pass*","NotResource":"arn:aws:iam::111122223333:role/admin"}""", true)]
    [InlineData("iam-policy-pass-role", """{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::111122223333:role/app-*"}""", false)]
    [InlineData("iam-policy-pass-role", """{"Effect":"Allow","Action":"iam:PassRole","Resource":"*","Condition":{"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}}}""", false)]
    [InlineData("iam-policy-assume-role", """{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::*:role/*"}""", true)]
    [InlineData("iam-policy-assume-role", """{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::111122223333:role/read_only"}""", false)]
    [InlineData("iam-policy-kms-decrypt", """{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}""", true)]
    [InlineData("iam-policy-kms-decrypt", """{"Effect":"Allow","Action":"kms:ReEncrypt*","Resource":"arn:aws:kms:eu-west-1:111122223333:key/*"}""", true)]
    [InlineData("iam-policy-kms-decrypt", """{"Effect":"Allow","Action":"kms:Encrypt","Resource":"*"}""", false)]
    [InlineData("iam-policy-escalation", """{"Effect":"Allow","Action":"iam:Attach*","Resource":"arn:aws:iam::111122223333:user/*"}""", true)]
    [InlineData("iam-policy-escalation", """{"Effect":"Allow","Action":"iam:AttachUserPolicy","Resource":"arn:aws:iam::111122223333:user/${aws:username}"}""", false)]
    [InlineData("iam-policy-escalation", """{"Effect":"Allow","Action":["iam:PassRole","lambda:CreateFunction"],"Resource":"*"}""", false)]
    [InlineData("iam-policy-escalation", """{"Effect":"Allow","Action":["iam:PassRole","lambda:*"],"Resource":"*"}""", true)]
    public void A_policy_is_read_as_IAM_reads_it(string rule, string statement, bool fails)
    {
        var found = Assert.Single(Judge(rule, $$"""{"Version":"2012-10-17","Statement":{{statement}}}"""));
        Assert.Equal(fails ? FindingStatus.Fail : FindingStatus.Pass, found.Status);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData(null)]
    public void A_policy_that_makes_no_sense_is_not_a_clean_one_and_wants_no_permission(string? document)
    {
        var found = Assert.Single(Judge("iam-policy-admin", document));
        Assert.Equal((FindingStatus.Unknown, "Look at policy example yourself."), (found.Status, found.Remediation));
        Assert.StartsWith("policy example cannot be understood: ", found.Reason);
        Assert.Empty(found.Evidence);
    }

    [Fact]
    public void Only_the_version_in_force_counts()
    {
        var old = Version("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""", inForce: false);
        var found = Judge("iam-policy-admin", new JsonArray(old, Version("""{"Statement":[]}""", inForce: true)));
        Assert.Equal(FindingStatus.Pass, Assert.Single(found).Status);
    }

    private static IEnumerable<HardeningFinding> Judge(string rule, string? document) => Judge(rule, new JsonArray(Version(document, inForce: true)));

    private static JsonObject Version(string? document, bool inForce) => new()
    {
        ["IsDefaultVersion"] = inForce, ["Document"] = document is null ? null : Uri.EscapeDataString(document),
    };

    private static List<HardeningFinding> Judge(string rule, JsonArray versions)
    {
        var policy = new JsonObject { ["PolicyName"] = "example", ["Arn"] = $"arn:aws:iam::{Account}:policy/example", ["PolicyVersionList"] = versions };
        Fact<IReadOnlyList<AuditResource>> Known(params JsonObject[] items) =>
            Fact.Known<IReadOnlyList<AuditResource>>([.. items.Select(item => new AuditResource(item, new Dictionary<string, UnreadFactException>()))]);
        var global = new AuditRegion(AuditRegion.Everywhere, new Dictionary<string, Fact<IReadOnlyList<AuditResource>>>
        {
            ["Policies"] = Known(policy), ["Users"] = Known(), ["Groups"] = Known(), ["Roles"] = Known(),
        });
        var document = new AuditDocument(Account, "aws", DateTimeOffset.UnixEpoch, global, [new("eu-west-1", new Dictionary<string, Fact<IReadOnlyList<AuditResource>>>())]);
        return [.. RuleJudge.Judge(document, RuleCatalog.All.Where(one => one.Info.Id == rule))];
    }
}
