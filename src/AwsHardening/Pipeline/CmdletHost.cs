using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using AwsHardening.Seam;

namespace AwsHardening.Pipeline;

/// <summary>Lets the engine speak to a cmdlet's streams and prompts from any thread.</summary>
public sealed class CmdletHost : IOperationHost
{
    private readonly Cmdlet _cmdlet;
    private readonly PipelineQueue _queue;

    private readonly HardeningSession? _oneOfMany;

    internal CmdletHost(Cmdlet cmdlet, PipelineQueue queue) => (_cmdlet, _queue) = (cmdlet, queue);

    /// <summary>The host of one account's work, beside that of others: what it writes says which account's it is.</summary>
    internal CmdletHost(Cmdlet cmdlet, PipelineQueue queue, HardeningSession oneOfMany)
        : this(cmdlet, queue) => _oneOfMany = oneOfMany;

    /// <inheritdoc />
    public bool IsWhatIf { get; private set; }

    /// <summary>Writes one object, and waits until downstream has taken it.</summary>
    /// <param name="value">The object; never enumerated.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async ValueTask WriteObjectAsync(object value, CancellationToken cancellationToken) =>
        await _queue.InvokeAsync(
            () =>
            {
                _cmdlet.WriteObject(_oneOfMany is null ? value : AccountMark.On(value, _oneOfMany));
                return true;
            },
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask WriteErrorAsync(OperationError error, CancellationToken cancellationToken) =>
        await _queue.InvokeAsync(
            () =>
            {
                _cmdlet.WriteError(ErrorRecords.From(_oneOfMany is null ? error : AccountMark.On(error, _oneOfMany)));
                return true;
            },
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask<bool> ShouldProcessAsync(string target, string action, CancellationToken cancellationToken) =>
        await _queue.InvokeAsync(() => Ask(target, action), cancellationToken);

    /// <inheritdoc />
    public async ValueTask<bool?> ShouldContinueAsync(string query, string caption, CancellationToken cancellationToken) =>
        await _queue.InvokeAsync(() => AskAgain(query, caption), cancellationToken);

    /// <inheritdoc />
    public async ValueTask<string?> AskForTextAsync(string prompt, CancellationToken cancellationToken) =>
        await _queue.InvokeAsync(() => ReadFromUser(prompt, ui => ui.ReadLine()), cancellationToken);

    /// <inheritdoc />
    public async ValueTask<SecureString?> AskForSecretAsync(string prompt, CancellationToken cancellationToken) =>
        await _queue.InvokeAsync(() => ReadFromUser(prompt, ui => ui.ReadLineAsSecureString()), cancellationToken);

    /// <summary>Does something on the pipeline thread, where other commands can be called.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="body">What to do. What it throws must not end the command: it is given back.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    internal async ValueTask<T> OnPipelineAsync<T>(Func<T> body, CancellationToken cancellationToken)
    {
        var (value, failure) = await _queue.InvokeAsync<(T?, Exception?)>(
            () =>
            {
                try
                {
                    return (body(), null);
                }
                catch (Exception e) when (e is not PipelineStoppedException)
                {
                    return (default, e);
                }
            },
            cancellationToken);
        return failure is null ? value! : throw failure;
    }

    /// <inheritdoc />
    public void WriteWarning(string message) =>
        _queue.Post(() => _cmdlet.WriteWarning(_oneOfMany is null ? message : AccountMark.On(message, _oneOfMany)));

    /// <inheritdoc />
    public void WriteVerbose(string message) => _queue.Post(() => _cmdlet.WriteVerbose(message));

    /// <inheritdoc />
    public void WriteSummary(string message)
    {
        // As Write-Host does it: shown, and out of the way of the output; -InformationAction Ignore silences it.
        var text = new HostInformationMessage { Message = message };
        _queue.Post(() => _cmdlet.WriteInformation(new InformationRecord(text, _cmdlet.ToString()) { Tags = { "PSHOST" } }));
    }

    /// <inheritdoc />
    public void WriteProgress(string activity, string status, int percent)
    {
        if (_oneOfMany is not null)
        {
            // The bars of many accounts would overwrite each other; one bar tells of all.
            return;
        }

        // PowerShell takes no empty status, not even for the record that ends the bar.
        var record = new ProgressRecord(0, activity, status.Length == 0 ? " " : status)
        {
            PercentComplete = Math.Clamp(percent, -1, 100),
            RecordType = percent > 100 ? ProgressRecordType.Completed : ProgressRecordType.Processing,
        };
        _queue.Post(() => _cmdlet.WriteProgress(record));
    }

    /// <summary>Does something on the pipeline thread, where scripts run.</summary>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <param name="body">What to do.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    internal async Task<T> OnPipelineThreadAsync<T>(Func<T> body, CancellationToken cancellationToken) =>
        await _queue.InvokeAsync(body, cancellationToken);

    private bool Ask(string target, string action)
    {
        // PowerShell's own words; only this overload tells why the answer is no.
        var answer = _cmdlet.ShouldProcess(
            $"Performing the operation \"{action}\" on target \"{target}\".",
            $"Are you sure you want to perform this action?\nPerforming the operation \"{action}\" on target \"{target}\".",
            "Confirm",
            out var reason);
        IsWhatIf |= reason == ShouldProcessReason.WhatIf;
        return answer;
    }

    private T? ReadFromUser<T>(string prompt, Func<PSHostUserInterface, T?> read)
        where T : class
    {
        if (_cmdlet is not PSCmdlet { Host: { } host })
        {
            return null;
        }

        try
        {
            host.UI.Write(prompt + ": ");
            return read(host.UI);
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        catch (Exception e) when (e is InvalidOperationException or HostException or NotImplementedException)
        {
            return null;
        }
    }

    private bool? AskAgain(string query, string caption)
    {
        try
        {
            var yesToAll = false;
            var noToAll = false;

            // A security impact makes No the answer to a bare Enter.
            return _cmdlet.ShouldContinue(query, caption, hasSecurityImpact: true, ref yesToAll, ref noToAll);
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        // PowerShell's console host dereferences null where its input has ended.
        catch (Exception e) when (e is PSInvalidOperationException or HostException or NotImplementedException or NullReferenceException)
        {
            return null;
        }
    }
}
