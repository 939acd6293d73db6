namespace AwsHardening.ClientGenerator.Emit;

/// <summary>The constructors that every exception of the SDK has.</summary>
internal static class ExceptionBody
{
    public static void Emit(CodeWriter code, string name)
    {
        code.Line($"public {name}() : base() {{ }}");
        code.Line($"public {name}(string message) : base(message) {{ }}");
        code.Line($"public {name}(string message, Exception innerException) : base(message, innerException) {{ }}");
        // The service's base exception hands its inner exception on; typed ones do the same through it.
        code.Line($"public {name}(Exception innerException) : base(innerException) {{ }}");
        code.Line($"public {name}(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, System.Net.HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) {{ }}");
        code.Line($"public {name}(string message, ErrorType errorType, string errorCode, string requestId, System.Net.HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) {{ }}");
    }
}
