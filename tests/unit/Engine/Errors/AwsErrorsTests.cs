using System.Net;
using Amazon.Runtime;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Errors;

public class AwsErrorsTests
{
    [Theory]
    [InlineData("UnauthorizedOperation", 403, "AccessDenied", OperationErrorCategory.PermissionDenied)]
    [InlineData("AccessDeniedException", 400, "AccessDenied", OperationErrorCategory.PermissionDenied)]
    [InlineData("RequestExpired", 400, "RequestExpired", OperationErrorCategory.AuthenticationError)]
    [InlineData("AuthFailure", 401, "AuthFailure", OperationErrorCategory.AuthenticationError)]
    [InlineData("RequestLimitExceeded", 503, "Throttled", OperationErrorCategory.LimitsExceeded)]
    [InlineData("RulesPerSecurityGroupLimitExceeded", 400, "RulesPerSecurityGroupLimitExceeded", OperationErrorCategory.LimitsExceeded)]
    [InlineData("InvalidGroup.NotFound", 400, "InvalidGroup.NotFound", OperationErrorCategory.ObjectNotFound)]
    [InlineData("InvalidPermission.Duplicate", 400, "InvalidPermission.Duplicate", OperationErrorCategory.ResourceExists)]
    [InlineData("DependencyViolation", 400, "DependencyViolation", OperationErrorCategory.ResourceBusy)]
    [InlineData("InvalidParameterValue", 400, "InvalidParameterValue", OperationErrorCategory.InvalidArgument)]
    [InlineData("InternalError", 500, "InternalError", OperationErrorCategory.ConnectionError)]
    public void Each_code_has_its_id_and_category(string code, int status, string id, OperationErrorCategory category)
    {
        var error = AwsErrors.Describe(Answer(code, status), "adding a rule to sg-1", "ec2:AuthorizeSecurityGroupIngress", "sg-1");
        Assert.Equal((id, category), (error.Id, error.Category));
        Assert.Equal($"Adding a rule to sg-1 failed. AWS answered {code}: what AWS said", error.Message);
        Assert.NotEmpty(error.Action);
        Assert.Equal("sg-1", error.Target);
    }

    [Fact]
    public void A_missing_permission_is_named()
    {
        var error = AwsErrors.Describe(Answer("UnauthorizedOperation", 403), "reading", "ec2:DescribeVpcs", null);
        Assert.Contains("ec2:DescribeVpcs", error.Action);
    }

    [Theory]
    [InlineData("User: arn:aws:iam::123456789012:user/a is not authorized to perform: kms:DescribeKey on resource: * because no identity-based policy allows the kms:DescribeKey action", "Let the caller do kms:DescribeKey in")]
    [InlineData("User: arn:aws:iam::123456789012:user/a is not authorized to perform: kms:DescribeKey on resource: * with an explicit deny in a service control policy", "denies kms:DescribeKey explicitly")]
    public void The_permission_is_the_one_that_AWS_names(string said, string told)
    {
        var error = AwsErrors.Describe(
            new AmazonServiceException(said, ErrorType.Sender, "AccessDeniedException", "id", HttpStatusCode.BadRequest), "reading", "kms:Decrypt", null);
        Assert.Contains(told, error.Action, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fact_that_was_not_read_tells_what_AWS_said()
    {
        var error = AwsErrors.Describe(
            new UnreadFactException(Answer("UnauthorizedOperation", 403)), "reading the VPCs", "ec2:DescribeVpcs", null);
        Assert.Equal("AccessDenied", error.Id);
    }

    [Fact]
    public void A_time_out_is_a_time_out_and_not_a_wish_to_stop()
    {
        var error = AwsErrors.Describe(
            new TaskCanceledException("The request was canceled.", new TimeoutException()), "reading", "ec2:DescribeVpcs", null);
        Assert.Equal(("RequestTimedOut", OperationErrorCategory.OperationTimeout), (error.Id, error.Category));
    }

    [Fact]
    public void A_broken_connection_is_a_connection_error() => Assert.Equal(
        OperationErrorCategory.ConnectionError,
        AwsErrors.Describe(new HttpRequestException("reset"), "reading", "ec2:DescribeVpcs", null).Category);

    [Theory]
    [InlineData("UnauthorizedOperation", 403, false, false)]
    [InlineData("InvalidPermission.Duplicate", 400, false, false)]
    [InlineData("RequestLimitExceeded", 503, false, true)]
    [InlineData("InternalError", 500, true, false)]
    [InlineData("Unavailable", 503, true, false)]
    [InlineData("", 400, true, false)]
    public void Only_a_clear_refusal_is_certain(string code, int status, bool ambiguous, bool throttle)
    {
        Assert.Equal(ambiguous, AwsErrors.IsAmbiguous(Answer(code, status)));
        Assert.Equal(throttle, AwsErrors.IsThrottle(Answer(code, status)));
    }

    [Fact]
    public void A_lost_answer_is_ambiguous()
    {
        Assert.True(AwsErrors.IsAmbiguous(new HttpRequestException()));
        Assert.True(AwsErrors.IsAmbiguous(new TaskCanceledException()));
    }

    private static AmazonServiceException Answer(string code, int status) =>
        new("what AWS said") { ErrorCode = code, StatusCode = (HttpStatusCode)status };
}
