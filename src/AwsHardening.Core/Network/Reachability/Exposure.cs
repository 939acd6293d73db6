using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>What reaches an interface's address from the internet.</summary>
/// <param name="To">The address; its public one stands in the interface.</param>
/// <param name="Sources">The internet's ranges from which it does.</param>
/// <param name="Reach">What arrives, and which replies leave.</param>
internal sealed record ExposedAddress(InterfaceEnd To, OutsideRanges Sources, Reach Reach);
