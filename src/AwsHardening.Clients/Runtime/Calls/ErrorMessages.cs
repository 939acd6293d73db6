namespace AwsHardening.Clients.Runtime.Calls;

/// <summary>What an exception says when the service gave no message, in the words of the official clients.</summary>
internal static class ErrorMessages
{
    public static string Default(string? code, string? body) => (string.IsNullOrEmpty(code), string.IsNullOrEmpty(body)) switch
    {
        (true, true) => "The service returned an error. See inner exception for details.",
        (true, false) => "The service returned an error with HTTP Body: " + body,
        (false, true) => $"The service returned an error with Error Code {code}.",
        (false, false) => $"The service returned an error with Error Code {code} and HTTP Body: {body}",
    };
}
