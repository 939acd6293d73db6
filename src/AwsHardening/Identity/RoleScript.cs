using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Core.Identity;
using AwsHardening.Pipeline;
using AwsHardening.Seam;

namespace AwsHardening.Identity;

/// <summary>
/// Runs a script with a role's credentials in this process's environment. What it writes goes on after all has been put back: nothing
/// that comes later in the pipeline ever runs with the credentials.
/// </summary>
/// <param name="sessions">The runspace's sessions.</param>
/// <param name="script">The script.</param>
/// <param name="isOneOfMany">True where the script runs for many accounts, and what it throws in one of them must not stop the others.</param>
internal sealed class RoleScript(RunspaceSessions sessions, ScriptBlock script, bool isOneOfMany)
{
    /// <summary>Runs it.</summary>
    /// <param name="session">The role's session.</param>
    /// <param name="host">Takes what the script writes.</param>
    /// <param name="cancellationToken">Ends with the pipeline.</param>
    public async Task RunAsync(HardeningSession session, CmdletHost host, CancellationToken cancellationToken)
    {
        var export = await CredentialExportOperation.ExportAsync(session, cancellationToken);
        RuntimeException? thrown = null;
        var written = await host.OnPipelineThreadAsync(
            () =>
            {
                sessions.Enter(session, asDefault: true, new EnvironmentChange(export));
                try
                {
                    return script.InvokeWithContext(null, [new PSVariable("_", session)], session);
                }
                catch (RuntimeException e) when (isOneOfMany && e is not PipelineStoppedException)
                {
                    thrown = e;
                    return [];
                }
                finally
                {
                    sessions.Leave();
                }
            },
            cancellationToken);
        if (thrown is not null)
        {
            await host.WriteErrorAsync(
                new OperationError("ScriptFailed", OperationErrorCategory.NotSpecified, $"The script failed in {session}: {thrown.Message}", "", session, thrown),
                cancellationToken);
        }

        foreach (var one in written)
        {
            await host.WriteObjectAsync(one is null ? null! : AccountMark.On(one, session), cancellationToken);
        }
    }
}
