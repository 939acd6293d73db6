using AwsHardening.Sandbox;

namespace AwsHardening.Core.Account;

/// <summary>The mail of an embedded account, for whoever holds the session.</summary>
internal sealed class AccountMail(SandboxAccount account) : ISandboxMail
{
    public IReadOnlyList<SandboxMail> Sent() =>
        [.. account.Deliveries.Select(mail => new SandboxMail(mail.Time, mail.Kind.ToString(), mail.TopicArn, mail.Endpoint, mail.Subject, mail.Message))];

    public int Confirm(string endpoint) => account.ConfirmSubscriptions(endpoint);
}
