using System.Net;
using AwsHardening.Core.Access;
using AwsHardening.Core.Network.Model;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network.Ingress;

/// <summary>What a user asked for, understood.</summary>
/// <param name="Traffic">What to close.</param>
/// <param name="Source">From whom.</param>
/// <param name="Caller">The caller's connections, where the user said them.</param>
internal sealed record AdminIngressRequest(AdminTraffic Traffic, AdminSource Source, CallerConnections? Caller)
{
    public static (AdminIngressRequest? Request, OperationError? Wrong) Of(AdminIngressTarget target, AdminIngressOptions options)
    {
        if (options.All && target.IsWholeRegion)
        {
            return (null, AdminIngressErrors.AllOfAccount());
        }

        if (options.CallerAddress.FirstOrDefault(text => !IPAddress.TryParse(text, out _)) is { } bad)
        {
            return (null, AdminIngressErrors.BadCallerAddress(bad));
        }

        try
        {
            var source = AdminSource.Parse(options is { All: true, Source.Count: 0 } ? ["Any"] : options.Source, options.IncludePeer || options.All);
            return (new AdminIngressRequest(
                options.All ? AdminTraffic.Everything : AdminTraffic.Of(options.Port, options.UdpPort),
                source,
                options.CallerAddress.Count == 0 ? null : new CallerConnections(
                    [.. options.CallerAddress.Select(text => new CallerConnection(IpAddress.Parse(text), null, null))], Unknown: null)), null);
        }
        catch (FormatException e)
        {
            return (null, AdminIngressErrors.BadSource(e.Message));
        }
    }
}
