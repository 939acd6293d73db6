using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Kms;

/// <summary>What keys are for.</summary>
internal static class CipherOperations
{
    private const int MaxPlaintext = 4096;
    private const int MaxDataKey = 1024;
    private const string Algorithm = "SYMMETRIC_DEFAULT";

    public static void Register(Dictionary<string, Func<KmsCall, JsonObject>> operations)
    {
        operations["Encrypt"] = Encrypt;
        operations["Decrypt"] = Decrypt;
        operations["ReEncrypt"] = ReEncrypt;
        operations["GenerateDataKey"] = call => DataKey(call, withPlaintext: true);
        operations["GenerateDataKeyWithoutPlaintext"] = call => DataKey(call, withPlaintext: false);
        operations["GenerateRandom"] = call => new JsonObject { ["Plaintext"] = Base64(call.State.Random("kms-random", Length(call.Number("NumberOfBytes")))) };
    }

    private static JsonObject Encrypt(KmsCall call)
    {
        var plaintext = call.Blob("Plaintext");
        if (plaintext.Length is 0 or > MaxPlaintext)
        {
            throw KmsErrors.Validation($"1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length {(plaintext.Length == 0 ? "greater than or equal to 1" : "less than or equal to 4096")}");
        }

        var key = call.UsableKey();
        return new JsonObject
        {
            ["CiphertextBlob"] = Base64(KmsBlob.Seal(call, key, plaintext, call.Context("EncryptionContext"))),
            ["KeyId"] = key.Arn,
            ["EncryptionAlgorithm"] = Algorithm,
        };
    }

    private static JsonObject Decrypt(KmsCall call)
    {
        var (key, plaintext) = Open(call, "KeyId", "EncryptionContext");
        return new JsonObject { ["KeyId"] = key.Arn, ["Plaintext"] = Base64(plaintext), ["EncryptionAlgorithm"] = Algorithm };
    }

    private static JsonObject ReEncrypt(KmsCall call)
    {
        var (source, plaintext) = Open(call, "SourceKeyId", "SourceEncryptionContext");
        var key = call.UsableKey("DestinationKeyId");
        return new JsonObject
        {
            ["CiphertextBlob"] = Base64(KmsBlob.Seal(call, key, plaintext, call.Context("DestinationEncryptionContext"))),
            ["SourceKeyId"] = source.Arn,
            ["KeyId"] = key.Arn,
            ["SourceEncryptionAlgorithm"] = Algorithm,
            ["DestinationEncryptionAlgorithm"] = Algorithm,
        };
    }

    private static JsonObject DataKey(KmsCall call, bool withPlaintext)
    {
        var (spec, number) = (call.Text("KeySpec"), call.Number("NumberOfBytes"));
        if (spec is null == number is null)
        {
            throw KmsErrors.Validation("Please specify either number of bytes or key spec.");
        }

        var key = call.UsableKey();
        var plaintext = call.State.Random("kms-data-key", spec switch { "AES_128" => 16, "AES_256" => 32, _ => Length(number) });
        var answer = new JsonObject
        {
            ["CiphertextBlob"] = Base64(KmsBlob.Seal(call, key, plaintext, call.Context("EncryptionContext"))),
            ["KeyId"] = key.Arn,
        };
        if (withPlaintext)
        {
            answer["Plaintext"] = Base64(plaintext);
        }

        return answer;
    }

    private static (KmsKey Key, byte[] Plaintext) Open(KmsCall call, string keyMember, string contextMember)
    {
        var blob = call.Blob("CiphertextBlob");
        var said = call.Text(keyMember) is null ? null : call.Key(keyMember);
        var key = KmsBlob.KeyOf(call, blob);
        if (said is not null && said != key)
        {
            throw KmsErrors.IncorrectKey();
        }

        return (KmsCall.Usable(key), KmsBlob.Open(key, blob, call.Context(contextMember)));
    }

    private static int Length(int? number) => number is >= 1 and <= MaxDataKey ? number.Value : throw KmsErrors.Validation(
        $"1 validation error detected: Value '{number}' at 'numberOfBytes' failed to satisfy constraint: Member must have value between 1 and 1024");

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes);
}
