namespace AwsHardening.Sandbox.Sns;

/// <summary>What SNS sent to somebody.</summary>
public enum SnsDeliveryKind
{
    /// <summary>A message of the topic.</summary>
    Notification,

    /// <summary>The question whether the endpoint wants the topic's messages; it has the token to answer with.</summary>
    SubscriptionConfirmation,

    /// <summary>Word that a subscription has ended.</summary>
    UnsubscribeConfirmation,
}

/// <summary>One thing that SNS of the embedded account would have sent: it stays in the account, where tests read it.</summary>
/// <param name="Time">When, by the account's clock.</param>
/// <param name="Kind">What it is.</param>
/// <param name="TopicArn">The topic.</param>
/// <param name="Protocol">Such as <c>email</c>.</param>
/// <param name="Endpoint">To whom: an address, a number, a URL or an ARN.</param>
/// <param name="Subject">The subject of an e-mail; null for none.</param>
/// <param name="Message">The message, or what the endpoint is asked.</param>
/// <param name="MessageId">The id that publishing it answered.</param>
public sealed record SnsDelivery(
    DateTimeOffset Time, SnsDeliveryKind Kind, string TopicArn, string Protocol, string Endpoint, string? Subject, string Message,
    string MessageId)
{
    /// <summary>The token that confirms the subscription; null where nothing is to be confirmed.</summary>
    public string? Token { get; init; }
}
