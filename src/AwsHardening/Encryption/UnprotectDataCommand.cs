using System.Management.Automation;
using System.Security.Cryptography;
using System.Text;
using AwsHardening.Core.Encryption.Data;
using AwsHardening.Help;
using AwsHardening.Pipeline;

namespace AwsHardening.Encryption;

/// <summary>Decrypts messages of the AWS Encryption SDK, whoever made them.</summary>
[Cmdlet(VerbsSecurity.Unprotect, "Data", DefaultParameterSetName = ObjectSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(byte[]), typeof(string), typeof(FileInfo), typeof(PSObject))]
[RequiresIamAction("kms:Decrypt", When = "-Key is not said")]
[RequiresIamAction("kms:DescribeKey", When = "-KmsKeyId names a key by id or alias")]
[RequiresIamAction("dynamodb:GetItem", When = "a stored data key was encrypted afresh since")]
[RequiresIamAction("sts:GetCallerIdentity", When = "neither -KmsKeyId, -DiscoveryAccountId nor -Key is said")]
public sealed class UnprotectDataCommand : ProtectionOutputCmdlet
{
    private const string Extension = ".encrypted";
    private const string Action = "Decrypt into a file";
    private const string Doing = "decrypting";
    private const string Needed = "kms:Decrypt";

    /// <summary>Accounts whose keys may be asked.</summary>
    [Parameter(HelpMessage = "Accounts whose KMS keys may be asked, where no -KmsKeyId is said; left out, the caller's own.")]
    [ValidateText(@"\d{12}|\*", "an account, such as 123456789012, or * for any")]
    public string[] DiscoveryAccountId { get; set; } = [];

    /// <summary>Read messages without key commitment.</summary>
    [Parameter(HelpMessage = "Read messages without key commitment too, which older versions of the AWS Encryption SDK made.")]
    public SwitchParameter AllowUncommitted { get; set; }

    /// <summary>How many encrypted data keys a message may have.</summary>
    [Parameter(HelpMessage = "How many encrypted data keys a message may have: each may cost a call to KMS.")]
    [ValidateRange(1, 65535)]
    public int MaxEncryptedDataKey { get; set; } = 20;

    /// <summary>Write text.</summary>
    [Parameter(HelpMessage = "Write the plaintext as text (UTF-8) instead of bytes.")]
    public SwitchParameter AsString { get; set; }

    /// <summary>Write text in base64.</summary>
    [Parameter(HelpMessage = "Write the plaintext's bytes as text in base64.")]
    public SwitchParameter AsBase64 { get; set; }

    /// <inheritdoc />
    private protected override object Options() => Reading(base.Options(), DiscoveryAccountId, AllowUncommitted, MaxEncryptedDataKey);

    private protected override void TakeFile(string path) => WriteFile(
        path, path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) ? path[..^Extension.Length] : $"{path}.decrypted", Action, Doing, Needed,
        async (input, output, stop) =>
        {
            if (!KmsOnly)
            {
                await Protector().UnprotectAsync(input, output, isStaged: true, stop);
                return;
            }

            using var blob = new MemoryStream();
            await input.CopyToAsync(blob, stop);
            await output.WriteAsync(await UnprotectAsync(blob.ToArray(), stop), stop);
        });

    private protected override void TakeText(string text) => TakeBytes(MessageText.Read(text));

    private protected override void TakeBytes(byte[] bytes) => RunItem(this, Doing, Needed, async (host, stop) =>
    {
        var plaintext = await UnprotectAsync(bytes, stop);
        if (OutFile is null)
        {
            await WriteAsync(host, plaintext, stop);
            return;
        }

        await WriteFileAsync(host, Action, async (output, token) => await output.WriteAsync(plaintext, token), stop);
        CryptographicOperations.ZeroMemory(plaintext);
    });

    private protected override void TakeStream(Stream stream) => RunItem(stream, Doing, Needed, async (host, stop) =>
    {
        if (OutFile is not null)
        {
            await WriteFileAsync(host, Action, (output, token) => Protector().UnprotectAsync(stream, output, isStaged: true, token), stop);
            return;
        }

        using var plaintext = new MemoryStream();
        await Protector().UnprotectAsync(stream, plaintext, isStaged: true, stop);
        await WriteAsync(host, plaintext.ToArray(), stop);
        CryptographicOperations.ZeroMemory(plaintext.GetBuffer());
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

        var texts = chosen.Where(property => property.Value is not null).Select(property => (property.Name, Text: property.Value.ToString()!)).ToArray();
        var copy = Copy(value);
        copy.Properties.Remove(ProtectDataCommand.KeyIdProperty);
        RunItem(value, Doing, Needed, async (host, stop) =>
        {
            foreach (var (name, text) in texts)
            {
                var plaintext = await UnprotectAsync(MessageText.Read(text), stop);
                copy.Properties[name].Value = Encoding.UTF8.GetString(plaintext);
                CryptographicOperations.ZeroMemory(plaintext);
            }

            await host.WriteObjectAsync(copy, stop);
        });
    }

    private async Task<byte[]> UnprotectAsync(byte[] message, CancellationToken stop) => KmsOnly
        ? await Core.Encryption.Data.KmsOnly.UnprotectAsync(OpenSession(), KmsKeyId.FirstOrDefault(), message, ContextPairs(), stop)
        : await Protector().UnprotectAsync(message, stop);

    private async Task WriteAsync(CmdletHost host, byte[] plaintext, CancellationToken stop) =>
        await host.WriteObjectAsync(AsString ? Encoding.UTF8.GetString(plaintext) : AsBase64 ? Convert.ToBase64String(plaintext) : plaintext, stop);
}
