using System.Management.Automation;
using AwsHardening.Core.Encryption.Data;
using AwsHardening.Pipeline;

namespace AwsHardening.Encryption;

/// <summary>What commands share that write what they made: to a file, or to the pipeline.</summary>
public abstract class ProtectionOutputCmdlet : ProtectionCmdlet
{
    private int _written;

    /// <summary>The file to write.</summary>
    [Parameter(HelpMessage = "The file to write, or a folder to write files of the same names into.")]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>Replace a file that is there.</summary>
    [Parameter(HelpMessage = "Replace files that are there. Never skips -WhatIf.")]
    public SwitchParameter Force { get; set; }

    /// <summary>Write the files that were made to the pipeline.</summary>
    [Parameter(HelpMessage = "Write the files that were made to the pipeline.")]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Properties of objects.</summary>
    [Parameter(ParameterSetName = ObjectSet, HelpMessage = "Properties of the objects, instead of the objects themselves.")]
    [ValidateNotNullOrEmpty]
    public string[] Property { get; set; } = [];

    /// <summary>KMS alone, without a message around it.</summary>
    [Parameter(HelpMessage = "Let KMS itself encrypt, up to 4,096 bytes, without a message around it: as the workshop does first.")]
    public SwitchParameter KmsOnly { get; set; }

    private protected string? SaidFile => OutFile;

    /// <summary>Reads one file and writes another.</summary>
    private protected void WriteFile(
        string source, string otherwise, string action, string doing, string iamAction, Func<Stream, Stream, CancellationToken, Task> work)
    {
        if (FileInput.Destination(this, SaidFile, otherwise) is not { } destination)
        {
            WriteError(ErrorRecords.NoFile(SaidFile!));
            return;
        }

        if (IsSecondInto(destination))
        {
            return;
        }

        RunItem(source, doing, iamAction, async (host, stop) =>
        {
            if (await host.ShouldProcessAsync(destination, action, stop))
            {
                await new FileProtection().RunAsync(source, destination, Force, work, stop);
                await PassAsync(host, destination, stop);
            }
        });
    }

    /// <summary>Writes what was made of memory to a file.</summary>
    private protected async Task WriteFileAsync(CmdletHost host, string action, Func<Stream, CancellationToken, Task> work, CancellationToken stop)
    {
        var destination = AwsHardening.Account.SnapshotPath.Resolve(SessionState, SaidFile!);
        if (destination is null)
        {
            await host.WriteErrorAsync(new("PathInvalid", Seam.OperationErrorCategory.InvalidArgument, $"'{SaidFile}' is no path of a file.", "Use a path of the file system.", SaidFile), stop);
        }
        else if (await host.ShouldProcessAsync(destination, action, stop))
        {
            await new FileProtection().WriteAsync(destination, Force, work, stop);
            await PassAsync(host, destination, stop);
        }
    }

    /// <summary>A copy of an object, to put other values into.</summary>
    private protected static PSObject Copy(PSObject value)
    {
        var copy = new PSObject();
        foreach (var property in value.Properties)
        {
            if (property.IsGettable)
            {
                copy.Properties.Add(new PSNoteProperty(property.Name, property.Value));
            }
        }

        return copy;
    }

    /// <summary>The properties that were said; an error for one that the object does not have.</summary>
    private protected List<PSPropertyInfo>? Chosen(PSObject value)
    {
        List<PSPropertyInfo> chosen = [];
        foreach (var name in Property)
        {
            if (value.Properties[name] is not { } property)
            {
                WriteError(ErrorRecords.From(new(
                    "PropertyNotFound", Seam.OperationErrorCategory.ObjectNotFound, $"The object has no property '{name}'. It was left out.",
                    "Say a property that it has.", value)));
                return null;
            }

            chosen.Add(property);
        }

        return chosen;
    }

    private async Task PassAsync(CmdletHost host, string path, CancellationToken stop)
    {
        if (PassThru)
        {
            await host.WriteObjectAsync(new FileInfo(path), stop);
        }
    }

    // One file cannot take what was made of two.
    private bool IsSecondInto(string destination)
    {
        if (SaidFile is null || ++_written == 1 || Directory.Exists(System.IO.Path.GetDirectoryName(destination)!) && !IsSaidFileItself(destination))
        {
            return false;
        }

        WriteError(ErrorRecords.Contradiction("-OutFile is one file, and there are several to write.", "Say a folder that is there, or leave -OutFile out."));
        return true;
    }

    private bool IsSaidFileItself(string destination) =>
        string.Equals(AwsHardening.Account.SnapshotPath.Resolve(SessionState, SaidFile!), destination, StringComparison.Ordinal);
}
