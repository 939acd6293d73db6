using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>
/// Reads lists, and of each resource in them what no list answers: a few resources at once, as each takes calls of its own. What
/// one resource keeps to itself is noted with it and does not stop the rest.
/// </summary>
internal sealed class SnapshotParts(AwsSession session)
{
    /// <summary>The member that says what could not be read of a resource.</summary>
    public const string UnreadMember = "Unread";

    private const int AtOnce = 8;

    // Gone between the list and the question.
    private static readonly HashSet<string> s_absent = new(StringComparer.Ordinal)
    {
        "NoSuchEntity", "InvalidDocument", "NotFoundException", "ResourceNotFoundException", "LoadBalancerNotFound", "TargetGroupNotFound",
        "ListenerNotFound", "NotFound", "ResourceNotFound",
    };

    private readonly Dictionary<(string Type, string Operation), (UnreadFactException First, int Count)> _unread = [];

    /// <summary>What could not be read of some resources: by type and operation the first refusal, and of how many.</summary>
    public IReadOnlyDictionary<(string Type, string Operation), (UnreadFactException First, int Count)> Unread => _unread;

    /// <summary>A record of each resource of a page.</summary>
    /// <param name="type">The type.</param>
    /// <param name="items">The resources.</param>
    /// <param name="read">Reads what belongs to one.</param>
    /// <param name="token">Stops the reading.</param>
    public async Task<IEnumerable<SnapshotRecord>> RecordsAsync(
        SnapshotType type, IReadOnlyList<JsonObject> items, Func<SnapshotPart, Task> read, CancellationToken token)
    {
        await Parallel.ForAsync(
            0, items.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = token },
            async (index, stop) => await read(new SnapshotPart(this, type, items[index], stop)));
        return items.Select(item => new SnapshotRecord(type.Name) { Data = item });
    }

    /// <summary>The pages of a list.</summary>
    /// <exception cref="Exception">The list could not be read.</exception>
    public async IAsyncEnumerable<JsonObject[]> Pages(
        SnapshotList list, JsonObject? parameters, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
    {
        string? next = null;
        do
        {
            var request = parameters is null ? [] : (JsonObject)parameters.DeepClone();
            if (list.Size is { } size)
            {
                request[size.Member] = size.Most;
            }

            if (next is not null)
            {
                request[list.TokenIn] = next;
            }

            var page = await ApiInvoker.ReadAsync(session, list.Service, list.Operation, request, token);
            yield return [.. (page[list.Items] as JsonArray ?? []).Select(item => item as JsonObject ?? new JsonObject { [list.Items] = item?.DeepClone() })
                .Select(item => (JsonObject)item.DeepClone())];
            next = (string?)page[list.TokenOut];
        }
        while (!string.IsNullOrEmpty(next));
    }

    /// <summary>The answer to a question about one resource; null where it is gone, or does not say.</summary>
    public async Task<JsonObject?> AskAsync(SnapshotPart part, string operation, Func<Task<JsonObject>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (AwsErrors.Code(e) is { } code && s_absent.Contains(code))
        {
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException || !part.Token.IsCancellationRequested)
        {
            var reason = new UnreadFactException(e) { What = $"{operation} of {part.Id}", IamAction = IamActions.Of(part.Type.Service, operation) };
            part.Note(operation, AwsErrors.Code(e), e.Message);
            lock (_unread)
            {
                var key = (part.Type.Name, operation);
                _unread[key] = _unread.TryGetValue(key, out var noted) ? (noted.First, noted.Count + 1) : (reason, 1);
            }

            return null;
        }
    }

    /// <summary>The answer to a question about the account; null where it has nothing of the kind.</summary>
    /// <exception cref="Exception">It could not be read.</exception>
    public async Task<JsonObject?> FindAsync(string service, string operation, JsonObject parameters, CancellationToken token)
    {
        try
        {
            return await ReadAsync(service, operation, parameters, token);
        }
        catch (Exception e) when (AwsErrors.Code(e) is { } code && s_absent.Contains(code))
        {
            return null;
        }
    }

    public Task<JsonObject> ReadAsync(string service, string operation, JsonObject parameters, CancellationToken token) =>
        ApiInvoker.ReadAsync(session, service, operation, parameters, token);
}

/// <summary>How a list is paged.</summary>
/// <param name="Service">The service.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Items">The member that holds the items.</param>
/// <param name="TokenIn">The member that asks for the page after a token.</param>
/// <param name="TokenOut">The member that answers the token.</param>
internal sealed record SnapshotList(string Service, string Operation, string Items, string TokenIn, string TokenOut)
{
    /// <summary>The member that asks for pages of a size, and the most that AWS allows; null for AWS's own size.</summary>
    public (string Member, int Most)? Size { get; init; }
}
