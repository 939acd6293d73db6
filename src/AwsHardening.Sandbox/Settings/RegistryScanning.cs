using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>Which repositories a registry has scanned, and when (Amazon ECR User Guide: Scan images for software vulnerabilities).</summary>
internal sealed class RegistryScanning
{
    private const string Enhanced = "ENHANCED";
    private const string Manual = "MANUAL";

    private string _type = "BASIC";
    private IReadOnlyList<JsonObject> _rules = [];

    public bool IsEnhanced => _type == Enhanced;

    public JsonObject Shape() => Json.Of(("scanType", _type), ("rules", Json.List(_rules.Select(rule => rule.DeepClone()))));

    public JsonObject Put(ServiceCall call)
    {
        (_type, _rules) = (call.Text("scanType") ?? _type, [.. call.Items("rules").Select(rule => (JsonObject)rule.DeepClone())]);
        return Shape();
    }

    /// <summary>What holds for a repository: the registry's rules where it has any, else its own setting, which enhanced scanning does not ask.</summary>
    public JsonObject Of(string name, JsonObject repository)
    {
        // Of several that name it, the one that has it scanned continuously.
        var rule = _rules.Where(rule => rule.Items("repositoryFilters").Any(filter => Matches(filter, name))).MinBy(rule => rule.Text("scanFrequency"), StringComparer.Ordinal);
        var own = !IsEnhanced && _rules.Count == 0 && (bool?)repository["imageScanningConfiguration"]?["scanOnPush"] is true;
        var frequency = rule?.Text("scanFrequency") ?? (own ? "SCAN_ON_PUSH" : Manual);
        return Json.Of(
            ("repositoryArn", repository.Text("repositoryArn")), ("repositoryName", name), ("scanOnPush", frequency == "SCAN_ON_PUSH"), ("scanFrequency", frequency),
            ("appliedScanFilters", Json.List((rule?.Items("repositoryFilters") ?? []).Where(filter => Matches(filter, name)).Select(filter => filter.DeepClone()))));
    }

    // Without a star a filter is a part of the name.
    private static bool Matches(JsonObject filter, string name) => filter.Text("filter") is { } pattern
        && (pattern.Contains('*', StringComparison.Ordinal) ? Wildcard.Compile([pattern])(name) : name.Contains(pattern, StringComparison.Ordinal));
}
