using System.Text.Json;
using AwsHardening.Core.Errors;

namespace AwsHardening.Core.Changes.Journals;

/// <summary>Where a shared journal ends, in an object of its own, so that a cut tail shows. It only ever moves forward.</summary>
internal sealed class SharedHead(SharedObjects objects, string key)
{
    private string? _seen;
    private bool _read;

    /// <summary>What the head says; null when there is none, or it cannot be understood.</summary>
    /// <exception cref="OperationException">It could not be read.</exception>
    public async Task<(long Sequence, string Sha256)?> ReadAsync(CancellationToken cancellationToken)
    {
        var found = await objects.GetAsync(key, cancellationToken);
        (_seen, _read) = (found?.ETag, true);
        return found is null ? null : Parse(found.Text);
    }

    /// <summary>Writes the head of a journal without entries: one that is missing later is one that was taken away.</summary>
    /// <returns>False where somebody else was first.</returns>
    /// <exception cref="OperationException">It could not be written.</exception>
    public async Task<bool> BeginAsync() => (_seen = await objects.PutNewAsync(key, Text(0, JournalChain.Start))) is not null;

    /// <summary>
    /// Writes the head. One that cannot be written stays behind: the entry is in the bucket, and what it announces must go on.
    /// </summary>
    public async Task WriteAsync(long sequence, string sha256)
    {
        try
        {
            if (!_read && await ReadAsync(CancellationToken.None) is { } there && there.Sequence >= sequence)
            {
                return;
            }

            var text = Text(sequence, sha256);
            var written = _seen is null ? await objects.PutNewAsync(key, text) : await objects.ReplaceAsync(key, text, _seen);
            // Something else is there: look at it before the next entry's head.
            (_seen, _read) = (written, written is not null);
        }
        catch (OperationException)
        {
            _read = false;
        }
    }

    private static string Text(long sequence, string sha256) => JsonSerializer.Serialize(new Content(sequence, sha256));

    private static (long, string)? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Content>(text) is { Sha256: not null } content ? (content.Sequence, content.Sha256) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Content(long Sequence, string Sha256);
}
