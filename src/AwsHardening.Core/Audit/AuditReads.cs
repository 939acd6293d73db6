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
            throw Unread(session.Region, service, operation, e);
        }
    }

    /// <summary>All elements of a list that comes in pages.</summary>
    /// <exception cref="UnreadFactException">AWS refused, or did not answer.</exception>
    public static async Task<IReadOnlyList<JsonNode>> PagesAsync(
        AwsSession session, string service, string operation, JsonObject parameters, string list, CancellationToken cancellationToken,
        string token = "NextToken")
    {
        List<JsonNode> all = [];
        await foreach (var page in EachPageAsync(asked => ReadAsync(session, service, operation, asked, cancellationToken), parameters, (token, token)))
        {
            all.AddRange((page[list] as JsonArray ?? []).OfType<JsonNode>());
        }

        return all;
    }

    /// <summary>The pages of a list, until one offers no other.</summary>
    /// <param name="ask">Makes the call.</param>
    /// <param name="parameters">The parameters of the first.</param>
    /// <param name="token">The member that asks for the next page, and the one that offers it; which no page has where there is one page.</param>
    public static async IAsyncEnumerable<JsonObject> EachPageAsync(Func<JsonObject, Task<JsonObject>> ask, JsonObject parameters, (string In, string Out) token)
    {
        var asked = (JsonObject)parameters.DeepClone();
        while (true)
        {
            var page = await ask(asked);
            yield return page;
            if (string.IsNullOrEmpty((string?)page[token.Out]))
            {
                yield break;
            }

            asked[token.In] = page[token.Out]!.DeepClone();
        }
    }

    /// <summary>The words for what could not be read.</summary>
    public static UnreadFactException Unread(string region, string service, string operation, Exception reason) =>
        new(reason) { What = $"{operation} in {region}", IamAction = IamActions.Of(service, operation) };
}
