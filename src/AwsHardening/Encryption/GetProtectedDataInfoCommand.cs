using System.Management.Automation;
using AwsHardening.Core.Encryption.Data;
using AwsHardening.Pipeline;

namespace AwsHardening.Encryption;

/// <summary>Shows what the headers of messages say, without a key and without an account.</summary>
[Cmdlet(VerbsCommon.Get, "ProtectedDataInfo", DefaultParameterSetName = "Object")]
[OutputType(typeof(ProtectedDataInfo))]
public sealed class GetProtectedDataInfoCommand : AsyncCmdlet
{
    private readonly List<byte> _bytes = [];

    /// <summary>A message as bytes, text in base64, a stream or a file.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Object", ValueFromPipeline = true,
        HelpMessage = "A message as bytes, as text in base64, as a stream, or a file from Get-ChildItem.")]
    [ValidateNotNull]
    public PSObject InputObject { get; set; } = new();

    /// <summary>Files, with wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Path", HelpMessage = "Files; wildcards are allowed.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Files by their exact names.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true,
        HelpMessage = "Files, by their exact names.")]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName != "Object")
        {
            foreach (var file in FileInput.Resolve(this, ParameterSetName == "Path" ? Path : LiteralPath, ParameterSetName == "LiteralPath"))
            {
                Show(file, file, () => FileProtection.Open(file));
            }

            return;
        }

        switch (InputObject.BaseObject)
        {
            case byte one:
                _bytes.Add(one);
                break;
            case byte[] bytes:
                Show(null, this, () => new MemoryStream(bytes));
                break;
            case string text:
                Show(null, this, () => new MemoryStream(MessageText.Read(text)));
                break;
            case FileInfo file:
                Show(file.FullName, file.FullName, () => FileProtection.Open(file.FullName));
                break;
            case Stream stream:
                Show(null, stream, () => stream);
                break;
            case var other:
                WriteError(ErrorRecords.From(new(
                    "InputNotUnderstood", Seam.OperationErrorCategory.InvalidArgument,
                    $"An object of type {other.GetType().FullName} is no message.", "Pass bytes, text in base64, a stream or a file.", other)));
                break;
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (_bytes.Count > 0)
        {
            byte[] all = [.. _bytes];
            Show(null, this, () => new MemoryStream(all));
        }
    }

    private void Show(string? path, object target, Func<Stream> open) => Run(async (host, stop) =>
    {
        try
        {
            await using var message = open();
            await host.WriteObjectAsync(await ProtectedDataReader.ReadAsync(message, path, stop), stop);
        }
        catch (Exception e) when (MessageErrors.IsOfItem(e))
        {
            await host.WriteErrorAsync(MessageErrors.Describe(e, "reading the header", "", target), stop);
        }
    });
}
