using AwsHardening.Sandbox.Iam;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Identity;

/// <summary>
/// Conditions, elements and variables. Sources: IAM User Guide, "IAM JSON policy elements: Condition operators", "Set operators for
/// multivalued context keys", "IAM policy elements: Variables and tags", "IAM JSON policy elements: NotAction", "… NotResource".
/// </summary>
public class ConditionTests
{
    [Theory]
    // Condition operators: string.
    [InlineData("""{"StringEquals":{"k":"a"}}""", "k=a", true)]
    [InlineData("""{"StringEquals":{"k":"a"}}""", "k=A", false)]
    [InlineData("""{"StringEquals":{"k":["a","b"]}}""", "k=b", true)]
    [InlineData("""{"StringEquals":{"k":"a*"}}""", "k=ab", false)]
    [InlineData("""{"StringEquals":{"k":"a"}}""", "", false)]
    [InlineData("""{"StringEqualsIfExists":{"k":"a"}}""", "", true)]
    [InlineData("""{"StringEqualsIfExists":{"k":"a"}}""", "k=b", false)]
    [InlineData("""{"StringNotEquals":{"k":"a"}}""", "", true)]
    [InlineData("""{"StringNotEquals":{"k":["a","b"]}}""", "k=b", false)]
    [InlineData("""{"StringNotEquals":{"k":["a","b"]}}""", "k=c", true)]
    [InlineData("""{"StringEqualsIgnoreCase":{"k":"A"}}""", "k=a", true)]
    [InlineData("""{"StringNotEqualsIgnoreCase":{"k":"A"}}""", "k=a", false)]
    [InlineData("""{"StringLike":{"k":"a?c*"}}""", "k=abcdef", true)]
    [InlineData("""{"StringLike":{"k":"a?c*"}}""", "k=ac", false)]
    [InlineData("""{"StringNotLike":{"k":"a*"}}""", "k=abc", false)]
    // Keys differ by more than case; operators too.
    [InlineData("""{"Bool":{"AWS:multifactorauthpresent":"true"}}""", "aws:MultiFactorAuthPresent=true", true)]
    [InlineData("""{"bool":{"aws:MultiFactorAuthPresent":"true"}}""", "aws:MultiFactorAuthPresent=true", true)]
    // Boolean; the two spellings of "without MFA" differ where the key is absent.
    [InlineData("""{"Bool":{"aws:MultiFactorAuthPresent":true}}""", "aws:MultiFactorAuthPresent=true", true)]
    [InlineData("""{"Bool":{"aws:MultiFactorAuthPresent":"false"}}""", "", false)]
    [InlineData("""{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}""", "", true)]
    [InlineData("""{"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}}""", "aws:MultiFactorAuthPresent=false", false)]
    [InlineData("""{"Null":{"aws:MultiFactorAuthAge":"true"}}""", "", true)]
    [InlineData("""{"Null":{"aws:MultiFactorAuthAge":"true"}}""", "aws:MultiFactorAuthAge=5", false)]
    [InlineData("""{"Null":{"aws:MultiFactorAuthAge":false}}""", "aws:MultiFactorAuthAge=5", true)]
    // Numeric and date.
    [InlineData("""{"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}}""", "aws:MultiFactorAuthAge=3599", true)]
    [InlineData("""{"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}}""", "aws:MultiFactorAuthAge=3600", false)]
    [InlineData("""{"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}}""", "", false)]
    [InlineData("""{"NumericLessThanEquals":{"k":10}}""", "k=10", true)]
    [InlineData("""{"NumericGreaterThan":{"k":"9"}}""", "k=10", true)]
    [InlineData("""{"NumericGreaterThanEquals":{"k":"11"}}""", "k=10", false)]
    [InlineData("""{"NumericEquals":{"k":"10.0"}}""", "k=10", true)]
    [InlineData("""{"NumericNotEquals":{"k":"10"}}""", "k=10", false)]
    [InlineData("""{"DateLessThan":{"aws:CurrentTime":"2026-06-01T00:00:00Z"}}""", "aws:CurrentTime=2026-01-01T00:00:00Z", true)]
    [InlineData("""{"DateGreaterThan":{"aws:EpochTime":"1767225600"}}""", "aws:EpochTime=1767225601", true)]
    [InlineData("""{"DateGreaterThan":{"aws:CurrentTime":"1767225600"}}""", "aws:CurrentTime=2026-01-01T00:00:00Z", false)]
    [InlineData("""{"DateNotEquals":{"aws:CurrentTime":"2026-01-01T00:00:00Z"}}""", "aws:CurrentTime=2026-01-01T00:00:00Z", false)]
    // Address.
    [InlineData("""{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","192.0.2.0/24"]}}""", "aws:SourceIp=192.0.2.10", true)]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"192.0.2.10"}}""", "aws:SourceIp=192.0.2.10", true)]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"2001:db8::/32"}}""", "aws:SourceIp=2001:db8:1::1", true)]
    [InlineData("""{"NotIpAddress":{"aws:SourceIp":"192.0.2.0/24"}}""", "aws:SourceIp=192.0.2.10", false)]
    [InlineData("""{"NotIpAddress":{"aws:SourceIp":"192.0.2.0/24"}}""", "", true)]
    // ARNs: part by part, ArnEquals and ArnLike the same.
    [InlineData("""{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/ops-*"}}""", "aws:PrincipalArn=arn:aws:iam::1:role/ops-1", true)]
    [InlineData("""{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::*:role/ops-*"}}""", "aws:PrincipalArn=arn:aws:iam::1:role/ops-1", true)]
    [InlineData("""{"ArnLike":{"aws:SourceArn":"arn:aws:cloudtrail:*:trail/x"}}""", "aws:SourceArn=arn:aws:cloudtrail:us-east-1:1:trail/x", false)]
    [InlineData("""{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::1:role/a"}}""", "aws:PrincipalArn=arn:aws:iam::1:role/a", false)]
    // Several operators and keys are all asked.
    [InlineData("""{"StringEquals":{"k":"a","l":"b"}}""", "k=a;l=b", true)]
    [InlineData("""{"StringEquals":{"k":"a","l":"b"}}""", "k=a;l=c", false)]
    [InlineData("""{"StringEquals":{"k":"a"},"Bool":{"l":"true"}}""", "k=a;l=false", false)]
    // Set operators.
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]}}""", "aws:TagKeys=a,b", true)]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]}}""", "aws:TagKeys=a,c", false)]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]}}""", "", true)]
    [InlineData("""{"ForAnyValue:StringEquals":{"aws:TagKeys":["a","b"]}}""", "aws:TagKeys=c,b", true)]
    [InlineData("""{"ForAnyValue:StringEquals":{"aws:TagKeys":["a","b"]}}""", "aws:TagKeys=c", false)]
    [InlineData("""{"ForAnyValue:StringEquals":{"aws:TagKeys":["a","b"]}}""", "", false)]
    [InlineData("""{"ForAnyValue:StringNotEquals":{"aws:TagKeys":"a"}}""", "", false)]
    [InlineData("""{"ForAllValues:StringNotLike":{"aws:TagKeys":"x*"}}""", "aws:TagKeys=a,xy", false)]
    // Variables in values; one without a value matches nothing.
    [InlineData("""{"StringEquals":{"k":"${aws:username}"}}""", "k=eve;aws:username=eve", true)]
    [InlineData("""{"StringEquals":{"k":"${aws:username}"}}""", "k=eve", false)]
    [InlineData("""{"StringEquals":{"k":"${aws:PrincipalTag/team, 'none'}"}}""", "k=none", true)]
    [InlineData("""{"StringLike":{"k":"${*}x"}}""", "k=*x", true)]
    [InlineData("""{"StringLike":{"k":"${*}x"}}""", "k=yx", false)]
    [InlineData("""{"StringLike":{"k":"${aws:username}"}}""", "k=anyone;aws:username=*", false)]
    // What is not known allows nothing.
    [InlineData("""{"StringSomehow":{"k":"a"}}""", "k=a", false)]
    public void A_condition_holds_as_documented(string condition, string known, bool holds)
    {
        var keys = new ConditionKeys();
        foreach (var pair in known.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            keys[pair[..pair.IndexOf('=', StringComparison.Ordinal)]] = pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(',');
        }

        string Policy(string effect) =>
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}","Action":"*","Resource":"*","Condition":{{condition}} }]}""";
        string Decide(params string[] documents) => PolicyJudge.Weigh(documents, new PolicyRequest("s3:GetObject", "*", keys), caller: null).Decision;
        Assert.Equal(holds ? PolicyJudge.Allowed : PolicyJudge.ImplicitDeny, Decide(Policy("Allow")));
        // A Deny whose condition this does not know denies.
        var denies = holds || condition.Contains("Somehow", StringComparison.Ordinal);
        Assert.Equal(denies ? PolicyJudge.ExplicitDeny : PolicyJudge.Allowed, Decide(IdentityBench.Anything, Policy("Deny")));
    }

    [Theory]
    [InlineData("""{"Action":"s3:Get*","Resource":"*"}""", true)]
    [InlineData("""{"Action":"S3:getobject","Resource":"*"}""", true)]
    [InlineData("""{"Action":["s3:PutObject","s3:GetObject"],"Resource":"arn:aws:s3:::b/*"}""", true)]
    [InlineData("""{"Action":"s3:GetObject","Resource":"arn:aws:s3:::B/*"}""", false)]
    [InlineData("""{"Action":"s3:GetObject","Resource":"arn:aws:s3:::b"}""", false)]
    [InlineData("""{"NotAction":"iam:*","Resource":"*"}""", true)]
    [InlineData("""{"NotAction":["iam:*","s3:*"],"Resource":"*"}""", false)]
    [InlineData("""{"Action":"s3:*","NotResource":"arn:aws:s3:::b/*"}""", false)]
    [InlineData("""{"Action":"s3:*","NotResource":["arn:aws:s3:::c/*","arn:aws:s3:::d/*"]}""", true)]
    [InlineData("""{"Action":"s3:*","Resource":"arn:aws:s3:::b/${aws:username}/*"}""", true)]
    [InlineData("""{"Action":"s3:*","Resource":"arn:aws:s3:::b/${aws:PrincipalTag/none}/*"}""", false)]
    [InlineData("""{"Action":"s3:*","Resource":"arn:aws:s3:::b/?ve/*"}""", true)]
    public void A_statement_is_about_what_its_elements_say(string elements, bool allows)
    {
        var statement = elements.Insert(1, "\"Effect\":\"Allow\",");
        var keys = new ConditionKeys();
        keys.Set("aws:username", "eve");
        var decision = PolicyJudge.Weigh(
            [$$"""{"Version":"2012-10-17","Statement":[{{statement}}]}"""], new PolicyRequest("s3:GetObject", "arn:aws:s3:::b/eve/x", keys), caller: null);
        Assert.Equal(allows, decision.Allows);
    }

    [Fact]
    public void Variables_are_plain_text_in_policies_of_before_2012()
    {
        var keys = new ConditionKeys();
        keys.Set("aws:username", "eve");
        var request = new PolicyRequest("s3:GetObject", "arn:aws:s3:::b/eve", keys);
        string Policy(string version) =>
            $$$"""{"Version":"{{{version}}}","Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/${aws:username}"}}""";
        Assert.True(PolicyJudge.Weigh([Policy("2012-10-17")], request, null).Allows);
        Assert.False(PolicyJudge.Weigh([Policy("2008-10-17")], request, null).Allows);
    }
}
