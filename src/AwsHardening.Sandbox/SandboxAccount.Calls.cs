using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Faults;

namespace AwsHardening.Sandbox;

/// <content>How a call takes effect, and what remains of it in the audit trail.</content>
public sealed partial class SandboxAccount
{
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(1);

    private readonly object _lock = new();
    private readonly List<SandboxCall> _calls = [];
    private long _sequence;

    /// <summary>Every call that reached the account, in order: a copy.</summary>
    public IReadOnlyList<SandboxCall> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Forgets the calls so far. The numbering goes on.</summary>
    public void ClearCalls()
    {
        lock (_lock)
        {
            _calls.Clear();
        }
    }

    /// <summary>One call from a client: faults, hook, effect, record.</summary>
    internal async Task<JsonObject> CallAsync(
        IServiceHandler handler, string operation, JsonObject input, CallContext context, string protocol, CancellationToken token)
    {
        FaultStrike strike = Faults.Strike(handler.Service, operation);
        if (strike.Delay > TimeSpan.Zero)
        {
            await Task.Delay(strike.Delay, Clock, token);
        }

        lock (_lock)
        {
            return Perform(handler, operation, input, context, strike, protocol, OnCall);
        }
    }

    private JsonObject Perform(
        IServiceHandler handler, string operation, JsonObject input, CallContext context, FaultStrike strike, string protocol,
        Action<CallStage, SandboxCall>? hook)
    {
        var call = new SandboxCall(
            _sequence + 1, Clock.GetUtcNow(), handler.Service, operation, context.Region, context.AccessKeyId,
            (JsonObject)input.DeepClone(), ErrorCode: null, Mutating: false)
        {
            Fault = strike.Recorded,
            RequestId = context.RequestId,
        };
        hook?.Invoke(CallStage.BeforeEffect, call);
        _sequence++;
        try
        {
            FaultErrors.ThrowBeforeEffect(
                strike.Kind, handler.Service, operation, protocol, Principals.Find(context.AccessKeyId).Arn);
            JsonObject result = Step(handler, operation, input, context);
            call = call with { Mutating = OperationKind.IsMutating(operation, call.Parameters) };
            _calls.Add(call);
            hook?.Invoke(CallStage.AfterEffect, call);
            FaultErrors.ThrowAfterEffect(strike.Kind);
            return result;
        }
        catch (AwsErrorException error)
        {
            _calls.Add(call with { ErrorCode = error.Code });
            throw;
        }
        catch (BrokenConnectionException) when (strike.Kind == FaultKind.TimeoutBeforeEffect)
        {
            _calls.Add(call);
            throw;
        }
    }

    private JsonObject Step(IServiceHandler handler, string operation, JsonObject input, CallContext context)
    {
        (Clock as SteppingClock)?.Advance(s_step);
        return handler.Handle(operation, input, context);
    }
}
