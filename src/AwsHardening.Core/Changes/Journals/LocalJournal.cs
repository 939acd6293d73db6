using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes.Journals;

/// <summary>The journal on the disk of this machine.</summary>
/// <param name="session">The session whose journal is meant; null for the user's own.</param>
internal sealed class LocalJournal(AwsSession? session) : IJournal
{
    private readonly SessionSettings _settings = session?.Settings ?? new SessionSettings();

    public string Place => JournalFile.PathFor(session);

    public Task<JournalView> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(JournalView.Read(Place));

    public Task<IJournalWriter> OpenAsync(string callerArn, CancellationToken cancellationToken) =>
        Task.FromResult<IJournalWriter>(new Writer(Open()));

    public Task<OperationError?> RefusalAsync(CancellationToken cancellationToken)
    {
        try
        {
            Open().Dispose();
            return Task.FromResult<OperationError?>(null);
        }
        catch (OperationException e)
        {
            return Task.FromResult<OperationError?>(e.Error);
        }
    }

    private JournalFile Open() => JournalFile.Open(Place, _settings.Time, _settings.JournalDisk);

    private sealed class Writer(JournalFile file) : IJournalWriter
    {
        public JournalView View => file.View;

        public Task AppendAsync(JournalKind kind, string changeId, Func<JournalEntry, JournalEntry>? with)
        {
            file.Append(kind, changeId, with);
            return Task.CompletedTask;
        }

        public Task<string?> CloseAsync()
        {
            file.Dispose();
            return Task.FromResult<string?>(null);
        }
    }
}
