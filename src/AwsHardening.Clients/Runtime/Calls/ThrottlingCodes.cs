using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace AwsHardening.Clients.Runtime.Calls;

/// <summary>Teaches a client's retry policy the throttling errors of its own service.</summary>
internal static class ThrottlingCodes
{
    public static void Add(RuntimePipeline pipeline, params string[] codes)
    {
        foreach (var handler in pipeline.Handlers.OfType<RetryHandler>())
        {
            foreach (var code in codes)
            {
                handler.RetryPolicy.ThrottlingErrorCodes.Add(code);
            }
        }
    }
}
