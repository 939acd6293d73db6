namespace AwsHardening.Sandbox.Wire;

/// <summary>
/// Services that spoke query before still say their old error codes, in a header (Smithy 2.0: awsQueryCompatible trait).
/// </summary>
internal static class QueryCompatibility
{
    // Where the model does not say which shape an old code belongs to (Amazon SQS API Reference: Common errors, and each operation's).
    private static readonly Dictionary<string, string> s_shapes = new(StringComparer.Ordinal)
    {
        ["AWS.SimpleQueueService.NonExistentQueue"] = "QueueDoesNotExist",
        ["QueueAlreadyExists"] = "QueueNameExists",
    };

    /// <summary>The name of the shape that a code stands for, where the model does not say it.</summary>
    public static string ShapeOf(string code) => s_shapes.GetValueOrDefault(code, code);

    public static void Mark(ServiceModel model, WireResponse response, AwsErrorException error)
    {
        if (model.IsQueryCompatible)
        {
            response.Headers["x-amzn-query-error"] = $"{error.Code};{(error.Status < 500 ? "Sender" : "Receiver")}";
        }
    }
}
