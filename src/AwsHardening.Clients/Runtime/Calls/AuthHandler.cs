using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace AwsHardening.Clients.Runtime.Calls;

/// <summary>Signs calls with Signature Version 4, and leaves those unsigned that the model says need no identity.</summary>
/// <param name="signed">What signed calls may be signed with.</param>
/// <param name="unsigned">Request class names of operations that are sent unsigned.</param>
internal sealed class AuthHandler(List<IAuthSchemeOption> signed, params string[] unsigned) : BaseAuthResolverHandler
{
    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) =>
        Array.IndexOf(unsigned, executionContext.RequestContext.Request.RequestName) >= 0
            ? AuthSchemeOption.DEFAULT_NOAUTH
            : signed;
}
