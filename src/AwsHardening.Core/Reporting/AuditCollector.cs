using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting;

/// <summary>
/// Reads an account once: each list and each part of an item by one call, however many rules need it. What is refused is kept with the
/// reason, in the place of what it would have told.
/// </summary>
internal sealed class AuditCollector(string accountId, SemaphoreSlim room, CancellationToken cancellationToken)
{
    // As bytes: trees of nodes take many times the room, and a large account has a great many of them.
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<JsonElement>>>> _pages = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<JsonElement?>>> _answers = new(StringComparer.Ordinal);

    /// <summary>Which items of which lists are wanted; null for all.</summary>
    public Func<FactType, string, bool>? Only { get; init; }

    /// <summary>The lists of a Region, or of what is in none.</summary>
    /// <param name="region">The Region.</param>
    /// <param name="there">The session in it.</param>
    /// <param name="types">The lists.</param>
    public async Task<AuditRegion> ReadAsync(string region, AwsSession there, IReadOnlyList<FactType> types)
    {
        var read = await Task.WhenAll(types.Select(async type => (type.Name, Fact: await FactAsync(there, type))));
        return new AuditRegion(region, read.ToDictionary(one => one.Name, one => one.Fact, StringComparer.Ordinal));
    }

    private async Task<Fact<IReadOnlyList<AuditResource>>> FactAsync(AwsSession there, FactType type)
    {
        try
        {
            var items = type.Read is { } read
                ? await InRoomAsync(() => read(there, accountId, cancellationToken)) : await ItemsAsync(there, type);
            var wanted = Only is null || type.Id.Length == 0 ? items : items.Where(item => item[type.Id] is not JsonValue id || Only(type, id.ToString()));
            return Fact.Known<IReadOnlyList<AuditResource>>(await Task.WhenAll(wanted.Select(item => CompleteAsync(there, type, item))));
        }
        catch (UnreadFactException e)
        {
            return Fact.Unknown<IReadOnlyList<AuditResource>>(e);
        }
    }

    private async Task<IReadOnlyList<JsonObject>> ItemsAsync(AwsSession there, FactType type)
    {
        var parameters = (JsonObject)type.Parameters.DeepClone();
        if (type.Service == "s3control")
        {
            parameters["AccountId"] = accountId;
        }

        try
        {
            var key = $"{there.Region} {type.Service} {type.Operation} {parameters.ToJsonString()}";
            var pages = await _pages.GetOrAdd(key, _ => new(() => PagesAsync(there, type, parameters))).Value;
            return [.. pages.Select(page => JsonObject.Create(page)!)
                .SelectMany(page => type.Unfold is { } unfold ? unfold(page) : type.Items.Length == 0 ? [page] : page[type.Items] as JsonArray ?? []).OfType<JsonObject>()];
        }
        catch (UnreadFactException e) when (AwsErrors.Code(e) is { } code && type.NotSet.Contains(code))
        {
            return [];
        }
    }

    private async Task<IReadOnlyList<JsonElement>> PagesAsync(AwsSession there, FactType type, JsonObject parameters)
    {
        List<JsonElement> pages = [];
        var asked = (JsonObject)parameters.DeepClone();
        if (type.Size is { } size)
        {
            asked[size.Member] = size.Most;
        }

        while (true)
        {
            var page = await InRoomAsync(() => AuditReads.ReadAsync(there, type.Service, type.Operation, asked, cancellationToken));
            pages.Add(JsonSerializer.SerializeToElement(page));
            if (string.IsNullOrEmpty((string?)page[type.Token.Out]))
            {
                return pages;
            }

            asked[type.Token.In] = page[type.Token.Out]!.DeepClone();
        }
    }

    private async Task<AuditResource> CompleteAsync(AwsSession there, FactType type, JsonObject item)
    {
        Dictionary<string, UnreadFactException> unread = new(StringComparer.Ordinal);
        var place = await PlaceAsync(there, type, item, unread);
        foreach (var part in type.Parts)
        {
            try
            {
                var answer = place is not null && part.Ask(item) is { } parameters ? await AnswerAsync(place, type, part, parameters) : null;
                if (place is null)
                {
                    unread[part.Name] = unread.GetValueOrDefault(Elsewhere) ?? NotHere(type, part);
                }
                else if (answer is { } said)
                {
                    item[part.Name] = JsonSerializer.SerializeToNode(part.Member.Length > 0 && said.TryGetProperty(part.Member, out var member) ? member : said);
                }
            }
            catch (UnreadFactException e)
            {
                unread[part.Name] = e;
            }
        }

        return new AuditResource(item, unread);
    }

    private const string Elsewhere = "BucketLocation";

    /// <summary>The session that an item is read by: a bucket's is that of its Region; null where there is none.</summary>
    private async Task<AwsSession?> PlaceAsync(AwsSession there, FactType type, JsonObject item, Dictionary<string, UnreadFactException> unread)
    {
        if (type != FactTypes.Buckets)
        {
            return there;
        }

        try
        {
            // S3 before 2025, and emulators, do not say in the list where a bucket is.
            if ((string?)item["BucketRegion"] is not { Length: > 0 } region)
            {
                var answer = await AnswerAsync(there, type, new(Elsewhere, "GetBucketLocation", one => null), new() { ["Bucket"] = item["Name"]!.DeepClone() });
                region = answer is { } said && said.TryGetProperty("LocationConstraint", out var place) ? place.GetString() : null;
                region = region switch { null or "" => "us-east-1", "EU" => "eu-west-1", _ => region };
                item["BucketRegion"] = region;
            }

            return there.Reaches(region) ? there.In(region) : null;
        }
        catch (UnreadFactException e)
        {
            unread[Elsewhere] = e;
            return null;
        }
    }

    private Task<JsonElement?> AnswerAsync(AwsSession there, FactType type, FactPart part, JsonObject parameters) => _answers.GetOrAdd(
        $"{type.Service} {part.Operation} {(type == FactTypes.Trails ? "" : there.Region)} {parameters.ToJsonString()}", _ => new(async () =>
        {
            try
            {
                return JsonSerializer.SerializeToElement(await InRoomAsync(() => AuditReads.ReadAsync(there, type.Service, part.Operation, parameters, cancellationToken)));
            }
            catch (UnreadFactException e) when (AwsErrors.Code(e) is { } code && part.NotSet.Contains(code))
            {
                return null;
            }
        })).Value;

    private static UnreadFactException NotHere(FactType type, FactPart part) => new(new InvalidDataException("It is in a Region of which this copy of the account knows nothing."))
    {
        What = part.Operation,
        IamAction = Changes.IamActions.Of(type.Service, part.Operation),
    };

    // How many are under way at the same time; how many begin in a second is the session's budget.
    private async Task<T> InRoomAsync<T>(Func<Task<T>> call)
    {
        await room.WaitAsync(cancellationToken);
        try
        {
            return await call();
        }
        finally
        {
            room.Release();
        }
    }
}
