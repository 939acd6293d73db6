using System.Management.Automation;
using AwsHardening.Core.Encryption.Data;
using AwsHardening.Core.Encryption.Message;
using AwsHardening.Help;
using AwsHardening.Pipeline;

namespace AwsHardening.Encryption;

/// <summary>Verifies messages to their end without writing plaintext anywhere.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ProtectedData", DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(ProtectedDataTest))]
[RequiresIamAction("kms:Decrypt", When = "-Key is not said")]
[RequiresIamAction("kms:DescribeKey", When = "-KmsKeyId names a key by id or alias")]
[RequiresIamAction("dynamodb:GetItem", When = "a stored data key was encrypted afresh since")]
[RequiresIamAction("sts:GetCallerIdentity", When = "neither -KmsKeyId, -DiscoveryAccountId nor -Key is said")]
public sealed class TestProtectedDataCommand : ProtectionCmdlet
{
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

    /// <inheritdoc />
    private protected override object Options() => Reading(base.Options(), DiscoveryAccountId, AllowUncommitted, MaxEncryptedDataKey);

    private protected override void TakeFile(string path) => Test(path, path, () => FileProtection.Open(path));

    private protected override void TakeText(string text) => TakeBytes(MessageText.Read(text));

    private protected override void TakeBytes(byte[] bytes) => Test(null, this, () => new MemoryStream(bytes));

    private protected override void TakeStream(Stream stream) => Test(null, stream, () => stream, keepOpen: true);

    // A message that is not in order is an answer; a key that cannot be had is an error, for then nobody knows.
    private void Test(string? path, object target, Func<Stream> open, bool keepOpen = false) =>
        RunItem(target, "verifying", "kms:Decrypt", async (host, stop) =>
        {
            var message = open();
            using var counted = new CountingStream();
            ProtectedDataTest test;
            try
            {
                await Protector().UnprotectAsync(message, counted, isStaged: true, stop);
                test = new ProtectedDataTest { Path = path, IsValid = true, PlaintextLength = counted.Count };
            }
            catch (MessageException e) when (e.Fault is not MessageFault.NoDataKey)
            {
                test = new ProtectedDataTest { Path = path, IsValid = false, Fault = e.Fault.ToString(), Reason = e.Message };
            }
            finally
            {
                if (!keepOpen)
                {
                    await message.DisposeAsync();
                }
            }

            await host.WriteObjectAsync(test, stop);
        });
}
