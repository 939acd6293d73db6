using System.Management.Automation;
using AwsHardening.Seam;

namespace AwsHardening.Pipeline;

/// <summary>Says of what one account's work writes which account and Region it is of.</summary>
internal static class AccountMark
{
    /// <summary>The object, with its account and Region where it does not name them itself.</summary>
    /// <param name="value">A record, or a line of text.</param>
    /// <param name="session">Where it comes from.</param>
    public static object On(object value, HardeningSession session)
    {
        var marked = PSObject.AsPSObject(value);
        Add(marked, nameof(HardeningSession.AccountId), session.AccountId);
        Add(marked, nameof(HardeningSession.Region), session.Region);
        return marked;
    }

    /// <summary>The failure, with its account in front.</summary>
    /// <param name="error">The failure.</param>
    /// <param name="session">Where it happened.</param>
    public static OperationError On(OperationError error, HardeningSession session) =>
        error with { Message = On(error.Message, session) };

    /// <summary>The text, with its account in front.</summary>
    /// <param name="message">The text.</param>
    /// <param name="session">What it is about.</param>
    public static string On(string message, HardeningSession session) =>
        $"Account {session.AccountId ?? session.CredentialSource} in {session.Region}: {message}";

    private static void Add(PSObject marked, string name, string? value)
    {
        if (value is not null && marked.Properties[name] is null)
        {
            marked.Properties.Add(new PSNoteProperty(name, value));
        }
    }
}
