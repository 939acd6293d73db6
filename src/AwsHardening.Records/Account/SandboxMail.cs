namespace AwsHardening;

/// <summary>One message that Amazon SNS of the embedded account would have sent.</summary>
/// <param name="Time">When, by the account's clock.</param>
/// <param name="Kind">Notification, SubscriptionConfirmation or UnsubscribeConfirmation.</param>
/// <param name="TopicArn">The topic.</param>
/// <param name="Endpoint">To whom, such as an address.</param>
/// <param name="Subject">The subject; null for none.</param>
/// <param name="Message">The message.</param>
public sealed record SandboxMail(DateTimeOffset Time, string Kind, string TopicArn, string Endpoint, string? Subject, string Message);

/// <summary>The mail of an embedded account.</summary>
internal interface ISandboxMail
{
    IReadOnlyList<SandboxMail> Sent();

    int Confirm(string endpoint);
}
