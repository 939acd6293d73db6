using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Authorization;
using AwsHardening.Sandbox.Faults;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Sts;

namespace AwsHardening.Sandbox;

/// <content>How a call takes effect, and what remains of it in the audit trail.</content>
public sealed partial class SandboxAccount
{
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(1);

    private readonly object _lock;
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

    /// <summary>Does something that is no call while no call is under way.</summary>
    internal T Exclusively<T>(Func<T> act)
    {
        lock (_lock)
        {
            return act();
        }
    }

    /// <summary>One call from a client: faults, hook, effect, record.</summary>
    internal async Task<JsonObject> CallAsync(IncomingCall incoming, CancellationToken token)
    {
        if (OnArrival is { } arrival)
        {
            await arrival(new ArrivingCall(incoming.Handler.Service, incoming.Operation, incoming.Context.Region));
        }

        FaultStrike strike = Faults.Strike(incoming.Handler.Service, incoming.Operation);
        if (strike.Delay > TimeSpan.Zero)
        {
            await Task.Delay(strike.Delay, Clock, token);
        }

        lock (_lock)
        {
            return Perform(incoming, strike, OnCall);
        }
    }

    private JsonObject Perform(
        IncomingCall incoming, FaultStrike strike, Action<CallStage, SandboxCall>? hook, bool asOwner = false)
    {
        SandboxCall call = Describe(incoming, strike);
        hook?.Invoke(CallStage.BeforeEffect, call);
        _sequence++;
        JsonObject? result = null;
        AwsErrorException? refused = null;
        try
        {
            Principal caller = Principals.Authenticate(incoming.Context, Clock.GetUtcNow(), incoming.Protocol);
            if (incoming.Unproven is not null)
            {
                throw incoming.Unproven;
            }

            Find(caller.AccountId)?.Service<IamService>().State.Uses.Note(
                caller, incoming.Context.AccessKeyId, call.Service, IamAction.Of(call.Service, call.Operation), call.Region);
            FaultErrors.ThrowBeforeEffect(
                strike.Kind, incoming.Handler.Service, incoming.Operation, incoming.Protocol, caller.Arn);
            if (incoming.Refusal is not null)
            {
                throw incoming.Refusal;
            }

            if (!asOwner)
            {
                Authorizer.Authorize(incoming, this, caller);
            }

            result = Step(incoming);
            call = call with { Mutating = OperationKind.IsMutating(incoming.Operation, call.Parameters) };
        }
        catch (AwsErrorException error)
        {
            refused = error;
            call = call with { ErrorCode = error.Code };
            throw;
        }
        finally
        {
            _calls.Add(call);
            if (result is not null || refused is not null)
            {
                Tell(call, result, refused);
            }
        }

        hook?.Invoke(CallStage.AfterEffect, call);
        FaultErrors.ThrowAfterEffect(strike.Kind);
        return result;
    }

    // A call that never arrived, or that a test's hook ended, is in nobody's history.
    private void Tell(SandboxCall call, JsonObject? result, AwsErrorException? error)
    {
        foreach (var observer in _handlers.Values.OfType<ICallObserver>())
        {
            observer.Called(call, result, error);
        }
    }

    private SandboxCall Describe(IncomingCall incoming, FaultStrike strike) => new(
        _sequence + 1, Clock.GetUtcNow(), incoming.Handler.Service, incoming.Operation, incoming.Context.Region,
        incoming.Context.AccessKeyId, (JsonObject)incoming.Input.DeepClone(), ErrorCode: null, Mutating: false)
    {
        Fault = strike.Recorded,
        RequestId = incoming.Context.RequestId,
    };

    private JsonObject Step(IncomingCall incoming)
    {
        (Clock as SteppingClock)?.Advance(s_step);
        return incoming.Handler.Handle(incoming.Operation, incoming.Input, incoming.Context);
    }
}
