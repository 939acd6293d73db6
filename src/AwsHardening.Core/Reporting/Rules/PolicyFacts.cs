using System.Text.Json;
using AwsHardening.Core.Identity.Buckets;
using AwsHardening.Core.Identity.Policies;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>What policies of a collected account say.</summary>
internal static class PolicyFacts
{
    // A name that no policy means by itself: a pattern that stands for it stands for any.
    private const string Any = "any-0f1e2d3c4b5a";

    /// <summary>The statements of a document.</summary>
    /// <param name="document">The document, as AWS answers it.</param>
    /// <param name="what">What it is, for whoever reads that it makes no sense.</param>
    /// <exception cref="UnreadFactException">AWS did not tell it, or it is no policy: what it allows is not known.</exception>
    public static IReadOnlyList<PolicyStatement> Statements(AuditValue document, string what)
    {
        try
        {
            return PolicyStatement.Of(document.Text ?? throw new InvalidDataException("AWS answered no document."));
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or InvalidOperationException)
        {
            // No permission is missing: AWS told it, and it cannot be understood.
            throw new UnreadFactException(e) { What = what };
        }
    }

    /// <summary>The verdict on a policy that a resource may have: one that has none lets nobody in but by policies of their own.</summary>
    /// <param name="document">The policy, as AWS answers it.</param>
    /// <param name="what">What it is.</param>
    /// <param name="member">Where it stands.</param>
    /// <param name="isOpen">Which statements let everybody in; null for S3's meaning of it.</param>
    public static Verdict Closed(AuditValue document, string what, string member, Func<PolicyStatement, bool>? isOpen = null) =>
        // OpenSearch Service says that there is none by an empty one.
        document.Exists && document.Text != "" ? Closed(Statements(document, what), member, isOpen) : Verdict.Pass("it has no policy", (member, "none"));

    /// <summary>The verdict on a resource's policy: kept where no statement lets everybody in (Amazon S3 User Guide: The meaning of "public").</summary>
    /// <param name="policy">Its statements.</param>
    /// <param name="member">Where it stands.</param>
    /// <param name="isOpen">Which statements let everybody in; null for S3's meaning of it.</param>
    public static Verdict Closed(IEnumerable<PolicyStatement> policy, string member, Func<PolicyStatement, bool>? isOpen = null)
    {
        var open = policy.Where(isOpen ?? PublicPolicy.IsPublic).ToArray();
        return Verdict.When(open.Length == 0, "no statement lets everybody in", $"{open.Length} statements let everybody in", [.. open.Select(statement => (member, (object?)statement.Json))]);
    }

    /// <summary>True for a policy of the account's own; AWS's are not the account's to change.</summary>
    public static bool IsOwn(AuditResource policy) => policy["Arn"].Text?.Contains(":iam::aws:", StringComparison.Ordinal) != true;

    /// <summary>The statements of a managed policy's version in force.</summary>
    public static IReadOnlyList<PolicyStatement> InForce(AuditResource policy) => Statements(
        policy["PolicyVersionList"].Items.FirstOrDefault(version => version["IsDefaultVersion"].Flag == true)["Document"], $"policy {policy["PolicyName"]}");

    /// <summary>True for what is allowed without a condition.</summary>
    public static bool IsPlain(PolicyStatement statement) => statement is { Allows: true, Conditions.Count: 0 };

    /// <summary>True where a statement allows every action, written so.</summary>
    public static bool IsEverything(PolicyStatement statement) => !statement.AllActionsBut && statement.Actions.Any(action => action.Trim('*') is "" or ":");

    /// <summary>True where a statement is about resources of a kind whatever they are called.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="kinds">ARNs without the name at their end, such as <c>arn:aws:iam::111122223333:role/</c>.</param>
    public static bool IsAboutAny(PolicyStatement statement, params IEnumerable<string> kinds) =>
        statement.AllResourcesBut || kinds.Any(kind => statement.Resources.Any(pattern => PolicyText.Matches(pattern, kind + Any)));

    /// <summary>True where a statement allows an action by a name or a pattern of it; every action is another rule's matter.</summary>
    public static bool Names(PolicyStatement statement, string action) => !statement.AllActionsBut && !IsEverything(statement) && statement.IsAbout(action);
}
