using AwsHardening.Core.Access;

namespace AwsHardening.UnitTests.Engine.Support;

/// <summary>A caller whose connections a test sets.</summary>
internal sealed class StandInCaller : ICallerConnections
{
    public List<CallerConnection> Known { get; } = [];

    public string? Unknown { get; set; }

    public CallerConnections Find() => new([.. Known], Unknown);
}
