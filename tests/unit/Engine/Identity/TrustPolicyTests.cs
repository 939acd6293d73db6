using System.Text.Json.Nodes;
using AwsHardening.Core.Identity.Roles;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>Trust policies are merged: names are added, the whole account goes, MFA comes, and nobody new gets in.</summary>
public class TrustPolicyTests
{
    private const string Root = "arn:aws:iam::123456789012:root";
    private const string Ann = "arn:aws:iam::123456789012:user/ann";
    private const string Bob = "arn:aws:iam::123456789012:user/bob";
    private const string Deploy = "arn:aws:iam::123456789012:role/deploy";
    private const string Foreign = "arn:aws:iam::999999999999:root";
    private const string Mfa = """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""";

    [Fact]
    public void Statements_of_others_stay_to_the_letter()
    {
        var ec2 = """{"Sid":"x","Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}""";
        var saml = """{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::123456789012:saml-provider/x"},"Action":"sts:AssumeRoleWithSAML"}""";
        var external = Allow(Root, """{"StringEquals":{"aws:PrincipalTag/team":"x"}}""");
        var deny = """{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Condition":{"Bool":{"aws:ViaAWSService":"true"}}}""";
        var merged = Merge([ec2, saml, external, deny], [Ann], mfa: false);
        Assert.Equal([ec2, saml, external, deny], Texts(merged).Take(4));
        Assert.Equal(5, Texts(merged).Length);
        Assert.False(merged.Narrowed);
    }

    [Fact]
    public void IfExists_is_no_requirement()
    {
        var merged = Merge([Allow(Ann, """{"BoolIfExists":{"aws:multifactorauthpresent":"true"}}""")], [Ann], mfa: true);
        Assert.Equal(Mfa, JsonNode.Parse(Assert.Single(Texts(merged)))!["Condition"]!.ToJsonString());
    }

    [Fact]
    public void Roles_and_other_accounts_are_not_cut_off_by_MFA_that_they_cannot_prove()
    {
        var merged = Merge([Allow(Deploy, null), Allow(Foreign, null)], [Ann], mfa: true);
        Assert.Equal([Deploy, Foreign], merged.WithoutMfa);
        Assert.Equal(Allow(Deploy, null), Texts(merged)[0]);
    }

    [Fact]
    public void Who_is_trusted_with_MFA_is_not_let_in_without()
    {
        var present = Allow(Ann, Mfa);
        Assert.Equal([present], Texts(Merge([present], [Ann], mfa: false)));
    }

    [Fact]
    public void A_star_and_an_account_number_are_the_whole_account()
    {
        Assert.Equal([Allow(Ann, null)], Texts(Merge(["""{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}"""], [Ann], mfa: false)));
        Assert.Equal([Allow(Ann, null)], Texts(Merge([Allow("123456789012", null)], [Ann], mfa: false)));
    }

    [Fact]
    public void Nobody_new_gets_in_and_who_was_named_does()
    {
        var statement = from principal in Gen.Elements(Root, Ann, Bob, Deploy, Foreign, "*")
                        from condition in Gen.Elements(null, Mfa, """{"Bool":{"aws:MultifactorAuthPresent":"true"}}""", """{"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}}""",
                            """{"StringEquals":{"sts:ExternalId":"x"}}""")
                        select Allow(principal, condition);
        var gen = from present in statement.ListOf() from mfa in Gen.Elements(true, false) select (present: present.ToArray(), mfa);
        Law.Holds(gen, value =>
        {
            var merged = Merge(value.present, [Ann], value.mfa);
            foreach (var (who, hasMfa) in from who in new[] { Ann, Bob, Deploy } from hasMfa in new[] { true, false } select (who, hasMfa))
            {
                var (before, after) = (LetsIn(value.present, who, hasMfa), LetsIn(Texts(merged), who, hasMfa));
                Assert.True(before || !after || (who == Ann && (hasMfa || !value.mfa)), $"{who} with MFA {hasMfa} got in");
            }

            Assert.True(LetsIn(Texts(merged), Ann, hasMfa: true));
            Assert.True(!value.mfa || !LetsIn(Texts(merged), Ann, hasMfa: false));
            Assert.Equal(Texts(merged), Texts(Merge(Texts(merged), [Ann], value.mfa)));
        });
    }

    // What AWS documents of the conditions used here; an ExternalId is never sent.
    private static bool LetsIn(IEnumerable<string> statements, string who, bool hasMfa) => statements.Select(text => JsonNode.Parse(text)!).Any(statement =>
        (statement["Principal"] is JsonValue || Statement.Texts(statement["Principal"]!["AWS"]).Any(named => named == who || named == Root || named == "*"))
        && (statement["Condition"]?.ToJsonString().ToLowerInvariant() is not { } condition
            || (!condition.Contains("externalid", StringComparison.Ordinal) && (hasMfa || condition.Contains("ifexists", StringComparison.Ordinal)))));

    private static string Allow(string principal, string? condition) => new JsonObject
    {
        ["Effect"] = "Allow", ["Principal"] = new JsonObject { ["AWS"] = principal }, ["Action"] = "sts:AssumeRole",
    } is var statement && condition is null ? statement.ToJsonString() : With(statement, condition);

    private static string With(JsonObject statement, string condition)
    {
        statement["Condition"] = JsonNode.Parse(condition);
        return statement.ToJsonString();
    }

    private static MergedTrust Merge(IEnumerable<string> statements, IReadOnlyList<string> wanted, bool mfa) => TrustPolicy.Merge(
        new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray([.. statements.Select(text => JsonNode.Parse(text))]) },
        new WantedTrust(wanted, mfa, [Root, "123456789012", "*"]));

    private static string[] Texts(MergedTrust merged) => [.. Statement.List(merged.Document).Select(statement => statement.ToJsonString())];
}
