using System.Collections.Concurrent;
using System.Security;
using AwsHardening.Core.Identity.Vault;
using AwsHardening.Seam;

namespace AwsHardening.UnitTests.Engine.Support;

/// <summary>A pipeline that answers as it is told and remembers what it was asked and told.</summary>
internal sealed class TestHost : IOperationHost
{
    private readonly ConcurrentQueue<OperationError> _errors = new();
    private readonly ConcurrentQueue<string> _warnings = new();
    private readonly ConcurrentQueue<string> _summaries = new();
    private readonly ConcurrentQueue<(string Target, string Action)> _asked = new();
    private readonly ConcurrentQueue<string> _askedTwice = new();

    /// <summary>The answer to ShouldProcess.</summary>
    public bool Agrees { get; init; } = true;

    /// <summary>The answer to ShouldContinue; null where nobody can be asked.</summary>
    public bool? Continues { get; init; }

    /// <summary>The answer to each ShouldContinue, where they differ.</summary>
    public Func<string, bool?>? Answers { get; init; }

    /// <summary>Runs before ShouldProcess is answered.</summary>
    public Action OnAsked { get; init; } = () => { };

    public IReadOnlyList<OperationError> Errors => [.. _errors];

    public IReadOnlyList<string> Warnings => [.. _warnings];

    public IReadOnlyList<(string Target, string Action)> Asked => [.. _asked];

    public IReadOnlyList<string> AskedTwice => [.. _askedTwice];

    public ValueTask<bool> ShouldProcessAsync(string target, string action, CancellationToken cancellationToken)
    {
        OnAsked();
        _asked.Enqueue((target, action));
        return ValueTask.FromResult(Agrees);
    }

    public ValueTask<bool?> ShouldContinueAsync(string query, string caption, CancellationToken cancellationToken)
    {
        _askedTwice.Enqueue(query);
        return ValueTask.FromResult(Answers is null ? Continues : Answers(query));
    }

    /// <summary>What is typed where a text is asked for; null where nobody can be asked.</summary>
    public string? Types { get; init; }

    public ValueTask<string?> AskForTextAsync(string prompt, CancellationToken cancellationToken) => ValueTask.FromResult(Types);

    public ValueTask<SecureString?> AskForSecretAsync(string prompt, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Types is null ? null : SecretText.FromChars(Types));

    public ValueTask WriteErrorAsync(OperationError error, CancellationToken cancellationToken)
    {
        _errors.Enqueue(error);
        return ValueTask.CompletedTask;
    }

    public void WriteWarning(string message) => _warnings.Enqueue(message);

    public IReadOnlyList<string> Summaries => [.. _summaries];

    public void WriteSummary(string message) => _summaries.Enqueue(message);

    public void WriteVerbose(string message)
    {
    }

    public void WriteProgress(string activity, string status, int percent)
    {
    }
}
