using System.Text;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Iam;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Identity;

/// <summary>MFA devices and their codes.</summary>
public class MfaTests
{
    private readonly IdentityBench _bench = new();

    // RFC 6238, appendix B: the seed is the ASCII text 12345678901234567890, codes are the last six digits of those there.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_RFC_6238(long seconds, string code) => Assert.Equal(
        code, TimeBasedCode.Of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", TimeBasedCode.Step(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Fact]
    public void A_virtual_device_is_enabled_by_two_codes_that_follow_one_another()
    {
        _bench.User("operator");
        var made = _bench.Call("iam", "CreateVirtualMFADevice", new { VirtualMFADeviceName = "operator" })["VirtualMFADevice"]!;
        var serial = (string)made["SerialNumber"]!;
        Assert.Equal("arn:aws:iam::123456789012:mfa/operator", serial);
        var seed = Encoding.ASCII.GetString(Convert.FromBase64String((string)made["Base32StringSeed"]!));
        var now = TimeBasedCode.Step(_bench.Clock.GetUtcNow());

        Assert.Equal("InvalidAuthenticationCode", Enable(now, now));
        Assert.Equal("InvalidAuthenticationCode", Enable(now - 60, now - 59));
        Assert.Equal("EntityAlreadyExists", Refused("CreateVirtualMFADevice", new { VirtualMFADeviceName = "operator" }));
        Assert.Single(_bench.Call("iam", "ListVirtualMFADevices", new { AssignmentStatus = "Unassigned" })["VirtualMFADevices"]!.AsArray());
        Assert.Null(Enable(now - 1, now));
        var listed = _bench.Call("iam", "ListMFADevices", new { UserName = "operator" })["MFADevices"]![0]!;
        Assert.Equal(serial, (string?)listed["SerialNumber"]);
        Assert.Empty(_bench.Call("iam", "ListVirtualMFADevices", new { AssignmentStatus = "Unassigned" })["VirtualMFADevices"]!.AsArray());
        Assert.Equal("operator", (string?)_bench.Call("iam", "ListVirtualMFADevices")["VirtualMFADevices"]![0]!["User"]!["UserName"]);
        Assert.Equal("DeleteConflict", Refused("DeleteVirtualMFADevice", new { SerialNumber = serial }));
        _bench.Call("iam", "DeactivateMFADevice", new { UserName = "operator", SerialNumber = serial });
        _bench.Call("iam", "DeleteVirtualMFADevice", new { SerialNumber = serial });
        Assert.Equal("NoSuchEntity", Refused("DeleteVirtualMFADevice", new { SerialNumber = serial }));

        string? Enable(long first, long second) => Record.Exception(() => _bench.Call("iam", "EnableMFADevice", new
        {
            UserName = "operator", SerialNumber = serial,
            AuthenticationCode1 = TimeBasedCode.Of(seed, first), AuthenticationCode2 = TimeBasedCode.Of(seed, second),
        })) is AwsErrorException error ? error.Code : null;
    }

    [Fact]
    public void A_code_is_good_once_and_for_its_owner()
    {
        var (key, other) = (_bench.User("operator"), _bench.User("audit"));
        var serial = _bench.Device("operator");
        var code = _bench.Iam.ReadCode(serial);
        Assert.Contains("unable to validate MFA code", Refuse(other, code), StringComparison.Ordinal);
        Assert.Contains("must provide both", _bench.Refused(key, "sts", "GetSessionToken", new { TokenCode = code }).Message, StringComparison.Ordinal);
        Assert.Contains("invalid MFA one time pass code", Refuse(key, "000000"), StringComparison.Ordinal);
        var session = IdentityBench.Key(_bench.As(key, "sts", "GetSessionToken", new { SerialNumber = serial, TokenCode = code }));
        Assert.Equal("arn:aws:iam::123456789012:user/operator", (string?)_bench.As(session, "sts", "GetCallerIdentity")["Arn"]);
        Assert.Contains("invalid MFA one time pass code", Refuse(key, code), StringComparison.Ordinal);
        var next = _bench.Iam.ReadCode(serial);
        _bench.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Contains("invalid MFA one time pass code", Refuse(key, next), StringComparison.Ordinal);

        string Refuse(string who, string said)
        {
            var refused = _bench.Refused(who, "sts", "GetSessionToken", new { SerialNumber = serial, TokenCode = said });
            Assert.Equal(("AccessDenied", 403), (refused.Code, refused.Status));
            return refused.Message;
        }
    }

    private string Refused(string operation, object parameters) =>
        Assert.Throws<AwsErrorException>(() => _bench.Call("iam", operation, parameters)).Code;
}
