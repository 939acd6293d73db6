using System.Collections;
using System.Globalization;
using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Encryption.Data;
using AwsHardening.Core.Encryption.Message;
using AwsHardening.Pipeline;

namespace AwsHardening.Encryption;

/// <summary>What commands that protect and unprotect share: what they take, and with which keys.</summary>
public abstract class ProtectionCmdlet : SessionCmdlet
{
    private protected const string ObjectSet = "Object";
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";

    private readonly List<byte> _bytes = [];
    private IDisposable? _protector;

    /// <summary>Text, bytes, a stream, a file or an object.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ObjectSet, ValueFromPipeline = true,
        HelpMessage = "Text, bytes, a stream, a file from Get-ChildItem, or with -Property an object.")]
    [ValidateNotNull]
    [NotASession]
    public PSObject InputObject { get; set; } = new();

    /// <summary>Files, with wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet, HelpMessage = "Files; wildcards are allowed.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Files by their exact names.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Files, by their exact names.")]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>KMS keys.</summary>
    [Parameter(HelpMessage = "KMS keys, by id, ARN or alias.")]
    [ArgumentCompleter(typeof(KmsKeyIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] KmsKeyId { get; set; } = [];

    /// <summary>The table of stored data keys.</summary>
    [Parameter(HelpMessage = "The DynamoDB table of stored data keys.")]
    [ValidateNotNullOrEmpty]
    public string TableName { get; set; } = "workshop_encryption_keys";

    /// <summary>A raw AES key.</summary>
    [Parameter(HelpMessage = "A raw AES key of 16, 24 or 32 bytes, as bytes or as base64 in a SecureString. Needs no account.")]
    [ValidateNotNull]
    public object? Key { get; set; }

    /// <summary>The raw key's namespace.</summary>
    [Parameter(HelpMessage = "The namespace of the raw key; whoever reads must say the same.")]
    [ValidateNotNullOrEmpty]
    public string KeyNamespace { get; set; } = "AwsHardening";

    /// <summary>The raw key's name.</summary>
    [Parameter(HelpMessage = "The name of the raw key; whoever reads must say the same.")]
    [ValidateNotNullOrEmpty]
    public string KeyName { get; set; } = "raw";

    /// <summary>The encryption context.</summary>
    [Parameter(HelpMessage = "Names and values that are authenticated with the data and not secret.")]
    public Hashtable? EncryptionContext { get; set; }

    /// <summary>Keep no data key in memory.</summary>
    [Parameter(HelpMessage = "Ask KMS for every message, instead of keeping data keys in memory for up to five minutes.")]
    public SwitchParameter NoDataKeyCache { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (!TakeRecord())
        {
            ThrowTerminatingError(ErrorRecords.Contradiction(
                "Data is protected and read with the keys of one account, and more than one session was piped in.",
                "Pipe in one session, or say -Session."));
        }

        if (ParameterSetName == ObjectSet)
        {
            Take(InputObject);
            return;
        }

        foreach (var file in FileInput.Resolve(this, ParameterSetName == PathSet ? Path : LiteralPath, ParameterSetName == LiteralPathSet))
        {
            TakeFile(file);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_bytes.Count > 0)
        {
            byte[] all = [.. _bytes];
            TakeBytes(all);
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _protector?.Dispose();
            _protector = null;
        }

        base.Dispose(disposing);
    }

    private protected abstract void TakeFile(string path);

    private protected abstract void TakeBytes(byte[] bytes);

    private protected abstract void TakeText(string text);

    private protected abstract void TakeStream(Stream stream);

    private protected virtual void TakeObject(PSObject value) => WriteError(ErrorRecords.From(new(
        "InputNotUnderstood", Seam.OperationErrorCategory.InvalidArgument,
        $"An object of type {value.BaseObject.GetType().FullName} is neither text nor bytes, nor a stream or a file.",
        "Say which of its properties are meant with -Property, or pass text, bytes, a stream or a file.", value)));

    /// <summary>
    /// What the parameters say, as the engine takes it; a command adds its own. Not typed: a type that is looked at before the
    /// engine can be found must not name the engine's types in what it overrides.
    /// </summary>
    private protected virtual object Options() => new ProtectionOptions
    {
        KmsKeyIds = [.. KmsKeyId],
        TableName = TableName,
        RawKey = Secret(),
        KeyNamespace = KeyNamespace,
        KeyName = KeyName,
        Context = ContextPairs(),
        UseCache = !NoDataKeyCache,
    };

    /// <summary>What the parameters of reading say beside the others.</summary>
    private protected static object Reading(object options, string[] discoveryAccountId, bool allowUncommitted, int maxEncryptedDataKey) => (ProtectionOptions)options with
    {
        DiscoveryAccountIds = discoveryAccountId.Length == 0 ? null : discoveryAccountId.Contains("*") ? [] : [.. discoveryAccountId],
        AllowUncommitted = allowUncommitted,
        MaxDataKeys = maxEncryptedDataKey,
    };

    private protected Dictionary<string, string> ContextPairs() => (EncryptionContext ?? []).Cast<DictionaryEntry>()
        .ToDictionary(pair => Text(pair.Key), pair => Text(pair.Value), StringComparer.Ordinal);

    private protected DataProtector Protector()
    {
        if (_protector is null)
        {
            var options = (ProtectionOptions)Options();
            _protector = new DataProtector(options.IsOffline ? null : OpenSession(), options);
        }

        return (DataProtector)_protector;
    }

    /// <summary>Runs the work on one item; what is wrong with the item is its error.</summary>
    private protected void RunItem(object target, string doing, string iamAction, Func<CmdletHost, CancellationToken, Task> work) =>
        Run(async (host, stop) =>
        {
            try
            {
                await work(host, stop);
            }
            catch (Exception e) when (MessageErrors.IsOfItem(e))
            {
                await host.WriteErrorAsync(MessageErrors.Describe(e, doing, iamAction, target), stop);
            }
        });

    private void Take(PSObject input)
    {
        switch (input.BaseObject)
        {
            case byte one:
                _bytes.Add(one);
                break;
            case byte[] bytes:
                TakeBytes(bytes);
                break;
            case string text:
                TakeText(text);
                break;
            case FileInfo file:
                TakeFile(file.FullName);
                break;
            case Stream stream:
                TakeStream(stream);
                break;
            default:
                TakeObject(input);
                break;
        }
    }

    private SecretBytes? Secret()
    {
        if (Key is null)
        {
            return null;
        }

        if (RawKey.Read(Key) is not { } bytes)
        {
            ThrowTerminatingError(ErrorRecords.From(new(
                "KeyInvalid", Seam.OperationErrorCategory.InvalidArgument, "-Key is no AES key.",
                "Pass 16, 24 or 32 bytes, or their base64 text in a SecureString.", null)));
            return null;
        }

        var secret = new SecretBytes(bytes);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes);
        return secret;
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
