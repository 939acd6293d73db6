using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Access;

/// <summary>A connection by which the caller may be at work.</summary>
/// <param name="Client">From where; null when that cannot be seen, such as behind address translation.</param>
/// <param name="Server">To which address; null for any.</param>
/// <param name="Port">To which TCP port; null for any.</param>
internal sealed record CallerConnection(IpAddress? Client, IpAddress? Server, int? Port);

/// <summary>What is known of the caller's connections.</summary>
/// <param name="Known">Those that were found; most have nothing to do with the account.</param>
/// <param name="Unknown">Why there may be others, as a clause for people; null when there are none.</param>
internal sealed record CallerConnections(IReadOnlyList<CallerConnection> Known, string? Unknown);

/// <summary>Finds the connections by which the caller may be at work.</summary>
internal interface ICallerConnections
{
    /// <summary>Looks.</summary>
    CallerConnections Find();
}

/// <summary>Nobody is connected through an embedded account.</summary>
internal sealed class NoCallerConnections : ICallerConnections
{
    public CallerConnections Find() => new([], Unknown: null);
}
