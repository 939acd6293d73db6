using Amazon.Runtime;

namespace AwsHardening.Core.Errors;

/// <summary>There are no credentials to sign a call with: it was never sent.</summary>
/// <param name="cause">Why.</param>
internal sealed class CredentialsUnavailableException(Exception cause) : AmazonClientException(cause.Message, cause);
