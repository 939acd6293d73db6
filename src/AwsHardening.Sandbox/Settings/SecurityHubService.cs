using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Settings;

/// <summary>AWS Security Hub CSPM: whether it is on in a Region. It finds nothing.</summary>
internal sealed class SecurityHubService : SettingsService
{
    private readonly Dictionary<string, DateTimeOffset> _since = new(StringComparer.Ordinal);

    public SecurityHubService(SandboxAccount account)
        : base("securityhub", account)
    {
        Operations.Add("DescribeHub", call => !_since.TryGetValue(call.Region, out var since)
            ? throw new AwsErrorException("InvalidAccessException", $"Account {Account.AccountId} is not subscribed to AWS Security Hub", 401)
            : Json.Of(
                ("HubArn", $"arn:{AwsPartition.OfRegion(call.Region).Name}:securityhub:{call.Region}:{Account.AccountId}:hub/default"),
                ("SubscribedAt", Json.Time(since)), ("AutoEnableControls", true), ("ControlFindingGenerator", "SECURITY_CONTROL")));
        Operations.Add("EnableSecurityHub", call =>
        {
            if (!_since.TryAdd(call.Region, Account.Clock.GetUtcNow()))
            {
                throw new AwsErrorException("ResourceConflictException", "Account is already subscribed to Security Hub", 409);
            }
        });
    }
}
