namespace AwsHardening.Sandbox.Wire;

/// <summary>
/// Services that spoke query before still say their old error codes, in a header (Smithy 2.0: awsQueryCompatible trait).
/// </summary>
internal static class QueryCompatibility
{
    public static void Mark(ServiceModel model, WireResponse response, AwsErrorException error)
    {
        if (model.IsQueryCompatible)
        {
            response.Headers["x-amzn-query-error"] = $"{error.Code};{(error.Status < 500 ? "Sender" : "Receiver")}";
        }
    }
}
