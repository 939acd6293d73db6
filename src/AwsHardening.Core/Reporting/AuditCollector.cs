using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting;

/// <summary>
/// Reads an account through one view a Region: each list and each part of an item by one call, however many rules need it. What is refused
/// is kept with the reason, in the place of what it would have told.
/// </summary>
internal sealed class AuditCollector(string accountId, CancellationToken cancellationToken)
{
    private const string Elsewhere = "BucketLocation";

    /// <summary>Which items of which lists are wanted; null for all.</summary>
    public Func<FactType, string, bool>? Only { get; init; }

    /// <summary>The lists of a Region, or of what is in none.</summary>
    /// <param name="region">The Region.</param>
    /// <param name="view">The view of it.</param>
    /// <param name="types">The lists.</param>
    public async Task<AuditRegion> ReadAsync(string region, AccountView view, IReadOnlyList<FactType> types)
    {
        var read = await Task.WhenAll(types.Select(async type => (type.Name, Fact: await FactAsync(view, type))));
        return new AuditRegion(region, read.ToDictionary(one => one.Name, one => one.Fact, StringComparer.Ordinal));
    }

    private async Task<Fact<IReadOnlyList<AuditResource>>> FactAsync(AccountView view, FactType type)
    {
        try
        {
            var items = type.Read is { } read ? await read(view, accountId, cancellationToken) : await ItemsAsync(view, type);
            var wanted = Only is null || type.Id.Length == 0 ? items : items.Where(item => item[type.Id] is not JsonValue id || Only(type, id.ToString()));
            return Fact.Known<IReadOnlyList<AuditResource>>(await Task.WhenAll(wanted.Select(item => CompleteAsync(view, type, item))));
        }
        catch (UnreadFactException e)
        {
            return Fact.Unknown<IReadOnlyList<AuditResource>>(e);
        }
    }

    private async Task<IReadOnlyList<JsonObject>> ItemsAsync(AccountView view, FactType type)
    {
        if (type.Shared is { } shared)
        {
            var list = await shared(view);
            return list.IsKnown ? list.Value : throw AuditReads.Unread(view.Session.Region, type.Service, type.Operation, list.Reason!);
        }

        var parameters = (JsonObject)type.Parameters.DeepClone();
        if (type.Service == "s3control")
        {
            parameters["AccountId"] = accountId;
        }

        if (type.Size is { } size)
        {
            parameters[size.Member] = size.Most;
        }

        var pages = await view.Pages(type.Service, type.Operation, parameters, type.Token);
        return Says(pages.Reason, type.NotSet) ? []
            : [.. pages.Value.Select(page => JsonObject.Create(page)!)
                .SelectMany(page => type.Unfold is { } unfold ? unfold(page) : type.Items.Length == 0 ? [page] : page[type.Items] as JsonArray ?? []).OfType<JsonObject>()];
    }

    private static async Task<AuditResource> CompleteAsync(AccountView view, FactType type, JsonObject item)
    {
        Dictionary<string, UnreadFactException> unread = new(StringComparer.Ordinal);
        var place = await PlaceAsync(view, type, item, unread);
        foreach (var part in type.Parts)
        {
            if (place is null)
            {
                unread[part.Name] = unread.GetValueOrDefault(Elsewhere) ?? NotHere(type, part);
                continue;
            }

            if (part.Ask(item) is not { } parameters)
            {
                continue;
            }

            var answer = await place.Answer(type.Service, part.Operation, parameters);
            if (answer.IsKnown)
            {
                item[part.Name] = JsonSerializer.SerializeToNode(part.Member.Length > 0 && answer.Value.TryGetProperty(part.Member, out var member) ? member : answer.Value);
            }
            else if (!Says(answer.Reason, part.NotSet))
            {
                unread[part.Name] = (UnreadFactException)answer.Reason!;
            }
        }

        return new AuditResource(item, unread);
    }

    /// <summary>The view that an item is completed by: that of its own Region, where it has one; null where there is none.</summary>
    private static async Task<AccountView?> PlaceAsync(AccountView view, FactType type, JsonObject item, Dictionary<string, UnreadFactException> unread)
    {
        if (type == FactTypes.Trails)
        {
            // Each Region lists a trail of all Regions: asked where it lives, it is asked once.
            return (string?)item["HomeRegion"] is { } home && view.Session.Reaches(home) ? view.In(home) : view;
        }

        if (type != FactTypes.Buckets)
        {
            return view;
        }

        // S3 before 2025, and emulators, do not say in the list where a bucket is.
        if ((string?)item["BucketRegion"] is not { Length: > 0 } region)
        {
            var answer = await view.Answer(type.Service, "GetBucketLocation", new() { ["Bucket"] = item["Name"]!.DeepClone() });
            if (!answer.IsKnown)
            {
                unread[Elsewhere] = (UnreadFactException)answer.Reason!;
                return null;
            }

            region = answer.Value.TryGetProperty("LocationConstraint", out var place) ? place.GetString() : null;
            region = region switch { null or "" => "us-east-1", "EU" => "eu-west-1", _ => region };
            item["BucketRegion"] = region;
        }

        return view.Session.Reaches(region) ? view.In(region) : null;
    }

    // Some refusals say that there is nothing, which is an answer.
    private static bool Says(Exception? reason, IReadOnlyList<string> codes) =>
        reason is not null && AwsErrors.Code(reason) is { } code && codes.Contains(code);

    private static UnreadFactException NotHere(FactType type, FactPart part) => new(new InvalidDataException("It is in a Region of which this copy of the account knows nothing."))
    {
        What = part.Operation,
        IamAction = Changes.IamActions.Of(type.Service, part.Operation),
    };
}
