using System.Text.Json.Nodes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Audit;

/// <summary>What one Region has of a baseline; what was not asked for is not read.</summary>
internal sealed record RegionFacts(string Region)
{
    /// <summary>The trails whose home it is, each with its status and selectors.</summary>
    public Fact<IReadOnlyList<JsonObject>>? Trails { get; set; }

    public Fact<JsonObject>? Recorder { get; set; }

    public Fact<JsonObject>? Detector { get; set; }

    public Fact<JsonObject>? EbsEncryption { get; set; }

    public Fact<JsonObject>? Analyzer { get; set; }

    /// <summary>The flow logs of whole VPCs, by VPC; every VPC of the Region is in it.</summary>
    public Fact<IReadOnlyDictionary<string, JsonObject>>? FlowLogs { get; set; }
}
