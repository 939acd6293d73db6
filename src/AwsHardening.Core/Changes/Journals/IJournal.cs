using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes.Journals;

/// <summary>A journal: on the disk of this machine, or shared by many.</summary>
internal interface IJournal
{
    /// <summary>Where it stands, for messages: a path, or <c>s3://bucket/prefix</c>.</summary>
    string Place { get; }

    /// <summary>Reads it.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="OperationException">It cannot be read.</exception>
    Task<JournalView> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Takes hold of it for writing.</summary>
    /// <param name="callerArn">Who writes.</param>
    /// <param name="cancellationToken">Stops before it is held.</param>
    /// <exception cref="OperationException">Another writes it, or it cannot be written.</exception>
    Task<IJournalWriter> OpenAsync(string callerArn, CancellationToken cancellationToken);

    /// <summary>Why it could not be written just now; null where it could.</summary>
    /// <param name="cancellationToken">Stops looking.</param>
    Task<OperationError?> RefusalAsync(CancellationToken cancellationToken);
}

/// <summary>The one writer of a journal.</summary>
internal interface IJournalWriter
{
    /// <summary>The journal as it is, with what was appended.</summary>
    JournalView View { get; }

    /// <summary>Appends an entry; it is there for good when this returns.</summary>
    /// <param name="kind">What it says.</param>
    /// <param name="changeId">The change it is about.</param>
    /// <param name="with">Fills it.</param>
    /// <exception cref="OperationException">It could not be written, or an earlier one could not: then no more are.</exception>
    Task AppendAsync(JournalKind kind, string changeId, Func<JournalEntry, JournalEntry>? with = null);

    /// <summary>Lets go of the journal.</summary>
    /// <returns>What the user should know, or null.</returns>
    Task<string?> CloseAsync();
}
