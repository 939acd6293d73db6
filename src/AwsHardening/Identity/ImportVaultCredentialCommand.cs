using System.Management.Automation;
using AwsHardening.Completion;
using AwsHardening.Core.Identity.Vault;
using AwsHardening.Pipeline;

namespace AwsHardening.Identity;

/// <summary>Takes access keys over from a credentials file in plain text, and out of it where that is wanted.</summary>
[Cmdlet(VerbsData.Import, "VaultCredential", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(VaultCredential))]
public sealed class ImportVaultCredentialCommand : VaultCmdlet
{
    /// <summary>The file.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The credentials file; left out, that of AWS_SHARED_CREDENTIALS_FILE or ~/.aws/credentials.")]
    [Alias("FullName", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The profiles.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true, HelpMessage = "Profiles to take over, each under its own name; left out, all that hold an access key.")]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] ProfileName { get; set; } = [];

    /// <summary>Take what the vault keeps out of the file.</summary>
    [Parameter(HelpMessage = "Take the access keys that the vault keeps out of the file; all else in it stays as it is.")]
    public SwitchParameter RemoveFromFile { get; set; }

    /// <summary>Replace what is there.</summary>
    [Parameter(HelpMessage = "Replace credentials of the same names: the secrets they had are lost. Never skips -WhatIf.")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var options = new ImportOptions { ProfileNames = ProfileName, Overwrite = Force, RemoveFromFile = RemoveFromFile };
        var path = FullPath(Path ?? DefaultPath());
        Run(async (host, stop) =>
        {
            var vault = await OpenVaultAsync(host, stop);
            await foreach (var one in ImportOperation.ImportAsync(vault, path, options, host, null, stop))
            {
                VaultNamesSeen.Add(one);
                await host.WriteObjectAsync(one, stop);
            }
        });
    }

    private static string DefaultPath() => Environment.GetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE") is { Length: > 0 } set
        ? set : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aws", "credentials");

    private string FullPath(string path)
    {
        var full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        if (provider.Name != "FileSystem")
        {
            ThrowTerminatingError(ErrorRecords.NoFile(path));
        }

        return full;
    }
}
