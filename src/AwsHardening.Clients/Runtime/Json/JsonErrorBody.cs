using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using AwsHardening.Clients.Runtime.Calls;

namespace AwsHardening.Clients.Runtime.Json;

/// <summary>Reads code and message of a JSON error, of which services know several spellings.</summary>
internal static class JsonErrorBody
{
    public static ErrorResponse Read(byte[] body, IWebResponseData response)
    {
        string? type = null, code = null, message = null;
        ReadBody(body, ref type, ref code, ref message);
        var header = Header(response, "x-amzn-ErrorType");
        var error = new ErrorResponse
        {
            Code = Bare(header ?? type ?? code),
            Message = message ?? Header(response, "x-amzn-error-message"),
            Type = ErrorType.Unknown,
            RequestId = Header(response, "x-amzn-RequestId"),
        };
        error.Message ??= ErrorMessages.Default(error.Code, System.Text.Encoding.UTF8.GetString(body));
        return error;
    }

    /// <summary>The code that a service says it by which spoke query before (Smithy 2.0: awsQueryCompatible trait); null for others.</summary>
    public static string? QueryCode(IWebResponseData response) => Header(response, "x-amzn-query-error")?.Split(';') is [{ Length: > 0 } code, _] ? code : null;

    private static void ReadBody(byte[] body, ref string? type, ref string? code, ref string? message)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                reader.Skip();
                switch (name)
                {
                    case "__type":
                        type = text;
                        break;
                    case "code":
                        code = text;
                        break;
                    default:
                        if (name.Equals("message", StringComparison.OrdinalIgnoreCase))
                        {
                            message = text;
                        }

                        break;
                }
            }
        }
        catch (JsonException)
        {
            // A proxy or load balancer may answer with a page of its own; then the status code is all there is.
        }
    }

    /// <summary>Strips the namespace before and the URI after the code.</summary>
    private static string? Bare(string? code)
    {
        if (code is null)
        {
            return null;
        }

        var colon = code.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            code = code[..colon];
        }

        return code[(code.LastIndexOf('#') + 1)..];
    }

    private static string? Header(IWebResponseData response, string name) =>
        response.IsHeaderPresent(name) && response.GetHeaderValue(name) is { Length: > 0 } value ? value : null;
}
