using System.Globalization;
using System.Management.Automation;
using System.Text;
using AwsHardening.Completion;
using AwsHardening.Core.Encryption.Data;
using AwsHardening.Help;
using AwsHardening.Pipeline;

namespace AwsHardening.Encryption;

/// <summary>Encrypts text, bytes, streams, files or properties of objects into messages of the AWS Encryption SDK.</summary>
[Cmdlet(VerbsSecurity.Protect, "Data", DefaultParameterSetName = ObjectSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(byte[]), typeof(string), typeof(FileInfo), typeof(PSObject))]
[RequiresIamAction("kms:GenerateDataKey", When = "-KmsKeyId is said")]
[RequiresIamAction("kms:Encrypt", When = "-KmsKeyId names several keys, or -KmsOnly or -WrapAfresh is said")]
[RequiresIamAction("kms:Decrypt", When = "-DataKeyId is said")]
[RequiresIamAction("dynamodb:GetItem", When = "-DataKeyId is said")]
public sealed class ProtectDataCommand : ProtectionOutputCmdlet
{
    private const string Extension = ".encrypted";
    private const string Action = "Encrypt into a file";

    /// <summary>A stored data key.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "A stored data key, by its id.")]
    [ArgumentCompleter(typeof(DataKeyIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string? DataKeyId { get; set; }

    /// <summary>Sign messages.</summary>
    [Parameter(HelpMessage = "Sign the message (suite 0x0578), so that who can only read cannot write another in its place.")]
    public SwitchParameter Sign { get; set; }

    /// <summary>Have KMS wrap a stored key afresh.</summary>
    [Parameter(HelpMessage = "Have KMS encrypt the stored data key once more under this message's own context: needed for -EncryptionContext and -Sign with -DataKeyId.")]
    public SwitchParameter WrapAfresh { get; set; }

    /// <summary>Bytes of plaintext in a frame.</summary>
    [Parameter(HelpMessage = "Bytes of plaintext in a frame: whoever reads must hold one whole.")]
    [ValidateRange(1, 16 << 20)]
    public int FrameLength { get; set; } = 64 << 10;

    /// <summary>Write text in base64.</summary>
    [Parameter(HelpMessage = "Write the message as text in base64.")]
    public SwitchParameter AsBase64 { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        var said = (KmsKeyId.Length > 0 ? 1 : 0) + (DataKeyId is null ? 0 : 1) + (Key is null ? 0 : 1);
        if (said != 1 && !(said == 0 && MyInvocation.ExpectingInput))
        {
            ThrowTerminatingError(ErrorRecords.Contradiction(
                said == 0 ? "There is no key to encrypt with." : "There are several kinds of keys to encrypt with.",
                "Say one of -KmsKeyId, -DataKeyId and -Key."));
        }

        if (KmsOnly && (KmsKeyId.Length != 1 || Sign))
        {
            ThrowTerminatingError(ErrorRecords.Contradiction("-KmsOnly means one KMS key and no message around it.", "Say one -KmsKeyId, and neither -Sign nor another key."));
        }
    }

    /// <inheritdoc />
    private protected override object Options() => (ProtectionOptions)base.Options() with
    {
        DataKeyId = DataKeyId, Sign = Sign, WrapAfresh = WrapAfresh, FrameLength = FrameLength,
    };

    private protected override void TakeFile(string path) => WriteFile(
        path, path + Extension, Action, "encrypting", Needed,
        async (input, output, stop) =>
        {
            if (!KmsOnly)
            {
                await Protector().ProtectAsync(input, output, stop);
                return;
            }

            await output.WriteAsync(await ProtectAsync(await ReadAsync(input, stop), stop), stop);
        });

    private protected override void TakeText(string text) => TakeBytes(Encoding.UTF8.GetBytes(text));

    private protected override void TakeBytes(byte[] bytes) => RunItem(this, "encrypting", Needed, async (host, stop) =>
    {
        var message = await ProtectAsync(bytes, stop);
        if (OutFile is null)
        {
            await WriteAsync(host, message, stop);
            return;
        }

        await WriteFileAsync(host, Action, async (output, token) => await output.WriteAsync(message, token), stop);
    });

    private protected override void TakeStream(Stream stream) => RunItem(stream, "encrypting", Needed, async (host, stop) =>
    {
        if (OutFile is not null)
        {
            await WriteFileAsync(host, Action, (output, token) => Protector().ProtectAsync(stream, output, token), stop);
            return;
        }

        using var message = new MemoryStream();
        await Protector().ProtectAsync(stream, message, stop);
        await WriteAsync(host, message.ToArray(), stop);
    });

    private protected override void TakeObject(PSObject value)
    {
        if (Property.Length == 0)
        {
            base.TakeObject(value);
            return;
        }

        if (Chosen(value) is not { } chosen)
        {
            return;
        }

        var texts = chosen.Select(property => (property.Name, Text: Convert.ToString(property.Value, CultureInfo.InvariantCulture))).ToArray();
        var copy = Copy(value);
        RunItem(value, "encrypting", Needed, async (host, stop) =>
        {
            foreach (var (name, text) in texts.Where(pair => pair.Text is not null))
            {
                var (message, keyId) = await Protector().ProtectAsync(Encoding.UTF8.GetBytes(text!), stop);
                copy.Properties[name].Value = Convert.ToBase64String(message);
                if (copy.Properties[KeyIdProperty] is { } present)
                {
                    present.Value = keyId;
                }
                else
                {
                    copy.Properties.Add(new PSNoteProperty(KeyIdProperty, keyId));
                }
            }

            await host.WriteObjectAsync(copy, stop);
        });
    }

    internal const string KeyIdProperty = "ProtectedDataKeyId";

    private string Needed => KmsOnly || WrapAfresh ? "kms:Encrypt" : DataKeyId is null ? "kms:GenerateDataKey" : "kms:Decrypt";

    private async Task<byte[]> ProtectAsync(byte[] plaintext, CancellationToken stop) => KmsOnly
        ? await Core.Encryption.Data.KmsOnly.ProtectAsync(OpenSession(), KmsKeyId[0], plaintext, ContextPairs(), stop)
        : (await Protector().ProtectAsync(plaintext, stop)).Message;

    private async Task WriteAsync(CmdletHost host, byte[] message, CancellationToken stop) =>
        await host.WriteObjectAsync(AsBase64 ? Convert.ToBase64String(message) : message, stop);

    // One byte more than KMS takes is enough to be refused.
    private static async Task<byte[]> ReadAsync(Stream input, CancellationToken stop)
    {
        var bytes = new byte[Core.Encryption.Data.KmsOnly.MaxPlaintext + 1];
        return bytes[..await input.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, stop)];
    }
}
