using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace AwsHardening.Core.Account;

/// <summary>
/// Makes requests wait for their budget. It stands behind the SDK's retries, which count as any request, and before the signature, which
/// would grow old in the queue, and the HTTP client, whose timeout would run meanwhile.
/// </summary>
internal sealed class BudgetHandler : PipelineHandler
{
    // Thousands a second, by key, by prefix of a bucket, by table: what goes there takes nothing from those who manage the account.
    private static readonly HashSet<string> s_ample = new(StringComparer.Ordinal) { "S3", "KMS", "DynamoDB" };

    private static readonly ConditionalWeakTable<IClientConfig, RequestBudget> s_budgets = [];

    static BudgetHandler() => RuntimePipelineCustomizerRegistry.Instance.Register(new Customizer());

    /// <summary>Gives the client that will be made of a configuration its budget.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="budget">The budget.</param>
    public static void Attach(IClientConfig config, RequestBudget budget) => s_budgets.AddOrUpdate(config, budget);

    /// <inheritdoc />
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var request = executionContext.RequestContext;
        if (s_budgets.TryGetValue(request.ClientConfig, out var budget))
        {
            await budget.WaitAsync(s_ample.Contains(request.ClientConfig.ServiceId), request.CancellationToken).ConfigureAwait(false);
        }

        return await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
    }

    /// <summary>Clients that this module makes have the handler; the SDK is loaded for it alone.</summary>
    private sealed class Customizer : IRuntimePipelineCustomizer
    {
        public string UniqueName => nameof(BudgetHandler);

        public void Customize(Type type, RuntimePipeline pipeline) => pipeline.AddHandlerAfter<RetryHandler>(new BudgetHandler());
    }
}
