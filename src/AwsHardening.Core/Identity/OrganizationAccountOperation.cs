using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using Amazon.Organizations;
using Amazon.Organizations.Model;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;
using OrganizationsAccount = Amazon.Organizations.Model.Account;

namespace AwsHardening.Core.Identity;

/// <summary>Lists the accounts of the caller's organization. Only the management account and delegated administrators may.</summary>
public static class OrganizationAccountOperation
{
    /// <summary>Reads the organization (ListAccounts, or from the roots down where units are said) and yields what the query means.</summary>
    /// <param name="session">A session of the management account, or of a delegated administrator.</param>
    /// <param name="query">The accounts.</param>
    /// <param name="host">Gets the errors.</param>
    /// <param name="cancellationToken">Stops the reads.</param>
    /// <exception cref="OperationException">There is no organization, or the caller may not see it.</exception>
    public static async IAsyncEnumerable<OrganizationAccount> FindAsync(
        HardeningSession session, OrganizationAccountQuery query, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(host);
        var client = (IAmazonOrganizations)AwsSession.Of(session).Reader("organizations");
        List<OrganizationAccount> found = [];
        await foreach (var (account, unit) in Described(AccountsAsync(client, query, cancellationToken), session, query, cancellationToken))
        {
            if (!Means(query.Account, account.Id, account.Name) || !Means(query.Status, account.State?.Value ?? account.Status?.Value ?? ""))
            {
                continue;
            }

            var tags = query.Tag.Count == 0 ? null : await TagsAsync(client, account.Id, session, cancellationToken);
            if (tags is not null && !query.Tag.All(tag => tags.TryGetValue(tag.Key, out var value) && Matches(tag.Value, value)))
            {
                continue;
            }

            found.Add(new OrganizationAccount(
                account.Id, account.Name, account.State?.Value ?? account.Status?.Value ?? "", account.Email, account.Arn, account.JoinedMethod?.Value ?? "",
                account.JoinedTimestamp is { } joined ? new DateTimeOffset(joined.ToUniversalTime()) : null)
            {
                OrganizationalUnit = unit, Tags = tags,
            });
            yield return found[^1];
        }

        foreach (var missing in query.Account.Where(said => !HasWildcard(said) && !found.Any(one => Means([said], one.AccountId, one.Name))))
        {
            await host.WriteErrorAsync(
                new OperationError("AccountNotFound", OperationErrorCategory.ObjectNotFound,
                    $"The organization has no account '{missing}' that the other filters let through.", "Check the id or the name, and the other filters.", missing),
                cancellationToken);
        }
    }

    private static async IAsyncEnumerable<(OrganizationsAccount Account, string? Unit)> AccountsAsync(
        IAmazonOrganizations client, OrganizationAccountQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        if (query.OrganizationalUnit.Count == 0)
        {
            do
            {
                var answer = await client.ListAccountsAsync(new ListAccountsRequest { NextToken = next }, cancellationToken);
                foreach (var account in answer.Accounts ?? [])
                {
                    yield return (account, null);
                }

                next = answer.NextToken;
            }
            while (next is not null);
            yield break;
        }

        var found = false;
        await foreach (var unit in new OrganizationUnits(client).ListAsync(cancellationToken))
        {
            if (!unit.IsIn(one => Means(query.OrganizationalUnit, one.Id, one.Name, one.Path)))
            {
                continue;
            }

            found = true;
            do
            {
                var answer = await client.ListAccountsForParentAsync(
                    new ListAccountsForParentRequest { ParentId = unit.Id, NextToken = next }, cancellationToken);
                foreach (var account in answer.Accounts ?? [])
                {
                    yield return (account, unit.Path);
                }

                next = answer.NextToken;
            }
            while (next is not null);
        }

        if (!found)
        {
            throw new OperationException(
                "OrganizationalUnitNotFound", OperationErrorCategory.ObjectNotFound,
                $"The organization has no unit {string.Join(", ", query.OrganizationalUnit)}.",
                "Say an id such as ou-ab12-cd34ef56, a name, or a path such as Root/Workloads.", query.OrganizationalUnit[0]);
        }
    }

    private static async Task<Dictionary<string, string>> TagsAsync(
        IAmazonOrganizations client, string accountId, HardeningSession session, CancellationToken cancellationToken)
    {
        Dictionary<string, string> tags = new(StringComparer.Ordinal);
        string? next = null;
        try
        {
            do
            {
                var answer = await client.ListTagsForResourceAsync(
                    new ListTagsForResourceRequest { ResourceId = accountId, NextToken = next }, cancellationToken);
                foreach (var tag in answer.Tags ?? [])
                {
                    tags[tag.Key] = tag.Value;
                }

                next = answer.NextToken;
            }
            while (next is not null);
            return tags;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw Failed(e, $"reading the tags of account {accountId}", "organizations:ListTagsForResource", session);
        }
    }

    /// <summary>The same, with what goes wrong said as a user reads it.</summary>
    private static async IAsyncEnumerable<T> Described<T>(
        IAsyncEnumerable<T> accounts, HardeningSession session, OrganizationAccountQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var each = accounts.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await each.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (Exception e) when (e is not OperationException && (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested))
            {
                throw Failed(e, "listing the accounts of the organization",
                    query.OrganizationalUnit.Count == 0 ? "organizations:ListAccounts" : "organizations:ListAccountsForParent", session);
            }

            yield return each.Current;
        }
    }

    private static OperationException Failed(Exception e, string doing, string iamAction, HardeningSession session) => new(AwsErrors.Code(e) switch
    {
        "AWSOrganizationsNotInUseException" => new OperationError(
            "OrganizationNotThere", OperationErrorCategory.ObjectNotFound, $"The account of {session} is in no organization.",
            "Use a session of an organization's management account, or say accounts to Invoke-AssumeRole with -AccountId.", session, e),
        _ when AwsErrors.IsDenied(e) && AwsErrors.Describe(e, doing, iamAction, session) is var denied => denied with
        {
            Action = $"Use a session of the management account or of a delegated administrator, and let the caller do {iamAction}.",
        },
        _ => AwsErrors.Describe(e, doing, iamAction, session),
    });

    private static bool Means(IReadOnlyList<string> said, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (said.Count == 0 || said.Any(pattern => Matches(pattern, name)))
            {
                return true;
            }
        }

        return said.Count == 0;
    }

    private static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true);

    private static bool HasWildcard(string text) => text.IndexOfAny(['*', '?']) >= 0;
}
