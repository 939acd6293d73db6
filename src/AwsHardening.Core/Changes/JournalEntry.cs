using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace AwsHardening.Core.Changes;

/// <summary>One line of the journal.</summary>
/// <param name="Sequence">1 for the first line of the file.</param>
/// <param name="Time">When it was written, UTC.</param>
/// <param name="Kind">What it says.</param>
/// <param name="ChangeId">The change it is about.</param>
public sealed record JournalEntry(long Sequence, DateTimeOffset Time, JournalKind Kind, string ChangeId)
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // The journal is read by people: no need to escape quotes' cousins as for a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>What an entry names that is about the journal itself, not about a change.</summary>
    public const string NoChange = "";

    /// <summary>The format's version.</summary>
    public int Version { get; init; } = 1;

    /// <summary>SHA-256 of the line before, in hexadecimal: an entry cannot be altered, removed or moved without a trace.</summary>
    public string Previous { get; init; } = JournalChain.Start;

    /// <summary>The change, in its first entry.</summary>
    public ResourceChange? Change { get; init; }

    /// <summary>Who makes it, as an ARN, in its first entry.</summary>
    public string? CallerArn { get; init; }

    /// <summary>The call.</summary>
    public string? CallId { get; init; }

    /// <summary>The operation, for people.</summary>
    public string? Operation { get; init; }

    /// <summary>The parameters as they are sent, in the intent.</summary>
    public JsonObject? Parameters { get; init; }

    /// <summary>How AWS answered, in the outcome.</summary>
    public CallOutcome? Outcome { get; init; }

    /// <summary>AWS's error code.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>AWS's message, or the network's.</summary>
    public string? Message { get; init; }

    /// <summary>What ids are from here on.</summary>
    public IReadOnlyDictionary<string, string>? Ids { get; init; }

    /// <summary>How the change ended, in its last entry.</summary>
    public HardeningChangeStatus? Status { get; init; }

    /// <summary>Which writer of a shared journal wrote the entry; no two writers have one id.</summary>
    public string? WriterId { get; init; }

    /// <summary>Who that is, where it begins to write.</summary>
    public JournalWriter? Writer { get; init; }

    /// <summary>The writer whose hold on a shared journal this entry ends, in its stead.</summary>
    public string? Replaces { get; init; }

    /// <summary>The line, without its line break.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, s_options);

    /// <summary>Reads a line.</summary>
    /// <exception cref="JsonException">Not an entry.</exception>
    public static JournalEntry Parse(string line) =>
        JsonSerializer.Deserialize<JournalEntry>(line, s_options) is { ChangeId: not null } entry
        && (entry.Kind != JournalKind.Change || entry.Change is not null)
            ? entry
            : throw new JsonException("An entry says which change it is about, and the first one says what the change is.");
}

/// <summary>Who writes a shared journal.</summary>
/// <param name="Id">The writer's id.</param>
/// <param name="Machine">The machine's name.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="Folder">The id of its state folder, in which only one process at a time can write.</param>
public sealed record JournalWriter(string Id, string Machine, int ProcessId, string Folder)
{
    /// <inheritdoc />
    public override string ToString() => $"process {ProcessId} on {Machine}";
}

/// <summary>What a journal entry says.</summary>
public enum JournalKind
{
    /// <summary>A change is about to begin.</summary>
    Change,

    /// <summary>A call is about to be made.</summary>
    Intent,

    /// <summary>A call was answered, or not.</summary>
    Outcome,

    /// <summary>A call that takes back an earlier one of the same change is about to be made.</summary>
    RollbackIntent,

    /// <summary>It was answered, or not.</summary>
    RollbackOutcome,

    /// <summary>The change has ended.</summary>
    End,

    /// <summary>The line before is half a line that a crash had left.</summary>
    Torn,

    /// <summary>The journal was found not to be as its head said.</summary>
    Broken,

    /// <summary>A writer takes hold of a shared journal.</summary>
    Open,

    /// <summary>It lets go.</summary>
    Close,

    /// <summary>Somebody has ended the hold of a writer that no longer does.</summary>
    Unlock,
}

/// <summary>How a call was answered.</summary>
public enum CallOutcome
{
    /// <summary>It had its effect.</summary>
    Succeeded,

    /// <summary>AWS refused it; it had none.</summary>
    Refused,

    /// <summary>Nobody knows.</summary>
    Unknown,
}
