using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Audit;

/// <summary>Reads as JSON in AWS's member names, with the words for what could not be read.</summary>
internal static class AuditReads
{
    /// <summary>The answer of a read.</summary>
    /// <exception cref="UnreadFactException">AWS refused, or did not answer.</exception>
    public static async Task<JsonObject> ReadAsync(
        AwsSession session, string service, string operation, JsonObject parameters, CancellationToken cancellationToken)
    {
        try
        {
            return await ApiInvoker.ReadAsync(session, service, operation, parameters, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw new UnreadFactException(e) { What = $"{operation} in {session.Region}", IamAction = IamActions.Of(service, operation) };
        }
    }

    /// <summary>All elements of a list that comes in pages.</summary>
    /// <exception cref="UnreadFactException">AWS refused, or did not answer.</exception>
    public static async Task<IReadOnlyList<JsonNode>> PagesAsync(
        AwsSession session, string service, string operation, JsonObject parameters, string list, CancellationToken cancellationToken,
        string token = "NextToken")
    {
        List<JsonNode> all = [];
        var asked = (JsonObject)parameters.DeepClone();
        while (true)
        {
            var page = await ReadAsync(session, service, operation, asked, cancellationToken);
            all.AddRange((page[list] as JsonArray ?? []).OfType<JsonNode>());
            if (string.IsNullOrEmpty((string?)page[token]))
            {
                return all;
            }

            asked[token] = page[token]!.DeepClone();
        }
    }
}
