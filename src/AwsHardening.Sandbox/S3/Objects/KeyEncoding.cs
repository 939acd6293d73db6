using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>How keys stand in lists: as they are, or escaped where the caller asks, because XML cannot hold every character.</summary>
internal static class KeyEncoding
{
    public static Func<string, string> Of(S3Call call) => call.Text("EncodingType") switch
    {
        null => static text => text,
        "url" => static text => Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal),
        _ => throw S3Errors.InvalidArgument("Invalid Encoding Method specified in Request"),
    };

    /// <summary>Repeats in the answer what the caller asked for.</summary>
    public static void Echo(S3Call call, JsonObject answer, Func<string, string> encode, params IEnumerable<string> members)
    {
        answer["Name"] = call.BucketName;
        answer["Prefix"] = encode(call.Text("Prefix") ?? "");
        foreach (var member in members)
        {
            if (call.Text(member) is { } value)
            {
                answer[member] = member == "EncodingType" ? value : encode(value);
            }
        }
    }
}
