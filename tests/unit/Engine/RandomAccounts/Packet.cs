namespace AwsHardening.UnitTests.Engine.RandomAccounts;

/// <summary>A first packet from one interface's address to another's. For ICMP the port is the type.</summary>
internal readonly record struct Packet(
    string From, string FromAddress, string To, string ToAddress, string Protocol, int Port, int Code)
{
    public override string ToString() => $"{FromAddress} ({From}) to {ToAddress} ({To}) {Protocol} {Port}/{Code}";
}
