using System.Management.Automation;

namespace AwsHardening.Identity;

/// <summary>A vault that is registered with Microsoft.PowerShell.SecretManagement.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsDefault">True for the one that is meant where none is named.</param>
internal sealed record RegisteredVault(string Name, bool IsDefault);

/// <summary>
/// Calls the commands of Microsoft.PowerShell.SecretManagement, on the pipeline thread alone. Arguments are objects, never script text:
/// they stand in no history, and a SecureString shows nothing where pipelines are logged.
/// </summary>
internal static class SecretManagement
{
    private const string Module = "Microsoft.PowerShell.SecretManagement";

    /// <summary>The vaults that are registered; none where the module is not installed.</summary>
    public static IReadOnlyList<RegisteredVault> Vaults()
    {
        try
        {
            return
            [
                .. Invoke("Get-SecretVault", []).Select(vault => new RegisteredVault(
                    (string)vault.Properties["Name"].Value, vault.Properties["IsDefault"]?.Value is true)),
            ];
        }
        catch (CommandNotFoundException)
        {
            return [];
        }
    }

    /// <summary>Calls one command.</summary>
    /// <exception cref="RuntimeException">It failed, or the module is not installed.</exception>
    public static IReadOnlyList<PSObject> Invoke(string command, IReadOnlyList<(string Name, object Value)> arguments)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand($"{Module}\\{command}");
        foreach (var (name, value) in arguments)
        {
            shell.AddParameter(name, value);
        }

        if (command != "Get-SecretVault")
        {
            // What it is about was agreed to already.
            shell.AddParameter("ErrorAction", ActionPreference.Stop);
        }

        if (command is "Set-Secret" or "Remove-Secret")
        {
            shell.AddParameter("Confirm", false).AddParameter("WhatIf", false);
        }

        return shell.Invoke();
    }
}
