using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.AccessAnalyzer;

/// <summary>Puts a snapshot's analyzers into the state of a new account, as they were shown.</summary>
internal sealed class AnalyzerLoader(AccessAnalyzerService service, string region) : ServiceLoader("accessanalyzer", service.NewCopy(region))
{
    protected override void Add(SnapshotRecord record, JsonObject data) => service.Analyzers(region).Add((JsonObject)data.DeepClone());
}
