using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;
using AwsHardening.Sandbox.Iam;
using AwsHardening.UnitTests.SandboxTests.AwsCli;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Identity;

/// <summary>What the <c>aws</c> CLI makes of users, keys, devices, sessions, reports and organizations.</summary>
public class IdentityCliTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Users_keys_devices_sessions_reports_and_accounts_are_what_the_CLI_expects()
    {
        if (Tools.Aws is null)
        {
            Assert.Skip("The aws CLI is not on this machine.");
        }

        var account = SandboxAccount.FromTemplate("SecurityEssentials", new SandboxOptions { TimeProvider = TimeProvider.System });
        var organization = SandboxOrganization.Create(account);
        var shop = organization.AddAccount("shop", new MemberOptions { UnitId = organization.AddUnit("Workloads") });
        await using var server = SandboxServer.Start(account);
        var owner = new AwsCommand(server.Endpoint);
        async Task<JsonNode?> Ask(AwsCommand aws, string line)
        {
            var answer = await aws.RunAsync(Token, line.Split(' '));
            Assert.True(answer.Error is null, $"{line}: {answer.Error}");
            return answer.Output;
        }

        async Task<string?> Refused(AwsCommand aws, string line) => (await aws.RunAsync(Token, line.Split(' '))).Error;

        var key = (await Ask(owner, "iam create-access-key --user-name operator"))!["AccessKey"]!;
        await Ask(owner, "iam create-access-key --user-name operator");
        Assert.Equal("LimitExceeded", await Refused(owner, "iam create-access-key --user-name operator"));
        var op = new AwsCommand(server.Endpoint, (string)key["AccessKeyId"]!, (string)key["SecretAccessKey"]!);
        Assert.Equal($"arn:aws:iam::{account.AccountId}:user/operator", (string?)(await Ask(op, "sts get-caller-identity"))!["Arn"]);
        Assert.Equal("AccessDenied", await Refused(op, "iam list-users"));
        Assert.Equal("UnauthorizedOperation", await Refused(op, "ec2 describe-vpcs"));
        Assert.Equal("AccessDenied", await Refused(op, "s3api list-buckets"));
        var role = $"arn:aws:iam::{account.AccountId}:role/admin";
        Assert.Equal("AccessDenied", await Refused(op, $"sts assume-role --role-arn {role} --role-session-name test"));

        var serial = $"arn:aws:iam::{account.AccountId}:mfa/operator";
        var seedFile = Path.GetTempFileName();
        Assert.Equal(serial, (string?)(await Ask(
            owner, $"iam create-virtual-mfa-device --virtual-mfa-device-name operator --bootstrap-method Base32StringSeed --outfile {seedFile}"))!["VirtualMFADevice"]!["SerialNumber"]);
        var seed = await File.ReadAllTextAsync(seedFile, Token);
        File.Delete(seedFile);
        var step = TimeBasedCode.Step(TimeProvider.System.GetUtcNow());
        await Ask(owner, $"iam enable-mfa-device --user-name operator --serial-number {serial} --authentication-code1 {TimeBasedCode.Of(seed, step - 2)} --authentication-code2 {TimeBasedCode.Of(seed, step - 1)}");
        Assert.Equal(serial, (string?)(await Ask(owner, "iam list-mfa-devices --user-name operator"))!["MFADevices"]![0]!["SerialNumber"]);
        var session = (await Ask(
            op, $"sts assume-role --role-arn {role} --role-session-name test --serial-number {serial} --token-code {TimeBasedCode.Of(seed, TimeBasedCode.Step(TimeProvider.System.GetUtcNow()))}"))!["Credentials"]!;
        AwsCommand As(JsonNode credentials) => new(
            server.Endpoint, (string)credentials["AccessKeyId"]!, (string)credentials["SecretAccessKey"]!, (string)credentials["SessionToken"]!);
        var admin = As(session);
        Assert.Equal($"audit-{account.AccountId}", (string?)(await Ask(admin, "s3api list-buckets"))!["Buckets"]![0]!["Name"]);
        Assert.Equal("InvalidClientTokenId", await Refused(
            new AwsCommand(server.Endpoint, (string)session["AccessKeyId"]!, "any", "another token"), "sts get-caller-identity"));

        Assert.Equal(2, (await Ask(admin, "organizations list-accounts --page-size 1"))!["Accounts"]!.AsArray().Count);
        var inside = As((await Ask(
            admin, $"sts assume-role --role-arn arn:aws:iam::{shop.AccountId}:role/OrganizationAccountAccessRole --role-session-name in"))!["Credentials"]!);
        Assert.Equal(shop.AccountId, (string?)(await Ask(inside, "sts get-caller-identity"))!["Account"]);
        Assert.Equal("AccessDeniedException", await Refused(inside, "organizations list-accounts"));

        await Ask(admin, "iam create-group --group-name admins");
        await Ask(admin, "iam add-user-to-group --group-name admins --user-name operator");
        Assert.Equal("operator", (string?)(await Ask(admin, "iam get-group --group-name admins"))!["Users"]![0]!["UserName"]);
        await Ask(admin, "iam update-account-password-policy --minimum-password-length 14");
        Assert.Equal(14, (int?)(await Ask(admin, "iam get-account-password-policy"))!["PasswordPolicy"]!["MinimumPasswordLength"]);
        Assert.Equal("NoSuchEntity", await Refused(admin, "iam get-login-profile --user-name operator"));
        Assert.Equal(1, (int?)(await Ask(admin, "iam get-account-summary"))!["SummaryMap"]!["MFADevicesInUse"]);
        await Ask(admin, "iam generate-credential-report");
        Assert.NotNull((await Ask(admin, "iam get-credential-report"))!["Content"]);
        Assert.NotEmpty((await Ask(admin, "iam get-account-authorization-details --filter User"))!["UserDetailList"]!.AsArray());
        var job = (string)(await Ask(admin, $"iam generate-service-last-accessed-details --arn {role} --granularity ACTION_LEVEL"))!["JobId"]!;
        Assert.NotEmpty((await Ask(admin, $"iam get-service-last-accessed-details --job-id {job}"))!["ServicesLastAccessed"]!.AsArray());
        await Ask(admin, $"iam update-access-key --user-name operator --access-key-id {(string)key["AccessKeyId"]!} --status Inactive");
        Assert.Equal("InvalidClientTokenId", await Refused(op, "sts get-caller-identity"));
    }
}
