using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Identity;

/// <summary>What the questions ask of AWS: each answer is known, or unknown with the reason, and what was refused is remembered.</summary>
internal sealed class IdentityReads(AwsSession session, CancellationToken cancellationToken)
{
    private readonly ConcurrentDictionary<string, (string Reason, ConcurrentQueue<string> About)> _refused = new(StringComparer.Ordinal);

    public AwsSession Session => session;

    /// <summary>The answer of one call.</summary>
    /// <param name="service">The service.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="about">Whose fact it is, for the words about what was not read.</param>
    public Task<Fact<JsonObject>> AskAsync(string service, string operation, JsonObject parameters, string about) =>
        TryAsync(() => AuditReads.ReadAsync(session, service, operation, parameters, cancellationToken), about);

    /// <summary>All of an IAM list.</summary>
    public async Task<Fact<IReadOnlyList<JsonNode>>> ListAsync(string operation, string list, JsonObject parameters, string about) =>
        await TryAsync(() => AuditReads.PagesAsync(session, "iam", operation, parameters, list, cancellationToken, "Marker"), about);

    /// <summary>What was not read: the action and why, and whose facts are unknown for it.</summary>
    public IEnumerable<(string Action, string Reason, IReadOnlyList<string> About)> Unread =>
        _refused.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair =>
            (pair.Key, pair.Value.Reason, (IReadOnlyList<string>)[.. pair.Value.About.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]));

    /// <summary>What was not read of one of them: <c>iam:ListMFADevices: AccessDenied</c>.</summary>
    public string[] UnreadOf(string about) =>
        Unread.Where(unread => unread.About.Contains(about)).Select(unread => $"{unread.Action}: {unread.Reason}").ToArray();

    /// <summary>One sentence an action that was refused.</summary>
    /// <param name="what">What is unknown for it, such as <c>users</c>.</param>
    public IEnumerable<string> Warnings(string what) => Unread.Select(unread =>
        $"{unread.Action} was not answered ({unread.Reason}), so facts of {unread.About.Count.ToString(CultureInfo.InvariantCulture)} {what} are Unknown, which is not clean: {Some(unread.About)}.");

    /// <summary>A time in an answer, UTC; null where there is none.</summary>
    public static DateTimeOffset? Time(JsonNode? value) => value is null ? null
        : DateTimeOffset.Parse((string)value!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>Notes that a fact is unknown for the reason that another was not read.</summary>
    public void Note(UnreadFactException e, string about) => _refused
        .GetOrAdd(e.IamAction, _ => (AwsErrors.Code(e) ?? e.Message, new ConcurrentQueue<string>())).About.Enqueue(about);

    private async Task<Fact<T>> TryAsync<T>(Func<Task<T>> read, string about)
    {
        try
        {
            return Fact.Known(await read());
        }
        catch (UnreadFactException e)
        {
            // What is not there was read, and is nothing.
            if (AwsErrors.Code(e) is not "NoSuchEntity")
            {
                Note(e, about);
            }

            return Fact.Unknown<T>(e);
        }
    }

    private static string Some(IReadOnlyList<string> names) => names.Count <= 5
        ? string.Join(", ", names) : $"{string.Join(", ", names.Take(5))} and {(names.Count - 5).ToString(CultureInfo.InvariantCulture)} more";
}
