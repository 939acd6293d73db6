using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Signing;
using AwsHardening.Sandbox.Sts;

namespace AwsHardening.Sandbox.Wire;

/// <summary>Answers requests with an account: finds service and operation, reads, calls, writes.</summary>
internal sealed class WireDispatcher(SandboxAccount account, bool onlyKnownKeys = false)
{
    private readonly SignatureCheck _signatures = new(account);

    /// <exception cref="Faults.BrokenConnectionException">The client is to get no answer.</exception>
    public async Task<WireResponse> AnswerAsync(WireRequest request, CancellationToken token)
    {
        string requestId = account.NextRequestId();
        ServiceModel? model = null;
        ServiceProtocol? protocol = null;
        try
        {
            CallRoute route = CallRoute.Find(account, request);
            model = route.Model;
            protocol = ServiceProtocols.Choose(model, request);
            if (onlyKnownKeys && account.Principals.Secret(route.AccessKeyId) is null)
            {
                throw CallerErrors.InvalidKey(protocol.Name);
            }

            AwsErrorException? unproven = _signatures.Refusal(request, route.AccessKeyId, model.SigningName, protocol.Name);
            request = Plain(model, request);
            OperationModel operation = protocol.FindOperation(model, request);
            JsonObject input = protocol.Parse(operation, request);
            var context = new CallContext(route.Region, route.AccessKeyId, requestId) { SessionToken = CredentialScope.SessionToken(request) };
            SandboxAccount target = account.Route(route.Handler.Service, operation.Name, input, route.AccessKeyId);
            var call = new IncomingCall(
                target.Handler(route.Handler.Service), operation.Name, input, context, protocol.Name, Missing(protocol, operation, input)) { Unproven = unproven };
            JsonObject result = await target.CallAsync(call, token);
            return protocol.Write(model, operation, result, requestId);
        }
        catch (AwsErrorException error) when (model is not null && protocol is not null)
        {
            return protocol.WriteError(model, error, requestId);
        }
        catch (AwsErrorException error)
        {
            return UnroutedErrors.Write(request, error, requestId);
        }
    }

    // S3 keeps the coding of an object as its writer chose it; elsewhere it is between client and service.
    private static WireRequest Plain(ServiceModel model, WireRequest request) => model.IsS3
        ? S3Request.Normalize(request)
        : request with { Body = ContentCoding.Decode(request.Body, request.Header("Content-Encoding")) };

    private static AwsErrorException? Missing(ServiceProtocol protocol, OperationModel operation, JsonObject input)
    {
        Shape? shape = operation.Input?.Shape;
        string? missing = shape?.Required.FirstOrDefault(name => input[name] is null);
        return missing is null ? null : protocol.Missing(shape!.Find(missing)!);
    }
}
