using AwsHardening.Core.Identity.Trust;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

public sealed class RoleTrustTests : IDisposable
{
    private readonly QuestionScene _scene = new();
    private readonly TestHost _host = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task The_workshop_s_roles_say_what_is_wrong_with_them()
    {
        using var scene = new QuestionScene(SandboxAccount.FromTemplate("SecurityEssentials"));
        var trusts = await QuestionScene.ListAsync(RoleTrustOperation.FindAsync(scene.Session, ["read_only", "admin"], _host, QuestionScene.Token));
        var (open, admin) = (trusts[0], trusts[1]);
        Assert.Equal((true, false, false), (open.AnyoneInAccount, open.RequiresMfa, open.CrossAccount));
        // T19: written otherwise than AWS documents it, and no less in force for that.
        Assert.Equal((true, true, "aws:MultifactorAuthPresent"), (admin.AnyoneInAccount, admin.RequiresMfa, admin.MfaKey));
    }

    [Theory]
    [InlineData("""{"AWS":"arn:aws:iam::210987654321:root"}""", "{}", "Account", true, false, false)]
    [InlineData("""{"AWS":"210987654321"}""", "{}", "Account", true, false, false)]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:root"}""", "{}", "Account", false, true, false)]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:user/joe"}""", "{}", "User", false, false, false)]
    [InlineData("""{"AWS":"*"}""", "{}", "Everyone", true, false, true)]
    [InlineData("\"*\"", "{}", "Everyone", true, false, true)]
    [InlineData("\"*\"", """{"StringEquals":{"aws:principalorgid":"o-abc1234567"}}""", "Everyone", true, false, false)]
    [InlineData("\"*\"", """{"StringLike":{"aws:PrincipalOrgID":"*"}}""", "Everyone", true, false, true)]
    [InlineData("\"*\"", """{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/x"}}""", "Everyone", true, false, true)]
    [InlineData("\"*\"", """{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-abc1234567"}}""", "Everyone", true, false, true)]
    [InlineData("""{"Service":"ec2.amazonaws.com"}""", "{}", "Service", false, false, false)]
    public void Who_is_meant_is_read_from_the_principal_and_its_conditions(
        string principal, string condition, string type, bool crossAccount, bool anyone, bool isPublic)
    {
        var trust = Read(principal, condition);
        Assert.Equal((type, crossAccount, anyone, isPublic), (trust.PrincipalType, trust.CrossAccount, trust.AnyoneInAccount, trust.Public));
    }

    [Theory]
    [InlineData("""{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""", true)]
    [InlineData("""{"bool":{"AWS:MULTIFACTORAUTHPRESENT":["true"]}}""", true)]
    [InlineData("""{"Bool":{"aws:MultiFactorAuthPresent":true}}""", true)]
    [InlineData("""{"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}}""", true)]
    [InlineData("""{"Null":{"aws:MultiFactorAuthAge":"false"}}""", true)]
    // Lets those pass whose keys know nothing of MFA.
    [InlineData("""{"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}}""", false)]
    [InlineData("""{"Bool":{"aws:MultiFactorAuthPresent":["true","false"]}}""", false)]
    [InlineData("""{"Bool":{"aws:MultiFactorAuthPresent":"false"}}""", false)]
    [InlineData("""{"Bool":{"aws:SecureTransport":"true"}}""", false)]
    public void MFA_is_required_where_no_key_passes_without_it(string condition, bool required) =>
        Assert.Equal(required, Read("""{"AWS":"arn:aws:iam::123456789012:root"}""", condition).RequiresMfa);

    [Theory]
    [InlineData("""{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}""", true)]
    [InlineData("""{"Bool":{"aws:MultiFactorAuthPresent":"false"}}""", false)]
    [InlineData("""{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"},"StringEquals":{"aws:PrincipalTag/team":"x"}}""", false)]
    public void A_denial_of_all_who_come_without_MFA_requires_it(string condition, bool required)
    {
        var trust = RoleTrustOperation.Read(Role(
            $$"""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:*"},{"Sid":"NoMfa","Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Condition":{{condition}}}]}""")).Single();
        Assert.Equal(required, trust.RequiresMfa);
        Assert.Equal(["NoMfa"], trust.DeniedBy);
    }

    [Theory]
    [InlineData("""{"StringEquals":{"sts:ExternalId":"4711"}}""", true)]
    [InlineData("""{"StringEquals":{"STS:externalid":["4711","4712"]}}""", true)]
    [InlineData("""{"StringLike":{"sts:ExternalId":"*"}}""", false)]
    [InlineData("""{"StringEqualsIfExists":{"sts:ExternalId":"4711"}}""", false)]
    [InlineData("{}", false)]
    public void An_external_id_counts_where_it_must_be_said(string condition, bool required) =>
        Assert.Equal(required, Read("""{"AWS":"210987654321"}""", condition).RequiresExternalId);

    [Theory]
    [InlineData("""{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"}}""", true)]
    [InlineData("""{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:me/it:*"}}""", false)]
    [InlineData("""{"StringLike":{"token.actions.githubusercontent.com:sub":"*"}}""", true)]
    public void An_identity_provider_s_every_identity_is_told_from_some(string condition, bool any)
    {
        var trust = RoleTrustOperation.Read(Role($$"""
            {"Statement":{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{{condition}} } }
            """)).Single();
        Assert.Equal(("Federated", any), (trust.PrincipalType, trust.AnyFederatedIdentity));
    }

    [Fact]
    public void Statements_that_do_not_let_assume_are_left_out() => Assert.Empty(RoleTrustOperation.Read(Role(
        """{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:TagSession"},{"Effect":"Deny","Principal":"*","Action":"*"}]}""")));

    [Fact]
    public void Allow_with_NotPrincipal_is_everybody_else() => Assert.True(RoleTrustOperation.Read(Role(
        """{"Statement":{"Effect":"Allow","NotPrincipal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}}""")).Single().Public);

    [Fact]
    public async Task Roles_that_may_not_be_listed_are_an_error()
    {
        _scene.Deny("iam", "ListRoles");
        Assert.Empty(await QuestionScene.ListAsync(RoleTrustOperation.FindAsync(_scene.Session, [], _host, QuestionScene.Token)));
        Assert.Contains("iam:ListRoles", _host.Errors.Single().Action, StringComparison.Ordinal);
    }

    private static RoleTrust Read(string principal, string condition) => RoleTrustOperation.Read(Role(
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":"sts:AssumeRole","Condition":{{condition}}}]}""")).Single();

    private static System.Text.Json.Nodes.JsonObject Role(string trust) => new()
    {
        ["RoleName"] = "r", ["Arn"] = "arn:aws:iam::123456789012:role/r", ["Path"] = "/", ["AssumeRolePolicyDocument"] = Uri.EscapeDataString(trust),
    };
}
