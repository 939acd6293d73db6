using Amazon.Runtime;
using AwsHardening.Core.Identity.Vault;

namespace AwsHardening.Core.Account;

/// <content>Sessions with credentials of a vault.</content>
public static partial class SessionOperation
{
    /// <summary>Opens a session under credentials: to an account anew, or to that of another session.</summary>
    internal static HardeningSession OpenUnder(AWSCredentials credentials, VaultConnectOptions options)
    {
        if (options.Through is not { } through)
        {
            var connect = new ConnectOptions { Region = options.Region, EndpointUrl = options.EndpointUrl };
            CheckEndpoint(connect);
            var region = Region(connect);
            var settings = new SessionSettings();
            var transport = new SessionTransport(region, options.EndpointUrl, ProfileName: null, Sandbox: null, Budget(options.RequestsPerSecond, settings.Time));
            return new HardeningSession(new AwsSession(credentials, transport, settings)
            {
                Access = new SessionAccess(null, HasOwnKeys: true),
            })
            {
                Partition = region.PartitionName,
                Region = region.SystemName,
                CredentialSource = $"vault: {options.Name}",
                EndpointUrl = options.EndpointUrl,
                RequestsPerSecond = options.RequestsPerSecond,
            };
        }

        using var there = options.Region is null || options.Region == through.Region ? null : InRegion(through, options.Region);
        var place = there ?? through;
        return new HardeningSession(AwsSession.Of(place).Under(credentials, options.RequestsPerSecond))
        {
            Partition = place.Partition,
            Region = place.Region,
            CredentialSource = $"vault: {options.Name}",
            EndpointUrl = place.EndpointUrl,
            RequestsPerSecond = options.RequestsPerSecond ?? place.RequestsPerSecond,
            Sandbox = place.Sandbox,
            Outputs = place.Outputs,
            SandboxCallSource = place.SandboxCallSource,
            SandboxMail = place.SandboxMail,
        };
    }
}
