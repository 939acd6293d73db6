using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Encryption.Store;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Turns on what keeps a table's data: deletion protection, point-in-time recovery.</summary>
/// <param name="setting">Which of them.</param>
internal sealed class TableRepair(string setting) : Repair
{
    private readonly string _setting = setting;

    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases)
    {
        static string[] Settings(RepairCase[] same) => [.. same.Select(one => one.By<TableRepair>()._setting).Distinct()];

        await foreach (var (same, header, present) in scene.PresentAsync(
            cases,
            same => scene.Header(
                same[0].Region, DataKeyTableKind.Type, same[0].Id, same[0].Id, $"Turns {Words(Settings(same))} of table {same[0].Id} on.")))
        {
            var settings = Settings(same);
            string[] missing = [.. settings.Where(setting => present[DataKeyTableKind.Exists]?.GetValue<bool>() == true && present[setting]?.GetValue<bool>() != true)];
            scene.Add($"Turn {Words(settings)} on", missing.Length == 0 ? null : header with
            {
                Before = new JsonObject(missing.Select(setting => KeyValuePair.Create(setting, (JsonNode?)false))),
                After = new JsonObject(missing.Select(setting => KeyValuePair.Create(setting, (JsonNode?)true))),
                Calls = [.. missing.Select(setting => Call(header, setting, true))],
                Inverse = [.. missing.AsEnumerable().Reverse().Select(setting => Call(header, setting, false))],
                Cost = missing.Contains(DataKeyTableKind.Recoverable) ? "Point-in-time recovery costs by the table's size." : null,
            });
        }
    }

    private static ApiCall Call(ResourceChange header, string setting, bool on)
    {
        var (id, counterpart) = on ? ($"put-{setting}", $"restore-{setting}") : ($"restore-{setting}", $"put-{setting}");
        return setting == DataKeyTableKind.Protected
            ? new(id, "dynamodb", "UpdateTable", new() { ["TableName"] = header.ResourceId, [setting] = on }, counterpart, [])
            : new(
                id, "dynamodb", "UpdateContinuousBackups",
                new() { ["TableName"] = header.ResourceId, ["PointInTimeRecoverySpecification"] = new JsonObject { [setting] = on } }, counterpart, []);
    }

    private static string Words(IEnumerable<string> settings) => string.Join(" and ", settings.Select(Word));

    private static string Word(string setting) => setting == DataKeyTableKind.Protected ? "deletion protection" : "point-in-time recovery";
}
