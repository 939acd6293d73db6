using System.Text.Json.Nodes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting;

/// <summary>The aliases of a Region's functions: Lambda lists them function by function.</summary>
internal static class AliasReading
{
    public static async Task<IReadOnlyList<JsonObject>> ReadAsync(AccountView view, string accountId, CancellationToken cancellationToken)
    {
        var functions = await ItemsAsync(view, "ListFunctions", [], "Functions");
        var aliases = await Task.WhenAll(functions.Select(async function =>
        {
            var name = (string)function["FunctionName"]!;
            var own = await ItemsAsync(view, "ListAliases", new() { ["FunctionName"] = name }, "Aliases");
            foreach (var alias in own)
            {
                alias["FunctionName"] = name;
            }

            return own;
        }));
        return [.. aliases.SelectMany(own => own)];
    }

    private static Task<IReadOnlyList<JsonObject>> ItemsAsync(AccountView view, string operation, JsonObject parameters, string items) =>
        view.ItemsAsync(FactServices.Lambda.Name, operation, parameters, items, FactServices.Lambda.Token);
}
