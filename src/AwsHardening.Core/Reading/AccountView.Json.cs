using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;

namespace AwsHardening.Core.Reading;

/// <content>Lists and answers as JSON in AWS's member names, for who asks for them by name.</content>
internal sealed partial class AccountView
{
    private static readonly (string In, string Out) s_onePage = ("", "");

    // As bytes: trees of nodes take many times the room, and a large account has a great many of them.
    private readonly ConcurrentDictionary<string, Lazy<Task<Fact<IReadOnlyList<JsonElement>>>>> _pages = new(StringComparer.Ordinal);

    /// <summary>The pages of a list. What is unknown is so for an <see cref="UnreadFactException"/>, which names the IAM action.</summary>
    /// <param name="service">The service, such as <c>ec2</c>.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="parameters">The parameters, in AWS's member names.</param>
    /// <param name="token">The member that asks for the next page, and the one that offers it.</param>
    public Task<Fact<IReadOnlyList<JsonElement>>> Pages(string service, string operation, JsonObject parameters, (string In, string Out) token) =>
        _pages.GetOrAdd($"{service} {operation} {parameters.ToJsonString()}", _ => new(() => PagesAsync(service, operation, parameters, token))).Value;

    /// <summary>What a call answers that has one page.</summary>
    /// <inheritdoc cref="Pages" path="/param"/>
    public async Task<Fact<JsonElement>> Answer(string service, string operation, JsonObject parameters)
    {
        var pages = await Pages(service, operation, parameters, s_onePage);
        return pages.IsKnown ? Fact.Known(pages.Value[0]) : Fact.Unknown<JsonElement>(pages.Reason!);
    }

    /// <summary>The items of a list.</summary>
    /// <param name="service">The service, such as <c>ec2</c>.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="parameters">The parameters, in AWS's member names.</param>
    /// <param name="list">The member of each page that holds the items.</param>
    /// <param name="token">The member that asks for the next page, and the one that offers it.</param>
    /// <exception cref="UnreadFactException">AWS refused, or did not answer.</exception>
    public async Task<IReadOnlyList<JsonObject>> ItemsAsync(string service, string operation, JsonObject parameters, string list, (string In, string Out) token) =>
        [.. (await Pages(service, operation, parameters, token)).Value.SelectMany(page => JsonObject.Create(page)![list] as JsonArray ?? []).OfType<JsonObject>()];

    /// <summary>How many there are of what is read as JSON.</summary>
    /// <exception cref="UnreadFactException">AWS refused, or did not answer.</exception>
    public async Task<int> CountAsync(string service, string operation, string list, string token = "NextToken", JsonObject? parameters = null) =>
        (await Pages(service, operation, parameters ?? [], (token, token))).Value.Sum(page => page.TryGetProperty(list, out var items) ? items.GetArrayLength() : 0);

    private async Task<Fact<IReadOnlyList<JsonElement>>> PagesAsync(string service, string operation, JsonObject parameters, (string In, string Out) token)
    {
        try
        {
            List<JsonElement> pages = [];
            await foreach (var page in AuditReads.EachPageAsync(
                asked => InRoomAsync(() => AuditReads.ReadAsync(session, service, operation, asked, cancellationToken)), parameters, token))
            {
                pages.Add(JsonSerializer.SerializeToElement(page));
            }

            return Fact.Known<IReadOnlyList<JsonElement>>(pages);
        }
        catch (UnreadFactException e)
        {
            return Fact.Unknown<IReadOnlyList<JsonElement>>(e);
        }
    }
}
